import * as z from 'zod';
import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import { messageText } from '#shared/agents/messages.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import type { Participant, Turn } from '../agents/participant.ts';
import { keepAllSteps } from '../durability/keep-all-steps.ts';
import { abortable, throwIfAborted } from '../run/abortable.ts';
import { AgentFailure } from '../run/agent-failure.ts';
import { deferred } from '../run/deferred.ts';
import { stamp } from '../run/run-context.ts';
import { takeTurn } from '../run/stream-task.ts';
import { withoutInjectedMessages } from '../run/without-injected-messages.ts';
import type { JsonObject, Tool, ToolCallContext, ToolOutcome } from './tool.ts';
import { checkedToolName } from './tool-name.ts';

export interface TaskRunnerToolOptions {
  readonly name: string;
  readonly description: string;
  /** True: the result is the last message. False (default): all messages with their sources. */
  readonly returnValueAsLastMessage?: boolean | undefined;
}

const argumentsSchema = z.object({ task: z.string().describe('What to do, with all that has to be known.') });
const PARAMETERS: JsonObject = z.toJSONSchema(argumentsSchema);

/**
 * An agent or a team as a tool. Each call resets it, so that the result depends on the task alone; calls run one after the other,
 * because it has one state. The task is sent in the name of the calling agent, so that it is not a person's message and is not
 * learned from. Its messages are streamed.
 */
export abstract class TaskRunnerTool implements Tool {
  readonly name: string;
  readonly description: string;
  readonly parameters = PARAMETERS;
  /** Each call begins anew, and what was done inside is in the journal of the run. */
  readonly safeToRetry = true;
  readonly #runner: Participant;
  readonly #lastOnly: boolean;
  #queue: Promise<void> = Promise.resolve();

  /** Throws `invalid_input` for a name that model servers reject. */
  constructor(runner: Participant, options: TaskRunnerToolOptions) {
    this.name = checkedToolName(options.name);
    this.description = options.description;
    this.#runner = runner;
    this.#lastOnly = options.returnValueAsLastMessage ?? false;
  }

  async *call(args: JsonObject, call: ToolCallContext): AsyncGenerator<AgentMessage, ToolOutcome> {
    const parsed = argumentsSchema.safeParse(args);
    if (!parsed.success) return failed(`Wrong arguments. ${z.prettifyError(parsed.error)}`);
    const before = this.#queue;
    const { promise, resolve: done } = deferred();
    this.#queue = before.then(() => promise);
    try {
      await abortable(before, call.signal);
      return yield* this.#run(parsed.data.task, call);
    } finally {
      done();
    }
  }

  async *#run(content: string, call: ToolCallContext): AsyncGenerator<AgentMessage, ToolOutcome> {
    throwIfAborted(call.signal);
    this.#runner.reset();
    const task = stamp(call, { type: 'TextMessage', source: call.caller, content });
    // Notes and earlier messages are for the caller's model only: the model behind the tool may be another one.
    // The runner's state is not part of any saved one, so all of its steps are needed until the call has ended.
    const journal = call.journal && keepAllSteps(call.journal);
    const run = withoutInjectedMessages({ ...call, journal, notes: [], priorMessages: [] });
    try {
      return this.#outcome(yield* takeTurn(this.#runner, [task], run, []));
    } catch (thrown) {
      if (!(thrown instanceof AgentFailure)) throw thrown;
      const { agent, error } = thrown.failure;
      return failed(`${agent} failed: ${error.message}`);
    }
  }

  #outcome(turn: Turn): ToolOutcome {
    if (turn.type === 'waiting') {
      const asked = turn.requests.map(({ prompt }) => prompt).join(' ');
      return failed(`A person was asked and has not answered, so this could not be done: ${asked}`);
    }
    const said = this.#lastOnly ? turn.spoken.slice(-1).map(messageText) : turn.spoken.map(line);
    return { content: said.length === 0 ? 'Nothing was said.' : said.join('\n\n'), isError: false };
  }
}

function line(message: ChatMessage): string {
  return `${message.source}: ${messageText(message)}`;
}

function failed(content: string): ToolOutcome {
  return { content, isError: true };
}
