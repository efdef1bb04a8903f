import * as z from 'zod';

import { limits } from './limits.ts';
import { sanitizeName } from './sanitize-name.ts';

export { limits };

/** Lone surrogates and NUL cannot be stored in SQLite text without being changed or cutting the text short. */
function storable(text: string): string {
  return text.toWellFormed().replaceAll('\u0000', '');
}

/** Text that has at least one visible character and at most `max` code units; trimmed. */
export function filledText(max: number, what: string) {
  return z
    .string({ error: `${what} must be text.` })
    .max(max, { error: () => tooLong(max, what) })
    .transform((text) => storable(text).trim())
    .refine((text) => text.length > 0, { error: `${what} is empty.` });
}

/** A name of at most `max` code units with at least one visible character, without what would disguise it (see plain-name.ts). */
export function nameText(max: number, what: string) {
  return z
    .string({ error: `${what} must be text.` })
    .max(max, { error: () => tooLong(max, what) })
    .transform((text) => sanitizeName(storable(text)))
    .refine((text) => text.length > 0, { error: `${what} is empty.` });
}

/** Text that may be empty, at most `max` code units; trimmed. */
export function optionalText(max: number, what: string) {
  return z
    .string({ error: `${what} must be text.` })
    .max(max, { error: () => tooLong(max, what) })
    .transform((text) => storable(text).trim());
}

/** Text as it was typed, at most `max` code units; may be empty. */
export function untrimmedText(max: number, what: string) {
  return z
    .string({ error: `${what} must be text.` })
    .max(max, { error: () => tooLong(max, what) })
    .transform(storable);
}

/** Texts that were pasted into a message: material, never the user's words. */
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

/** Written when it is needed: a number in words loads the data of a language, which every start would wait for. */
function tooLong(max: number, what: string): string {
  return `${what} is longer than ${max.toLocaleString('en')} characters. Shorten it.`;
}

/** Identifiers are made by Tutee (UUID version 7) or by the page for idempotent requests (any UUID). */
export const idSchema = z
  .string({ error: 'An identifier must be text.' })
  .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, {
    error: 'That is not an identifier made by Tutee.',
  });

/** Milliseconds since 1970-01-01 UTC. */
export const timeSchema = z.int().nonnegative();
