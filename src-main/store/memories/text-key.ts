import { createHash } from 'node:crypto';

/**
 * What makes two memory texts the same: everything but case, spacing and closing punctuation. A digest of it (16 bytes)
 * is stored and indexed instead of the words, so the index stays small and the text is kept in one place only.
 */
export function textKey(text: string): Buffer {
  return createHash('sha256').update(plainText(text)).digest().subarray(0, 16);
}

export function plainText(text: string): string {
  const folded = text.normalize('NFKC').toLowerCase().toUpperCase().toLowerCase();
  return folded
    .replace(/\s+/gu, ' ')
    .replace(/(?<![\s\p{P}])[\s\p{P}]+$/u, '')
    .trim();
}
