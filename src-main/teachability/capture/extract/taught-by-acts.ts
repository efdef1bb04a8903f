/**
 * Finds what the user asks to keep in words that no rule matches, in any language. It is stored as it was said, without the introductory
 * words if they are known. A sentence that continues an earlier teaching is kept as well.
 */
import { wordsOf } from '../../recall/terms.ts';
import { actScores, isEnglish } from '../understand/acts/act-classifier.ts';
import { alone } from '../understand/acts/act-features.ts';
import { insideFrame, isCommonWord, isTeachWord } from '../understand/acts/frames.ts';
import { sentenceActs } from '../understand/acts/sentence-acts.ts';
import type { SentenceActs } from '../understand/acts/sentence-acts.ts';
import { NOT_TOLD } from '../understand/explicit-shapes.ts';
import type { ExplicitTeaching } from '../understand/teaching-form.ts';
import { withSubject } from './elision.ts';
import { rejectedBy } from './rules/guards.ts';
import { ruleFor } from './rules/all-rules.ts';
import { ASSISTANT_VERB, OF_ONE_PIECE } from './rules/instructions.ts';
import { hasRules } from './rules/languages/other-languages.ts';

/** The minimum likelihood that something is to be kept. Questions get a higher bar, because they may ask for something else. */
const SURE = 0.5;
const SURE_OF_QUESTION = 0.6;
const SURE_OPENING = 0.85;
/** The same in languages other than English if no known word asks for it. */
const SURE_ALONE = 0.95;
const SURE_OF_ORDER = 0.65;
/** The same in languages without rules if a word says that it is to last. */
const SURE_OF_LASTING = 0.55;
/** The same, if rules already match most orders of the language or the sentence begins like a statement. */
const SURE_BESIDE_RULES = 0.65;
/** From this likelihood on the user is asked whether an order is meant to last. */
const LIKELY_ORDER = 0.9;
const LIKELY_ORDER_ELSEWHERE = 0.7;
/** The minimum without a word such as "always", if the sentence was judged by its vector. */
const SURE_WITHOUT_LASTING = 0.97;

/** A sentence after a teaching with at least this likelihood of asking may be the request that the teaching was made for. */
const LEAST_ASKING = 0.25;
/** The maximum likelihood of being fiction or somebody else's text. */
const MOST_MATERIAL = 0.35;
/** The words that ask to keep something must be among this many first words. */
const FIRST = 8;
const LAST = 5;
/** Adverbs such as "always" and "from now on"; each language has only a few. */
const LASTING =
  /(?<!\p{L})(?:always|never|ever|from now on|going forward|henceforth|by default|in general|generally|as a rule|whenever|(?:each|every) time|in future|any ?more|no longer|unless i|immer|nie(?:mals)?|ab (?:jetzt|sofort|heute)|künftig|grundsätzlich|standardmäßig|jedes mal|toujours|jamais|désormais|dorénavant|par défaut|à chaque fois|siempre|nunca|a partir de|desde ahora|de ahora en adelante|por defecto|sempre|mai|d['’]ora in poi|da ora|di solito|sempre que|daqui para a frente|por padrão|altijd|nooit|voortaan|alltid|aldrig|aldri|zawsze|nigdy|od teraz|всегда|никогда|завжди|ніколи|hep|her zaman|asla|دائما|हमेशा)(?!\p{L})|いつも|必ず|总是|一律|항상/iu;
/** Proposals for the conversation at hand; a few words a language. */
const PROPOSES =
  /^(?:(?:ok(?:ay)?|now|so|then|well|and)[,.]?\s+)*(?:let(?:['’]?s| us)\s+(?!always|never|keep|stick|not\b)|lass uns|lasst uns|gehen wir|machen wir|allons|passons|continuons|vamos a|pasemos|sigamos|andiamo|passiamo|vamos|passemos|laten we|przejdźmy|давай(?:те)?\s|hadi\s)/iu;
/** Conditional forms that express a wish, not a hypothesis. */
const WISHES = /\bi(?:['’]d| would) (?:like|prefer|love|appreciate)\b/giu;
/** A condition alone, such as "Whenever I send you code": what is to be done follows in another message. */
const ONLY_WHEN = new RegExp(
  String.raw`^(?:when(?:ever)?|if|(?:each|every|any)\s?time)\b(?![^]*(?:,|\b(?:${ASSISTANT_VERB})\b))`,
  'iu',
);
/** Conjunctions that join a further wish; one or two in each language. */
const ADDS =
  /^(?:and|also|plus|oh and|und|außerdem|et|aussi|y|también|e|anche|também|en|ook|i|oraz|и|также|ve|ayrıca|और)(?=[\s,])|^(?:还有|還有|而且|あと|それから|그리고|또|و)/iu;
/** Up to five words before a colon. */
const LEAD = /^(?<lead>(?:[^\s:：]{1,24}\s){0,4}[^\s:：]{1,24})\s?[:：]\s*(?<rest>\S[\s\S]+)$/u;
/** "Apúntate que …", "zapamiętaj że …": up to four words and a conjunction. German and Dutch clauses are turned around by main-clause.ts. */
const THAT =
  /^(?<lead>(?:[^\s,:]{1,24}\s){0,3}[^\s,:]{1,24}),?\s(?:que|che|că|że|ze|že|что|що|что|att|at|hogy|ότι|että|dass|daß|dat)\s(?<rest>\S.{2,1000})$/iu;
/** Subjects of a statement; such words ask for nothing. */
const OF_SOMEBODY =
  /(?<!\p{L})(?:yo|je|j['’]\p{L}+|io|eu|ich|wir|ik|wij|jag|jeg|ja|я|ми|мы|él|ella|il|elle|lui|lei|ele|ela|er|sie|hij|zij|он|она)(?!\p{L})/iu;
const OWN_WISH = /^i (?:want|hope|plan|need) to\b/iu;
/** Shorter orders, such as "Shorter.", are about one answer. In words. */
const SHORTEST_ORDER = 3;
/** Requests without content, such as "Please remember that.", have at most this many words, all of them words of asking. */
const LONGEST_BARE = 10;
/** In words. */
const LONGEST_ASIDE = 4;
/** How many sentences back a person may have been named. */
const REACH = 3;
const NAME = /(?<!\p{L})\p{Lu}\p{Ll}+/gu;
/** Numbered items within a sentence: "1) … 2) …". */
const NUMBERED = /(?:^|(?<=\s))\(?\d{1,2}[.)]\s+(?=\S)/gu;

/**
 * For each sentence what it asks to keep; undefined if it asks for nothing.
 * @param settled indexes of sentences that were already handled
 * @param taught those of them that teach
 * @param standing those of them that give a lasting order
 */
export function taughtByActs(
  own: string,
  settled: readonly boolean[],
  taught: readonly boolean[],
  standing: readonly boolean[],
): (ExplicitTeaching[] | undefined)[] {
  const sentences = sentenceActs(own);
  const found: (ExplicitTeaching[] | undefined)[] = sentences.map(() => undefined);
  const wasStanding = [...standing];
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
      // What this sentence introduces is not in the user's words.
      goesOn = false;
    } else if (asksToKeep(sentence)) {
      goesOn = true;
      found[at] = toldOf(contentOf(sentence), 'told: in other words');
    } else if (mayBeOrder(sentence)) {
      goesOn = false;
      // "And British spelling" lasts as long as the order before it.
      const goesOnFrom = wasStanding[at - 1] === true && ADDS.test(sentence.text);
      const asked = sentences.slice(0, at).some(({ isQuestion }) => isQuestion);
      const doubtful = !goesOnFrom && (!isSureOrder(sentence) || (asked && !isSureBehindQuestion(sentence)));
      found[at] = [{ words: sentence.text, standing: true, rule: 'told: an order in other words', doubtful }];
      wasStanding[at] = !doubtful;
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
  // "On the 12. of March" is not a list item: a list begins with 1 or contains 2 later on.
  const numbers = Array.from(content.matchAll(NUMBERED), ([mark]) => Number(/\d+/u.exec(mark)?.[0]));
  const isList = numbers[0] === 2 || (numbers[0] === 1 && numbers.includes(2));
  if (!isList) return hasContent(content) ? [{ words: content, standing: false, rule }] : [];
  return content
    .split(NUMBERED)
    .map((item) => item.trim().replace(/[;,]$/u, ''))
    .filter((item) => /\p{L}/u.test(item))
    .map((words) => ({ words, standing: false, rule }));
}

/** True for at least two words or one with a digit; for scripts without spaces, two letters. */
function hasContent(words: string): boolean {
  return wordsOf(words).length > 1 || /\p{N}/u.test(words);
}

/** The words must ask to keep something. A plain statement is left to implicit capture, which has better rules for it. */
function asksToKeep({ scores, act, text, content, isQuestion, clauses, byMeaning }: SentenceActs): boolean {
  if (NOT_TOLD.test(text)) return false;
  // A long sentence looks like somebody else's text, but its beginning shows what it is.
  const opens = !isQuestion && (clauses[0]?.scores.teach ?? 0) >= SURE_OPENING;
  const whole = act === 'teach' && scores.teach >= (isQuestion ? SURE_OF_QUESTION : SURE);
  if (!opens && (!whole || scores.material >= MOST_MATERIAL)) return false;
  const words = wordsOf(text);
  if (byMeaning && !isEnglish(text) && !isQuestion && scores.teach >= SURE_ALONE) return true;
  const named = [...words.slice(0, FIRST), ...words.slice(-LAST)].some((word) => isTeachWord(word));
  return named || ((content !== null || afterThat(text) !== null) && !isEnglish(text));
}

/** "… cómo quiero el té: fuerte": an indirect question before a colon says what the rest is about. */
const ABOUT =
  /(?<!\p{L})(?<about>(?:how|what|where|when|wie|wo|wann|was|cómo|como|qué|dónde|cuándo|comment|ce que|où|quand|come|cosa|dove|quando|onde|o que|hoe|wat|waar|wanneer|jak|co|gdzie|kiedy|как|что|где|когда|як|що|де|коли|hur|vad|var|hvordan|hva|hvor)\s[^:：\n]{2,120}[:：]\s*\S[^]*)$/iu;

function contentOf(sentence: SentenceActs): string {
  const { content, text } = sentence;
  const about = ABOUT.exec(text)?.groups?.['about'];
  if (content !== null && about !== undefined && about.endsWith(content)) return about;
  return content ?? afterLead(sentence) ?? insideFrame(text, 'teach') ?? afterThat(text) ?? text;
}

/**
 * What follows "that" in "Apúntate que …", in words that no frame is known of; null if the words before it tell something of their own.
 */
function afterThat(text: string): string | null {
  const { lead, rest } = THAT.exec(text)?.groups ?? {};
  if (lead === undefined || rest === undefined || isEnglish(text) || OF_SOMEBODY.test(lead)) return null;
  return actScores(alone(lead)).teach >= SURE && hasContent(rest) ? rest : null;
}

/** What follows the colon of "Zapamiętaj sobie: …", in words that no frame is known of; null if the words before it tell something. */
function afterLead({ text, scores }: SentenceActs): string | null {
  const lead = LEAD.exec(text);
  if (lead?.groups === undefined || scores.teach < SURE_ALONE || isEnglish(text)) return null;
  return insideFrame(text, 'teach') === null && !/\p{N}/u.test(lead.groups['lead'] ?? '')
    ? (lead.groups['rest'] ?? null)
    : null;
}

/** A wish about how answers should be that may be meant to last. */
function mayBeOrder(sentence: SentenceActs): boolean {
  const { scores, text, isQuestion, byMeaning } = sentence;
  if (scores.order < leastOf(sentence)) return false;
  const wish = text.replace(WISHES, 'I want');
  // An unfinished sentence is not an order, and neither is what the user wants to do themself.
  if (/(?:\.{3}|[…,:])$/u.test(text) || ONLY_WHEN.test(text) || OWN_WISH.test(wish)) return false;
  if (isQuestion || wordsOf(text).length < SHORTEST_ORDER || rejectedBy(wish, 'instruction') !== undefined)
    return false;
  if (isEnglish(text) && OF_ONE_PIECE.test(text)) return false;
  if (PROPOSES.test(text) && !LASTING.test(text)) return false;
  // A sentence that begins by asking for something now is not an order: "A nicer word for X, and so on".
  if (!LASTING.test(text) && sentence.clauses[0] !== undefined && asksNow(sentence.clauses[0])) return false;
  // What rules match is left to the rules.
  return isSureOrder(sentence) || (byMeaning && ruleFor(withSubject(text)) === undefined);
}

/** The likelihood from which on a sentence may be an order. Between this and certainty the user is asked. */
function leastOf({ text, byMeaning }: SentenceActs): number {
  if (LASTING.test(text) && !isEnglish(text) && !hasRules(text)) return SURE_OF_LASTING;
  if (LASTING.test(text) || !byMeaning) return SURE_OF_ORDER;
  return isEnglish(text) || hasRules(text) ? LIKELY_ORDER : LIKELY_ORDER_ELSEWHERE;
}

function asksNow({ scores }: Pick<SentenceActs, 'scores'>): boolean {
  return scores.request + scores.work_on_text >= SURE;
}

function isSureOrder({ scores, text, byMeaning }: SentenceActs): boolean {
  // In languages with rules, what remains mostly is a task for now, so a sentence must say that it lasts or be almost certain.
  if (isEnglish(text) || hasRules(text))
    return scores.order >= (LASTING.test(text) ? SURE_BESIDE_RULES : byMeaning ? SURE_WITHOUT_LASTING : 1);
  return scores.order >= (LASTING.test(text) ? SURE_OF_LASTING : SURE_OF_ORDER);
}

/** An order behind a question may be the text that the question is about. */
function isSureBehindQuestion({ scores, text }: SentenceActs): boolean {
  return isEnglish(text) || hasRules(text) || scores.order >= SURE_OF_ORDER;
}

function isBare({ text, scores, clauses, content }: SentenceActs): boolean {
  if (scores.teach < SURE || (content !== null && hasContent(content))) return false;
  const last = clauses.at(-1);
  // In "Well, honestly, remember that" the words before the request are not its content.
  return (
    onlyAsks(text) ||
    (last !== undefined &&
      onlyAsks(last.text) &&
      clauses.slice(0, -1).every((clause) => wordsOf(clause.text).length <= LONGEST_ASIDE))
  );
}

/** True for words that ask to keep something without saying what: "Could you remember". */
export function onlyAsks(text: string): boolean {
  const words = wordsOf(text);
  if (words.length > LONGEST_BARE || /\p{N}/u.test(text)) return false;
  const asking = words.filter((word) => isTeachWord(word)).length;
  if (asking === 0) return false;
  const inside = insideFrame(text, 'teach');
  const saying = wordsOf(inside ?? text).filter((word) => !isTeachWord(word) && !isCommonWord(word)).length;
  return asking * 2 >= words.length || saying <= (inside === null ? 1 : 0);
}

/** A sentence about somebody whom the last teaching named: "Bo plays the tuba." */
function speaksOn({ text, scores, isQuestion }: SentenceActs, before: readonly SentenceActs[]): boolean {
  const asks = scores.request + scores.work_on_text + scores.ask_memory;
  if (isQuestion || asks >= SURE) return false;
  const names = text.match(NAME) ?? [];
  return names.some((name) => before.some((one) => one.text.includes(` ${name}`)));
}

/**
 * A sentence with a pronoun for somebody named in the last teaching: "He walks with a limp." after "Remember that my donkey is called …".
 */
function continues({ scores, isQuestion }: SentenceActs): boolean {
  const asks = scores.request + scores.work_on_text + scores.ask_memory + scores.chat;
  const other = scores.forget + scores.dont_keep + scores.keep_again + scores.cancel + scores.order;
  const says = scores.tell + scores.teach + scores.correct;
  return !isQuestion && other < SURE && says >= SURE && asks < LEAST_ASKING;
}
