import type { MemoryKind } from '#shared/memory/memory.ts';

/**
 * A pattern of a statement worth remembering. `pattern` is tried at the beginning of a clause; a clause that matches is stored in the
 * user's words unless `unless` matches too.
 */
export interface Rule {
  /** Shown as the origin of a memory; must not change. */
  readonly name: string;
  readonly kind: MemoryKind;
  readonly pattern: RegExp;
  readonly unless?: RegExp;
  /** The subject whose questions it answers, if its words do not identify a subject with enough certainty to replace another memory. */
  readonly answers?: string;
}

/** Creates the rules of one family. Case is ignored except within `(?-i:…)`. */
export function ruleMaker(family: string, kind: MemoryKind) {
  return (name: string, pattern: string, unless?: string): Rule => ({
    name: `${family}: ${name}`,
    kind,
    pattern: new RegExp(`^${pattern}`, 'iu'),
    ...(unless === undefined ? {} : { unless: new RegExp(unless, 'iu') }),
  });
}

/** A capital letter, for names only: with the flag `i` alone, `\p{Lu}` matches any letter. */
export const CAPITAL = String.raw`(?-i:\p{Lu})`;
