/** Writes what capture decided: memories with their vectors and their source, each change by itself, so that each can be undone by itself. */
import type { Memory, MemoryOrigin } from '#shared/memory/memory.ts';
import { retryWhileLocked } from '#shared/retry-while-locked.ts';
import { vectorsFor } from '../../memory-vectors.ts';
import { everywhere } from '../../scopes.ts';
import type { Neighbours } from '../../recall/neighbours.ts';
import type { CapturePorts } from '../capture-ports.ts';
import { forgetSteps } from '../decide/forgetting.ts';
import { memoriesNear } from '../decide/named-memories.ts';
import { completed, planTeachings } from '../decide/plan.ts';
import type { PlannedTeaching } from '../decide/plan.ts';
import type { UserWords } from '../teaching.ts';

/** The most of a message that is kept as the source of a memory, in characters. */
const QUOTE_LENGTH = 1_000;

export interface Keeping {
  readonly origin: MemoryOrigin;
  /** How long vectors are waited for, in ms. */
  readonly patience: number;
  /** What of the message it was learned from; left out: all of it. */
  readonly quote?: string;
  readonly pending?: boolean;
  /** Nothing is stored once it is aborted. */
  readonly signal?: AbortSignal;
}

export class Keeper {
  readonly #ports: CapturePorts;
  readonly #neighbours: Neighbours;

  constructor(ports: CapturePorts, neighbours: Neighbours) {
    this.#ports = ports;
    this.#neighbours = neighbours;
  }

  /** Each by itself, so that each can be brought back by itself. */
  forget(
    memories: readonly Memory[],
    { conversationId, messageId }: UserWords,
    actor: 'user' | 'capture',
  ): void {
    const { writer, now } = this.#ports;
    for (const step of forgetSteps(memories)) {
      writer.apply([step], { actor, at: now(), conversationId, messageId });
    }
  }

  async keep(teachings: readonly PlannedTeaching[], words: UserWords, how: Keeping): Promise<void> {
    if (teachings.length === 0) return;
    const { reader, writer, embedder, newId, now, pause = () => Promise.resolve() } = this.#ports;
    const { origin, patience } = how;
    const told = origin === 'told';
    const near = await this.#nearOf(teachings, words);
    const planned = [false, true].flatMap((doubted) => {
      const pending = how.pending === true || doubted;
      const some = teachings.filter(({ doubtful = false }) => doubtful === doubted);
      return planTeachings(some, reader, newId, { scope: words.scope, told, pending, near });
    });
    const added = planned.flat().filter((step) => step.type === 'add');
    const vectors = await vectorsFor(added, embedder(), patience);
    how.signal?.throwIfAborted();
    const { conversationId, messageId } = words;
    const quote = (how.quote || words.text).slice(0, QUOTE_LENGTH).toWellFormed();
    const source = { origin, conversationId, messageId, quote };
    const actor = told ? 'user' : 'capture';
    for (const steps of planned) {
      const keep = () =>
        writer.apply(completed(steps, source, vectors), { actor, at: now(), conversationId, messageId });
      await retryWhileLocked(keep, pause, () => how.signal?.aborted !== true);
    }
    if (vectors.size < added.length) this.#ports.onMissingVectors?.();
  }

  /** What each teaching that sets something right could mean. */
  async #nearOf(
    teachings: readonly PlannedTeaching[],
    { scope = everywhere }: UserWords,
  ): Promise<(teaching: PlannedTeaching) => readonly Memory[]> {
    const ports = { ...this.#ports, neighbours: this.#neighbours };
    const found = new Map<PlannedTeaching, readonly Memory[]>();
    for (const teaching of teachings)
      if (teaching.corrects === true) found.set(teaching, await memoriesNear(teaching.text, scope, ports));
    return (teaching) => found.get(teaching) ?? [];
  }
}
