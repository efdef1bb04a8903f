import type { Memory } from '#shared/memory.ts';
import type { Alike, MemoryReader, SearchedScopes } from '../ports.ts';
import {
  FOCUS_SHIFT,
  MEANING_HITS,
  STANDING_COMPARED,
  STANDING_CONSIDERED,
  STANDING_MEANING,
  STANDING_TEXT_SHARE,
  TURN_MEANING_SCALE,
  WORD_HITS,
} from './constants.ts';
import { calibrationOf, meaningScore } from './meaning-score.ts';
import { priorsOf } from './priors.ts';
import type { Question } from './question.ts';
import { byTotal, scoreParts } from './ranking.ts';
import type { Ranked } from './ranking.ts';
import { Surroundings } from './surroundings.ts';
import { bestWords, wordAll } from './worded.ts';
import type { Worded } from './worded.ts';

export interface Scope {
  readonly searched: SearchedScopes;
  readonly exclude: ReadonlySet<string>;
  readonly now: number;
  readonly wordHits: number;
  readonly meaningHits: number;
}

export const usualHits = { wordHits: WORD_HITS, meaningHits: MEANING_HITS } as const;

/** How far a memory matches a question: each 0..1, not yet weighed against each other. */
interface Match {
  readonly words: number;
  readonly meaning: number;
  /** Meaning's share beside words; 0 when there were no vectors. */
  readonly share: number;
  /** The cue that is nearest by meaning; null when the text is, or nothing was compared. */
  readonly cueByMeaning: string | null;
}

/** What words or meaning bring to mind for a question, and the given standing memories; each list best first. */
export class Candidates {
  readonly #reader: MemoryReader;

  constructor(reader: MemoryReader) {
    this.#reader = reader;
  }

  rank(
    question: Question,
    standing: readonly Memory[],
    scope: Scope,
  ): { standing: Ranked[]; recalled: Ranked[] } {
    const found = this.#search(question, scope);
    const considered = standing.filter(
      ({ id, pinned }, index) => index < STANDING_CONSIDERED || pinned || found.has(id),
    );
    for (const memory of standing) found.delete(memory.id);
    // The sweep that makes memories expired may be late; what is over is never recalled all the same.
    const inScope = ({ id, validUntil }: Memory) =>
      !scope.exclude.has(id) && (validUntil === null || validUntil > scope.now);
    return {
      standing: this.#rankStanding(question, considered.filter(inScope), scope.now),
      recalled: this.#rankRecalled(question, [...found.values()], inScope, scope.now),
    };
  }

  /** Beside the others of their topic: which of all that could apply does the question touch? */
  #rankStanding(question: Question, memories: readonly Memory[], now: number): Ranked[] {
    const worded = wordAll(question, memories, 'standing', () => []);
    const compared = worded.slice(0, STANDING_COMPARED).map(({ memory }) => memory.id);
    const meanings = this.#compare(question.vector?.focused, question, compared);
    const rank = (one: Worded) => ranked(one, applicable(one, question, meanings), now);
    return worded.map(rank).sort(byTotal);
  }

  /** By the best of text and cues; turns of a chat with what was said around them. */
  #rankRecalled(
    question: Question,
    found: readonly Memory[],
    inScope: (memory: Memory) => boolean,
    now: number,
  ): Ranked[] {
    const around = new Surroundings(found, this.#reader);
    const joined = [...found, ...around.joining(found)].filter(inScope);
    const worded = wordAll(question, joined, 'recalled', (id) => around.around(id));
    const ids = new Set([...joined.map(({ id }) => id), ...around.ids()]);
    const meanings = this.#compare(question.vector?.vector, question, [...ids]);
    const rank = (one: Worded) => ranked(one, inContext(one, question, meanings), now);
    return worded.map(rank).sort(byTotal);
  }

  #search({ vector, searched }: Question, scope: Scope): Map<string, Memory> {
    const byWords =
      searched.length > 0 ? this.#reader.searchWords(searched, scope.wordHits, scope.searched) : [];
    const byMeaning =
      vector === null
        ? []
        : this.#reader.searchMeaning(vector.vector, vector.embedder, scope.meaningHits, scope.searched);
    return new Map([...byWords, ...byMeaning].map(({ memory }) => [memory.id, memory]));
  }

  /** Exact cosines, by memory. */
  #compare(vector: Float32Array | undefined, question: Question, ids: readonly string[]): Map<string, Alike> {
    if (vector === undefined || question.vector === null || ids.length === 0) return new Map();
    const alike = this.#reader.compareMeaning(vector, question.vector.embedder, ids);
    return new Map(alike.map((one) => [one.memoryId, one]));
  }
}

function applicable(worded: Worded, { vector }: Question, meanings: ReadonlyMap<string, Alike>): Match {
  const mixed = (best: number, text: number) => best + STANDING_TEXT_SHARE * (text - best);
  const words = mixed(bestWords(worded), worded.textWords);
  if (vector === null) return byWordsAlone(words);
  const calibration = calibrationOf(vector.embedder);
  const share = Math.min(1, calibration.share * STANDING_MEANING);
  const alike = meanings.get(worded.memory.id);
  if (alike === undefined) return { words, meaning: 0, share, cueByMeaning: null };
  const cosine = mixed(alike.cosine, alike.text ?? alike.cosine);
  return { words, meaning: meaningScore(cosine + FOCUS_SHIFT, calibration), share, cueByMeaning: alike.cue };
}

function inContext(worded: Worded, { vector }: Question, meanings: ReadonlyMap<string, Alike>): Match {
  const words = bestWords(worded);
  if (vector === null) return byWordsAlone(words);
  const calibration = calibrationOf(vector.embedder);
  const alike = meanings.get(worded.memory.id);
  if (alike === undefined) return { words, meaning: 0, share: calibration.share, cueByMeaning: null };
  let cosine = alike.cosine;
  let scale = 1;
  for (const { memory, share } of worded.near) {
    cosine += share * (meanings.get(memory.id)?.cosine ?? 0);
    scale += share * TURN_MEANING_SCALE;
  }
  const meaning = meaningScore(cosine / scale, calibration);
  return { words, meaning, share: calibration.share, cueByMeaning: alike.cue };
}

function byWordsAlone(words: number): Match {
  return { words, meaning: 0, share: 0, cueByMeaning: null };
}

function ranked(worded: Worded, { words, meaning, share, cueByMeaning }: Match, now: number): Ranked {
  const { memory, route, cueWords, textWords, cue } = worded;
  const byMeaning = bestWords(worded) === 0 && meaning > 0 ? cueByMeaning : null;
  return {
    memory,
    route,
    parts: scoreParts(words, meaning, priorsOf(memory, now), share),
    matchedCue: cueWords > textWords ? cue : byMeaning,
    cueWords,
  };
}
