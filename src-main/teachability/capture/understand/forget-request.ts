/** Recognises "forget what I said about …", "forget that I …", and answers to "which one?", by rules. */
import { runSync } from '#shared/sliced-task.ts';
import type { SlicedTask } from '#shared/sliced-task.ts';
import { RecentResults } from './recent-results.ts';
import { ownWords } from './whose-words.ts';
import { sentencesOf } from './sentences.ts';
import { tidySentence } from '../extract/wording.ts';

/** What is to be forgotten: a statement as it was taught, or everything about something. */
export interface ForgetRequest {
  readonly type: 'statement' | 'about';
  readonly words: string;
  /** True: everything about it, however many memories that is. */
  readonly all: boolean;
}

export interface ForgetRequests {
  readonly requests: readonly ForgetRequest[];
  /** The rest of the message. */
  readonly rest: string;
}

/** Which of the listed memories is meant. */
export type Choice =
  | { readonly type: 'these'; readonly numbers: readonly number[] }
  | { readonly type: 'all' }
  | { readonly type: 'none' };

const before = String.raw`^(?:(?:ok(?:ay)?|and|also|so|but|well|hey|hi|tutee|please|now|oh|actually|no|just|can you|could you|would you|i want you to|i['’]d like you to|you (?:can|should|may)|kindly)[,:.!]?\s+)*`;
/** Things of the conversation that are not memories, such as the assistant's last answer. */
const NO_MEMORY = String.raw`(?!.*\b(?:last|previous|earlier|question|message|request|code|example|draft|essay|idea|prompt|comment|point|mistake|typo|answer|instructions?|conversation|chat)\b)`;
const all = String.raw`(?<all>everything|anything|all)`;

const statement = String.raw`(?<statement>(?:i|i['’]\w+|my|we|we['’]\w+|our)\b\s*\S.{2,299}?)`;
const about = String.raw`(?<about>[\p{L}\p{N}].{0,120}?)`;
const end = String.raw`\s*[.!?]*$`;

const shapes: readonly RegExp[] = [
  // "Forget that I like coffee", "stop remembering that …"
  `(?:forget|unlearn|delete|erase|stop remembering|do not remember|don['’]t remember)\\s+(?:the fact\\s+)?that\\s+${statement}${end}`,
  // "Forget what I said about my sister", "forget everything about work"
  `(?:forget|delete|erase|remove)\\s+(?:about\\s+)?(?:what|${all})(?:\\s+(?:that\\s+)?(?:i|i['’]ve|i have|you|you['’]ve|you have)\\s+(?:ever\\s+)?(?:said|told you|taught you|mentioned|wrote|know|remember|learned|learnt|stored|saved)(?:\\s+to you)?)?\\s+(?:about|of|on|regarding)\\s+${about}${end}`,
  `(?:forget|delete|erase|remove)\\s+(?:the|your|any|(?<every>all)(?: the| your)?)\\s+(?:memory|memories)\\s+(?:about|of|on)\\s+${about}${end}`,
  // "Forget my birthday"
  `(?:forget(?:\\s+about)?|unlearn)${NO_MEMORY}\\s+(?<mine>my\\s+\\S.{1,59}?)${end}`,
  // German
  `(?:bitte\\s+)?vergiss(?:\\s+bitte)?(?:\\s*,)?\\s+dass\\s+(?<statementDe>\\S.{2,299}?)${end}`,
  `(?:bitte\\s+)?vergiss(?:\\s+bitte)?(?:\\s*,)?\\s+(?:(?<allDe>alles)(?:\\s*,)?\\s+)?was\\s+ich\\s+(?:dir\\s+)?(?:über|von|zu)\\s+(?<aboutDe>\\S.{1,119}?)\\s+(?:gesagt|erzählt|geschrieben)(?:\\s+habe)?${end}`,
  `(?:bitte\\s+)?vergiss(?:\\s+bitte)?${NO_MEMORY}\\s+(?<mineDe>mein(?:e|en)?\\s+\\S.{1,59}?)${end}`,
  // Spanish and French
  `(?:por favor,?\\s+)?olvida\\s+que\\s+(?<statementEs>\\S.{2,299}?)${end}`,
  `(?:por favor,?\\s+)?olvida\\s+(?:(?<allEs>todo)\\s+)?lo\\s+que\\s+(?:te\\s+)?(?:dije|he dicho|conté)\\s+(?:sobre|de)\\s+(?<aboutEs>\\S.{1,119}?)${end}`,
  `oublie\\s+que\\s+(?<statementFr>\\S.{2,299}?)${end}`,
  `oublie\\s+(?:(?<allFr>tout)\\s+)?ce\\s+que\\s+(?:je\\s+t['’]ai|j['’]ai)\\s+dit\\s+(?:sur|de|à propos de)\\s+(?<aboutFr>\\S.{1,119}?)${end}`,
].map((shape) => new RegExp(before + shape, 'iu'));

/** Requests to forget everything, which are too far-reaching for a sentence. */
const EVERYTHING = new RegExp(
  `${before}(?:forget|delete|erase)\\s+(?:everything|all)(?:\\s+(?:that\\s+)?(?:i (?:said|told you)|you (?:know|remember|learned|have)))?(?:\\s+(?:about|of|on)\\s+me)?${end}`,
  'iu',
);

/** "Forget everything about me" names nothing in particular. */
export const WHOLE_MEMORY: ForgetRequest = { type: 'about', words: '', all: true };

/** How many results are cached: of a message and those before it. */
const LATELY = 8;
/** Several stages of capture ask about the same message. */
const recentResults = new RecentResults<ForgetRequests>(LATELY);

export function forgetRequestsIn(message: string): ForgetRequests {
  return runSync(forgetRequestsTask(message));
}

/** As `forgetRequestsIn`, in slices of a few milliseconds; the result is cached for it. */
export function* forgetRequestsTask(message: string): SlicedTask<ForgetRequests> {
  const known = recentResults.of(message);
  if (known !== undefined) return known;
  const sentences = sentencesOf(ownWords(message));
  const requests: ForgetRequest[] = [];
  const rest: string[] = [];
  for (const { text } of sentences) {
    const request = requestOf(text);
    if (request === null) rest.push(text);
    else requests.push(request);
    yield;
  }
  const found = { requests, rest: rest.join('\n') };
  recentResults.keep(message, found);
  return found;
}

function requestOf(sentence: string): ForgetRequest | null {
  if (EVERYTHING.test(sentence)) return WHOLE_MEMORY;
  for (const shape of shapes) {
    const groups = shape.exec(sentence)?.groups;
    if (groups === undefined) continue;
    const given = (...names: string[]) =>
      names.map((name) => groups[name]).find((words) => words !== undefined);
    const said = given('statement', 'statementDe', 'statementEs', 'statementFr');
    if (said !== undefined) return { type: 'statement', words: tidySentence(said), all: false };
    const topic = given('about', 'mine', 'aboutDe', 'mineDe', 'aboutEs', 'aboutFr') ?? '';
    if (/^(?:me|mich|mí|moi)$/iu.test(topic)) return WHOLE_MEMORY;
    const everything = given('all', 'every', 'allDe', 'allEs', 'allFr') !== undefined;
    return { type: 'about', words: topic, all: everything };
  }
  return null;
}

const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth'];
const ITEM = String.raw`(?:the\s+)?(?:number\s+|no\.?\s*|#)?(?:\d|${ORDINALS.join('|')})(?:\s+one)?`;
/** Answers to the question in forget-words.ts; a language a line. */
const ALL_OF_THEM = [
  'both|all|all of (?:them|it|these|those)|both of (?:them|these)|everything|every one',
  'alle|alles|beide',
  'tod[oa]s|amb[oa]s',
  'tous|toutes|les deux',
  'tutt[ie]|entramb[ie]',
  'allemaal|allebei',
  'wszystkie|oba|obie',
  'все|оба|обе',
  'hepsi|ikisi de',
  'alla|båda',
  '全部|両方|すべて|都要|전부|모두|다',
].join('|');
const NONE_OF_THEM = [
  'none|neither|no|nothing|none of (?:them|these)|never ?mind|cancel',
  'keine[rsn]?|nichts',
  'ningun[oa]|ninguna de ellas|nada',
  'aucun|aucune|rien',
  'nessun[oa]|niente',
  'nenhum|nenhuma',
  'geen|geen enkele|niets',
  'żad(?:ne|en|na)|nic',
  'никакое|ничего|ни одно',
  'hiçbiri',
  'inget|ingen|inga',
  'なし|どれでもない|都不是|없음',
].join('|');
const CHOICE = new RegExp(
  String.raw`^(?:(?:please|ok(?:ay)?|yes|just|only|forget|delete)[,:.!]?\s+)*(?:(?<all>${ALL_OF_THEM})|(?<none>${NONE_OF_THEM})|(?<items>${ITEM}(?:(?:\s*,\s*|\s+and\s+)${ITEM})*))(?:,?\s+please)?\s*[.!。]*$`,
  'iu',
);

const NUMBERED = new RegExp(String.raw`\d|${ORDINALS.join('|')}`, 'giu');

export function choiceOf(message: string): Choice | null {
  const groups = CHOICE.exec(message.trim())?.groups;
  if (groups === undefined) return null;
  if (groups['all'] !== undefined) return { type: 'all' };
  if (groups['none'] !== undefined) return { type: 'none' };
  const items = (groups['items'] ?? '').match(NUMBERED) ?? [];
  return {
    type: 'these',
    numbers: items.map((item) =>
      /\d/u.test(item) ? Number(item) : ORDINALS.indexOf(item.toLowerCase()) + 1,
    ),
  };
}
