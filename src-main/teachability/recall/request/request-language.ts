/** Detects the language of a request about the user, in which its answer from memory is worded. */
import { fold } from '../terms.ts';
import { aboutMe } from './about-me.ts';
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
  return ofScript ?? latinLanguageOf(message) ?? languageOfRequest(message);
}

/** Function words that occur in one language only. Folded. */
const small: Readonly<Record<string, string>> = {
  en: 'my me what who tell show list write know of the about',
  de: 'mein meine meinen wer was weißt weiß weisst weiss zeig liste du mich mir',
  es: 'mis sabes quien quienes que lista dime muestra mi',
  fr: 'mes mon sais qui que liste dis montre moi',
  it: 'miei mie mio chi cosa sai elenca dimmi mostra',
  pt: 'meus minhas meu minha sabe quem mostre voce',
  nl: 'mijn wat wie weet je toon lijst',
  pl: 'moje moja moich wiesz kim kto pokaz',
  tr: 'ne biliyorsun kim tercihlerim hakkimda',
  sv: 'mina mig vad vem vet om',
};
const smallWords = Object.entries(small).map(
  ([language, list]) => [language, new Set(list.split(' '))] as const,
);

/** `en` if nothing indicates another language. */
export function languageOfRequest(request: string): string {
  const ofScript = scripts.find(([, script]) => script.test(request))?.[0];
  if (ofScript !== undefined) return ofScript;
  const words = fold(request).match(/[\p{L}\p{M}]+/gu) ?? [];
  const text = ` ${words.join(' ')} `;
  const named = Object.entries(aboutMe).find(([, list]) =>
    list.split('|').some((phrase) => text.includes(` ${phrase.trim()} `)),
  )?.[0];
  if (named !== undefined) return named;
  const counts = smallWords.map(
    ([language, known]) => [language, words.filter((word) => known.has(word)).length] as const,
  );
  const [best = ['en', 0] as const] = counts.toSorted((one, other) => other[1] - one[1]);
  return best[1] === 0 ? 'en' : best[0];
}
