import type { MemoryKind } from '#shared/memory/memory.ts';
import { lazy } from '../../../lazy.ts';

/** A way in which a statement about the user is made in a language. */
export interface LanguageShape {
  readonly name: string;
  readonly kind: MemoryKind;
  readonly pattern: RegExp;
  /** Named where there is one truth at a time, as in English. */
  readonly subject: string | null;
}

/** How people of one language tell of themselves. */
export interface LanguageRules {
  readonly language: string;
  /** Where a statement of its own may begin after a comma or "and". */
  readonly joint: RegExp;
  /** With one of these words a statement about the user begins. */
  readonly opens: RegExp;
  /** "By the way", "no", "and". */
  readonly leadIn: RegExp;
  /** Words of the moment, of others, of what might be, or of what lies before both. */
  readonly never: RegExp;
  readonly shapes: readonly LanguageShape[];
}

export interface LanguageWords {
  readonly language: string;
  readonly and: string;
  /** With these a statement about the user begins. */
  readonly opens: string;
  readonly leadIn: string;
  readonly never: string;
  /** Name, kind, pattern, and the subject if there is one truth at a time. In the order they are tried. */
  readonly shapes: readonly (readonly [string, MemoryKind, string, string?])[];
}

/** `\b` knows only the letters of English: "é" would end a word. */
const EDGE = String.raw`(?:(?<=[\p{L}\p{N}])(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])(?=[\p{L}\p{N}]))`;

function regExp(pattern: string, flags = 'iu'): RegExp {
  return new RegExp(pattern.replaceAll(String.raw`\b`, EDGE), flags);
}

/** A language by its words; its patterns are compiled when they are first asked for. */
export function languageRules(words: LanguageWords): () => LanguageRules {
  return lazy(() => compiled(words));
}

function compiled({ language, and, opens, leadIn, never, shapes }: LanguageWords): LanguageRules {
  return {
    language,
    joint: regExp(
      String.raw`(?:,\s*(?:(?:${and})\s+)?|(?<!\s)\s+(?:${and})\s+)(?=(?:${opens})(?:\b|['’]))`,
      'giu',
    ),
    opens: regExp(String.raw`^(?:${opens})(?:\b|['’])`),
    // Without its comma "no" is a part of what is said.
    leadIn: regExp(String.raw`^(?:(?:${leadIn})\s*[,:.!–—]\s*|(?:${and})\s+)+`),
    never: regExp(never),
    shapes: shapes.map(([name, kind, pattern, subject]) => ({
      name: `${language}: ${name}`,
      kind,
      pattern: regExp(`^(?:${pattern})`),
      subject: subject ?? null,
    })),
  };
}
