import * as fc from 'fast-check';
import type { ForgetForGood } from '#main/store/forgetting/forget-for-good.ts';
import type { MemoryRepository } from '#main/store/memory-repository.ts';
import { uuid7 } from '#main/store/database/uuid7.ts';
import { LongChanges } from '#main/teachability/long-changes.ts';
import { MemoryForgetting } from '#main/teachability/memory-forgetting.ts';
import { BIN_TIME } from '#shared/bin.ts';
import { MemoryReview } from '#main/teachability/memory-review.ts';
import { MemoryUpdates } from '#main/teachability/memory-updates.ts';
import { TuteeError } from '#shared/errors.ts';
import { memoryKindSchema, memoryStatusSchema } from '#shared/memory/memory.ts';
import type { MemoryScope, MemoryValue } from '#shared/memory/memory.ts';
import {
  addStep,
  byUser,
  fromDialog,
  memoryValue,
  sampleProject,
  sampleDimensions,
  sampleEmbedder,
  sampleVector,
  sampleVectors,
  topic,
} from '../memory-samples.ts';

const word = fc.constantFrom('tea', 'Café', '绿茶', '🍕', 'שָׁלוֹם', 'running', '"or"', 'ชาเขียว');
const text = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(' '));
const value: fc.Arbitrary<MemoryValue> = fc
  .record({
    text,
    kind: fc.constantFrom(...memoryKindSchema.options),
    cues: fc.array(text.map(topic), { maxLength: 3 }),
    pinned: fc.boolean(),
    private: fc.boolean(),
    tags: fc.subarray(['house', 'trip', 'école']),
    scope: fc.constantFrom<MemoryScope>({ type: 'everywhere' }, { type: 'project', id: sampleProject }),
    subject: fc.constantFrom(null, 'where I live'),
    validUntil: fc.constantFrom(null, 2_000),
  })
  .map(({ text: words, ...changes }) => memoryValue(words, changes));

/** Index of a memory or change, modulo the number made so far. */
const pick = fc.nat(9);

export type Operation =
  | { readonly type: 'add'; readonly value: MemoryValue; readonly vectors: boolean }
  | { readonly type: 'edit'; readonly pick: number; readonly value: MemoryValue; readonly vectors: boolean }
  | { readonly type: 'supersede'; readonly pick: number; readonly value: MemoryValue }
  | { readonly type: 'status'; readonly pick: number; readonly status: MemoryValue['status'] }
  | { readonly type: 'confirm' | 'undo' | 'use' | 'purge' | 'reject' | 'conflict'; readonly pick: number }
  | { readonly type: 'approve' | 'merge'; readonly picks: readonly number[] }
  | { readonly type: 'sweep'; readonly monthLater: boolean }
  | { readonly type: 'fill' | 'fail' };

export const operation: fc.Arbitrary<Operation> = fc.oneof(
  fc.record({ type: fc.constant('add' as const), value, vectors: fc.boolean() }),
  fc.record({ type: fc.constant('edit' as const), pick, value, vectors: fc.boolean() }),
  fc.record({ type: fc.constant('supersede' as const), pick, value }),
  fc.record({
    type: fc.constant('status' as const),
    pick,
    status: fc.constantFrom(...memoryStatusSchema.options),
  }),
  fc.record({
    type: fc.constantFrom(...(['confirm', 'undo', 'use', 'purge', 'reject', 'conflict'] as const)),
    pick,
  }),
  fc.record({
    type: fc.constantFrom('approve' as const, 'merge' as const),
    picks: fc.array(pick, { minLength: 2, maxLength: 4 }),
  }),
  fc.record({ type: fc.constant('sweep' as const), monthLater: fc.boolean() }),
  fc.record({ type: fc.constantFrom('fill' as const, 'fail' as const) }),
);

/** In ms; the user decides after all changes, and memories expire after that. */
const DECIDED_AT = 9_000;

/** Performs operations like a user would; those that are refused by name are skipped. */
export class RandomUser {
  readonly #memories: MemoryRepository;
  readonly #forgetting: ForgetForGood;
  readonly #review: MemoryReview;
  readonly #sweeper: MemoryForgetting;
  readonly #ids: string[] = [];
  readonly #changes: string[] = [];
  #now = DECIDED_AT;

  constructor(memories: MemoryRepository, forgetting: ForgetForGood) {
    this.#memories = memories;
    this.#forgetting = forgetting;
    const yieldToEventLoop = () => Promise.resolve();
    const ports = {
      reader: memories,
      writer: memories,
      pages: memories.views,
      conflicts: memories,
      long: new LongChanges({ yieldToEventLoop, tell: () => undefined }),
      alike: () => Promise.resolve([]),
      embedder: () => null,
      newId: () => uuid7(),
      yieldToEventLoop,
      now: () => this.#now,
      onMissingVectors: () => undefined,
    };
    const updates = new MemoryUpdates(ports);
    this.#review = new MemoryReview({ ...ports, updates });
    const purger = {
      leftOver: false,
      mentions: () => [],
      prepare: () => Promise.resolve(),
      search: () => Promise.resolve({ memories: [], texts: [] }),
      inChats: () => [],
      backups: () => [],
      sentTo: () => [],
      purge: forgetting.purge.bind(forgetting),
      // Erasing traces has tests of its own and takes long.
      erase: () => Promise.resolve(false),
    };
    this.#sweeper = new MemoryForgetting({ ...ports, updates, purger });
  }

  /** The memories that must exist, in the order in which they were added. */
  ids(): readonly string[] {
    return this.#ids;
  }

  async does(what: Operation): Promise<void> {
    switch (what.type) {
      case 'add':
        return this.#apply([this.#adding(what.value, what.vectors)]);
      case 'edit':
        return this.#update(what.pick, what.value, what.vectors);
      case 'supersede':
        return this.#supersede(what.pick, what.value);
      case 'status':
        return this.#setStatus(what.pick, what.status);
      case 'confirm':
        return this.#confirm(what.pick);
      case 'use':
        return this.#memories.markUsed([this.#ids[what.pick] ?? uuid7()], 5);
      case 'undo':
        return this.#undo(what.pick);
      case 'purge':
        return this.#purge(what.pick);
      case 'reject':
        return this.#reject(what.pick);
      case 'conflict':
        return this.#conflict(what.pick);
      case 'approve':
        return this.#approve(what.picks);
      case 'merge':
        return this.#merge(what.picks);
      case 'sweep':
        return this.#sweep(what.monthLater);
      case 'fill':
        return this.#fill();
      case 'fail':
        return this.#fail();
    }
  }

  #adding(added: MemoryValue, vectors: boolean) {
    const step = addStep(added);
    this.#ids.push(step.id);
    return vectors ? step : { ...step, vectors: null };
  }

  #apply(steps: Parameters<MemoryRepository['apply']>[0]): void {
    this.#changes.push(this.#memories.apply(steps, byUser()).changeId);
  }

  #picked(nth: number) {
    const id = this.#ids[nth % Math.max(1, this.#ids.length)];
    return id === undefined ? undefined : this.#memories.get(id);
  }

  #update(nth: number, next: MemoryValue, vectors: boolean): void {
    const memory = this.#picked(nth);
    if (memory === undefined) return;
    const edited = { ...next, status: memory.status };
    const given = vectors ? sampleVectors(edited) : null;
    this.#apply([{ type: 'update', id: memory.id, action: 'edited', value: edited, vectors: given }]);
  }

  #supersede(nth: number, next: MemoryValue): void {
    const memory = this.#picked(nth);
    if (memory === undefined) return;
    const step = this.#adding(next, true);
    const old = { ...memory, status: 'superseded' } as const;
    this.#apply([
      { type: 'update', id: memory.id, action: 'superseded', value: old, supersededBy: step.id },
      step,
    ]);
  }

  #setStatus(nth: number, status: MemoryValue['status']): void {
    const memory = this.#picked(nth);
    if (memory === undefined) return;
    this.#apply([{ type: 'update', id: memory.id, action: 'paused', value: { ...memory, status } }]);
  }

  #confirm(nth: number): void {
    const memory = this.#picked(nth);
    if (memory !== undefined) this.#apply([{ type: 'confirm', id: memory.id }]);
  }

  #purge(nth: number): void {
    const memory = this.#picked(nth);
    if (memory === undefined) return;
    this.#forgetting.purge([memory.id], { at: 9, chats: true, keepRejections: false });
    this.#ids.splice(this.#ids.indexOf(memory.id), 1);
  }

  #reject(nth: number): void {
    const memory = this.#picked(nth);
    if (memory?.status !== 'pending') return;
    const rejected = { ...memory, status: 'forgotten' } as const;
    this.#apply([{ type: 'update', id: memory.id, action: 'rejected', value: rejected }]);
  }

  #pickedIds(picks: readonly number[]): string[] {
    return [...new Set(picks.flatMap((nth) => this.#picked(nth)?.id ?? []))];
  }

  async #approve(picks: readonly number[]): Promise<void> {
    const ids = this.#pickedIds(picks);
    if (ids.length === 0) return;
    const { changeId } = await this.#review.approve({ ids });
    if (changeId !== null) this.#changes.push(changeId);
  }

  async #merge(picks: readonly number[]): Promise<void> {
    const ids = this.#pickedIds(picks);
    const [keep] = ids;
    if (keep === undefined) return;
    try {
      this.#changes.push((await this.#review.merge(ids, keep)).changeId);
    } catch (thrown) {
      if (!(thrown instanceof TuteeError && thrown.code === 'invalid_input')) throw thrown;
    }
  }

  async #sweep(monthLater: boolean): Promise<void> {
    this.#now = monthLater ? DECIDED_AT + BIN_TIME : DECIDED_AT;
    const goes = this.#ids.filter((id) => {
      const memory = this.#memories.get(id);
      return memory?.status === 'forgotten' && memory.statusSince <= this.#now - BIN_TIME;
    });
    await this.#sweeper.sweep();
    this.#now = DECIDED_AT;
    for (const id of goes) this.#ids.splice(this.#ids.indexOf(id), 1);
    for (const id of this.#ids) {
      const memory = this.#memories.get(id);
      const over = memory?.validUntil != null && memory.validUntil <= DECIDED_AT;
      if (over && (memory.status === 'active' || memory.status === 'paused'))
        throw new Error('A memory whose time is over is in use after the sweep');
    }
  }

  #conflict(nth: number): void {
    const [memory, other] = [this.#picked(nth), this.#picked(nth + 1)];
    if (memory === undefined || other === undefined) return;
    const about = { id: memory.id, with: other.id, reason: 'They disagree.' };
    this.#apply([
      { type: 'conflict', ...about },
      { type: 'confirm', id: memory.id },
    ]);
  }

  #undo(nth: number): void {
    const changeId = this.#changes[nth % Math.max(1, this.#changes.length)] ?? uuid7();
    try {
      this.#memories.undo(changeId, byUser());
    } catch (thrown) {
      const refused = thrown instanceof TuteeError && ['not_found', 'changed_since'].includes(thrown.code);
      if (!refused) throw thrown;
    }
  }

  #fill(): void {
    const units = this.#memories.unitsWithoutVectors(sampleEmbedder, 3);
    const vectors = units.map((unit) => sampleVector(unit.text));
    this.#memories.putVectors(units, { embedder: sampleEmbedder, dimensions: sampleDimensions, vectors });
  }

  /** A change whose last step is invalid: nothing of it may be stored. */
  #fail(): void {
    const step = {
      type: 'add',
      id: uuid7(),
      value: memoryValue('never'),
      source: fromDialog,
      vectors: null,
    } as const;
    try {
      this.#memories.apply([step, { type: 'confirm', id: uuid7() }], byUser());
    } catch (thrown) {
      if (thrown instanceof TuteeError && this.#memories.get(step.id) === undefined) return;
      throw thrown;
    }
    throw new Error('An unknown memory was confirmed');
  }
}
