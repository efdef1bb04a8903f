import { agentMessageSchema } from '#shared/agents/messages.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import { TuteeError } from '#shared/errors.ts';
import { InputRequests } from '../../engine/people/input-requests.ts';
import { RunController } from '../../engine/people/run-controller.ts';
import type { Memory } from '../../engine/ports.ts';
import { readState } from '../../engine/run/read-state.ts';
import { replayEnvironment } from '../../engine/run/recorded-environment.ts';
import type { Tool } from '../../engine/tools/tool.ts';
import type { RunRecorder } from '../ports.ts';
import { runRecordingSchema } from './run-recording.ts';
import type { Segment } from './run-recording.ts';
import type { TeamBuilder } from '../teams/team-builder.ts';

export interface Replayed {
  /** True: every replayed message equals the recorded one byte by byte, ids and times included. */
  readonly same: boolean;
  /** The number of equal messages. */
  readonly messages: number;
  /** The first difference, or why the replay is incomplete; null: neither. */
  readonly reason: string | null;
}

/**
 * Replays a recorded run: builds its agents from the component again and feeds them the recorded inputs. Calls no model and no
 * tool. Throws `invalid_input` for a value that is not a recording.
 */
export async function replayRun(
  component: unknown,
  recording: unknown,
  builder: TeamBuilder,
  recorder: RunRecorder,
): Promise<Replayed> {
  const { stretches: segments } = readState(runRecordingSchema, recording, 'a replay');
  let state: unknown = null;
  let messages = 0;
  for (const [index, segment] of segments.entries()) {
    if (!segment.repeatable) {
      const reason =
        'Somebody stepped in while it was on, or its budget stopped it; from there on it cannot be repeated.';
      return { same: index > 0, messages, reason };
    }
    const again = await replaySegment(component, segment, state, builder, recorder);
    const different = again.messages.findIndex(
      (message, at) => bytesOf(message) !== bytesOf(segment.messages[at]),
    );
    if (different >= 0 || again.messages.length !== segment.messages.length) {
      const at = different < 0 ? again.messages.length : different;
      return {
        same: false,
        messages: messages + at,
        reason: `Message ${messages + at + 1} came out otherwise.`,
      };
    }
    messages += again.messages.length;
    state = again.state;
  }
  return { same: true, messages, reason: null };
}

/** The JSON that a recording holds for a message. */
function bytesOf(message: AgentMessage | undefined): string {
  return message === undefined ? '' : JSON.stringify(agentMessageSchema.parse(message));
}

async function replaySegment(
  component: unknown,
  segment: Segment,
  state: unknown,
  builder: TeamBuilder,
  recorder: RunRecorder,
): Promise<{ messages: readonly AgentMessage[]; state: unknown }> {
  const inputRequests = new InputRequests({ patienceMs: 0 });
  const models = Object.entries(segment.models).map(([name, kept]) => [name, recorder.replay(kept)]);
  const recorded = memoryOf(segment);
  const participant = builder.build(component, {
    models: Object.fromEntries(models) as Parameters<TeamBuilder['build']>[1]['models'],
    memory: { of: () => recorded, search: () => Promise.resolve([]) },
    inputRequests,
    // Rate limits and retries are not waited for again.
    limits: { limit: () => undefined },
    pause: () => Promise.resolve(),
    wrapTool: (tool) => toolOf(tool, segment),
  });
  const environment = replayEnvironment(segment.environment);
  const controller = new RunController({
    participant,
    userInput: inputRequests,
    environment,
    priorMessages: segment.saidBefore,
  });
  if (state !== null) controller.loadState(state);
  for (const { requestId, answer } of segment.answers) inputRequests.answer(requestId, answer);
  const { messages } = await controller.run(segment.said.length === 0 ? undefined : segment.said);
  return { messages, state: controller.saveState() };
}

function memoryOf({ memories }: Segment): Memory {
  const left = memories.values();
  return {
    query: () => {
      const step = left.next();
      if (step.done !== true) return Promise.resolve(step.value);
      throw new TuteeError('invalid_output', 'The recording has no more memories: something is asked anew.');
    },
  };
}

function toolOf(tool: Tool, { tools }: Segment): Tool {
  return {
    name: tool.name,
    description: tool.description,
    parameters: tool.parameters,
    async *call(_args, { callId }) {
      yield* [];
      const kept = tools.find((one) => one.callId === callId);
      if (kept === undefined) throw new TuteeError('invalid_output', 'This call of a tool was not recorded.');
      return { content: kept.content, isError: kept.isError };
    },
  };
}
