import * as z from 'zod';
import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import type { TaskResult } from '#shared/agents/task-result.ts';
import { readState } from '../run/read-state.ts';
import type { RunContext } from '../run/run-context.ts';
import { collectRun, refuseWhileRunning, streamTask } from '../run/stream-task.ts';
import type { Run } from '../run/run-result.ts';
import type { RunOptions } from '../run/stream-task.ts';
import type { Task } from '../run/task.ts';
import { checkedFilter, filtered } from './message-filter.ts';
import type { MessageFilterConfig } from './message-filter.ts';
import type { Participant, Turn } from './participant.ts';
import { recordComponent } from '../run/component-record.ts';

export interface MessageFilterAgentOptions {
  /** Default: the name of the wrapped agent. */
  readonly name?: string;
  readonly wrappedAgent: Participant;
  readonly filter: MessageFilterConfig;
}

const stateSchema = z.strictObject({
  type: z.literal('MessageFilterAgentState'),
  version: z.literal(1),
  agent: z.json(),
});

/** Wraps an agent or a team so that it receives only the new messages that pass a filter. */
export class MessageFilterAgent implements Participant {
  readonly name: string;
  readonly description: string;
  readonly isPerson: boolean;
  readonly #agent: Participant;
  readonly #filter: MessageFilterConfig;

  /** Throws `invalid_input` that names the invalid field. */
  constructor({ name, wrappedAgent, filter }: MessageFilterAgentOptions) {
    this.name = name ?? wrappedAgent.name;
    this.description = wrappedAgent.description;
    this.isPerson = wrappedAgent.isPerson ?? false;
    this.#agent = wrappedAgent;
    this.#filter = checkedFilter(filter);
    recordComponent(this, MessageFilterAgent, 'MessageFilterAgent', { name, wrappedAgent, filter });
  }

  run(task?: Task, options?: RunOptions): Promise<TaskResult> {
    return collectRun(this.runStream(task, options));
  }

  runStream(task?: Task, options?: RunOptions): Run {
    return streamTask(this, task, options);
  }

  respond(messages: readonly ChatMessage[], run: RunContext): AsyncGenerator<AgentMessage, Turn> {
    return this.#agent.respond(filtered(messages, this.#filter), run);
  }

  reset(): void {
    refuseWhileRunning(this, 'reset it');
    this.#agent.reset();
  }

  saveState(): unknown {
    return { type: 'MessageFilterAgentState', version: 1, agent: this.#agent.saveState() };
  }

  loadState(state: unknown): void {
    refuseWhileRunning(this, 'load its state');
    this.#agent.loadState(readState(stateSchema, state, `the filter around “${this.name}”`).agent);
  }
}
