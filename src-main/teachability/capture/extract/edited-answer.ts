/**
 * An answer that the user edited. Only the edits are the user's words: they show how the user wants such answers. Nothing is learned from
 * what was left unchanged.
 */
import type { MemoryScope } from '#shared/memory/memory.ts';
import { limits } from '#shared/text.ts';
import { requestBefore } from './last-turn.ts';
import type { Teaching } from '../teaching.ts';

/** An answer before and after the edit. */
export interface EditedAnswer {
  readonly conversationId: string;
  /** Id of the user's version, which is stored beside the original. */
  readonly messageId: string;
  /** The user's request. */
  readonly request: string;
  readonly original: string;
  readonly edited: string;
  /** When it was edited, in ms since 1970 UTC. */
  readonly at: number;
  /** True: what it teaches is private, as the answer is. */
  readonly isPrivate?: boolean;
  /** The scope of what it teaches; everywhere if omitted. */
  readonly scope?: MemoryScope;
}

/** What was removed and what was inserted, from the first changed word to the last. */
export interface ChangedPart {
  readonly before: string;
  readonly after: string;
}

/** A longer change is not quoted; the whole answer is used as the example instead. In characters. */
const QUOTED = 120;

/** Null if only spacing, case or punctuation differ. */
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

/** What the edit teaches without a model: a few words are quoted, anything longer becomes an example. */
export function taughtByEdit(answer: EditedAnswer): Teaching | null {
  const changed = changedPart(answer);
  const request = requestBefore({ request: answer.request, answer: answer.original });
  if (changed === null || request === null || answer.edited.trim() === '') return null;
  const text = (wording(changed, answer.edited, request) ?? sample(answer.edited, request)).toWellFormed();
  if (text.length > limits.memoryText) return null;
  return {
    text,
    kind: 'skill',
    // A later edit of an answer to the same request replaces this one.
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
