import type { MemoryKind } from '#shared/memory/memory.ts';
import { normalized } from '../understand/normalized-words.ts';
import { constraintRules } from './rules/constraints.ts';
import { ASSISTANT_VERB, instructionRules } from './rules/instructions.ts';
import { preferenceRules } from './rules/preferences.ts';
import { tasteRules } from './rules/tastes.ts';
import { shapeInOtherLanguage } from './rules/languages/other-languages.ts';

/** Advice on a kind of task: "To X, do Y", "when deploying, …", "the way to X is". */
const SKILL =
  /^(?:to\s+\p{Ll}+\b.{0,120}?,\s*(?:you\s+|we\s+|first\s+|always\s+)?\p{Ll}+|(?:when|before|after|while)\s+\p{Ll}+ing\b.{2,120}?,\s*\p{Ll}+|how to\s+.{2,120}?:|(?:the\s+)?(?:way|trick|steps?|recipe|procedure)\s+(?:to|for)\s+.{2,120}?(?:is|are|:)|in order to\s)/iu;

const ORDER = new RegExp(
  String.raw`^(?:please\s+)?(?:(?:always|never|only|don['’]t|do not|you should|you must|you have to|make sure(?: to| that you)?|be sure to|try to)\s+)*(?:${ASSISTANT_VERB})\b(?!\s*(?:is|are|was|were|has|have|means|[,:]))`,
  'iu',
);

/** Instructions in other languages, recognised by verbs of answering. */
const FOREIGN_ORDER =
  /^(?:bitte\s+)?(?:antworte|schreib|nenne|benutze|verwende|sprich|nutze|duze|sieze)\b|^(?:por favor,?\s+)?(?:responde|contesta|escribe|usa|háblame|llámame|utiliza)\b|^(?:réponds|écris|utilise|parle|appelle|tutoie|vouvoie)\b|^(?:responda|responde|escreve|escreva|usa|use|fala|fale|trata)\b|^(?:rispondi|scrivi|usa|parla|chiamami|dammi)\b|^(?:请|請)?(?:用|以|总是|都用|不要|别|叫我|称呼我|一律)/iu;

/** The kind of a text that the user chose to teach. */
export function kindOf(text: string): MemoryKind {
  const plain = normalized(text.trim());
  // "Remember to buy milk" is a task of the user, not an instruction to the assistant.
  if (/^(?:remember|don['’]?t forget) to\b/iu.test(plain)) return 'fact';
  if (instructionRules.some(({ pattern }) => pattern.test(plain))) return 'instruction';
  if (SKILL.test(plain)) return 'skill';
  if (/^(?:i|my)\b/iu.test(plain)) return isPreference(plain) ? 'preference' : 'fact';
  if (isOrder(plain)) return 'instruction';
  if (isPreference(plain)) return 'preference';
  return shapeInOtherLanguage(plain)?.kind ?? 'fact';
}

/** True for an order to the assistant by the verb that opens it. */
export function isOrder(text: string): boolean {
  return ORDER.test(text) || FOREIGN_ORDER.test(text);
}

function isPreference(text: string): boolean {
  return [...preferenceRules, ...tasteRules, ...constraintRules].some(
    ({ kind, pattern }) => kind === 'preference' && pattern.test(text),
  );
}
