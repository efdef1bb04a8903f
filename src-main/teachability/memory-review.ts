/**
 * Everything that waits for the user's decision: pending memories, contradictions, duplicates. Owns what approving, rejecting, merging
 * and settling mean; knows the ports, not the page or SQL.
 */
import type { BulkChange } from '#shared/contract/memories.ts';
import type { MemoryConflict, ReviewItem } from '#shared/contract/memory/memory-review.ts';
import type { Embedder } from '#shared/models/embedder.ts';
import { TuteeError } from '#shared/errors.ts';
import type { MemorySelection } from '#shared/memory/memory-filter.ts';
import type { Cue, Memory, MemoryValue } from '#shared/memory/memory.ts';
import { limits } from '#shared/text.ts';
import { superseded, valueOf } from './capture/decide/plan.ts';
import { editedValue } from './memory-edit.ts';
import type { EditInput } from './memory-edit.ts';
import type { MemoryUpdates } from './memory-updates.ts';
import { vectorsFor } from './memory-vectors.ts';
import type { ConflictStore, MemoryPages, MemoryReader, MemoryStep, MemoryWriter } from './ports.ts';

/** Timeout of a remote embedder while the user waits, in ms. */
const PATIENCE = 2_000;

export interface ReviewPorts {
  readonly reader: MemoryReader;
  readonly writer: MemoryWriter;
  readonly pages: MemoryPages;
  readonly conflicts: ConflictStore;
  readonly updates: MemoryUpdates;
  readonly embedder: () => Embedder | null;
  readonly newId: () => string;
  readonly yieldToEventLoop: () => Promise<void>;
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
  readonly onMissingVectors: () => void;
}

export class MemoryReview {
  readonly #ports: ReviewPorts;

  constructor(ports: ReviewPorts) {
    this.#ports = ports;
  }

  /** Newest first. */
  list(limit: number, offset: number): { items: ReviewItem[]; total: number } {
    const { items, total } = this.#ports.pages.page({ statuses: ['pending'] }, limit, offset);
    return { items: items.map((memory) => this.#item(memory)), total };
  }

  /** Approves oldest first, so that each is compared with those approved before it; all of them are one change. */
  async approve(selection: MemorySelection): Promise<BulkChange> {
    const ids = [...(await this.#ports.updates.select(selection))].sort();
    return this.#inTurn(ids, (memory) => this.#approval(memory, valueOf(memory)));
  }

  /** Throws `not_found`, or `invalid_input` for a memory that is not pending. */
  async approveEdited(id: string, input: EditInput): Promise<BulkChange> {
    const [memory] = this.#need([id]);
    if (memory?.status !== 'pending') throw notPending();
    const value = editedValue(memory, input);
    const vectors = await this.#vectorsOf(id, value);
    return this.#inTurn([id], (now) =>
      this.#approval(now, value).map((step) =>
        step.type === 'update' && step.id === id ? { ...step, vectors } : step,
      ),
    );
  }

  async reject(selection: MemorySelection): Promise<BulkChange> {
    const ids = await this.#ports.updates.select(selection);
    return this.#ports.updates.each(ids, (memory) =>
      memory.status === 'pending'
        ? {
            type: 'update',
            id: memory.id,
            action: 'rejected',
            value: { ...valueOf(memory), status: 'forgotten' },
          }
        : null,
    );
  }

  /** Throws `not_found`, or `invalid_input` for memories that are in the bin or replaced already. */
  async merge(
    ids: readonly string[],
    keep: string,
    text?: string,
  ): Promise<{ memory: Memory; changeId: string }> {
    const memories = this.#need([...new Set([keep, ...ids])]);
    const [kept, ...others] = memories;
    if (kept === undefined || others.length === 0) {
      throw new TuteeError('invalid_input', 'Choose at least two memories to merge.', { field: 'ids' });
    }
    if (memories.some(({ status }) => !['active', 'paused', 'pending'].includes(status))) {
      throw new TuteeError('invalid_input', 'Only memories in use can be merged. Bring them back first.', {
        field: 'ids',
      });
    }
    const value = mergedValue(kept, others, text);
    const vectors = await this.#vectorsOf(keep, value);
    const steps: MemoryStep[] = [
      { type: 'update', id: keep, action: 'merged', value, vectors },
      ...others.map((other) => superseded(other, keep)),
    ];
    const { changeId, memories: changed } = this.#ports.writer.apply(steps, this.#ports.updates.context());
    const memory = changed.find(({ id }) => id === keep);
    if (memory === undefined) throw new Error('The store did not answer with the memory it was given.');
    return { memory, changeId };
  }

  conflicts(limit: number, offset: number): { items: MemoryConflict[]; total: number } {
    return this.#ports.conflicts.openConflicts(limit, offset);
  }

  /** Throws `not_found`, or `changed_since` when one of the two is no longer in use. */
  async resolve(
    id: string,
    resolution: 'keep_newer' | 'keep_older' | 'keep_both' | 'edit',
    text?: string,
  ): Promise<BulkChange> {
    const conflict = this.#ports.conflicts.conflict(id);
    if (conflict === undefined) throw new TuteeError('not_found', 'There is no such contradiction any more.');
    const { older, newer } = conflict;
    if (older.status !== 'active' || newer.status !== 'active') {
      throw new TuteeError(
        'changed_since',
        'One of the two is not in use any more, so there is nothing to settle.',
      );
    }
    if (resolution === 'keep_both') {
      this.#ports.conflicts.keepBoth(id, this.#ports.now());
      return { changeId: null, changed: 0, skipped: 0, left: 0, memories: [] };
    }
    if (resolution === 'keep_older') return this.#applied([superseded(newer, older.id)]);
    const edit = text === undefined ? [] : [await this.#edit(newer, text)];
    return this.#applied([...edit, superseded(older, newer.id)]);
  }

  async #edit(memory: Memory, text: string): Promise<MemoryStep> {
    const value = editedValue(memory, { text });
    const vectors = await this.#vectorsOf(memory.id, value);
    return { type: 'update', id: memory.id, action: 'edited', value, vectors };
  }

  #applied(steps: readonly MemoryStep[]): BulkChange {
    const { changeId, memories } = this.#ports.writer.apply(steps, this.#ports.updates.context());
    return { changeId, changed: memories.length, skipped: 0, left: 0, memories: [...memories] };
  }

  #item(memory: Memory): ReviewItem {
    const same = this.#ports.reader.sameText(memory.text, memory.scope);
    if (same !== undefined) return { memory, effect: 'repeats', others: [same] };
    const others = this.#replacedBy(memory, memory.subject);
    return { memory, effect: others.length === 0 ? 'new' : 'replaces', others };
  }

  /** The memories that a pending memory replaces: those it was created to replace that are still in use, and the current ones of its subject. */
  #replacedBy(memory: Memory, subject: string | null): Memory[] {
    const { reader } = this.#ports;
    const meant = reader.getAll(reader.replacedBy(memory.id)).filter(({ status }) => status === 'active');
    const bySubject = subject === null ? [] : reader.bySubject(subject, memory.scope);
    const found = new Map([...meant, ...bySubject].map((one) => [one.id, one]));
    found.delete(memory.id);
    return [...found.values()];
  }

  #approval(memory: Memory, value: MemoryValue): MemoryStep[] {
    if (memory.status !== 'pending') return [];
    const { id } = memory;
    const same = this.#ports.reader.sameText(value.text, value.scope);
    if (same !== undefined) {
      const gone: MemoryValue = { ...value, status: 'superseded' };
      return [
        { type: 'confirm', id: same.id },
        { type: 'update', id, action: 'approved', value: gone, supersededBy: same.id },
      ];
    }
    return [
      { type: 'update', id, action: 'approved', value: { ...value, status: 'active' } },
      ...this.#replacedBy(memory, value.subject).map((old) => superseded(old, id)),
    ];
  }

  /** Decisions are applied one after the other: each sees the result of those before it. */
  #inTurn(ids: readonly string[], stepsFor: (memory: Memory) => MemoryStep[]): Promise<BulkChange> {
    const { reader, writer, updates } = this.#ports;
    return updates.inSlices(ids, (slice, context) => {
      const memories: Memory[] = [];
      let changed = 0;
      for (const id of slice) {
        const memory = reader.get(id);
        const steps = memory === undefined ? [] : stepsFor(memory);
        if (steps.length === 0) continue;
        memories.push(...writer.apply(steps, context).memories);
        changed += 1;
      }
      return { changed, memories };
    });
  }

  async #vectorsOf(id: string, value: MemoryValue) {
    const vectors = await vectorsFor([{ id, value }], this.#ports.embedder(), PATIENCE);
    const own = vectors.get(id) ?? null;
    if (own === null) this.#ports.onMissingVectors();
    return own;
  }

  #need(ids: readonly string[]): Memory[] {
    const memories = this.#ports.reader.getAll(ids);
    if (memories.length < ids.length)
      throw new TuteeError('not_found', 'One of these memories is not there any more.');
    return memories;
  }
}

/** The merged memory is pinned or private if any of them was; use counts are not added up. */
function mergedValue(kept: Memory, others: readonly Memory[], text: string | undefined): MemoryValue {
  const all = [kept, ...others];
  const edited = editedValue(kept, { text });
  return {
    ...edited,
    status: kept.status === 'pending' ? 'active' : kept.status,
    cues: unionOfCues([...edited.cues, ...others.flatMap(({ cues }) => cues)]),
    tags: [...new Set(all.flatMap(({ tags }) => tags))].slice(0, limits.tags),
    pinned: all.some(({ pinned }) => pinned),
    private: all.some((memory) => memory.private),
  };
}

function unionOfCues(cues: readonly Cue[]): Cue[] {
  const different = new Map(cues.map((cue) => [`${cue.kind} ${cue.text}`, cue]));
  return [...different.values()].slice(0, limits.cues);
}

function notPending(): TuteeError {
  return new TuteeError('invalid_input', 'This memory does not wait for review any more.', { field: 'id' });
}
