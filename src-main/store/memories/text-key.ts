import { createHash } from 'node:crypto';

/**
 * A 16-byte digest of a text, equal for texts that differ only in case, white space and closing punctuation. Storing
 * and indexing it instead of the words keeps the index small and the text in one place.
 */
export function textKey(text: string): Buffer {
  return createHash('sha256').update(normalizedText(text)).digest().subarray(0, 16);
}

/** The text folded in case (NFKC), with single spaces and without closing punctuation. */
export function normalizedText(text: string): string {
  const folded = text.normalize('NFKC').toLowerCase().toUpperCase().toLowerCase();
  return folded
    .replace(/\s+/gu, ' ')
    .replace(/(?<![\s\p{P}])[\s\p{P}]+$/u, '')
    .trim();
}
