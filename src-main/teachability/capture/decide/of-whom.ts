/**
 * Messages about what the last answer was given from: "She moved to Linz." after "My sister lives in Graz.", "Make that green." after "My
 * bike is blue." They mean nothing without that memory.
 */
import { isPersonWord } from '../../recall/gate/person-words.ts';
import { fold } from '../../recall/terms.ts';
import { isEnglish } from '../understand/acts/act-classifier.ts';
import { sentenceActs } from '../understand/acts/sentence-acts.ts';
import { contentWords } from './shared-words.ts';
import { applyShortCorrection } from './short-correction.ts';

/** A pronoun of the third person as the subject; a few words a language. */
const PRONOUN =
  /^(?:(?:no|nope|nein|non|não|nee|nie|нет|actually|well|oh|ah|ach|ya),?\s)?(?<pronoun>he|she|they|it|er|sie|es|il|elle|él|ella|lui|lei|ele|ela|hij|zij|ze|han|hon|hun|ona?|она?|він|вона)(?=['’\s])/iu;
const OF_THING = /^(?:it|es)$/iu;
/** What such a sentence must be at least, and what else it may be at most. */
const LEAST_CORRECTS = 0.4;
const LEAST_TELLS = 0.6;
const MOST_ELSE = 0.35;
/** The person must be among this many first words of the memory. */
const FIRST = 4;
const LONGEST = 160;
const THING =
  /^(?<thing>(?:my|our|the)\s(?:\S{1,30}\s){0,3}?\S{1,30})\s(?:is|are|was|has|starts|ends|opens|closes|costs|leaves|arrives|takes)\s/iu;

/** "Make that green", "ändere das auf 9:15": a language a line. */
const PUT = new RegExp(
  `^(?:${[
    String.raw`(?:please )?(?:make|change|set|update|correct|switch|turn) (?:that|it|this)(?: to| into)?`,
    String.raw`(?:bitte )?(?:ändere|änder|korrigiere|setz) (?:das|es)(?: auf| in| zu)?|mach (?:da)?raus`,
    String.raw`(?:change|corrige|mets)(?:-le| ça)(?: en| à| pour)?`,
    String.raw`(?:cámbialo|cambia eso|corrígelo|pon)(?: a| por| en)?`,
    String.raw`(?:cambialo|cambia questo|correggilo)(?: in| con)?`,
    String.raw`(?:muda|mude|altera|altere) (?:isso|para)(?: para| por)?`,
    String.raw`(?:verander|wijzig|maak) (?:dat|het|daar)(?: in| naar| van)?`,
    String.raw`zmień to na|измени это на|зміни це на|bunu`,
  ].join('|')})\\s(?<value>\\S.{0,40}?)[.!]?$`,
  'iu',
);
/** What is said of a thing in one or two words. */
const SAID_OF =
  /^(?<thing>.{3,80}\s(?:is|are|ist|sind|est|es|è|é|is|jest|är|er))\s(?:\S{1,30}\s)?\S{1,30}?(?<end>[.!]?)$/iu;

/** The message with the memory's subject in place of its pronoun; null unless it says that something of it changed. */
export function withSubjectOf(memory: string, message: string): string | null {
  const { pronoun } = PRONOUN.exec(message)?.groups ?? {};
  if (pronoun === undefined || message.length > LONGEST || isEnglish(memory) !== isEnglish(message))
    return null;
  const [only, ...others] = sentenceActs(message);
  if (only === undefined || others.length > 0 || only.isQuestion) return null;
  const { correct, tell, teach, request, material, work_on_text: work } = only.scores;
  if (correct < LEAST_CORRECTS || correct + tell + teach < LEAST_TELLS) return null;
  if (Math.max(request, material, work) >= MOST_ELSE) return null;
  const subject = OF_THING.test(pronoun) ? THING.exec(memory)?.groups?.['thing'] : personIn(memory);
  if (subject == null) return null;
  return `${subject}${message.slice(message.indexOf(pronoun) + pronoun.length)}`;
}

/** The words that name the person a memory is about: "My sister Ana"; null for "My sister's dog". */
function personIn(memory: string): string | null {
  const words = memory.split(/\s+/u);
  const isName = (word = '') => /^\p{Lu}[\p{L}\p{M}’'-]*$/u.test(word) && contentWords(word).length > 0;
  const person = words.slice(0, FIRST).findIndex((word) => isPersonWord(fold(word)));
  if (words.slice(0, person + 1).some((word) => /['’]s?$/u.test(word))) return null;
  if (person < 0) return isName(words[0]) && /^\p{Ll}/u.test(words[1] ?? '') ? (words[0] ?? null) : null;
  const after = words.slice(person + 1).findIndex((word) => !isName(word));
  return after < 0 ? null : words.slice(0, person + 1 + after).join(' ');
}

/** The memory with the value that a message puts in the place of its own; null if it names none or the place is unclear. */
export function withValuePut(memory: string, message: string): string | null {
  const value = PUT.exec(message.trim())?.groups?.['value'];
  if (value === undefined) return null;
  const corrected = applyShortCorrection(memory, value);
  if (corrected !== null) return corrected;
  const { thing, end } = SAID_OF.exec(memory)?.groups ?? {};
  if (thing === undefined || contentWords(value).length === 0 || /[\p{Lu}\p{N}]/u.test(value)) return null;
  return `${thing} ${value}${end ?? ''}`;
}
