/**
 * Handles requests to forget. Forgets a memory only if exactly the requested one is found; if several match, or only similar ones exist, it
 * lists them and asks. Similarity of meaning forgets only together with a related word; alone it is only offered.
 */
import type { Memory, MemoryScope } from '#shared/memory/memory.ts';
import type { MemoryReader, RememberedReader } from '../../ports.ts';
import { forgetWords } from '../../forget-words.ts';
import type { ForgetWords } from '../../forget-words.ts';
import { GATE } from '../../recall/constants.ts';
import { languageOfMessage } from '../../recall/request/request-language.ts';
import { queryTerms, stemsOf, wordsOf } from '../../recall/terms.ts';
import { everywhere, sameScope, searchedFor } from '../../scopes.ts';
import { isSmallTalk } from '../../small-talk.ts';
import { choiceOf, forgetRequestsIn, WHOLE_MEMORY } from '../understand/forget-request.ts';
import type { ForgetRequest } from '../understand/forget-request.ts';
import { insideFrame } from '../understand/acts/frames.ts';
import { tellsToForget } from '../understand/acts/forget-imperative.ts';
import { sentenceActs } from '../understand/acts/sentence-acts.ts';
import type { SentenceActs } from '../understand/acts/sentence-acts.ts';
import { isMixed, whoseWords } from '../understand/whose-words.ts';
import {
  isRequestWord,
  isSmallLetter,
  memoriesMeant,
  memoriesNamed,
  memoriesNear,
  memoryOfSubject,
  namingWords,
  withoutKept,
} from './named-memories.ts';
import type { NamingPorts } from './named-memories.ts';
import { countContained, contentWords } from './shared-words.ts';
import { applyNamedCorrection } from './named-correction.ts';
import { applyShortCorrection } from './short-correction.ts';
import { pointsToLast, taughtLast } from './taught-before.ts';
import { subjectOf } from '../extract/subject.ts';
import { withoutPart } from './without-part.ts';
import type { UserWords } from '../teaching.ts';

/** How many memories that share words are examined. */
const LOOKED_AT = 60;
/** How many are listed if it is unclear which one is meant. */
const NAMED = 6;
/** How many similar memories are offered if none has these words. */
const OFFERED = 3;

/** What a message asks to forget. */
export interface Forgetting {
  readonly forgets: readonly Forgotten[];
  /** The reply; null if the rest of the message must be answered by the model. */
  readonly reply: string | null;
  /** The rest of the message. */
  readonly rest: string;
  /** Memories whose texts the reply lists, except those that it forgets. */
  readonly listed?: readonly Memory[];
}

/** A memory to be forgotten. `rest`: the text that is kept as a new memory; null if nothing is kept. */
export interface Forgotten {
  readonly memory: Memory;
  readonly rest: string | null;
}

export interface ForgettingPorts extends NamingPorts {
  readonly remembered: RememberedReader['remembered'];
}

type Found =
  /** `named`: the words that select a part of them; null: the whole memories are meant. */
  | { readonly type: 'sure'; readonly memories: readonly Memory[]; readonly named: string | null }
  | { readonly type: 'unsure'; readonly memories: readonly Memory[] }
  | { readonly type: 'nothing' | 'whole' };

/** Null if the message does not ask to forget anything. */
export async function forgettingOf(words: UserWords, ports: ForgettingPorts): Promise<Forgetting | null> {
  const chosen = chosenBefore(words, ports);
  if (chosen !== null) return chosen;
  const { requests, rest } = forgetRequestsIn(words.text);
  const say = forgetWords(languageOfMessage(words.text));
  const [request] = requests;
  if (request === undefined) return forgettingByAct(words, ports);
  const found = await Promise.all(requests.map((one) => findAnywhere(one, words, ports)));
  const forgets = forgottenOf(found);
  const unclear = found.find(({ type }) => type !== 'sure');
  if (unclear !== undefined) {
    const listed = unclear.type === 'unsure' ? unclear.memories.slice(0, NAMED) : [];
    return { forgets, rest, reply: replyTo(unclear, ports.reader, say), listed };
  }
  return { forgets, rest, reply: rest === '' ? forgotten(forgets, say) : null };
}

/** The minimum likelihoods of a request to forget: if a memory is found, if none is found, and without any word of deleting. */
const SURE = 0.55;
const SURE_ALONE = 0.75;
const BEYOND_DOUBT = 0.9;
/**
 * Limits for a request without content directly after a teaching, such as "Scratch that": its length in words, its likelihood in all, and
 * that of forgetting.
 */
const LONGEST_BARE = 5;
const SURE_BARE = 0.4;
const LEAST_BARE = 0.2;
/** Words for everything about something, in the languages in which they are known. */
const ALL =
  /(?<!\p{L})(?:everything|all|alles|tout|todo|tudo|tutto|wszystko|всё|все|усе|her şeyi?|كل|सब|allt|alt|sab)(?!\p{L})|所有|全部|都|全て|すべて|모두|모든|다(?=\s|$)/iu;

/** Requests that no rule matches: forgets what they name, or what was taught last if they name nothing. */
async function forgettingByAct(words: UserWords, ports: ForgettingPorts): Promise<Forgetting | null> {
  const theirs = whoseWords(words.text);
  if (isMixed(theirs)) return null;
  const sentences = sentenceActs(theirs.own);
  const last = taughtLast(words, ports.reader, ports.remembered);
  const justTaught = last.length > 0 && taughtLast(words, ports.reader, ports.remembered, 1).length > 0;
  const asking = new Map<SentenceActs, Found>();
  const takenBack = justTaught ? takenBackFirst(sentences, last) : null;
  if (takenBack !== null)
    return { forgets: last.map((memory) => ({ memory, rest: null })), rest: takenBack, reply: null };
  for (const sentence of sentences) {
    const how = howSurely(sentence, justTaught);
    if (how === 'no') continue;
    const found = await foundByAct(sentence.text, last, words, ports);
    // If it may not be such a request, it counts as one only if a memory is found.
    if (how === 'sure' || (found.type === 'sure' && (how === 'perhaps' || saysWhatStays(sentence, found))))
      asking.set(sentence, found);
  }
  if (asking.size === 0) return null;
  const found = [...asking.values()];
  const say = forgetWords(languageOfMessage(words.text));
  const forgets = forgottenOf(found);
  const rest = sentences.flatMap((one) => (asking.has(one) ? [] : [one.text])).join('\n');
  const unclear = found.find(({ type }) => type !== 'sure');
  if (unclear === undefined) return { forgets, rest, reply: rest === '' ? forgotten(forgets, say) : null };
  const listed = unclear.type === 'unsure' ? unclear.memories.slice(0, NAMED) : [];
  return { forgets, rest, reply: replyTo(unclear, ports.reader, say), listed };
}

/** "Scratch that, the party is off": a request that names nothing, and the reason for it. In words before the first mark. */
const LONGEST_RETRACTION = 4;

/**
 * The words after a request to take back what was just taught; null if the message does not begin with one, or if what follows is only the
 * right value.
 */
function takenBackFirst(sentences: readonly SentenceActs[], last: readonly Memory[]): string | null {
  const [first, ...others] = sentences;
  const mark = first === undefined ? null : /[,;:–—]\s/u.exec(first.text);
  if (first === undefined || mark === null || first.isQuestion || first.scores.forget < SURE) return null;
  const [head, tail] = [first.text.slice(0, mark.index), first.text.slice(mark.index + mark[0].length)];
  const words = wordsOf(head);
  if (words.length > LONGEST_RETRACTION || !words.some(isRequestWord)) return null;
  if (!pointsToLast(head, contentWords(head, isRequestWord)) || tellsToForget(tail)) return null;
  const isValue = last.some(
    ({ text }) => applyNamedCorrection(text, tail) !== null || applyShortCorrection(text, tail) !== null,
  );
  return isValue ? null : [tail, ...others.map(({ text }) => text)].join('\n');
}

/** Each memory once, with the text that remains after all requested parts are removed. */
function forgottenOf(found: readonly Found[]): Forgotten[] {
  const sure = found.filter((one) => one.type === 'sure');
  return distinct(sure.flatMap(({ memories }) => memories)).map((memory) => {
    const naming = sure.filter(({ memories }) => memories.some(({ id }) => id === memory.id));
    let rest: string | null = memory.text;
    for (const { named } of naming)
      rest = rest === null || named === null ? null : withoutPart(rest, contentWords(named, isRequestWord));
    return { memory, rest };
  });
}

/** Politeness alone asks for nothing: it belongs to the sentence before it. */
const ONLY_POLITE =
  /^\P{L}*(?:please|bitte|por favor|s['’]il (?:te|vous) plaît|per (?:favore|piacere)|alsjeblieft|alstublieft|proszę|пожалуйста|будь ласка|lütfen|tack|कृपया|من فضلك|请|請|お願いします|부탁(?:해|합니다|드려요)?)\P{L}*$/iu;

/** How certainly a sentence asks to forget something. Deleting requires a word of deleting or an act that is beyond doubt. */
function howSurely(
  { scores, text, isQuestion, clauses }: SentenceActs,
  justTaught: boolean,
): 'sure' | 'perhaps' | 'if it says what stays' | 'no' {
  const words = wordsOf(text);
  const named = words.some(isRequestWord) || insideFrame(text, 'forget') !== null;
  if (isSmallTalk(text) || ONLY_POLITE.test(text)) return 'no';
  const saysSomething = named || contentWords(text, isRequestWord).length > 0;
  if (saysSomething && (scores.forget >= BEYOND_DOUBT || (named && scores.forget >= SURE_ALONE)))
    return 'sure';
  if (named && scores.forget >= SURE) return 'perhaps';
  // "Forget the coffee" is a request only if a memory mentions coffee.
  if (tellsToForget(text) && !isQuestion && clauses.length === 0) return 'perhaps';
  const inWords = tellsToForget(text) || insideFrame(text, 'forget') !== null;
  if (inWords || (clauses[0]?.scores.forget ?? 0) >= SURE_ALONE) return 'if it says what stays';
  if (isQuestion) return 'no';
  // "I don't want Fergus in your memory" is about existing memories.
  if (scores.dont_keep + scores.forget >= SURE && contentWords(text, isRequestWord).length > 0)
    return 'perhaps';
  const telling = contentWords(text, isRequestWord);
  const bare =
    words.length <= LONGEST_BARE && (telling.length <= (named ? 0 : 1) || pointsToLast(text, telling));
  const takesBack = scores.forget + scores.correct + scores.dont_keep;
  return justTaught && bare && (named || (takesBack >= SURE_BARE && scores.forget >= LEAST_BARE))
    ? 'perhaps'
    : 'no';
}

/**
 * True if the rest of the sentence mentions other contents of the same memory: "Forget the cat, the dog not". "Forget the dishes, come to
 * bed" does not.
 */
function saysWhatStays(
  { text }: SentenceActs,
  { memories, named }: Extract<Found, { type: 'sure' }>,
): boolean {
  if (named === null) return false;
  const gone = contentWords(named);
  const others = contentWords(text, isRequestWord).filter(
    (word) => !gone.includes(word) && !isSmallLetter(word),
  );
  return memories.some((memory) => countContained(others, contentWords(memory.text)) > 0);
}

async function foundByAct(
  sentence: string,
  last: readonly Memory[],
  { scope = everywhere, also = [] }: UserWords,
  ports: ForgettingPorts,
): Promise<Found> {
  const said = insideFrame(sentence, 'forget') ?? sentence;
  const telling = namingWords(said, isRequestWord);
  const bare = wordsOf(sentence).length <= LONGEST_BARE && telling.length <= 1;
  const ofSubject = await memoryOfSubject(said, [scope, ...also], ports);
  if (ofSubject !== null) return { type: 'sure', memories: [ofSubject], named: null };
  if (pointsToLast(said, telling))
    return last.length > 0 ? { type: 'sure', memories: last, named: null } : { type: 'nothing' };
  for (const one of [scope, ...also]) {
    const named = withoutKept(said, await memoriesNear(said, one, ports));
    const { memories, parts } = await memoriesNamed(named, one, ports, isRequestWord);
    if (memories.length === 0) continue;
    const sure = memories.length <= Math.max(1, parts) || ALL.test(sentence);
    return sure ? { type: 'sure', memories, named } : { type: 'unsure', memories };
  }
  const meant = await memoriesMeant(said, [scope, ...also], ports, isRequestWord);
  if (meant.sure !== null) return { type: 'sure', memories: [meant.sure], named: null };
  // The only word of "Scratch that" names no memory.
  if (bare && last.length > 0 && insideFrame(sentence, 'forget') === null)
    return { type: 'sure', memories: last, named: null };
  return meant.near.length > 0 ? { type: 'unsure', memories: meant.near } : { type: 'nothing' };
}

/** Handles the answer to the question which one is meant: "The second one". The question lists them in its own order. */
function chosenBefore(words: UserWords, { reader }: ForgettingPorts): Forgetting | null {
  const choice = choiceOf(words.text);
  if (choice === null || words.before == null) return null;
  const { request, answer } = words.before;
  // In the language of the request: a number shows none.
  const say = forgetWords(languageOfMessage(request));
  if (!answer.startsWith(say.which)) return null;
  const listed = listedIn(answer, words, reader);
  // If the listed memories have changed since, the numbers are no longer valid.
  if (listed.length === 0 || listed.includes(undefined)) return null;
  if (choice.type === 'none') return { forgets: [], rest: '', reply: say.none };
  const forgets = listed
    .filter((_, index) => choice.type === 'all' || choice.numbers.includes(index + 1))
    .filter((memory) => memory !== undefined);
  return forgets.length === 0 ? null : { ...whole(forgets, say), rest: '' };
}

/** The memories that an answer lists; undefined for one that has changed. */
function listedIn(
  answer: string,
  { scope = everywhere, also = [] }: UserWords,
  reader: MemoryReader,
): (Memory | undefined)[] {
  const [, ...items] = answer.split(/^\d\. /mu);
  return items.map((item) => {
    const text = item
      .replace(/\n\n[^]*$/u, '')
      .replaceAll('\n   ', '\n')
      .trimEnd();
    for (const one of [scope, ...also]) {
      const memory = reader.sameText(text, one);
      if (memory !== undefined) return memory;
    }
    return undefined;
  });
}

/**
 * Searches the scope that would be written to, then the other scopes that are recalled from. A certain match in the first wins, otherwise
 * uncertain ones of all scopes count.
 */
async function findAnywhere(
  request: ForgetRequest,
  { scope = everywhere, also = [] }: UserWords,
  ports: ForgettingPorts,
): Promise<Found> {
  const unsure: Memory[] = [];
  for (const one of [scope, ...also]) {
    const found = await find(request, one, ports);
    if (found.type === 'sure' || found.type === 'whole') return found;
    if (found.type === 'unsure') unsure.push(...found.memories);
  }
  return unsure.length === 0 ? { type: 'nothing' } : { type: 'unsure', memories: unsure };
}

const nothingNamed = { memories: [], parts: 0 } as const;

async function find(request: ForgetRequest, scope: MemoryScope, ports: ForgettingPorts): Promise<Found> {
  if (request === WHOLE_MEMORY) return { type: 'whole' };
  const { reader, embedder, neighbours } = ports;
  const same = reader.sameText(request.words, scope);
  if (same !== undefined) return { type: 'sure', memories: [same], named: null };
  const words = withoutKept(request.words, await memoriesNear(request.words, scope, ports));
  const named = byWords({ ...request, words }, reader, scope);
  if (named.length === 1 || (request.all && named.length > 0))
    return { type: 'sure', memories: named, named: words };
  if (named.length > 1) return { type: 'unsure', memories: named };
  // A statement is forgotten only if it was made in these words.
  const inOtherWords =
    request.type === 'about' ? await memoriesNamed(words, scope, ports, isRequestWord) : nothingNamed;
  if (inOtherWords.memories.length > 0) {
    const { memories, parts } = inOtherWords;
    const sure = memories.length <= Math.max(1, parts) || request.all;
    return sure ? { type: 'sure', memories, named: words } : { type: 'unsure', memories };
  }
  const alike = await neighbours.of(words, embedder(), OFFERED, scope, GATE);
  return alike.length === 0 ? { type: 'nothing' } : { type: 'unsure', memories: alike };
}

/** Memories that contain all words of what is to be forgotten, or have exactly the named subject. */
function byWords({ type, words }: ForgetRequest, reader: MemoryReader, scope: MemoryScope): Memory[] {
  const wanted = stemsOf(words);
  const ofSubject = type === 'about' ? reader.bySubject(subjectNamed(words), scope) : [];
  if (wanted.length === 0) return ofSubject;
  const hits = reader.searchWords(
    queryTerms(words).flatMap((term) => term.words),
    LOOKED_AT,
    searchedFor(scope),
  );
  const holding = hits
    .map(({ memory }) => memory)
    .filter((memory) => {
      if (!sameScope(memory.scope, scope)) return false;
      const held = new Set(stemsOf(`${memory.text} ${type === 'about' ? (memory.subject ?? '') : ''}`));
      return wanted.every((stem) => held.has(stem));
    });
  return distinct([...ofSubject, ...holding]);
}

/** "my birthday" is a subject itself; "where I live" is derived from a statement. */
function subjectNamed(words: string): string {
  const subject = subjectOf(`${words} is called X.`, 'fact') ?? words.toLowerCase();
  return SUBJECTS_IN_OTHER_WORDS[subject] ?? subject;
}

/** Names of a subject that no statement about it contains. */
const SUBJECTS_IN_OTHER_WORDS: Readonly<Record<string, string>> = {
  'my address': 'where I live',
  'my home address': 'where I live',
  'my home': 'where I live',
  'my town': 'where I live',
  'my city': 'where I live',
  'my profession': 'my job',
  'my occupation': 'my job',
  'my work': 'my job',
};

function distinct(memories: readonly Memory[]): Memory[] {
  return [...new Map(memories.map((memory) => [memory.id, memory])).values()];
}

/** Forgets these memories completely. */
function whole(memories: readonly Memory[], say: ForgetWords): Pick<Forgetting, 'forgets' | 'reply'> {
  const forgets = memories.map((memory) => ({ memory, rest: null }));
  return { forgets, reply: forgotten(forgets, say) };
}

/** Does not repeat the texts, because what was forgotten may be a secret. The chips under the message show what was removed. */
function forgotten(forgets: readonly Forgotten[], say: ForgetWords): string {
  const one = forgets.length === 1;
  const what = one ? say.one : say.many(forgets.length.toLocaleString('en'));
  const [shown, allShown] = say.shown;
  const isPart = forgets.some(({ rest }) => rest !== null);
  return [what, isPart ? say.restStays : one ? shown : allShown].join(' ');
}

function replyTo(found: Found, reader: MemoryReader, say: ForgetWords): string {
  if (found.type === 'whole') return say.whole(reader.countActive().toLocaleString('en'));
  if (found.type !== 'unsure') return say.nothing;
  const listed = found.memories.slice(0, NAMED).map(({ text }, index) => listItem(text, index));
  const more = found.memories.length - listed.length;
  const others = more > 0 ? `\n\n${say.more(more.toLocaleString('en'))}` : '';
  return `${say.which}\n\n${listed.join('\n')}${others}\n\n${say.choose}`;
}

function listItem(text: string, index: number): string {
  return `${index + 1}. ${text.replace(/\n/gu, '\n   ')}`;
}
