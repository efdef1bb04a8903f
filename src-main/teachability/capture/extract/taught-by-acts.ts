/**
 * What the user asks to keep in words that no rule knows, in whatever language: kept as it was said, without the words around it where
 * they are known. A sentence that goes on with what was taught before it is kept as well.
 */
import { wordsOf } from '../../recall/terms.ts';
import { isEnglish } from '../understand/acts/act-classifier.ts';
import { insideFrame, isCommonWord, isTeachWord } from '../understand/acts/frames.ts';
import { sentenceActs } from '../understand/acts/sentence-acts.ts';
import type { SentenceActs } from '../understand/acts/sentence-acts.ts';
import { NOT_TOLD } from '../understand/explicit-shapes.ts';
import type { ExplicitTeaching } from '../understand/teaching-form.ts';
import { rejectedBy } from './rules/guards.ts';
import { ruleFor } from './rules/all-rules.ts';
import { ASSISTANT_VERB, OF_ONE_PIECE } from './rules/instructions.ts';
import { hasRules } from './rules/languages/other-languages.ts';

/** So likely must it be that something is to be kept; a question may as well ask for something else. */
const SURE = 0.5;
const SURE_OF_QUESTION = 0.6;
const SURE_OPENING = 0.85;
const SURE_OF_ORDER = 0.65;
/** Where rules know most orders, or it begins as a statement does. */
const SURE_BESIDE_RULES = 0.65;
/** From here on the user is asked whether it is to last. */
const LIKELY_ORDER = 0.9;
const LIKELY_ORDER_ELSEWHERE = 0.7;
/** Without such a word, when its meaning is there to judge it by. */
const SURE_WITHOUT_LASTING = 0.97;

/** What follows a teaching may be the request that it was said for. */
const LEAST_ASKING = 0.25;
/** Of fiction and texts of others. */
const MOST_MATERIAL = 0.35;
/** Where in a sentence it is said that it is to be kept. In words. */
const FIRST = 8;
const LAST = 5;
/** Adverbs of what holds from now on, of the languages that have rules: a closed class. */
const LASTING =
  /(?<!\p{L})(?:always|never|ever|from now on|going forward|henceforth|by default|in general|generally|as a rule|whenever|(?:each|every) time|in future|any ?more|no longer|unless i|immer|nie(?:mals)?|ab (?:jetzt|sofort|heute)|künftig|grundsätzlich|standardmäßig|jedes mal|toujours|jamais|désormais|dorénavant|par défaut|à chaque fois|siempre|nunca|a partir de|desde ahora|de ahora en adelante|por defecto|sempre|mai|d['’]ora in poi|da ora|di solito|sempre que|daqui para a frente|por padrão)(?!\p{L})/iu;
/** What is wished for is no hypothesis. */
const WISHES = /\bi(?:['’]d| would) (?:like|prefer|love|appreciate)\b/giu;
/** "Whenever I send you code": what is to be done then comes in another message. */
const ONLY_WHEN = new RegExp(
  String.raw`^(?:when(?:ever)?|if|(?:each|every|any)\s?time)\b(?![^]*(?:,|\b(?:${ASSISTANT_VERB})\b))`,
  'iu',
);
const OWN_WISH = /^i (?:want|hope|plan|need) to\b/iu;
/** "Shorter." is said of one answer. In words. */
const SHORTEST_ORDER = 3;
/** "Please remember that.": no more words than this, all of them words of asking. */
const LONGEST_BARE = 10;
/** In words. */
const LONGEST_ASIDE = 4;
/** So many sentences back somebody may have been named. */
const REACH = 3;
const NAME = /(?<!\p{L})\p{Lu}\p{Ll}+/gu;
/** "1) … 2) …" within a sentence. */
const NUMBERED = /(?:^|(?<=\s))\(?\d{1,2}[.)]\s+(?=\S)/gu;

/**
 * For each sentence of the own words what it asks to keep; undefined for those that ask for nothing.
 * @param settled sentences that are dealt with already
 * @param taught those of them that teach
 */
export function taughtByActs(
  own: string,
  settled: readonly boolean[],
  taught: readonly boolean[],
): (ExplicitTeaching[] | undefined)[] {
  const sentences = sentenceActs(own);
  const found: (ExplicitTeaching[] | undefined)[] = sentences.map(() => undefined);
  let goesOn = false;
  for (const [at, sentence] of sentences.entries()) {
    if (settled[at] === true) {
      goesOn = taught[at] === true;
    } else if (isBare(sentence)) {
      goesOn = true;
      found[at] = [];
      const before = at - 1;
      const opens = /[:：]$/u.test(sentence.text) || before < 0 || at < sentences.length - 1;
      const meant = sentences[before];
      if (
        !opens &&
        meant !== undefined &&
        settled[before] !== true &&
        found[before] === undefined &&
        !meant.isQuestion
      )
        found[before] = toldOf(meant.text, 'told: … remember that');
    } else if (/[:：]$/u.test(sentence.text) && sentence.content === null) {
      // What it opens is no word of the user.
      goesOn = false;
    } else if (asksToKeep(sentence)) {
      goesOn = true;
      found[at] = toldOf(
        sentence.content ?? insideFrame(sentence.text, 'teach') ?? sentence.text,
        'told: in other words',
      );
    } else if (mayBeOrder(sentence)) {
      goesOn = false;
      const doubtful = !isSureOrder(sentence);
      found[at] = [{ words: sentence.text, standing: true, rule: 'told: an order in other words', doubtful }];
    } else if (
      goesOn &&
      (continues(sentence) || speaksOn(sentence, sentences.slice(Math.max(0, at - REACH), at)))
    )
      found[at] = toldOf(sentence.text, 'told: what follows a teaching');
    else goesOn = false;
  }
  return found;
}

function toldOf(content: string, rule: string): ExplicitTeaching[] {
  // "On the 12. of March" numbers no list: one begins with 1, or has its 2 further on.
  const numbers = Array.from(content.matchAll(NUMBERED), ([mark]) => Number(/\d+/u.exec(mark)?.[0]));
  const isList = numbers[0] === 2 || (numbers[0] === 1 && numbers.includes(2));
  if (!isList) return hasContent(content) ? [{ words: content, standing: false, rule }] : [];
  return content
    .split(NUMBERED)
    .map((item) => item.trim().replace(/[;,]$/u, ''))
    .filter((item) => /\p{L}/u.test(item))
    .map((words) => ({ words, standing: false, rule }));
}

/** Two words, or one with a digit; of scripts without spaces two letters. */
function hasContent(words: string): boolean {
  return wordsOf(words).length > 1 || /\p{N}/u.test(words);
}

/** Its words must ask to keep something: a statement alone is learned in passing, where rules know more of it. */
function asksToKeep({ scores, act, text, content, isQuestion, clauses }: SentenceActs): boolean {
  if (NOT_TOLD.test(text)) return false;
  // A long sentence looks like a text of somebody else, but its beginning says what it is.
  const opens = !isQuestion && (clauses[0]?.scores.teach ?? 0) >= SURE_OPENING;
  const whole = act === 'teach' && scores.teach >= (isQuestion ? SURE_OF_QUESTION : SURE);
  if (!opens && (!whole || scores.material >= MOST_MATERIAL)) return false;
  const words = wordsOf(text);
  const named = [...words.slice(0, FIRST), ...words.slice(-LAST)].some((word) => isTeachWord(word));
  return named || (content !== null && !isEnglish(text));
}

/** A wish for how answers are to be, that may be meant to last. */
function mayBeOrder(sentence: SentenceActs): boolean {
  const { scores, text, isQuestion, byMeaning } = sentence;
  if (scores.order < leastOf(sentence)) return false;
  const wish = text.replace(WISHES, 'I want');
  // Broken off it is no order yet, and what the user wants to do themself is none.
  if (/(?:\.{3}|[…,:])$/u.test(text) || ONLY_WHEN.test(text) || OWN_WISH.test(wish)) return false;
  if (isQuestion || wordsOf(text).length < SHORTEST_ORDER || rejectedBy(wish, 'instruction') !== undefined)
    return false;
  if (isEnglish(text) && OF_ONE_PIECE.test(text)) return false;
  // "A nicer word for X, and so on": what begins by asking for something now is no order.
  if (!LASTING.test(text) && sentence.clauses[0] !== undefined && asksNow(sentence.clauses[0])) return false;
  // What rules know they keep.
  return isSureOrder(sentence) || (byMeaning && ruleFor(text) === undefined);
}

/** From here on something may be an order; what lies below that and being sure is asked about. */
function leastOf({ text, byMeaning }: SentenceActs): number {
  if (LASTING.test(text) || !byMeaning) return SURE_OF_ORDER;
  return isEnglish(text) || hasRules(text) ? LIKELY_ORDER : LIKELY_ORDER_ELSEWHERE;
}

function asksNow({ scores }: Pick<SentenceActs, 'scores'>): boolean {
  return scores.request + scores.work_on_text >= SURE;
}

function isSureOrder({ scores, text, byMeaning }: SentenceActs): boolean {
  // Where rules know most orders, a task for now looks too much like one: it must say that it holds for longer, or be more than sure.
  if (isEnglish(text) || hasRules(text))
    return scores.order >= (LASTING.test(text) ? SURE_BESIDE_RULES : byMeaning ? SURE_WITHOUT_LASTING : 1);
  return scores.order >= SURE_OF_ORDER;
}

function isBare({ text, scores, clauses }: SentenceActs): boolean {
  if (scores.teach < SURE) return false;
  const last = clauses.at(-1);
  // "Well, honestly, remember that": what comes before it is no content.
  return (
    onlyAsks(text) ||
    (last !== undefined &&
      onlyAsks(last.text) &&
      clauses.slice(0, -1).every((clause) => wordsOf(clause.text).length <= LONGEST_ASIDE))
  );
}

function onlyAsks(text: string): boolean {
  const words = wordsOf(text);
  if (words.length > LONGEST_BARE || /\p{N}/u.test(text)) return false;
  const asking = words.filter((word) => isTeachWord(word)).length;
  if (asking === 0) return false;
  const inside = insideFrame(text, 'teach');
  const saying = wordsOf(inside ?? text).filter((word) => !isTeachWord(word) && !isCommonWord(word)).length;
  return asking * 2 >= words.length || saying <= (inside === null ? 1 : 0);
}

/** "Bo plays the tuba." after a teaching that names Bo, whatever the rest of it looks like. */
function speaksOn({ text, scores, isQuestion }: SentenceActs, before: readonly SentenceActs[]): boolean {
  const asks = scores.request + scores.work_on_text + scores.ask_memory;
  if (isQuestion || asks >= SURE) return false;
  const names = text.match(NAME) ?? [];
  return names.some((name) => before.some((one) => one.text.includes(` ${name}`)));
}

/** "He walks with a limp." after "Remember that my donkey is called …". */
function continues({ scores, isQuestion }: SentenceActs): boolean {
  const asks = scores.request + scores.work_on_text + scores.ask_memory + scores.chat;
  const other = scores.forget + scores.dont_keep + scores.keep_again + scores.cancel + scores.order;
  const says = scores.tell + scores.teach + scores.correct;
  return !isQuestion && other < SURE && says >= SURE && asks < LEAST_ASKING;
}
