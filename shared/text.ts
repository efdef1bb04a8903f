import * as z from 'zod';

/**
 * Limits on what one value may hold, in UTF-16 code units. They bound memory and request size, not expression:
 * a message may hold a long article, a memory only what one sentence or short list needs.
 */
export const limits = {
  id: 64,
  messageText: 200_000,
  memoryText: 4_000,
  cueText: 300,
  cues: 12,
  tag: 40,
  tags: 20,
  title: 200,
  searchQuery: 1_000,
  url: 2_000,
  modelName: 200,
  apiKey: 1_000,
} as const;

/** Lone surrogates and NUL cannot be stored in SQLite text without being changed or cutting the text short. */
function storable(text: string): string {
  return text.toWellFormed().replaceAll('\u0000', '');
}

/** Text that has at least one visible character and at most `max` code units; trimmed. */
export function filledText(max: number, what: string) {
  return z
    .string({ error: `${what} must be text.` })
    .max(max, { error: `${what} is longer than ${max.toLocaleString('en')} characters. Shorten it.` })
    .transform((text) => storable(text).trim())
    .refine((text) => text.length > 0, { error: `${what} is empty.` });
}

/** Text that may be empty, at most `max` code units; trimmed. */
export function optionalText(max: number, what: string) {
  return z
    .string({ error: `${what} must be text.` })
    .max(max, { error: `${what} is longer than ${max.toLocaleString('en')} characters. Shorten it.` })
    .transform((text) => storable(text).trim());
}

/** Identifiers are made by Tutee (UUID version 7) or by the page for idempotent requests (any UUID). */
export const idSchema = z
  .string({ error: 'An identifier must be text.' })
  .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, {
    error: 'That is not an identifier made by Tutee.',
  });

/** Milliseconds since 1970-01-01 UTC. */
export const timeSchema = z.int().nonnegative();
