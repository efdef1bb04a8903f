import type { Memory } from '#shared/memory/memory.ts';
import type { RecallRoute } from '#shared/memory/recall.ts';
import type { Question } from './request/question.ts';
import { SHARED_TOPICS } from './constants.ts';
import { cueTermsOf, readingOf } from './reading.ts';
import type { Reading } from './reading.ts';
import { sharedTopics } from './shared-topics.ts';
import type { SharedTopics } from './shared-topics.ts';
import type { NearTurn } from './surroundings.ts';
import { lengthRatio, wordScore } from './word-score.ts';

/** How far the words of a memory match: the best of its text and its cues. */
export interface WordMatch {
  readonly memory: Memory;
  readonly reading: Reading;
  readonly route: RecallRoute;
  /** What was said around it, when it is a turn of an imported chat. */
  readonly near: readonly NearTurn[];
  readonly textWords: number;
  readonly cueWords: number;
  /** The cue that matches best by words. */
  readonly cue: string | null;
  /** Null where topics say nothing. */
  readonly topics: SharedTopics | null;
}

/** One for all: a recall looks at hundreds of memories, nearly all of them without neighbours. */
const NONE: readonly never[] = [];

/** Best by words first; of equals the order given stays. */
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

/** A long message holds something of everything; how it is counted beside another must not grow with its length. */
function lessWhenLong({ memory, share }: NearTurn): NearTurn {
  return { memory, share: share / lengthRatio(readingOf(memory.text).terms) };
}

function word(question: Question, memory: Memory, route: RecallRoute, near: readonly NearTurn[]): WordMatch {
  const { terms } = question;
  const reading = readingOf(memory.text);
  let cueWords = 0;
  let best: string | null = null;
  for (const { text } of memory.cues) {
    const score = wordScore(terms, cueTermsOf(text));
    if (score <= cueWords) continue;
    cueWords = score;
    best = text;
  }
  const counted = each(near, (turn) => ({ terms: readingOf(turn.memory.text).terms, share: turn.share }));
  const textWords = wordScore(terms, reading.terms, counted);
  const topics = sharedTopics(question.topics, memory);
  return { memory, reading, route, near, textWords, cueWords, cue: best, topics };
}

export function bestWords({ textWords, cueWords }: WordMatch): number {
  return Math.max(textWords, cueWords);
}

/** The same words of a standing memory count for more when it is about what the question is about. */
export function withTopics(words: number, { topics, route }: WordMatch): number {
  return topics === null || route === 'recalled' ? words : words + SHARED_TOPICS * (topics.share - words);
}

export function byBestWords(one: WordMatch, other: WordMatch): number {
  return withTopics(bestWords(other), other) - withTopics(bestWords(one), one);
}
