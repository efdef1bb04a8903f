/**
 * Changes of the state of memories (paused, pinned, tagged, forgotten …), of one or many in the same way. Owns what each change means
 * for a memory; knows the ports, not the page or SQL.
 */
import { mostAnswered } from '#shared/contract/memories.ts';
import type { CommandOutput } from '#shared/contract/commands.ts';
import type { BulkChange } from '#shared/contract/memories.ts';
import { TuteeError } from '#shared/errors.ts';
import type { MemoryChanges, MemoryFilter, MemorySelection } from '#shared/memory/memory-filter.ts';
import type { Memory, MemoryValue } from '#shared/memory/memory.ts';
import { limits } from '#shared/text.ts';
import { valueOf } from './capture/decide/plan.ts';
import type { LongChanges } from './long-changes.ts';
import type {
  ChangeContext,
  ChangedMemories,
  MemoryPages,
  MemoryReader,
  MemoryStep,
  MemoryWriter,
} from './ports.ts';

/** Memories read per slice when a change is undone. */
const READ_AT_ONCE = 1_000;

export interface UpdatePorts {
  readonly reader: Pick<MemoryReader, 'getAll'>;
  readonly writer: MemoryWriter;
  readonly pages: Pick<MemoryPages, 'idsInSlices'>;
  /** Ids of memories similar to the query in meaning. */
  readonly alike: (query: string) => Promise<string[]>;
  readonly newId: () => string;
  readonly long: LongChanges;
  /** Yields to the event loop. */
  readonly yieldToEventLoop: () => Promise<void>;
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
}

export class MemoryUpdates {
  readonly #ports: UpdatePorts;

  constructor(ports: UpdatePorts) {
    this.#ports = ports;
  }

  /** Ids of the selected memories; newest first if selected by a filter. */
  async select(selection: MemorySelection): Promise<readonly string[]> {
    if ('ids' in selection) return [...new Set(selection.ids)];
    const except = new Set(selection.except);
    const { filter } = selection;
    const alike = await this.#alike(filter);
    const ids = await this.#ports.pages.idsInSlices(filter, alike);
    return ids.filter((id) => !except.has(id));
  }

  /** Throws `invalid_input` for a time in the past. */
  async update(selection: MemorySelection, changes: MemoryChanges): Promise<BulkChange> {
    const now = this.#ports.now();
    refusePast(changes, now);
    const ids = await this.select(selection);
    return this.each(ids, (memory) => updateStep(memory, changes, now));
  }

  /**
   * One change with one step per memory, or none (null). A few memories are one transaction. Many are several transactions, so that a
   * kill in the middle leaves each memory either changed or unchanged.
   */
  each(ids: readonly string[], stepFor: (memory: Memory) => MemoryStep | null): Promise<BulkChange> {
    return this.inSlices(ids, (slice, context) => {
      const steps = this.#ports.reader.getAll(slice).flatMap((memory) => stepFor(memory) ?? []);
      const changed = steps.length === 0 ? [] : this.#ports.writer.apply(steps, context).memories;
      return { changed: steps.length, memories: changed };
    });
  }

  /** One change of many memories, one transaction per slice; `work` changes a slice and returns how many it changed. */
  async inSlices(
    ids: readonly string[],
    work: (slice: readonly string[], context: ChangeContext) => SliceChange,
  ): Promise<BulkChange> {
    const { long, newId, writer } = this.#ports;
    const changeId = newId();
    const context = this.context(changeId);
    const answered: Memory[] = [];
    let changed = 0;
    const done = await long.run(changeId, ids, (slice) => {
      const change = writer.inTransaction(() => work(slice, context));
      changed += change.changed;
      answered.push(...change.memories.slice(0, mostAnswered - answered.length));
    });
    await writer.synced();
    return {
      changeId: changed === 0 ? null : changeId,
      changed,
      skipped: done - changed,
      left: ids.length - done,
      memories: answered,
    };
  }

  /**
   * Throws `not_found`; `changed_since` if the change was undone or one of its memories was changed again, in which case nothing is
   * changed; `busy` while the change is still running.
   */
  async undo(changeId: string): Promise<CommandOutput<'memories.undo'>> {
    const { writer, long, newId } = this.#ports;
    long.refuseRunning(changeId);
    const first = writer.changedBy(changeId, 0, READ_AT_ONCE);
    if (first.next === null) {
      const memories = writer.undo(changeId, this.context());
      return { changed: memories.length, kept: 0, left: 0, memories: memories.slice(0, mostAnswered) };
    }
    const ids = await this.#undoable(changeId, await this.#changedBy(changeId, first));
    const undoing = newId();
    const context = this.context(undoing);
    const answered: Memory[] = [];
    let changed = 0;
    const done = await long.run(undoing, ids, (slice) => {
      const memories = writer.inTransaction(() => writer.takeBack(changeId, slice, context));
      changed += memories.length;
      answered.push(...memories.slice(0, mostAnswered - answered.length));
    });
    await writer.synced();
    return { changed, kept: done - changed, left: ids.length - done, memories: answered };
  }

  /** False if all memories it touched were deleted for good, or there is no such change. */
  isUndoable(changeId: string): boolean {
    return this.#ports.writer.changedBy(changeId, 0, 1).ids.length > 0;
  }

  /** Each memory of a large change, once. */
  async #changedBy(changeId: string, first: ChangedMemories): Promise<string[]> {
    const ids = new Set(first.ids);
    for (let { next } = first; next !== null;) {
      await this.#ports.yieldToEventLoop();
      const more = this.#ports.writer.changedBy(changeId, next, READ_AT_ONCE);
      for (const id of more.ids) ids.add(id);
      next = more.next;
    }
    return [...ids];
  }

  /** Checks all of them before the first is changed. */
  async #undoable(changeId: string, ids: readonly string[]): Promise<string[]> {
    const undoable: string[] = [];
    for (let start = 0; start < ids.length; start += READ_AT_ONCE / 2) {
      await this.#ports.yieldToEventLoop();
      undoable.push(...this.#ports.writer.undoable(changeId, ids.slice(start, start + READ_AT_ONCE / 2)));
    }
    if (undoable.length === 0) throw new TuteeError('changed_since', 'This change was already taken back.');
    return undoable;
  }

  /** A change that the user makes on the page. */
  context(changeId?: string): ChangeContext {
    return { actor: 'user', at: this.#ports.now(), conversationId: null, messageId: null, changeId };
  }

  #alike({ query }: MemoryFilter): Promise<string[]> {
    return query === '' ? Promise.resolve([]) : this.#ports.alike(query);
  }
}

interface SliceChange {
  readonly changed: number;
  /** As they are now. */
  readonly memories: readonly Memory[];
}

type UpdateStep = Extract<MemoryStep, { type: 'update' }>;
type Part = { readonly action: UpdateStep['action']; readonly value: Partial<MemoryValue> };

/** The steps of a change for one memory; null if it does not apply or would change nothing. */
export function updateStep(memory: Memory, changes: MemoryChanges, now: number): UpdateStep | null {
  const parts = [
    forgottenPart(memory, changes.forgotten, now),
    pausedPart(memory, changes.paused),
    flagPart(memory.pinned, changes.pinned, ['pinned', 'unpinned'], (pinned) => ({ pinned })),
    flagPart(memory.private, changes.private, ['kept_private', 'shared'], (value) => ({ private: value })),
    scopePart(memory, changes),
    tagsPart(memory, changes),
    validPart(memory, changes),
    changes.kind === undefined || changes.kind === memory.kind
      ? null
      : { action: 'edited' as const, value: { kind: changes.kind } },
  ].filter((part) => part !== null);
  const [first] = parts;
  if (first === undefined) return null;
  const value = Object.assign({ ...valueOf(memory) }, ...parts.map((part) => part.value)) as MemoryValue;
  const comesBack = first.action === 'restored';
  return {
    type: 'update',
    id: memory.id,
    action: first.action,
    value,
    ...(comesBack ? { supersededBy: null } : {}),
  };
}

function forgottenPart(memory: Memory, forgotten: boolean | undefined, now: number): Part | null {
  if (forgotten === undefined) return null;
  const { status, validUntil } = memory;
  if (forgotten && status === 'forgotten') return null;
  if (forgotten) return { action: 'forgotten', value: { status: 'forgotten' } };
  if (status !== 'forgotten' && status !== 'superseded' && status !== 'expired') return null;
  const over = validUntil !== null && validUntil <= now;
  return { action: 'restored', value: { status: 'active', validUntil: over ? null : validUntil } };
}

function pausedPart({ status }: Memory, paused: boolean | undefined): Part | null {
  if (paused === true && status === 'active') return { action: 'paused', value: { status: 'paused' } };
  if (paused === false && status === 'paused') return { action: 'resumed', value: { status: 'active' } };
  return null;
}

function flagPart(
  is: boolean,
  wanted: boolean | undefined,
  [on, off]: readonly [UpdateStep['action'], UpdateStep['action']],
  value: (wanted: boolean) => Partial<MemoryValue>,
): Part | null {
  if (wanted === undefined || wanted === is) return null;
  return { action: wanted ? on : off, value: value(wanted) };
}

function scopePart({ scope }: Memory, changes: MemoryChanges): Part | null {
  if (changes.scope === undefined || JSON.stringify(scope) === JSON.stringify(changes.scope)) return null;
  return { action: 'moved', value: { scope: changes.scope } };
}

/** A memory that would get too many tags keeps its present ones. */
function tagsPart({ tags }: Memory, { addTags = [], removeTags = [] }: MemoryChanges): Part | null {
  const removed = new Set(removeTags);
  const next = [...new Set([...tags, ...addTags])].filter((tag) => !removed.has(tag));
  const same = next.length === tags.length && next.every((tag) => tags.includes(tag));
  if (same || next.length > limits.tags) return null;
  return { action: 'tagged', value: { tags: next } };
}

/** An expired memory whose end is moved becomes active again. */
function validPart(memory: Memory, { validUntil }: MemoryChanges): Part | null {
  if (validUntil === undefined || validUntil === memory.validUntil) return null;
  const back = memory.status === 'expired' ? ({ status: 'active' } as const) : {};
  return { action: 'dated', value: { validUntil, ...back } };
}

function refusePast({ validUntil }: MemoryChanges, now: number): void {
  if (validUntil === undefined || validUntil === null || validUntil > now) return;
  throw new TuteeError('invalid_input', 'That moment is over already. Choose a later one.', {
    field: 'changes.validUntil',
  });
}
