import * as z from 'zod';

import { limits } from './limits.ts';
import { sanitizeName } from './sanitize-name.ts';

export { limits };

/** Replaces lone surrogates and removes NUL, which SQLite text cannot store without change or truncation. */
function storable(text: string): string {
  return text.toWellFormed().replaceAll('\u0000', '');
}

/** Non-empty text of at most `max` UTF-16 code units; trimmed. */
export function filledText(max: number, what: string) {
  return z
    .string({ error: `${what} must be text.` })
    .max(max, { error: () => tooLong(max, what) })
    .transform((text) => storable(text).trim())
    .refine((text) => text.length > 0, { error: `${what} is empty.` });
}

/** A non-empty name of at most `max` code units, sanitised (see sanitize-name.ts). */
export function nameText(max: number, what: string) {
  return z
    .string({ error: `${what} must be text.` })
    .max(max, { error: () => tooLong(max, what) })
    .transform((text) => sanitizeName(storable(text)))
    .refine((text) => text.length > 0, { error: `${what} is empty.` });
}

/** Text of at most `max` code units, possibly empty; trimmed. */
export function optionalText(max: number, what: string) {
  return z
    .string({ error: `${what} must be text.` })
    .max(max, { error: () => tooLong(max, what) })
    .transform((text) => storable(text).trim());
}

/** Text of at most `max` code units, possibly empty; not trimmed. */
export function untrimmedText(max: number, what: string) {
  return z
    .string({ error: `${what} must be text.` })
    .max(max, { error: () => tooLong(max, what) })
    .transform(storable);
}

/** Texts pasted into a message: untrusted input, never the user's words. */
export const pastedTexts = z
  .array(
    untrimmedText(limits.pastedText, 'The pasted text').refine((text) => text.trim() !== '', {
      error: 'The pasted text is empty.',
    }),
  )
  .max(limits.pastes, {
    error: `A message holds at most ${limits.pastes} pasted texts. Remove some of them.`,
  })
  .refine((texts) => texts.reduce((sum, text) => sum + text.length, 0) <= limits.pastedText, {
    error: () => tooLong(limits.pastedText, 'What is pasted'),
  })
  .default([]);

/** Formatted lazily: toLocaleString loads locale data, which would delay every start. */
function tooLong(max: number, what: string): string {
  return `${what} is longer than ${max.toLocaleString('en')} characters. Shorten it.`;
}

/** A UUID: version 7 from the app, any version from the page for idempotent requests. */
export const idSchema = z
  .string({ error: 'An identifier must be text.' })
  .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, {
    error: 'That is not an identifier made by Tutee.',
  });

/** Milliseconds since 1970-01-01 UTC. */
export const timeSchema = z.int().nonnegative();
