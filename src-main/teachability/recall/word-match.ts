import type { Memory } from '#shared/memory/memory.ts';
import type { RecallRoute } from '#shared/memory/recall.ts';
import type { Question } from './request/question.ts';
import { SHARED_TOPICS } from './constants.ts';
import { cueTermsOf, featuresOf } from './text-features.ts';
import type { TextFeatures } from './text-features.ts';
import { sharedTopics } from './shared-topics.ts';
import type { SharedTopics } from './shared-topics.ts';
import type { NearTurn } from './adjacent-turns.ts';
import { lengthRatio, wordScore } from './word-score.ts';

/** How well a memory matches by words: the best of its text and its cues. */
export interface WordMatch {
  readonly memory: Memory;
  readonly features: TextFeatures;
  readonly route: RecallRoute;
  /** The turns around it, if it is a turn of an imported chat. */
  readonly near: readonly NearTurn[];
  readonly textWords: number;
  readonly cueWords: number;
  /** The cue that matches best by words. */
  readonly cue: string | null;
  /** Null if the question has no topics. */
  readonly topics: SharedTopics | null;
}

/** Shared by all memories without neighbours, which are nearly all of the hundreds that a recall matches. */
const NONE: readonly never[] = [];

/** Best by words first; equal ones keep their order. */
export function matchWords(
  question: Question,
  memories: readonly Memory[],
  route: RecallRoute,
  around: (id: string) => readonly NearTurn[] = () => NONE,
): WordMatch[] {
  return memories
    .map((memory) => word(question, memory, route, each(around(memory.id), lessWhenLong)))
    .sort(byBestWords);
}

function each<Item, Result>(items: readonly Item[], make: (item: Item) => Result): readonly Result[] {
  return items.length === 0 ? NONE : items.map(make);
}

/** Reduces the weight of a long neighbour: it contains some words of any question. */
function lessWhenLong({ memory, share }: NearTurn): NearTurn {
  return { memory, share: share / lengthRatio(featuresOf(memory.text).terms) };
}

function word(question: Question, memory: Memory, route: RecallRoute, near: readonly NearTurn[]): WordMatch {
  const { terms } = question;
  const features = featuresOf(memory.text);
  let cueWords = 0;
  let best: string | null = null;
  for (const { text } of memory.cues) {
    const score = wordScore(terms, cueTermsOf(text));
    if (score <= cueWords) continue;
    cueWords = score;
    best = text;
  }
  const counted = each(near, (turn) => ({ terms: featuresOf(turn.memory.text).terms, share: turn.share }));
  const textWords = wordScore(terms, features.terms, counted);
  const topics = sharedTopics(question.topics, memory);
  return { memory, features, route, near, textWords, cueWords, cue: best, topics };
}

export function bestWords({ textWords, cueWords }: WordMatch): number {
  return Math.max(textWords, cueWords);
}

/** Raises the score of a standing memory that shares topics with the question. */
export function withTopics(words: number, { topics, route }: WordMatch): number {
  return topics === null || route === 'recalled' ? words : words + SHARED_TOPICS * (topics.share - words);
}

export function byBestWords(one: WordMatch, other: WordMatch): number {
  return withTopics(bestWords(other), other) - withTopics(bestWords(one), one);
}
