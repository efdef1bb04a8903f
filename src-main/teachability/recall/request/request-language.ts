/** Detects the language of a message, in which its answer from memory is worded. */
import { latinLanguageOf } from './latin-language.ts';

const scripts: readonly (readonly [language: string, script: RegExp])[] = [
  ['ko', /\p{Script=Hangul}/u],
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/u],
  ['zh', /\p{Script=Han}/u],
  ['ru', /\p{Script=Cyrillic}/u],
];

/** Letters of Cyrillic alphabets other than the Russian one, whose languages have no answers of their own. */
const NOT_RUSSIAN = /[іїєґўђћџјљњ]/iu;

/** The language of a message by its script, letters and words; `en` if nothing indicates another one. */
export function languageOfMessage(message: string): string {
  const ofScript = scripts.find(([, script]) => script.test(message))?.[0];
  if (ofScript === 'ru' && NOT_RUSSIAN.test(message)) return 'en';
  return ofScript ?? latinLanguageOf(message) ?? 'en';
}
