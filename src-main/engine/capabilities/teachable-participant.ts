import * as z from 'zod';
import { chatMessageSchema } from '#shared/agents/chat-messages.ts';
import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import type { TaskResult } from '#shared/agents/task-result.ts';
import type { Participant, Turn } from '../agents/participant.ts';
import type { MemoryQuery, TaughtWords } from '../ports.ts';
import { recallOnce } from '../durability/journaled-steps.ts';
import { failureOf } from '../run/agent-failure.ts';
import { readState } from '../run/read-state.ts';
import { stamp } from '../run/run-context.ts';
import type { RunContext } from '../run/run-context.ts';
import { collectRun, refuseWhileRunning, streamTask } from '../run/stream-task.ts';
import type { Run } from '../run/run-result.ts';
import type { RunOptions } from '../run/stream-task.ts';
import type { Task } from '../run/task.ts';

/** What a TeachableParticipant needs from Teachability. Shared by all participants of one Teachability. */
export interface Teaching {
  /** The messages written by a person that have not been learned from. Each message is returned once. */
  newWords(messages: readonly ChatMessage[]): TaughtWords[];
  /** The recall query: the last message of a person, or else the last message. Null when there is none. */
  queryOf(messages: readonly ChatMessage[]): string | null;
  /** Stores explicit teachings. `told`: ids of the new memories; `left`: the messages without an explicit teaching. */
  captureExplicit(
    words: readonly TaughtWords[],
    signal: AbortSignal,
  ): Promise<{ told: string[]; left: TaughtWords[] }>;
  recall(query: string, exclude: readonly string[], signal: AbortSignal): Promise<MemoryQuery>;
  /** Learns in the background, one message at a time, so that each sees what the previous one taught. */
  captureLater(words: readonly TaughtWords[]): void;
}

const stateSchema = z.strictObject({
  type: z.literal('TeachableParticipantState'),
  version: z.literal(1),
  participant: z.json(),
  undelivered: z.array(chatMessageSchema),
  /** The last recall query; a turn that continues without new messages uses it again. */
  query: z.string().nullable(),
});

/** A teachable agent or team. Recalled memories enter its requests only; its saved state never contains them. */
export class TeachableParticipant implements Participant {
  readonly name: string;
  readonly description: string;
  readonly isPerson: boolean;
  readonly #participant: Participant;
  readonly #teaching: Teaching;
  /** Messages that the wrapped participant has not received: a turn can be cancelled during recall. */
  #undelivered: ChatMessage[] = [];
  #query: string | null = null;

  /** Use `Teachability.addTo`. */
  constructor(participant: Participant, teaching: Teaching) {
    this.name = participant.name;
    this.description = participant.description;
    this.isPerson = participant.isPerson ?? false;
    this.#participant = participant;
    this.#teaching = teaching;
  }

  run(task?: Task, options?: RunOptions): Promise<TaskResult> {
    return collectRun(this.runStream(task, options));
  }

  runStream(task?: Task, options?: RunOptions): Run {
    return streamTask(this, task, options);
  }

  async *respond(messages: readonly ChatMessage[], run: RunContext): AsyncGenerator<AgentMessage, Turn> {
    this.#undelivered.push(...messages);
    this.#query = this.#teaching.queryOf(messages) ?? this.#query;
    let left: readonly TaughtWords[] = this.#teaching.newWords(messages);
    try {
      const learned = await this.#teaching.captureExplicit(left, run.signal);
      left = learned.left;
      const notes = yield* this.#recall(learned.told, run);
      return yield* this.#participant.respond(this.#undelivered.splice(0), { ...run, notes });
    } catch (thrown) {
      throw failureOf(this.name, thrown);
    } finally {
      this.#teaching.captureLater(left);
    }
  }

  async *#recall(told: readonly string[], run: RunContext): AsyncGenerator<AgentMessage, string[]> {
    const outer = run.notes ?? [];
    if (this.#query === null) return [...outer];
    const query = this.#query;
    const recall = () => this.#teaching.recall(query, told, run.signal);
    const { results, text } = await recallOnce(run, 'teachability', recall);
    if (results.length > 0) {
      yield stamp(run, { type: 'MemoryQueryEvent', source: this.name, content: [...results] });
    }
    return text === '' ? [...outer] : [...outer, text];
  }

  reset(): void {
    refuseWhileRunning(this, 'reset it');
    this.#participant.reset();
    this.#undelivered = [];
    this.#query = null;
  }

  saveState(): unknown {
    return {
      type: 'TeachableParticipantState',
      version: 1,
      participant: this.#participant.saveState(),
      undelivered: [...this.#undelivered],
      query: this.#query,
    };
  }

  loadState(state: unknown): void {
    refuseWhileRunning(this, 'load its state');
    const read = readState(stateSchema, state, `the teachable “${this.name}”`);
    this.#participant.loadState(read.participant);
    this.#undelivered = read.undelivered;
    this.#query = read.query;
  }
}
