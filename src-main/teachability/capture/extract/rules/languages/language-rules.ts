import type { MemoryKind } from '#shared/memory/memory.ts';
import { lazy } from '../../../lazy.ts';

/** A pattern of a statement about the user in one language. */
export interface LanguageShape {
  readonly name: string;
  readonly kind: MemoryKind;
  readonly pattern: RegExp;
  /** Set if only one value can hold at a time, as in English. */
  readonly subject: string | null;
}

/** How people state facts about themselves in one language. */
export interface LanguageRules {
  readonly language: string;
  /** Where a new statement may begin after a comma or "and". */
  readonly joint: RegExp;
  /** Words with which a statement about the user begins. */
  readonly opens: RegExp;
  /** Words before the statement, such as "by the way", "no", "and". */
  readonly leadIn: RegExp;
  /** Words that rule out a lasting statement: about the moment, other people, hypotheses, or something at hand. */
  readonly never: RegExp;
  readonly shapes: readonly LanguageShape[];
}

export interface LanguageWords {
  readonly language: string;
  readonly and: string;
  /** Words with which a statement about the user begins. */
  readonly opens: string;
  readonly leadIn: string;
  readonly never: string;
  /** Name, kind, pattern and, if only one value can hold at a time, the subject. In the order in which they are tried. */
  readonly shapes: readonly (readonly [string, MemoryKind, string, string?])[];
}

/** A word boundary for all scripts: `\b` only knows ASCII letters and would end a word before "é". */
const EDGE = String.raw`(?:(?<=[\p{L}\p{N}])(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])(?=[\p{L}\p{N}]))`;

function regExp(pattern: string, flags = 'iu'): RegExp {
  return new RegExp(pattern.replaceAll(String.raw`\b`, EDGE), flags);
}

/** Builds the rules of a language from its words. The patterns are compiled on first use. */
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
    // Without a comma "no" belongs to the statement.
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
