/** Checks the lessons of a model against what the user wrote, because a model can be persuaded of anything. */
import { assertNever } from '#shared/errors.ts';
import type { Cue, Memory, MemoryKind } from '#shared/memory/memory.ts';
import { stemsOf } from '../../../recall/terms.ts';
import { kindOf } from '../kind-of.ts';
import type { Lesson } from './model-answer.ts';
import { supportFor } from './model-support.ts';
import type { CaptureInput } from './model-prompt.ts';
import type { PlannedTeaching } from '../../decide/plan.ts';
import { subjectOf } from '../subject.ts';
import { tidySentence } from '../wording.ts';

/** Maximum number of lessons; a model that returns more is inventing them. */
const MOST_LESSONS = 20;
const MOST_CUES = 4;
const LESSON_LENGTH = 600;
const CUE_LENGTH = 120;
/** The share of a memory's words that a message must contain to count as ending it. */
const SHARE_OF_FORGOTTEN = 0.3;

export interface CheckedLessons {
  readonly teachings: readonly PlannedTeaching[];
  /** Memories that the user no longer wants, or says have ended. */
  readonly forgets: readonly Memory[];
  /** How many lessons the user's words do not support. */
  readonly dropped: number;
}

export function checkedLessons(lessons: readonly Lesson[], input: CaptureInput): CheckedLessons {
  const given = lessons.filter(({ action }) => action !== 'none');
  const kept = given.slice(0, MOST_LESSONS);
  const teachings = kept.flatMap((lesson) => (lesson.action === 'forget' ? [] : toTeaching(lesson, input)));
  const forgets = kept.flatMap((lesson) => (lesson.action === 'forget' ? toForget(lesson, input) : []));
  return { teachings, forgets, dropped: given.length - teachings.length - forgets.length };
}

/** Empty if the message does not speak of the memory. */
function toForget({ n }: Lesson, { neighbours, message }: CaptureInput): Memory[] {
  const memory = n == null ? undefined : neighbours[n - 1];
  if (memory === undefined) return [];
  const said = new Set(stemsOf(message));
  const stems = stemsOf(memory.text);
  const shared = stems.filter((stem) => said.has(stem)).length;
  return shared > 0 && shared >= stems.length * SHARE_OF_FORGOTTEN ? [memory] : [];
}

/** Empty if the message does not support the lesson, or it is too long or refers to no memory. */
function toTeaching(lesson: Lesson, input: CaptureInput): PlannedTeaching[] {
  const { neighbours, at, message, before, unquoted = message } = input;
  const meant = lesson.n == null ? undefined : neighbours[lesson.n - 1];
  const text = tidySentence(lesson.text.toWellFormed().replaceAll('\u0000', ' '));
  if (text === '' || text.length > LESSON_LENGTH) return [];
  const support = supportFor(text, lesson.kind, {
    said: `${isOrder(text, lesson.kind) ? unquoted : message}\n${before?.request ?? ''}`,
    answered: before?.answer ?? '',
    known: meant?.text ?? '',
    shown: input.edited !== undefined,
  });
  if (support === 'none' || !stemsOf(text).some((stem) => stemsOf(message).includes(stem))) return [];
  const teaching = { ...teachingOf(lesson, text, at), doubtful: support === 'doubtful' };
  switch (lesson.action) {
    case 'same':
      return meant === undefined ? [] : [{ ...teaching, repeats: meant }];
    case 'update':
      return [meant === undefined ? teaching : { ...teaching, replaces: meant }];
    case 'conflict':
      return [meant === undefined ? teaching : { ...teaching, contradicts: meant }];
    case 'add':
      return [teaching];
    case 'forget':
    case 'none':
      return [];
    default:
      return assertNever(lesson.action);
  }
}

/** By its own words as well: what a model calls a fact may be an order. */
function isOrder(text: string, kind: MemoryKind): boolean {
  return kind === 'instruction' || kindOf(text) === 'instruction';
}

function teachingOf({ kind, cues, validUntil }: Lesson, text: string, at: number): PlannedTeaching {
  const until = endOfDay(validUntil ?? '');
  const subject = subjectOf(text, kind);
  return {
    kind,
    text,
    subject,
    cues: cuesOf(cues),
    rule: 'model',
    validUntil: until !== null && until > at ? until : null,
  };
}

/** The last millisecond of a local day given as YYYY-MM-DD; null for anything else. */
function endOfDay(day: string): number | null {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/u.exec(day.trim()) ?? [];
  if (year === undefined || month === undefined || date === undefined) return null;
  const next = new Date(Number(year), Number(month) - 1, Number(date) + 1);
  return Number.isNaN(next.getTime()) ? null : next.getTime() - 1;
}

function cuesOf(given: readonly string[]): Cue[] {
  const texts = given
    .map((cue) => cue.toWellFormed().replaceAll('\u0000', ' ').replace(/\s+/gu, ' ').trim())
    .filter((cue) => cue !== '' && cue.length <= CUE_LENGTH);
  return [...new Set(texts)]
    .slice(0, MOST_CUES)
    .map((text) => ({ kind: /[?？]$/u.test(text) ? 'question' : 'topic', text }));
}
