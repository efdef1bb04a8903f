import { resolveDates } from './resolve-dates.ts';
import type { Teaching } from '../../teaching.ts';

/** Teachings with their days written out and their ends known. @param at when they were said, in ms since 1970 UTC. */
export function datedTeachings<Kind extends Teaching>(teachings: readonly Kind[], at: number): Kind[] {
  return teachings.map((teaching) => {
    const written = resolveDates(teaching.text, at);
    const { text } = written;
    const validUntil = written.validUntil ?? teaching.validUntil ?? null;
    // What holds for a time is a subject of its own: it neither replaces what holds for good nor is replaced by it.
    const subject =
      validUntil === null || teaching.subject === null ? teaching.subject : `${teaching.subject}, for a time`;
    return { ...teaching, text, validUntil, subject };
  });
}
