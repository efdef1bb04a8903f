import { runSync } from '#shared/sliced-task.ts';
import type { SlicedTask } from '#shared/sliced-task.ts';
import { resolveDates } from './resolve-dates.ts';
import type { Teaching } from '../../teaching.ts';

/**
 * Adds dates to the texts of teachings and sets when they end.
 * @param at when they were said, in ms since 1970 UTC
 */
export function datedTeachings<Kind extends Teaching>(teachings: readonly Kind[], at: number): Kind[] {
  return runSync(datedTask(teachings, at));
}

/** The same one by one. */
export function* datedTask<Kind extends Teaching>(
  teachings: readonly Kind[],
  at: number,
): SlicedTask<Kind[]> {
  const dated: Kind[] = [];
  for (const teaching of teachings) {
    dated.push(datedTeaching(teaching, at));
    yield;
  }
  return dated;
}

function datedTeaching<Kind extends Teaching>(teaching: Kind, at: number): Kind {
  const written = resolveDates(teaching.text, at);
  const { text } = written;
  const validUntil = written.validUntil ?? teaching.validUntil ?? null;
  // A temporary teaching has its own subject: it neither replaces the permanent one nor is replaced by it.
  const subject =
    validUntil === null || teaching.subject === null ? teaching.subject : `${teaching.subject}, for a time`;
  return { ...teaching, text, validUntil, subject };
}
