import type { Memory, MemoryScope, MemorySource, MemoryValue } from '#shared/memory/memory.ts';
import { limits } from '#shared/text.ts';
import type { MemoryReader, MemoryStep, MemoryVectors } from '../../ports.ts';
import { wordsOf } from '../../recall/terms.ts';
import { everywhere } from '../../scopes.ts';
import { contradicted } from './contradictions.ts';
import { changedBy, memoryRepeatedBy } from './superseded-memories.ts';
import { correctedBy } from './corrected.ts';
import { applyNamedCorrection } from './named-correction.ts';
import type { Related } from './relation/relations.ts';
import { sameSlot } from './slots.ts';
import { teachingOf } from '../extract/learn-by-rules.ts';
import { mayBeSeveral } from '../extract/subject.ts';
import type { Teaching } from '../teaching.ts';

/** A teaching and, if a model was used, what it says the teaching does to the memories it was shown. */
export interface PlannedTeaching extends Teaching {
  readonly replaces?: Memory;
  readonly repeats?: Memory;
  readonly contradicts?: Memory;
}

/** A step without vectors; `text` and `cues` of additions are still to be embedded. */
export type PlannedStep =
  | Omit<Extract<MemoryStep, { type: 'add' }>, 'source' | 'vectors'>
  | Exclude<MemoryStep, { type: 'add' }>;

export interface PlanOptions {
  readonly scope?: MemoryScope | undefined;
  /** true: additions wait in review and change nothing until the user approves. */
  readonly pending?: boolean;
  /** true: the user asked for it, so an earlier rejection does not count. */
  readonly told?: boolean;
  /** Active memories of the scope that a teaching could be about, with its relation to each. */
  readonly related?: (teaching: PlannedTeaching) => readonly Related[];
  /** Ids of memories that the user has just mentioned. */
  readonly lately?: ReadonlySet<string>;
}

/**
 * Decides what each teaching changes: the same text confirms a memory; a memory that certainly cannot hold beside it is superseded and
 * kept; an uncertain contradiction becomes a conflict for the user; anything else is added. Of two teachings on one subject in one message
 * the later one counts.
 * @returns the steps of each teaching separately, so that each can be undone on its own
 */
export function planTeachings(
  teachings: readonly PlannedTeaching[],
  reader: MemoryReader,
  newId: () => string,
  options: PlanOptions = {},
): PlannedStep[][] {
  const settled = new Set<string>();
  const planned = lastOfEachSubject(teachings).map((teaching) => {
    const all = stepsFor(teaching, reader, newId, options);
    const steps = all.filter((step) => {
      // Two teachings may repeat or replace the same memory; it is changed only once.
      const again = (step.type === 'update' || step.type === 'confirm') && settled.has(step.id);
      settled.add(step.id);
      return !again;
    });
    const replacesNothing = steps.length < all.length && steps.every(({ type }) => type === 'add');
    return teaching.onlyCorrects === true && replacesNothing ? [] : steps;
  });
  return planned.filter((steps) => steps.length > 0);
}

function lastOfEachSubject(teachings: readonly PlannedTeaching[]): PlannedTeaching[] {
  return teachings.filter(
    ({ subject, text }, index) =>
      !teachings.some(
        (later, at) =>
          at > index &&
          (later.text === text ||
            (subject !== null && later.subject === subject) ||
            sameSlot(text, later.text, false) === 'sure'),
      ),
  );
}

function holdsForGood({ validUntil = null }: Teaching): boolean {
  return validUntil === null;
}

function stepsFor(
  teaching: PlannedTeaching,
  reader: MemoryReader,
  newId: () => string,
  { scope = everywhere, pending = false, told = false, related = () => [], lately }: PlanOptions,
): PlannedStep[] {
  const near = holdsForGood(teaching)
    ? related(teaching).filter(({ memory }) => memory.validUntil === null)
    : [];
  const same =
    reader.sameText(teaching.text, scope) ??
    teaching.repeats ??
    (teaching.replaces === undefined ? memoryRepeatedBy(teaching, near) : undefined);
  if (same !== undefined) return teaching.onlyCorrects === true ? [] : [{ type: 'confirm', id: same.id }];
  if (!told && reader.wasRejected(teaching.text)) return [];
  if (pending && reader.proposed(teaching.text, scope)) return [];
  const { replaced, doubtful } = against(teaching, reader, scope, near, lately);
  if (teaching.onlyCorrects === true && replaced.length === 0 && !tellsOfKnown(teaching, near)) return [];
  const id = newId();
  const value = newValue(setRight(teaching, replaced), replaced, scope, pending ? 'pending' : 'active');
  if (pending) return [{ type: 'add', id, value, replaces: replaced.map((old) => old.id) }];
  return [
    { type: 'add', id, value },
    ...replaced.map((old): PlannedStep => superseded(old, id)),
    ...doubtful.map(({ id: old, reason }): PlannedStep => ({ type: 'conflict', id, with: old, reason })),
  ];
}

const NAME = /(?<=\p{L}[,;]?\s)\p{Lu}[\p{L}\p{M}]{2,}/gu;

/** News about somebody whom a memory names is worth keeping, whatever it changes: "Noor gave up the studio". */
function tellsOfKnown({ corrects = false, text }: Teaching, near: readonly Related[]): boolean {
  const said = new Set(wordsOf(text));
  return (
    corrects &&
    near.some(({ memory }) =>
      (memory.text.match(NAME) ?? []).some((name) => wordsOf(name).every((word) => said.has(word))),
    )
  );
}

/** "Eleven, not nine" says nothing on its own; the corrected memory with the new value is stored instead. */
function setRight(teaching: PlannedTeaching, replaced: readonly Memory[]): Teaching {
  const [only, ...others] = replaced;
  if (only === undefined || others.length > 0) return teaching;
  const text = applyNamedCorrection(only.text, teaching.text);
  return text === null
    ? teaching
    : { ...teachingOf(text, only.kind, teaching.rule), validUntil: teaching.validUntil ?? null };
}

interface Against {
  readonly replaced: Memory[];
  readonly doubtful: { readonly id: string; readonly reason: string }[];
}

/** The memories that certainly, and those that possibly, contradict a teaching. */
function against(
  teaching: PlannedTeaching,
  reader: MemoryReader,
  scope: MemoryScope,
  near: readonly Related[],
  lately: ReadonlySet<string> | undefined,
): Against {
  const { subject, corrects = false, replaces, contradicts } = teaching;
  const ofSubject = subject === null ? [] : reader.bySubject(subject, scope);
  const certain = subject !== null && (corrects || !mayBeSeveral(subject));
  const { sure, unsure } = holdsForGood(teaching)
    ? contradicted(teaching, reader, scope)
    : { sure: [], unsure: [] };
  const known = distinct([replaces, ...(certain ? ofSubject : []), ...sure]);
  // If a rule leaves it to the user which of two memories on one subject holds, similarity does not decide it.
  const left = new Set([...(certain ? [] : ofSubject), ...unsure, contradicts].map((memory) => memory?.id));
  const others = near.filter(({ memory }) => !left.has(memory.id));
  const changed = known.length > 0 ? { sure: [], unsure: [] } : changedBy(teaching, others, lately);
  const likest =
    corrects && known.length + changed.sure.length === 0
      ? correctedBy(
          teaching.text,
          near.map(({ memory }) => memory),
        )
      : undefined;
  const replaced = distinct([...known, ...changed.sure, likest]);
  const doubtful = distinct([
    contradicts,
    ...(certain ? [] : ofSubject),
    ...unsure,
    ...changed.unsure,
  ]).filter(({ id }) => replaced.every((old) => old.id !== id));
  return {
    replaced,
    doubtful: doubtful.map(({ id }) => ({
      id,
      reason: reasonFor(
        subject,
        ofSubject.some((old) => old.id === id),
      ),
    })),
  };
}

function reasonFor(subject: string | null, sameSubject: boolean): string {
  return sameSubject && subject !== null ? `Both are about ${subject}.` : 'They may not both be true.';
}

function distinct(memories: readonly (Memory | undefined)[]): Memory[] {
  const given = memories.filter((memory) => memory !== undefined);
  return given.filter((memory, index) => given.findIndex(({ id }) => id === memory.id) === index);
}

/** What the user set on the old memory (pinned, private, tags, scope) carries over to its successor. */
function newValue(
  { kind, text, cues, subject, validUntil = null }: Teaching,
  replaced: readonly Memory[],
  scope: MemoryScope,
  status: MemoryValue['status'],
): MemoryValue {
  return {
    kind,
    text,
    cues: [...cues],
    tags: [...new Set(replaced.flatMap((memory) => memory.tags))].slice(0, limits.tags),
    subject,
    scope: replaced[0]?.scope ?? scope,
    status,
    pinned: replaced.some((memory) => memory.pinned),
    private: replaced.some((memory) => memory.private),
    validUntil,
  };
}

/** The step that supersedes one memory with another; the old one is kept. */
export function superseded(memory: Memory, by: string): Extract<MemoryStep, { type: 'update' }> {
  const value: MemoryValue = { ...valueOf(memory), status: 'superseded' };
  return { type: 'update', id: memory.id, action: 'superseded', value, supersededBy: by };
}

/** The step that forgets a memory. */
export function forgetStep(memory: Memory): Extract<MemoryStep, { type: 'update' }> {
  return {
    type: 'update',
    id: memory.id,
    action: 'forgotten',
    value: { ...valueOf(memory), status: 'forgotten' },
  };
}

/** A memory with a shorter text; all other settings of the user remain. */
export function shortened(memory: Memory, text: string): MemoryValue {
  const { cues, subject } = teachingOf(text, memory.kind, 'a part was forgotten');
  return { ...valueOf(memory), text, cues: [...cues], subject };
}

/** The changeable fields of a memory. */
export function valueOf(memory: Memory): MemoryValue {
  const { kind, text, cues, tags, subject, scope, status, pinned, private: isPrivate, validUntil } = memory;
  return { kind, text, cues, tags, subject, scope, status, pinned, private: isPrivate, validUntil };
}

/** Adds what planning did not know: the source of additions, and their vectors in the order of the steps. */
export function completed(
  steps: readonly PlannedStep[],
  source: MemorySource,
  vectors: ReadonlyMap<string, MemoryVectors>,
): MemoryStep[] {
  return steps.map((step) =>
    step.type === 'add' ? { ...step, source, vectors: vectors.get(step.id) ?? null } : step,
  );
}
