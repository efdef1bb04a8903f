/**
 * The recording room of the studio: owns what is recorded of a run, its replay, and its completion cache. It may not know how a run is
 * started, nor the chat.
 */
import * as z from 'zod';
import { chatMessageSchema } from '#shared/agents/chat-messages.ts';
import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import { memoryContentSchema } from '#shared/agents/content.ts';
import { agentMessageSchema } from '#shared/agents/messages.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import type { ChatModel } from '#shared/models/model.ts';
import type { Answer } from '../../engine/people/input-requests.ts';
import { recordEnvironment } from '../../engine/run/recorded-environment.ts';
import type { Environment } from '../../engine/run/run-context.ts';
import type { Tool } from '../../engine/tools/tool.ts';
import { readState } from '../../engine/run/read-state.ts';
import { pendingAnswerSchema } from '../people/pending-answers.ts';
import type { RunRecorder, RunStore } from '../ports.ts';
import type { AgentMemories } from '../memory/run-teaching.ts';

/** One segment of a run with all its external inputs: enough to replay it byte by byte. */
export const segmentSchema = z.strictObject({
  /** The messages of the chat from before the run. The key is stored, so it keeps its old name. */
  saidBefore: z.array(chatMessageSchema).default([]),
  said: z.array(chatMessageSchema),
  answers: z.array(pendingAnswerSchema),
  /** In the order of the queries. */
  memories: z.array(z.strictObject({ results: z.array(memoryContentSchema), text: z.string() })),
  tools: z.array(z.strictObject({ callId: z.string(), content: z.string(), isError: z.boolean() })),
  /** Model name in the component -> its recording. */
  models: z.record(z.string(), z.json()),
  environment: z.json(),
  messages: z.array(agentMessageSchema),
  /** False: a person intervened at a moment that cannot be reproduced. */
  repeatable: z.boolean(),
});
export type Segment = z.infer<typeof segmentSchema>;

export const runRecordingSchema = z.strictObject({
  type: z.literal('RunRecording'),
  version: z.literal(1),
  /** Its segments. The key is stored, so it keeps its old name. */
  stretches: z.array(segmentSchema),
});

/** Records the external inputs of one segment. The models, memories and tools it wraps behave as before. */
export class SegmentRecorder {
  readonly environment: ReturnType<typeof recordEnvironment>;
  readonly #recorder: RunRecorder;
  readonly #priorMessages: readonly ChatMessage[];
  readonly #models = new Map<string, { readonly recording: unknown }>();
  readonly #said: ChatMessage[] = [];
  readonly #answers: Segment['answers'] = [];
  readonly #memories: Segment['memories'] = [];
  readonly #tools: Segment['tools'] = [];

  constructor(recorder: RunRecorder, environment: Environment, before: readonly ChatMessage[]) {
    this.#recorder = recorder;
    this.#priorMessages = before;
    this.environment = recordEnvironment(environment);
  }

  models(models: Readonly<Record<string, ChatModel>>): Record<string, ChatModel> {
    return Object.fromEntries(
      Object.entries(models).map(([name, model]) => {
        const recording = this.#recorder.record(model);
        this.#models.set(name, recording);
        return [name, recording];
      }),
    );
  }

  memories(memories: AgentMemories): AgentMemories {
    return {
      of: (agent, name) => {
        const memory = memories.of(agent, name);
        return {
          query: async (messages, signal) => {
            const found = await memory.query(messages, signal);
            this.#memories.push({ results: [...found.results], text: found.text });
            return found;
          },
        };
      },
      search: (query, caller) => memories.search(query, caller),
    };
  }

  tool(tool: Tool): Tool {
    const kept = this.#tools;
    return {
      name: tool.name,
      description: tool.description,
      parameters: tool.parameters,
      safeToRetry: tool.safeToRetry ?? false,
      async *call(args, run) {
        const outcome = yield* tool.call(args, run);
        kept.push({ callId: run.callId, ...outcome });
        return outcome;
      },
    };
  }

  said(messages: readonly ChatMessage[]): void {
    this.#said.push(...messages);
  }

  answered(requestId: string, answer: Answer): void {
    this.#answers.push({ requestId, answer });
  }

  /** The recording so far. */
  segment(messages: readonly AgentMessage[], repeatable: boolean): Segment {
    const models = [...this.#models].map(([name, { recording }]) => [name, recording]);
    return structuredClone({
      saidBefore: [...this.#priorMessages],
      said: this.#said,
      answers: this.#answers,
      memories: this.#memories,
      tools: this.#tools,
      models: Object.fromEntries(models) as Segment['models'],
      environment: this.environment.recording,
      messages: [...messages],
      repeatable,
    });
  }
}

/** Appends a segment to the stored recording of a run. */
export function keepRecording(store: RunStore, runId: string, segment: Segment): void {
  const kept = store.recording(runId);
  const earlier = kept === null ? [] : readState(runRecordingSchema, kept, 'a recording').stretches;
  store.putRecording(runId, { type: 'RunRecording', version: 1, stretches: [...earlier, segment] });
}
