import type { UserInputRequestedEvent } from '#shared/agents/agent-events.ts';
import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import type { TaskResult } from '#shared/agents/task-result.ts';
import { failureOf } from '../run/agent-failure.ts';
import type { RunContext } from '../run/run-context.ts';
import { collectRun, refuseWhileRunning, streamTask } from '../run/stream-task.ts';
import type { Run, RunOptions } from '../run/stream-task.ts';
import type { Task } from '../run/task.ts';
import { checkedAgentName } from './agent-name.ts';
import type { Participant, Turn } from './participant.ts';

/** What an agent's turn comes to; closed. */
export type Response =
  | { readonly type: 'message'; readonly message: ChatMessage }
  /** It asked people (the events were yielded) and goes on when it gets its next turn. */
  | { readonly type: 'waiting'; readonly requests: readonly UserInputRequestedEvent[] };

/** The base of every agent. A new one says what it answers (`onMessages`) and what it remembers (`save`, `load`, `forget`). */
export abstract class BaseChatAgent implements Participant {
  readonly name: string;
  readonly description: string;

  /** Throws `invalid_input` for a name that cannot be shown: none, one of more than 100 characters, or with control characters. */
  constructor(name: string, description: string) {
    this.name = checkedAgentName(name);
    this.description = description;
  }

  run(task?: Task, options?: RunOptions): Promise<TaskResult> {
    return collectRun(this.runStream(task, options));
  }

  runStream(task?: Task, options?: RunOptions): Run {
    return streamTask(this, task, options);
  }

  async *respond(messages: readonly ChatMessage[], run: RunContext): AsyncGenerator<AgentMessage, Turn> {
    try {
      const response = yield* this.onMessages(messages, run);
      if (response.type === 'waiting') return response;
      const { message } = response;
      return { type: 'responded', answer: message, spoken: [message], stopReason: null };
    } catch (thrown) {
      throw failureOf(this.name, thrown);
    }
  }

  reset(): void {
    refuseWhileRunning(this, 'reset it');
    this.forget();
  }

  saveState(): unknown {
    return this.save();
  }

  loadState(state: unknown): void {
    refuseWhileRunning(this, 'load its state');
    this.load(state);
  }

  /**
   * Yields what happens on the way and returns the answer. What `messages` say must be remembered before the first
   * `yield` or `await`: they are delivered once, even if the turn is then stopped.
   */
  protected abstract onMessages(
    messages: readonly ChatMessage[],
    run: RunContext,
  ): AsyncGenerator<AgentMessage, Response>;

  protected abstract save(): unknown;
  protected abstract load(state: unknown): void;
  protected abstract forget(): void;
}
