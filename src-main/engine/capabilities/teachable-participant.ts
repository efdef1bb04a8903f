import * as z from 'zod';
import { chatMessageSchema } from '#shared/agents/chat-messages.ts';
import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import type { TaskResult } from '#shared/agents/task-result.ts';
import type { Participant, Turn } from '../agents/participant.ts';
import type { MemoryQuery, TaughtWords } from '../ports.ts';
import { failureOf } from '../run/agent-failure.ts';
import { readState } from '../run/read-state.ts';
import { stamp } from '../run/run-context.ts';
import type { RunContext } from '../run/run-context.ts';
import { collectRun, refuseWhileRunning, streamTask } from '../run/stream-task.ts';
import type { Run, RunOptions } from '../run/stream-task.ts';
import type { Task } from '../run/task.ts';

/** What is taught and known, as one participant needs it. Shared by all that one Teachability was added to. */
export interface Teaching {
  /** What was written by a person and not yet learned from. Each message is handed out once. */
  newWords(messages: readonly ChatMessage[]): TaughtWords[];
  /** What to ask the memory about: a person's last words, else the last words of anybody. Null without any. */
  queryOf(messages: readonly ChatMessage[]): string | null;
  /** Stores what was explicitly told. Answers the ids of the new memories, and the words nothing was told in. */
  learnTold(
    words: readonly TaughtWords[],
    signal: AbortSignal,
  ): Promise<{ told: string[]; left: TaughtWords[] }>;
  recall(query: string, exclude: readonly string[], signal: AbortSignal): Promise<MemoryQuery>;
  /** Learns after the answer, one message at a time so that each sees what the one before taught. */
  learnLater(words: readonly TaughtWords[]): void;
}

const stateSchema = z.strictObject({
  type: z.literal('TeachableParticipantState'),
  version: z.literal(1),
  participant: z.json(),
  undelivered: z.array(chatMessageSchema),
  /** What memories were last asked about; a turn that goes on without new words asks again. */
  query: z.string().nullable(),
});

/** An agent or a team that is taught. What it keeps is what it would keep untaught: memories pass through its requests only. */
export class TeachableParticipant implements Participant {
  readonly name: string;
  readonly description: string;
  readonly isPerson: boolean;
  readonly #participant: Participant;
  readonly #teaching: Teaching;
  /** What the one inside has not been given: a turn may be stopped while memories are asked. */
  #undelivered: ChatMessage[] = [];
  #query: string | null = null;

  /** Made by `Teachability.addTo`. */
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
      const learned = await this.#teaching.learnTold(left, run.signal);
      left = learned.left;
      const notes = yield* this.#recall(learned.told, run);
      return yield* this.#participant.respond(this.#undelivered.splice(0), { ...run, notes });
    } catch (thrown) {
      throw failureOf(this.name, thrown);
    } finally {
      this.#teaching.learnLater(left);
    }
  }

  async *#recall(told: readonly string[], run: RunContext): AsyncGenerator<AgentMessage, string[]> {
    const outer = run.notes ?? [];
    if (this.#query === null) return [...outer];
    const { results, text } = await this.#teaching.recall(this.#query, told, run.signal);
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
