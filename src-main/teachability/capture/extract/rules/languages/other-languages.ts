/** Rules for implicit statements in languages other than English: few shapes, and only plain ones. */
import type { Sentence } from '../../../understand/sentences.ts';
import { french } from './french.ts';
import { german } from './german.ts';
import { italian } from './italian.ts';
import { portuguese } from './portuguese.ts';
import { spanish } from './spanish.ts';
import type { LanguageRules, LanguageShape } from './language-rules.ts';

/** These languages share verbs and can be confused, so a statement that one of them rejects is rejected. */
const alike: readonly (() => LanguageRules)[] = [spanish, portuguese, italian];
const languages: readonly (() => LanguageRules)[] = [german, spanish, french, portuguese, italian];

/**
 * English words that do not exist in the other languages. A sentence with one of them is not tried in other languages, which saves time.
 */
const ENGLISH = new Set(
  "the is you your and of my it its what please with this that have are we our how i'm i've don't can't for not from to would could should be been".split(
    ' ',
  ),
);

export interface StatementInLanguage {
  readonly words: string;
  readonly shape: LanguageShape;
}

/** The statements about the user in a sentence, in the first language that finds any. */
export function statementsInOtherLanguages({ text, isQuestion }: Sentence): StatementInLanguage[] {
  if (isEnglish(text)) return [];
  const statement = isQuestion ? beforeQuestion(text) : text;
  for (const rulesOf of languages) {
    const rules = rulesOf();
    const told = statement.split(rules.joint).flatMap((part) => toldIn(rules, part));
    if (told.length > 0 && !isRefused(rules, statement)) return told;
  }
  return [];
}

/** True if it begins like a statement about oneself in a language with rules. */
export function hasRules(text: string): boolean {
  return languages.some((rulesOf) => rulesOf().opens.test(text));
}

/** True if a language that these words fit rejects them: words about the moment, other people or hypotheses. */
export function refusedInOtherLanguages(text: string): boolean {
  return languages.some((rulesOf) => {
    const { opens, never } = rulesOf();
    return opens.test(text) && never.test(text);
  });
}

/** The shape that matches a whole statement; it gives the kind and the subject. */
export function shapeInOtherLanguage(text: string): LanguageShape | undefined {
  if (isEnglish(text)) return undefined;
  return languages.flatMap((rules) => toldIn(rules(), text)).map(({ shape }) => shape)[0];
}

/** All patterns of all languages, language by language. Used to compile them in advance. */
export function* otherLanguagePatterns(): Generator<RegExp> {
  for (const rulesOf of languages) {
    const { joint, leadIn, never, shapes } = rulesOf();
    yield* [joint, leadIn, never, ...shapes.map(({ pattern }) => pattern)];
  }
}

function isEnglish(text: string): boolean {
  return text
    .toLowerCase()
    .replaceAll('’', "'")
    .split(/[^\p{L}']+/u)
    .some((word) => ENGLISH.has(word));
}

function toldIn(rules: LanguageRules, part: string): StatementInLanguage[] {
  const words = part.replace(rules.leadIn, '');
  const shape = rules.shapes.find(({ pattern }) => pattern.test(words));
  return shape === undefined || isRefused(rules, words) ? [] : [{ words, shape }];
}

function isRefused(rules: LanguageRules, words: string): boolean {
  const kin = alike.map((one) => one());
  const judges = kin.includes(rules) ? kin : [rules];
  return judges.some(({ never }) => never.test(words));
}

/** The part before the question: "Soy celíaco, ¿qué puedo comer?". */
function beforeQuestion(text: string): string {
  return text.slice(0, Math.max(text.search(/[,;.:–—][^,;.:–—]*[?？]["”'’)\]]*$/u), 0));
}
