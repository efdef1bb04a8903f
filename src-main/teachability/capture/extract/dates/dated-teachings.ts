import { resolveDates } from './resolve-dates.ts';
import type { Teaching } from '../../teaching.ts';

/**
 * Adds dates to the texts of teachings and sets when they end.
 * @param at when they were said, in ms since 1970 UTC
 */
export function datedTeachings<Kind extends Teaching>(teachings: readonly Kind[], at: number): Kind[] {
  return teachings.map((teaching) => {
    const written = resolveDates(teaching.text, at);
    const { text } = written;
    const validUntil = written.validUntil ?? teaching.validUntil ?? null;
    // A temporary teaching has its own subject: it neither replaces the permanent one nor is replaced by it.
    const subject =
      validUntil === null || teaching.subject === null ? teaching.subject : `${teaching.subject}, for a time`;
    return { ...teaching, text, validUntil, subject };
  });
}
