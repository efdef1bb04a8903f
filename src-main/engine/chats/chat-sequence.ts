import * as z from 'zod';
import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import { agentMessageSchema, messageText } from '#shared/agents/messages.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import { TuteeError } from '#shared/errors.ts';
import type { Participant, Turn } from '../agents/participant.ts';
import { mapCollectingFaults } from '../run/collect-faults.ts';
import { deferred } from '../run/deferred.ts';
import type { Deferred } from '../run/deferred.ts';
import { mergeStreams } from '../run/merge-streams.ts';
import { readState } from '../run/read-state.ts';
import { stamp } from '../run/run-context.ts';
import type { RunContext } from '../run/run-context.ts';
import { takeTurn } from '../run/stream-task.ts';
import type { ChatResult } from './chat-spec.ts';
import { summariseChat } from './summarise-chat.ts';
import type { SummaryMethod } from './summarise-chat.ts';
import type { TwoAgentChat } from './two-agent-chat.ts';

/** One chat of a sequence. */
export interface PlannedChat {
  readonly chat: TwoAgentChat;
  /** Everybody who takes part. */
  readonly speakers: readonly Participant[];
  /** Source of the opening message. */
  readonly opener: string;
  /** Builds the whole opening message. `given` are the messages that started the sequence. */
  readonly message: (carryover: readonly string[], given: readonly ChatMessage[]) => string;
  readonly summaryMethod: SummaryMethod;
  readonly clearHistory: boolean;
  readonly carryover: readonly string[];
  /** Null: all earlier chats. */
  readonly prerequisites: readonly number[] | null;
  readonly excludeFromCarryover: readonly number[];
}

/** The chat in progress. */
const currentSchema = z.strictObject({
  /** Index of its first message in the thread of its team. */
  from: z.int().nonnegative(),
  /** Set once the chat has ended and only its summary is missing. */
  end: z.strictObject({ stopReason: z.string().nullable() }).nullable(),
});

const resultSchema = z.strictObject({
  chatHistory: z.array(agentMessageSchema),
  summary: z.string(),
  stopReason: z.string().nullable(),
});

const stateSchema = z.discriminatedUnion('version', [
  // Chats one after the other: the results of those that have ended, and the one that has not.
  z.strictObject({
    type: z.literal('ChatSequenceState'),
    version: z.literal(1),
    results: z.array(resultSchema),
    current: currentSchema.nullable(),
    chats: z.array(z.json()),
  }),
  z.strictObject({
    type: z.literal('ChatSequenceState'),
    version: z.literal(2),
    progress: z.array(z.strictObject({ result: resultSchema.nullable(), current: currentSchema.nullable() })),
    chats: z.array(z.json()),
  }),
]);

/** How far a chat has come. At most one of the two is set. */
interface Progress {
  result: ChatResult | null;
  current: z.infer<typeof currentSchema> | null;
}

type Waiting = Extract<Turn, { type: 'waiting' }>;

/**
 * Runs chats, each as soon as its prerequisites have ended: by default one after the other. Their summaries are carried over into its
 * opening message. A cancelled sequence resumes in the chats that were interrupted.
 */
export class ChatSequence {
  readonly #plan: readonly PlannedChat[];
  /** True when some chats may run at the same time. */
  readonly #concurrent: boolean;
  #progress: Progress[];

  /** Throws `invalid_input` for an empty plan and for wrong prerequisites. */
  constructor(plan: readonly PlannedChat[]) {
    if (plan.length === 0)
      throw new TuteeError('invalid_input', 'There is no chat to have.', { field: 'chats' });
    checkPrerequisites(plan);
    this.#plan = plan;
    this.#concurrent = plan.some(({ prerequisites }) => prerequisites !== null);
    this.#progress = nothingDone(plan);
  }

  /** True from the start of the first chat until the last has ended. */
  get inProgress(): boolean {
    const begun = this.#progress.some(({ result, current }) => result !== null || current !== null);
    return begun && this.#progress.some(({ result }) => result === null);
  }

  /** Of the chats that have ended, in the order of the plan. */
  get results(): readonly ChatResult[] {
    return this.#progress.flatMap(({ result }) => result ?? []);
  }

  /** Runs the remaining chats, or all of them again after the last has ended. Returns null at the end of the sequence. */
  async *run(given: readonly ChatMessage[], run: RunContext): AsyncGenerator<AgentMessage, Waiting | null> {
    if (!this.inProgress) this.#progress = nothingDone(this.#plan);
    const open = [...this.#progress.entries()].flatMap(([at, { result }]) => (result === null ? [at] : []));
    const ended = new Map(open.map((at) => [at, deferred()]));
    const turns = yield* mergeStreams(open, run, (at, group) => this.#runWhenReady(at, ended, given, group));
    const requests = turns.flatMap((turn) => turn?.requests ?? []);
    return requests.length === 0 ? null : { type: 'waiting', requests };
  }

  /** Returns null when the chat has ended, or cannot begin because one before it has not. */
  async *#runWhenReady(
    at: number,
    ended: ReadonlyMap<number, Deferred>,
    given: readonly ChatMessage[],
    run: RunContext,
  ): AsyncGenerator<AgentMessage, Waiting | null> {
    const before = prerequisitesOf(this.#plan, at);
    try {
      for (const earlier of before) await ended.get(earlier)?.promise;
      if (before.some((earlier) => this.#progress[earlier]?.result === null)) return null;
      // Beside other chats each has its own part of the journal.
      const journal = this.#concurrent ? run.journal?.within(`chat ${at}`) : run.journal;
      return yield* this.#runOne(at, given, { ...run, journal });
    } finally {
      ended.get(at)?.resolve();
    }
  }

  async *#runOne(
    at: number,
    given: readonly ChatMessage[],
    run: RunContext,
  ): AsyncGenerator<AgentMessage, Waiting | null> {
    const planned = this.#plan[at];
    const progress = this.#progress[at];
    if (planned === undefined || progress === undefined)
      throw new TuteeError('internal', `There is no chat ${at}.`);
    const { chat, opener, summaryMethod } = planned;
    const opening = progress.current === null ? [this.#open(planned, at, given, run)] : [];
    yield* opening;
    // Recorded after the opening was yielded: a run whose reader leaves at the opening opens the chat again.
    const current = (progress.current ??= { from: chat.messages.length, end: null });
    if (current.end === null) {
      const turn = yield* takeTurn(chat, opening, run, []);
      if (turn.type === 'waiting') return turn;
      current.end = { stopReason: turn.stopReason };
    }
    const chatHistory = chat.messages.slice(current.from);
    const summarising = summariseChat([...chatHistory], summaryMethod, opener, run);
    let step = await summarising.next();
    for (; step.done !== true; step = await summarising.next()) {
      chatHistory.push(step.value);
      yield step.value;
    }
    progress.result = { chatHistory, summary: step.value, stopReason: current.end.stopReason };
    progress.current = null;
    return null;
  }

  #open(planned: PlannedChat, at: number, given: readonly ChatMessage[], run: RunContext) {
    const { chat, opener, message, clearHistory, carryover, excludeFromCarryover } = planned;
    if (clearHistory) chat.reset();
    const summaries = prerequisitesOf(this.#plan, at)
      .filter((earlier) => !excludeFromCarryover.includes(earlier))
      .map((earlier) => this.#progress[earlier]?.result?.summary ?? '');
    const carried = [...carryover, ...summaries].filter((part) => part !== '');
    return stamp(run, { type: 'TextMessage', source: opener, content: message(carried, given) });
  }

  reset(): void {
    this.#progress = nothingDone(this.#plan);
    for (const { chat } of this.#plan) chat.reset();
  }

  saveState(): unknown {
    const chats = this.#plan.map(({ chat }) => chat.saveState());
    // Results never change; copying them for every snapshot would cost more than the chats.
    const progress = this.#progress.map(({ result, current }) => ({
      result,
      current: structuredClone(current),
    }));
    return { type: 'ChatSequenceState', version: 2, progress, chats };
  }

  loadState(state: unknown): void {
    const read = readState(stateSchema, state, 'a sequence of chats');
    const progress =
      read.version === 2
        ? read.progress
        : this.#plan.map((_, at) => ({
            result: read.results[at] ?? null,
            current: at === read.results.length ? read.current : null,
          }));
    if (read.chats.length !== this.#plan.length || progress.length !== this.#plan.length) {
      throw new TuteeError('invalid_input', 'This is the state of another sequence of chats.', {
        field: 'chats',
      });
    }
    // An agent in several chats is loaded several times, each time with the same state.
    for (const [index, { chat }] of this.#plan.entries()) chat.loadState(read.chats[index]);
    this.#progress = progress;
  }
}

function nothingDone(plan: readonly PlannedChat[]): Progress[] {
  return plan.map(() => ({ result: null, current: null }));
}

function prerequisitesOf(plan: readonly PlannedChat[], at: number): readonly number[] {
  return plan[at]?.prerequisites ?? Array.from({ length: at }, (_, earlier) => earlier);
}

/** Throws `invalid_input` unless they name earlier chats, and nobody is in two chats that may run at the same time. */
function checkPrerequisites(plan: readonly PlannedChat[]): void {
  /** For each chat all those that have ended before it begins. */
  const before: ReadonlySet<number>[] = [];
  mapCollectingFaults(plan, ({ prerequisites, excludeFromCarryover, speakers }, at) => {
    checkEarlier(prerequisites ?? [], at, 'prerequisites');
    checkEarlier(excludeFromCarryover, at, 'excludeFromCarryover');
    const direct = prerequisitesOf(plan, at);
    before.push(new Set([...direct, ...direct.flatMap((earlier) => [...(before[earlier] ?? [])])]));
    for (const [earlier, other] of plan.slice(0, at).entries()) {
      const shared = speakers.find((speaker) => other.speakers.includes(speaker));
      if (shared === undefined || before[at]?.has(earlier) === true) continue;
      const message = `“${shared.name}” is also in chat ${earlier}, which may run at the same time. Put ${earlier} among the prerequisites, or give each chat its own agent.`;
      throw wrongChat(message, at, 'prerequisites');
    }
  });
}

function checkEarlier(given: readonly number[], at: number, key: string): void {
  const ok = Array.isArray(given) && given.every((one) => Number.isInteger(one) && one >= 0 && one < at);
  if (!ok) throw wrongChat('Give the indexes of earlier chats, as a list; the first chat is 0.', at, key);
}

function wrongChat(message: string, at: number, key: string): TuteeError {
  return new TuteeError('invalid_input', message, { field: `chats.${at}.${key}` });
}

/** An opening message with the carryover below it. AutoGen's `Context:`. */
export function withCarryover(words: string, carryover: readonly string[]): string {
  return carryover.length === 0 ? words : `${words}\n\nContext:\n${carryover.join('\n')}`;
}

/** Text of the last message; empty without messages. */
export function lastMessageText(messages: readonly ChatMessage[]): string {
  const last = messages.at(-1);
  return last === undefined ? '' : messageText(last);
}
