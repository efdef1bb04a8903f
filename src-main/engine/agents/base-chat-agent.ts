import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import type { TaskResult } from '#shared/agents/task-result.ts';
import { failureOf } from '../run/agent-failure.ts';
import { checkedState } from '../run/checked-state.ts';
import type { RunContext } from '../run/run-context.ts';
import { collectRun, refuseWhileRunning, streamTask } from '../run/stream-task.ts';
import type { Run } from '../run/run-result.ts';
import { traced } from '../tracing/traced.ts';
import type { RunOptions } from '../run/stream-task.ts';
import type { Task } from '../run/task.ts';
import { checkedAgentName } from './agent-name.ts';
import { checkedEvent, checkedResponse } from './response.ts';
import type { Response } from './response.ts';
import type { Participant, Turn } from './participant.ts';

/** The base class of every agent. Subclasses implement the answer (`onMessages`) and the state (`save`, `load`, `forget`). */
export abstract class BaseChatAgent implements Participant {
  readonly name: string;
  readonly description: string;

  /** Throws `invalid_input` for a name that is empty, longer than 100 characters or contains control characters. */
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
      const response = checkedResponse(yield* this.#traced(messages, run));
      if (response.type === 'waiting') return response;
      const { message } = response;
      const onKept = () => this.onAnswerKept();
      return { type: 'responded', answer: message, spoken: [message], stopReason: null, onKept };
    } catch (thrown) {
      throw failureOf(this.name, thrown);
    }
  }

  #traced(messages: readonly ChatMessage[], run: RunContext): AsyncGenerator<AgentMessage, Response> {
    const { name, description } = this;
    const attributes = { 'gen_ai.agent.name': name, 'gen_ai.agent.description': description };
    const start = () => ({ operation: 'invoke_agent' as const, name, attributes });
    return traced(run, start, (inside) => this.#checkedEvents(messages, inside));
  }

  /** What an agent of a program yields ends up in other agents, stores and pages, so it is checked here. */
  async *#checkedEvents(
    messages: readonly ChatMessage[],
    run: RunContext,
  ): AsyncGenerator<AgentMessage, Response> {
    const answering = this.onMessages(messages, run);
    try {
      for (;;) {
        const step = await answering.next();
        if (step.done === true) return step.value;
        yield checkedEvent(step.value);
      }
    } finally {
      await answering.return(undefined as never);
    }
  }

  reset(): void {
    refuseWhileRunning(this, 'reset it');
    this.forget();
  }

  /** Throws `invalid_output` when it is not plain data. */
  saveState(): unknown {
    return checkedState(this.save(), `“${this.name}”`);
  }

  loadState(state: unknown): void {
    refuseWhileRunning(this, 'load its state');
    this.load(state);
  }

  /** Called synchronously when whoever asked for the answer has stored it. */
  protected onAnswerKept(): void {}

  /**
   * Yields events and returns the outcome. Implementations must store `messages` before the first `yield` or `await`: they are
   * delivered once, even if the turn is cancelled afterwards.
   */
  protected abstract onMessages(
    messages: readonly ChatMessage[],
    run: RunContext,
  ): AsyncGenerator<AgentMessage, Response>;

  protected abstract save(): unknown;
  protected abstract load(state: unknown): void;
  protected abstract forget(): void;
}
