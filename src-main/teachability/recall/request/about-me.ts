/**
 * Requests about the user or the memory itself: "What do you know about me?", "List my preferences", "Who are my people?", "Write a short
 * bio of me". No particular memory is relevant to them, so all memories of a part are. Recognised by words, with one language per line, and
 * by similarity to such requests if meanings can be compared.
 */
import type { Memory } from '#shared/memory/memory.ts';
import type { AboutPart } from './about-requests.ts';
import { actScores } from '../../capture/understand/acts/act-classifier.ts';
import { alone } from '../../capture/understand/acts/act-features.ts';
import { ABOUT_ASKED, ABOUT_LEAST, ABOUT_LIKENESS, ABOUT_NEARER } from '../constants.ts';
import type { Calibration } from '../constants.ts';
import type { RequestKinds } from './request-meaning.ts';
import { meaningScore } from '../meaning-score.ts';
import { isAboutPeople } from '../gate/person-words.ts';
import { sensitivityOf } from '../gate/sensitive.ts';
import { shapesEveryAnswer } from '../gate/shapes-every-answer.ts';
import { stopWords, weakWords } from '../stop-words.ts';
import { stem } from '../stem.ts';
import { fold } from '../terms.ts';

/** "about me" and other phrases for the user as a whole. Folded. */
export const aboutMe: Readonly<Record<string, string>> = {
  en: `about me | who am i | of me | to know me | describe me | introduce me | know me | got on me | have on me | have i told you | in your memory`,
  de: `uber mich | wer bin ich | von mir | beschreib mich | beschreibe mich | stell mich vor`,
  es: `sobre mi | acerca de mi | de mi | quien soy | describeme | presentame`,
  fr: `sur moi | de moi | a mon sujet | qui suis je | decris moi | presente moi`,
  it: `su di me | di me | chi sono | descrivimi | presentami`,
  pt: `sobre mim | de mim | a meu respeito | quem sou eu | me descreva | descreve me`,
  nl: `over mij | over me | wie ben ik | beschrijf mij`,
  pl: `o mnie | kim jestem | opisz mnie`,
  ru: `обо мне | кто я | про меня | опиши меня`,
  tr: `hakkimda | ben kimim`,
  sv: `om mig | vem ar jag`,
};
const unspacedAboutMe = [
  '关于我',
  '我是谁',
  '私について',
  '私のこと',
  '私は誰',
  '나에 대해',
  '내가 누구',
].map(fold);

/** Words that name a part, and words that may stand beside them without adding a topic. Folded. */
const parts: Readonly<Record<Exclude<AboutPart, 'all'>, string>> = {
  profile: `bio biography profile introduction portrait steckbrief kurzbiografie biografie lebenslauf biografia perfil portrait presentation profilo ritratto apresentacao`,
  preferences: `preferences likes dislikes tastes favourites favorites vorlieben abneigungen geschmack preferencias gustos preferences gouts preferenze gusti gostos
    voorkeuren preferencje предпочтения вкусы tercihlerim`,
  people: `people family friends relatives leute familie freunde verwandte gente familia amigos parientes gens famille amis famiglia amici parenti pessoas mensen vrienden
    rodzina przyjaciele семья друзья`,
  orders: `instructions rules orders guidelines anweisungen regeln instrucciones reglas regles consignes istruzioni regole instrucoes regras instructies instrukcje zasady
    правила инструкции`,
};
const mine = `my mine meine meinen meiner mein mis mi mes mon ma miei mie mia mio meus minhas minha meu mijn moje moja moich мои моя mina`;
const frames = `and y et e und o oder or all everything you your know knows known remember remembers memory stored saved learned gathered far facts things information details
  alles ganze weißt weiß weisst weiss kennst bisher du zeig liste nenn sabes recuerdas todo lista muestra dime sais savez connais connaissez souviens tout liste dis montre sai sapete ricordi tutto
  elenca dimmi mostra sabe lembra tudo mostre diga weet wiesz pamietasz wszystko lista знаешь помнишь все список что ты biliyorsun ne vet
  short brief little summary sum up overview make give show list tell kurz kurze schreib schreibe escribe breve ecris courte scrivi escreva profile stranger someone sentence sentences`;

const setOf = (list: string) => new Set(list.split(/[\s|]+/u).filter((word) => word !== ''));
const phrases = Object.values(aboutMe).flatMap((list) => list.split('|').map((phrase) => phrase.trim()));
const mineWords = setOf(mine);
const frameWords = setOf(frames);
const partWords = (Object.keys(parts) as (keyof typeof parts)[]).map(
  (part) => [part, setOf(parts[part])] as const,
);

/** A longer request is about something else too. In words. */
const LONGEST = 16;
/** The maximum length of a question recognised by meaning, in characters. */
const LONGEST_QUESTION = 160;
/** The maximum number of other words in a request that ends with "about me". */
const OWN_WORDS = 1;

/** The part that a request asks for, by its words; null if it asks for something else. */
export function aboutPartOf(query: string): AboutPart | null {
  const folded = fold(query);
  if (unspacedAboutMe.some((phrase) => folded.includes(phrase))) return 'all';
  const words = folded.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  if (words.length === 0 || words.length > LONGEST) return null;
  const text = ` ${words.join(' ')} `;
  const phrase = phrases.find((one) => text.includes(` ${one} `));
  const named = partWords.find(([, names]) => words.some((word) => names.has(word)))?.[0];
  const ofMe = phrase !== undefined || words.some((word) => mineWords.has(word));
  const own =
    words.filter((word) => !isFrame(word)).length -
    (phrase?.split(' ').filter((word) => !isFrame(word)).length ?? 0);
  if (named !== undefined && ofMe && own <= 0) return named;
  if (named === 'profile' && phrase !== undefined) return 'profile';
  if (phrase === undefined) return null;
  return own <= (text.endsWith(` ${phrase} `) ? OWN_WORDS : 0) ? 'all' : null;
}

/**
 * The same by meaning: similar to one of `aboutRequests`, or a question to the memory that is more similar to those than to questions for
 * one thing. Null if meanings cannot be compared.
 */
export function aboutPartLike(
  query: string,
  kinds: RequestKinds | null,
  calibration: Calibration | null,
): AboutPart | null {
  const about = kinds?.about ?? null;
  if (kinds === null || about === null || calibration === null) return null;
  const likeness = meaningScore(about.cosine, calibration);
  if (likeness >= ABOUT_LIKENESS) return about.part;
  const isNearer = likeness - meaningScore(kinds.lookup, calibration) >= ABOUT_NEARER;
  return isNearer && likeness >= ABOUT_LEAST && asksMemory(query) ? about.part : null;
}

function asksMemory(query: string): boolean {
  return query.length <= LONGEST_QUESTION && actScores(alone(query)).ask_memory >= ABOUT_ASKED;
}

function isFrame(word: string): boolean {
  return (
    stopWords.has(word) ||
    weakWords.has(word) ||
    weakWords.has(stem(word)) ||
    frameWords.has(word) ||
    mineWords.has(word) ||
    partWords.some(([, names]) => names.has(word))
  );
}

/** Whether a memory belongs to a part. */
export function isOfPart(memory: Memory, part: AboutPart): boolean {
  if (memory.source.origin === 'import' && memory.source.conversationId !== null) return false;
  switch (part) {
    case 'all':
      return true;
    case 'profile':
      return memory.kind !== 'instruction' && memory.kind !== 'skill' && sensitivityOf(memory.text) === 0;
    case 'preferences':
      return memory.kind === 'preference';
    case 'people':
      return isAboutPeople(memory.text);
    case 'orders':
      return memory.kind === 'instruction' || (memory.kind === 'preference' && shapesEveryAnswer(memory));
  }
}
