/** What people teach in passing in other languages than English: few shapes, and only the plain ones. */
import type { Sentence } from '../../../understand/sentences.ts';
import { french } from './french.ts';
import { german } from './german.ts';
import { italian } from './italian.ts';
import { portuguese } from './portuguese.ts';
import { spanish } from './spanish.ts';
import type { LanguageRules, LanguageShape } from './language-rules.ts';

/** These share verbs, so that one may be taken for another: what one of them refuses is refused. */
const alike: readonly (() => LanguageRules)[] = [spanish, portuguese, italian];
const languages: readonly (() => LanguageRules)[] = [german, spanish, french, portuguese, italian];

/** Words of English that are none in the other languages: with one of them nothing else is tried, which costs time. */
const ENGLISH = new Set(
  "the is you your and of my it its what please with this that have are we our how i'm i've don't can't for not from to would could should be been".split(
    ' ',
  ),
);

export interface ToldInLanguage {
  readonly words: string;
  readonly shape: LanguageShape;
}

/** The statements about the user that a sentence makes; the first language in which it makes any. */
export function toldInOtherLanguages({ text, isQuestion }: Sentence): ToldInLanguage[] {
  if (isEnglish(text)) return [];
  const statement = isQuestion ? beforeQuestion(text) : text;
  for (const rulesOf of languages) {
    const rules = rulesOf();
    const told = statement.split(rules.joint).flatMap((part) => toldIn(rules, part));
    if (told.length > 0 && !isRefused(rules, statement)) return told;
  }
  return [];
}

/** True when it begins as a statement about oneself does in a language with rules. */
export function hasRules(text: string): boolean {
  return languages.some((rulesOf) => rulesOf().opens.test(text));
}

/** True when a language whose first words these are refuses them: words of the moment, of others, of what might be. */
export function refusedInOtherLanguages(text: string): boolean {
  return languages.some((rulesOf) => {
    const { opens, never } = rulesOf();
    return opens.test(text) && never.test(text);
  });
}

/** The shape of a whole statement, for its kind and subject. */
export function shapeInOtherLanguage(text: string): LanguageShape | undefined {
  if (isEnglish(text)) return undefined;
  return languages.flatMap((rules) => toldIn(rules(), text)).map(({ shape }) => shape)[0];
}

/** All patterns of all languages, one language compiled after the other. */
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

function toldIn(rules: LanguageRules, part: string): ToldInLanguage[] {
  const words = part.replace(rules.leadIn, '');
  const shape = rules.shapes.find(({ pattern }) => pattern.test(words));
  return shape === undefined || isRefused(rules, words) ? [] : [{ words, shape }];
}

function isRefused(rules: LanguageRules, words: string): boolean {
  const kin = alike.map((one) => one());
  const judges = kin.includes(rules) ? kin : [rules];
  return judges.some(({ never }) => never.test(words));
}

/** "Soy celíaco, ¿qué puedo comer?": what comes before the part that asks. */
function beforeQuestion(text: string): string {
  return text.slice(0, Math.max(text.search(/[,;.:–—][^,;.:–—]*[?？]["”'’)\]]*$/u), 0));
}
