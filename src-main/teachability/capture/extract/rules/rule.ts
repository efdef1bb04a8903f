import type { MemoryKind } from '#shared/memory/memory.ts';

/**
 * One way to recognise a statement worth remembering. `pattern` is tried at the beginning of a clause; a clause it
 * matches is stored in the user's words unless `unless` matches too.
 */
export interface Rule {
  /** Shown as the origin of a memory; stable. */
  readonly name: string;
  readonly kind: MemoryKind;
  readonly pattern: RegExp;
  readonly unless?: RegExp;
  /** The subject whose questions it answers, where its words do not name one surely enough to replace another. */
  readonly answers?: string;
}

/** Makes the rules of one family. Case does not matter but within `(?-i:…)`. */
export function ruleMaker(family: string, kind: MemoryKind) {
  return (name: string, pattern: string, unless?: string): Rule => ({
    name: `${family}: ${name}`,
    kind,
    pattern: new RegExp(`^${pattern}`, 'iu'),
    ...(unless === undefined ? {} : { unless: new RegExp(unless, 'iu') }),
  });
}

/** A word with a capital, where only a name is meant: under the flag `i` alone `\p{Lu}` matches any letter. */
export const CAPITAL = String.raw`(?-i:\p{Lu})`;
