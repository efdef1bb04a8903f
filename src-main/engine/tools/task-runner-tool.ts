import * as z from 'zod';
import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import { messageText } from '#shared/agents/messages.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import type { Participant, Turn } from '../agents/participant.ts';
import { abortable, throwIfAborted } from '../run/abortable.ts';
import { AgentFailure } from '../run/agent-failure.ts';
import { stamp } from '../run/run-context.ts';
import { takeTurn } from '../run/stream-task.ts';
import { withoutWords } from '../run/without-words.ts';
import type { JsonObject, Tool, ToolCallContext, ToolOutcome } from './tool.ts';
import { checkedToolName } from './tool-name.ts';

export interface TaskRunnerToolOptions {
  readonly name: string;
  readonly description: string;
  /** True: the result is the last thing said. False: everything that was said, each with who said it. */
  readonly returnValueAsLastMessage?: boolean | undefined;
}

const argumentsSchema = z.object({ task: z.string().describe('What to do, with all that has to be known.') });
const PARAMETERS: JsonObject = z.toJSONSchema(argumentsSchema);

/**
 * An agent or a team behind a tool. Each call begins anew, so that what a call comes to depends on its task alone, before
 * and after a restart; and calls wait for each other, because it has one memory. The task comes in the name of the agent
 * that calls: it is no person's word, and nobody learns from it. What happens meanwhile is streamed.
 */
export abstract class TaskRunnerTool implements Tool {
  readonly name: string;
  readonly description: string;
  readonly parameters = PARAMETERS;
  readonly #runner: Participant;
  readonly #lastOnly: boolean;
  #queue: Promise<void> = Promise.resolve();

  /** Throws `invalid_input` for a name that no model server would take. */
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
    const { promise, resolve: done } = Promise.withResolvers<void>();
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
    // Notes are what the caller's model may know; behind the tool there may be another. What it must know is in its task.
    const run = withoutWords({ ...call, notes: [], priorMessages: [] });
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
