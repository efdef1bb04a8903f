/** Writes the changes that capture decided: memories with their vectors and source. Each is a change of its own, so that each can be undone. */
import type { Memory, MemoryOrigin } from '#shared/memory/memory.ts';
import { limits } from '#shared/limits.ts';
import { retryWhileLocked } from '#shared/retry-while-locked.ts';
import { vectorsFor } from '../../memory-vectors.ts';
import { everywhere, sameScope } from '../../scopes.ts';
import type { NearestMemories } from '../../recall/nearest-memories.ts';
import type { MemoryStep } from '../../ports.ts';
import type { CapturePorts } from '../capture-ports.ts';
import type { Forgotten } from '../decide/forgetting.ts';
import { memoriesNear } from '../decide/named-memories.ts';
import { completed, forgetStep, planTeachings, shortened } from '../decide/plan.ts';
import type { PlannedStep, PlannedTeaching } from '../decide/plan.ts';
import { relatedTo } from '../decide/relation/relations.ts';
import type { Related } from '../decide/relation/relations.ts';
import { taughtLast } from '../decide/taught-before.ts';
import { slicesOf } from '../in-slices.ts';
import type { UserWords } from '../teaching.ts';
import { withKept, withoutKept } from '../understand/quotations.ts';
import { whoseWords } from '../understand/whose-words.ts';

/** The maximum length of the quote from a message that is stored as the source of a memory, in characters. */
const QUOTE_LENGTH = 1_000;

/** How many memories that share words or meaning with a teaching are compared with it. */
const COMPARED = 10;

export interface SaveOptions {
  readonly origin: MemoryOrigin;
  /** How long vectors are waited for, in ms. */
  readonly patience: number;
  /** The part of the message that it was learned from; absent: all of it. */
  readonly quote?: string;
  readonly pending?: boolean;
  /** True: what is added is private, because the words are about something private. */
  readonly isPrivate?: boolean;
  /** After it is aborted, nothing is stored. */
  readonly signal?: AbortSignal;
}

export class TeachingWriter {
  readonly #ports: CapturePorts;
  readonly #neighbours: NearestMemories;

  constructor(ports: CapturePorts, neighbours: NearestMemories) {
    this.#ports = ports;
    this.#neighbours = neighbours;
  }

  /** Forgets each memory in a change of its own, so that each can be restored. */
  forget(memories: readonly Memory[], words: UserWords, actor: 'user' | 'capture'): void {
    for (const memory of memories.filter((one) => !isNewer(one, words)))
      this.#apply([forgetStep(memory)], words, actor);
  }

  /** The same, but keeps the rest of each memory as a new one, in the same change. */
  async forgetParts(forgets: readonly Forgotten[], words: UserWords, patience: number): Promise<void> {
    const { embedder, newId } = this.#ports;
    for (const { memory, rest } of forgets.filter((one) => !isNewer(one.memory, words))) {
      if (rest === null) {
        this.forget([memory], words, 'user');
        continue;
      }
      const id = newId();
      const kept: PlannedStep = { type: 'add', id, value: shortened(memory, rest) };
      const { conversationId, messageId } = words;
      const source = { origin: memory.source.origin, conversationId, messageId, quote: rest };
      const vectors = await vectorsFor([kept], embedder(), patience);
      const steps = completed([kept, { ...forgetStep(memory), supersededBy: id }], source, vectors);
      this.#apply(steps, words, 'user');
      if (vectors.size === 0) this.#ports.onMissingVectors?.();
    }
  }

  #apply(steps: readonly MemoryStep[], words: UserWords, actor: 'user' | 'capture'): void {
    const { writer, now } = this.#ports;
    const { conversationId, messageId } = words;
    writer.apply(steps, { actor, at: now(), conversationId, messageId });
  }

  async save(found: readonly PlannedTeaching[], words: UserWords, how: SaveOptions): Promise<void> {
    if (found.length === 0) return;
    const { quotations } = whoseWords(words.text);
    const teachings = found.map((teaching) => withQuotations(teaching, quotations));
    const {
      reader,
      writer,
      embedder,
      newId,
      now,
      yieldToEventLoop,
      pause = () => Promise.resolve(),
    } = this.#ports;
    const { origin, patience } = how;
    const told = origin === 'told';
    const last = taughtLast(words, reader, this.#ports.remembered);
    const related = await this.#relatedOf(teachings, last, words, patience);
    const lately = new Set(last.map(({ id }) => id));
    let planned = [false, true].flatMap((doubted) => {
      const pending = how.pending === true || doubted;
      const some = teachings.filter(({ doubtful = false }) => doubtful === doubted);
      return planTeachings(some, reader, newId, { scope: words.scope, told, pending, related, lately });
    });
    if (how.isPrivate === true) planned = planned.map((steps) => steps.map(asPrivate));
    const added = planned.flat().filter((step) => step.type === 'add');
    const vectors = await vectorsFor(added, embedder(), patience);
    how.signal?.throwIfAborted();
    const { conversationId, messageId } = words;
    const quote = withKept(how.quote || words.text, quotations)
      .slice(0, QUOTE_LENGTH)
      .toWellFormed();
    const source = { origin, conversationId, messageId, quote };
    const actor = told ? 'user' : 'capture';
    const slice = slicesOf(yieldToEventLoop);
    for (const steps of planned.filter((some) => !this.#isOvertaken(some, words))) {
      const write = () =>
        writer.apply(completed(steps, source, vectors), { actor, at: now(), conversationId, messageId });
      await retryWhileLocked(write, pause, () => how.signal?.aborted !== true);
      await slice();
    }
    if (vectors.size < added.length) this.#ports.onMissingVectors?.();
  }

  /** Whether a change would replace what was learned after the message was said: then the message holds no longer. */
  #isOvertaken(steps: readonly PlannedStep[], words: UserWords): boolean {
    return steps.some((step) => {
      const memory = step.type === 'update' ? this.#ports.reader.get(step.id) : undefined;
      return memory !== undefined && isNewer(memory, words);
    });
  }

  /** The memories that each teaching may be about, and its relation to each. */
  async #relatedOf(
    teachings: readonly PlannedTeaching[],
    lately: readonly Memory[],
    { scope = everywhere }: UserWords,
    patience: number,
  ): Promise<(teaching: PlannedTeaching) => readonly Related[]> {
    const ports = { ...this.#ports, neighbours: this.#neighbours };
    const found = new Map<PlannedTeaching, readonly Related[]>();
    const slice = slicesOf(this.#ports.yieldToEventLoop);
    for (const teaching of teachings) {
      const said = teaching.sentence ?? teaching.text;
      const near = await memoriesNear(said, scope, ports);
      const last = lately.filter((memory) => sameScope(memory.scope, scope));
      const compared = [
        ...new Map([...near.slice(0, COMPARED), ...last].map((one) => [one.id, one])).values(),
      ];
      found.set(
        teaching,
        await relatedTo({ ...teaching, text: said }, compared, this.#ports.embedder(), patience),
      );
      await slice();
    }
    return (teaching) => found.get(teaching) ?? [];
  }
}

function asPrivate(step: PlannedStep): PlannedStep {
  return step.type === 'add' ? { ...step, value: { ...step.value, private: true } } : step;
}

/** What was understood with marks in the place of quotations is kept with the quotations. */
function withQuotations(teaching: PlannedTeaching, quotations: readonly string[]): PlannedTeaching {
  const text = withKept(teaching.text, quotations).slice(0, limits.memoryText);
  if (text === teaching.text) return teaching;
  const cues = teaching.cues.map((cue) => ({
    ...cue,
    text: withKept(cue.text, quotations).slice(0, limits.cueText),
  }));
  return {
    ...teaching,
    text,
    cues,
    subject: teaching.subject === null ? null : withoutKept(teaching.subject).trim() || null,
  };
}

/** Whether a message that is learned late was said before this was learned from another. */
function isNewer({ createdAt, source }: Memory, { late = false, at, messageId }: UserWords): boolean {
  return late && createdAt > at && source.messageId !== messageId;
}
