/** The act of each sentence in the user's own words. Extraction uses it wherever no rule is certain. */
import { runSync } from '#shared/sliced-task.ts';
import type { SlicedTask } from '#shared/sliced-task.ts';
import { sentencesOf } from '../sentences.ts';
import type { Sentence } from '../sentences.ts';
import { segmentsOf } from '../segments.ts';
import { RecentResults } from '../recent-results.ts';
import { vectorOf } from './segment-vector-cache.ts';
import { actScores } from './act-classifier.ts';
import { alone } from './act-features.ts';
import type { ActScores } from './act-classifier.ts';
import { acts } from './act.ts';
import type { Act } from './act.ts';
import { tellsToForget } from './forget-imperative.ts';
import { clausesOf } from './segments-in-context.ts';

export interface SentenceActs extends Sentence {
  readonly scores: ActScores;
  /** The most likely act. */
  readonly act: Act;
  /** In "Note this: …" the text after the colon, if the words before it ask to keep it; null otherwise. */
  readonly content: string | null;
  /** True if its vector was available; false if only letters and words were used. */
  readonly byMeaning: boolean;
  /** The acts of its clauses; empty if it has only one. */
  readonly clauses: readonly ClauseActs[];
}

export interface ClauseActs {
  readonly text: string;
  readonly scores: ActScores;
  readonly act: Act;
}

/** Maximum number of sentences; the rest counts as a text and is not classified, to save time. */
const MOST = 120;
/** How many texts are cached: a message's own words, their parts, and earlier messages. */
const LATELY = 8;
/** The minimum likelihood of an act for the words before a colon. */
const SURE_LEAD = 0.6;
/** Longer words before a colon do not ask to keep what follows. In characters. */
const LONGEST_LEAD = 70;
const ASIDE = /[(（]([^()（）]{8,160})[)）]/gu;

/** Several stages of capture classify the same text one after the other. */
const recentResults = new RecentResults<readonly SentenceActs[]>(LATELY);

/** @param own words of the user, without material */
export function sentenceActs(own: string): readonly SentenceActs[] {
  return runSync(sentenceActsTask(own));
}

/** As `sentenceActs`, in slices of a few milliseconds; the result is cached for `sentenceActs`. */
export function* sentenceActsTask(own: string): SlicedTask<readonly SentenceActs[]> {
  const known = recentResults.of(own);
  if (known !== undefined) return known;
  const sentences = sentencesOf(own).slice(0, MOST);
  const judged: SentenceActs[] = [];
  for (const place of sentences.keys()) {
    judged.push(judgedAt(place, sentences));
    yield;
  }
  recentResults.keep(own, judged);
  return judged;
}

function judgedAt(place: number, sentences: readonly Sentence[]): SentenceActs {
  const sentence = sentences[place] ?? { text: '', isQuestion: false };
  const texts = segmentsOf(sentence.text.split('\n'), () => false).map(({ text }) => text);
  const around = {
    place,
    count: sentences.length,
    gap: place === 0 ? ('block' as const) : ('none' as const),
    besideMaterial: false,
  };
  const neighbour = (at: number) => sentences[at]?.text ?? null;
  const scores = texts.map((text, at) =>
    actScores({
      ...around,
      text,
      before: texts[at - 1] ?? neighbour(place - 1),
      after: texts[at + 1] ?? neighbour(place + 1),
    }),
  );
  const whole = { ...around, before: neighbour(place - 1), after: neighbour(place + 1) };
  const clauses = clausesOf({ ...whole, text: sentence.text }).map((clause) => {
    const ofClause = actScores(clause);
    return { text: clause.text, scores: ofClause, act: likeliest(ofClause) };
  });
  const byMeaning = vectorOf(texts[0] ?? '') !== undefined;
  return { ...sentence, ...verdictOf(sentence.text, texts, scores), byMeaning, clauses };
}

type Verdict = Pick<SentenceActs, 'scores' | 'act' | 'content'>;

function verdictOf(sentence: string, texts: readonly string[], scores: readonly ActScores[]): Verdict {
  const lead = scores[0];
  const aside = asideOf(sentence);
  if (aside !== null) return { scores: aside, act: 'dont_keep', content: null };
  if (lead !== undefined && texts.length > 1 && /[:：]$/u.test(texts[0] ?? '')) {
    const act = likeliest(lead);
    if (act === 'teach' && lead.teach >= SURE_LEAD && (texts[0] ?? '').length <= LONGEST_LEAD)
      return { scores: lead, act, content: texts.slice(1).join(' ') };
    if ((act === 'dont_keep' || act === 'correct' || act === 'order') && lead[act] >= SURE_LEAD)
      return { scores: lead, act, content: null };
  }
  const mixed = mean(scores);
  const all = tellsToForget(sentence) ? { ...mixed, forget: mixed.forget + mixed.teach, teach: 0 } : mixed;
  return { scores: all, act: likeliest(all), content: null };
}

/** The scores of a parenthesis that asks to keep nothing, such as "(please don't keep that)"; null if there is none. */
function asideOf(sentence: string): ActScores | null {
  for (const [, text = ''] of sentence.matchAll(ASIDE)) {
    const scores = actScores(alone(text));
    if (likeliest(scores) === 'dont_keep') return scores;
  }
  return null;
}

export function likeliest(scores: ActScores): Act {
  return acts.reduce((best, act) => (scores[act] > scores[best] ? act : best));
}

function mean(scores: readonly ActScores[]): ActScores {
  const [first, ...others] = scores;
  if (first === undefined)
    return Object.fromEntries(acts.map((act) => [act, 1 / acts.length])) as Record<Act, number>;
  if (others.length === 0) return first;
  return Object.fromEntries(
    acts.map((act) => [act, scores.reduce((sum, one) => sum + one[act], 0) / scores.length]),
  ) as Record<Act, number>;
}
