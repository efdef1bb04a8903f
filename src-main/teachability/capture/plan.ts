import type { Memory, MemoryScope, MemorySource, MemoryValue } from '#shared/memory.ts';
import { limits } from '#shared/text.ts';
import type { MemoryReader, MemoryStep, MemoryVectors } from '../ports.ts';
import type { Teaching } from './teaching.ts';

/** A teaching, and the memory a model says it replaces or repeats, where it could say. */
export interface PlannedTeaching extends Teaching {
  readonly replaces?: Memory;
  readonly repeats?: Memory;
}

/** A step before its vectors are known; `text` and `cues` of added ones are to be embedded. */
export type PlannedStep =
  | { readonly type: 'add'; readonly id: string; readonly value: MemoryValue }
  | Exclude<MemoryStep, { type: 'add' }>;

/**
 * What becomes of teachings beside what is known: the same text is a confirmation; a memory of the same subject is
 * superseded and kept; anything else is added. Of two teachings on one subject in one message the later counts.
 * @returns the steps of each teaching by itself, so that each can be undone by itself.
 */
export function planTeachings(
  teachings: readonly PlannedTeaching[],
  reader: MemoryReader,
  newId: () => string,
  scope: MemoryScope = { type: 'everywhere' },
): PlannedStep[][] {
  const settled = new Set<string>();
  const planned = lastOfEachSubject(teachings).map((teaching) =>
    stepsFor(teaching, reader, newId, scope).filter((step) => {
      // Two teachings may repeat or replace the same memory: one change of it is enough.
      const again = step.type !== 'add' && settled.has(step.id);
      settled.add(step.id);
      return !again;
    }),
  );
  return planned.filter((steps) => steps.length > 0);
}

function lastOfEachSubject(teachings: readonly PlannedTeaching[]): PlannedTeaching[] {
  return teachings.filter(
    ({ subject, text }, index) =>
      !teachings.some(
        (later, at) => at > index && (later.text === text || (subject !== null && later.subject === subject)),
      ),
  );
}

function stepsFor(
  teaching: PlannedTeaching,
  reader: MemoryReader,
  newId: () => string,
  scope: MemoryScope,
): PlannedStep[] {
  const same = reader.sameText(teaching.text, scope) ?? teaching.repeats;
  if (same !== undefined) return [{ type: 'confirm', id: same.id }];
  const bySubject = teaching.subject === null ? [] : reader.bySubject(teaching.subject, scope);
  const replaced = teaching.replaces === undefined ? bySubject : [teaching.replaces, ...bySubject];
  const id = newId();
  return [
    { type: 'add', id, value: newValue(teaching, replaced, scope) },
    ...replaced.map((old): PlannedStep => superseded(old, id)),
  ];
}

/** What the user decided about the old memory (pinned, private, tags, scope) holds for the one that takes its place. */
function newValue(
  { kind, text, cues, subject }: Teaching,
  replaced: readonly Memory[],
  scope: MemoryScope,
): MemoryValue {
  return {
    kind,
    text,
    cues: [...cues],
    tags: [...new Set(replaced.flatMap((memory) => memory.tags))].slice(0, limits.tags),
    subject,
    scope: replaced[0]?.scope ?? scope,
    status: 'active',
    pinned: replaced.some((memory) => memory.pinned),
    private: replaced.some((memory) => memory.private),
    validUntil: null,
  };
}

/** The step that puts one memory in the place of another, which is kept. */
export function superseded(memory: Memory, by: string): Extract<MemoryStep, { type: 'update' }> {
  const value: MemoryValue = { ...valueOf(memory), status: 'superseded' };
  return { type: 'update', id: memory.id, action: 'superseded', value, supersededBy: by };
}

/** The changeable part of a memory. */
export function valueOf(memory: Memory): MemoryValue {
  const { kind, text, cues, tags, subject, scope, status, pinned, private: isPrivate, validUntil } = memory;
  return { kind, text, cues, tags, subject, scope, status, pinned, private: isPrivate, validUntil };
}

/** Adds what planning did not know: where additions come from, and their vectors in the order of the steps. */
export function completed(
  steps: readonly PlannedStep[],
  source: MemorySource,
  vectors: ReadonlyMap<string, MemoryVectors>,
): MemoryStep[] {
  return steps.map((step) =>
    step.type === 'add' ? { ...step, source, vectors: vectors.get(step.id) ?? null } : step,
  );
}
