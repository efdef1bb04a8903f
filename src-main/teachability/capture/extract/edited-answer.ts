/**
 * An answer that the user changed by hand. Only what they changed is theirs: it says how they want such answers, and nothing
 * that they left as it was is learned.
 */
import type { MemoryScope } from '#shared/memory/memory.ts';
import { limits } from '#shared/text.ts';
import { requestBefore } from './last-turn.ts';
import type { Teaching } from '../teaching.ts';

/** An answer as it was and as the user made it. */
export interface EditedAnswer {
  readonly conversationId: string;
  /** Of the user's version, which stands beside the original. */
  readonly messageId: string;
  /** What the user had asked. */
  readonly request: string;
  readonly original: string;
  readonly edited: string;
  /** When it was changed, in ms since 1970 UTC. */
  readonly at: number;
  /** Where what it teaches applies; everywhere when not given. */
  readonly scope?: MemoryScope;
}

/** What was taken out and what was put in, from the first changed word to the last. */
export interface ChangedPart {
  readonly before: string;
  readonly after: string;
}

/** A change is quoted up to so many characters; beyond that the whole answer shows what is wanted. */
const QUOTED = 120;

/** Null when only spacing, case or punctuation differ. */
export function changedPart({
  original,
  edited,
}: Pick<EditedAnswer, 'original' | 'edited'>): ChangedPart | null {
  if (lettersOf(original) === lettersOf(edited)) return null;
  const [old, now] = [original, edited].map((text) => text.split(/(?<=\s)(?=\S)/u));
  if (old === undefined || now === undefined) return null;
  const shorter = Math.min(old.length, now.length);
  let start = 0;
  while (start < shorter && old[start]?.trim() === now[start]?.trim()) start += 1;
  let end = 0;
  while (end < shorter - start && old.at(-1 - end)?.trim() === now.at(-1 - end)?.trim()) end += 1;
  const part = (pieces: readonly string[]) =>
    pieces
      .slice(start, pieces.length - end)
      .join('')
      .trim();
  return { before: part(old), after: part(now) };
}

/** What the change teaches without a model: a few words as such, anything larger as a sample. */
export function taughtByEdit(answer: EditedAnswer): Teaching | null {
  const changed = changedPart(answer);
  const request = requestBefore({ request: answer.request, answer: answer.original });
  if (changed === null || request === null || answer.edited.trim() === '') return null;
  const text = (wording(changed, answer.edited, request) ?? sample(answer.edited, request)).toWellFormed();
  if (text.length > limits.memoryText) return null;
  return {
    text,
    kind: 'skill',
    // A later change of an answer to the same takes its place.
    subject: `answer to ${request.toLowerCase()}`.slice(0, limits.cueText),
    cues: [{ kind: 'task', text: request.slice(0, limits.cueText) }],
    rule: 'an edited answer',
  };
}

function wording({ before, after }: ChangedPart, edited: string, request: string): string | null {
  const few = (part: string) => part.length <= QUOTED && !part.includes('\n');
  if (before === '' || !few(before) || !few(after) || 2 * after.length > edited.length) return null;
  const lead = `When I ask “${request}”`;
  return after === ''
    ? `${lead}, leave out “${plain(before)}”.`
    : `${lead}, write “${plain(after)}” rather than “${plain(before)}”.`;
}

function sample(edited: string, request: string): string {
  return `When I ask “${request}”, this is how I want it:\n${edited.trim()}`;
}

function plain(quoted: string): string {
  return quoted.replace(/[“”]/gu, '"').replace(/(?<![.,;:])[.,;:]+$/u, '');
}

function lettersOf(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{So}]+/gu, ' ')
    .trim();
}
