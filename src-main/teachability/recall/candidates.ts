import type { Memory } from '#shared/memory/memory.ts';
import type { SlicedTask } from '#shared/sliced-task.ts';
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
import type { Calibration } from './constants.ts';
import { calibrationOf, meaningScore } from './meaning-score.ts';
import { priorsOf } from './priors.ts';
import type { QueryVector } from './query-vector.ts';
import type { Question } from './question.ts';
import { byTotal, scoreParts } from './ranking.ts';
import { readTexts } from './reading.ts';
import type { Ranked } from './ranking.ts';
import { Surroundings } from './surroundings.ts';
import { bestWords, byBestWords, withTopics, wordAll } from './worded.ts';
import type { Worded } from './worded.ts';

export interface Scope {
  readonly searched: SearchedScopes;
  readonly exclude: ReadonlySet<string>;
  readonly now: number;
  readonly wordHits: number;
  readonly meaningHits: number;
}

/** So many memories' texts are read in one part. */
const READ_AT_ONCE = 50;

/** So many memories' words are looked at in one part. */
const WORDED_AT_ONCE = 50;

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

/** What the question's vector says. */
interface Meaning {
  /** By memory. */
  readonly meanings: ReadonlyMap<string, Alike>;
  readonly calibration: Calibration;
}

/** What words alone say; the same for the same question as long as no memory changes. */
export interface FoundByWords {
  readonly question: Question;
  readonly scope: Scope;
  readonly hits: readonly Memory[];
  /** The standing memories that are looked at, best first by words. */
  readonly worded: readonly Worded[];
  /** Those that are looked at only if meaning brings them to mind. */
  readonly unlikely: readonly Memory[];
  readonly standingIds: ReadonlySet<string>;
}

/**
 * What words or meaning bring to mind for a question, and the given standing memories; each list best first. In two steps, because
 * words can be looked up while the question's vector is still being made.
 */
export class Candidates {
  readonly #reader: MemoryReader;

  constructor(reader: MemoryReader) {
    this.#reader = reader;
  }

  *byWords(question: Question, standing: readonly Memory[], scope: Scope): SlicedTask<FoundByWords> {
    const { searched } = question;
    const hits =
      searched.length > 0 ? this.#reader.searchWords(searched, scope.wordHits, scope.searched) : [];
    yield;
    const found = new Set(hits.map(({ memory }) => memory.id));
    const considered: Memory[] = [];
    const unlikely: Memory[] = [];
    for (const [index, memory] of standing.entries()) {
      const likely = index < STANDING_CONSIDERED || memory.pinned || found.has(memory.id);
      (likely ? considered : unlikely).push(memory);
    }
    return {
      question,
      scope,
      hits: hits.map(({ memory }) => memory),
      worded: yield* wordStanding(question, considered, scope),
      unlikely,
      standingIds: new Set(standing.map(({ id }) => id)),
    };
  }

  *rank(
    byWords: FoundByWords,
    vector: QueryVector | null,
  ): SlicedTask<{ standing: Ranked[]; recalled: Ranked[] }> {
    const { question, scope, hits, unlikely, standingIds } = byWords;
    const found = new Map([...hits, ...this.#byMeaning(vector, scope)].map((memory) => [memory.id, memory]));
    yield;
    const joining = unlikely.filter(({ id }) => found.has(id));
    const worded =
      joining.length === 0
        ? byWords.worded
        : [...byWords.worded, ...(yield* wordStanding(question, joining, scope))].sort(byBestWords);
    const others = [...found.values()].filter(({ id }) => !standingIds.has(id));
    const ofStanding = this.#rankStanding(worded, vector, scope.now);
    yield;
    return { standing: ofStanding, recalled: yield* this.#rankRecalled(question, vector, others, scope) };
  }

  /** Beside the others of their topic: which of all that could apply does the question touch? */
  #rankStanding(worded: readonly Worded[], vector: QueryVector | null, now: number): Ranked[] {
    const compared = toCompare(worded).map(({ id }) => id);
    const meanings = this.#compare(vector?.focused, vector, compared);
    const meaning = vector === null ? null : { meanings, calibration: calibrationOf(vector.embedder) };
    return worded.map((one) => ranked(one, applicable(one, meaning), now)).sort(byTotal);
  }

  /** By the best of text and cues; turns of a chat with what was said around them. */
  *#rankRecalled(
    question: Question,
    vector: QueryVector | null,
    found: readonly Memory[],
    scope: Scope,
  ): SlicedTask<Ranked[]> {
    const around = new Surroundings(found, this.#reader);
    const joined = [...found, ...around.joining(found)].filter((memory) => holds(memory, scope));
    yield;
    const worded = wordAll(question, joined, 'recalled', (id) => around.around(id));
    yield;
    const ids = new Set([...joined.map(({ id }) => id), ...around.ids()]);
    const meanings = this.#compare(vector?.vector, vector, [...ids]);
    const meaning = vector === null ? null : { meanings, calibration: calibrationOf(vector.embedder) };
    return worded.map((one) => ranked(one, inContext(one, meaning), scope.now)).sort(byTotal);
  }

  #byMeaning(vector: QueryVector | null, { meaningHits, searched }: Scope): Memory[] {
    if (vector === null) return [];
    const hits = this.#reader.searchMeaning(vector.vector, vector.embedder, meaningHits, searched);
    return hits.map(({ memory }) => memory);
  }

  /** Takes apart the texts that were found, while the question's vector is being made; ranking would do it after that. */
  *readHits({ hits }: FoundByWords): SlicedTask<void> {
    for (const some of slices(hits, READ_AT_ONCE)) {
      readTexts(some);
      yield;
    }
  }

  /** Exact cosines, by memory. */
  #compare(
    to: Float32Array | undefined,
    vector: QueryVector | null,
    ids: readonly string[],
  ): ReadonlyMap<string, Alike> {
    if (to === undefined || vector === null || ids.length === 0) return new Map();
    return this.#reader.similarities(to, vector.embedder, ids);
  }
}

/** The likeliest of the standing memories. */
function toCompare(worded: readonly Worded[]): Memory[] {
  return worded.slice(0, STANDING_COMPARED).map(({ memory }) => memory);
}

/** Some at a time. */
function* wordStanding(question: Question, memories: readonly Memory[], scope: Scope): SlicedTask<Worded[]> {
  const inScope = memories.filter((memory) => holds(memory, scope));
  const worded: Worded[] = [];
  for (let start = 0; start < inScope.length; start += WORDED_AT_ONCE) {
    if (start > 0) yield;
    worded.push(...wordAll(question, inScope.slice(start, start + WORDED_AT_ONCE), 'standing'));
  }
  return worded.sort(byBestWords);
}

/** The sweep that makes memories expired may be late; what is over is never recalled all the same. */
function holds({ id, validUntil }: Memory, { exclude, now }: Scope): boolean {
  return !exclude.has(id) && (validUntil === null || validUntil > now);
}

function applicable(worded: Worded, meaning: Meaning | null): Match {
  const mixed = (best: number, text: number) => best + STANDING_TEXT_SHARE * (text - best);
  const words = withTopics(mixed(bestWords(worded), worded.textWords), worded);
  if (meaning === null) return byWordsAlone(words);
  const { calibration, meanings } = meaning;
  const share = Math.min(1, calibration.share * STANDING_MEANING);
  const alike = meanings.get(worded.memory.id);
  if (alike === undefined) return { words, meaning: 0, share, cueByMeaning: null };
  const cosine = mixed(alike.cosine, alike.text ?? alike.cosine);
  return {
    words,
    meaning: meaningScore(cosine + FOCUS_SHIFT, calibration),
    share,
    cueByMeaning: cueText(worded, alike),
  };
}

function inContext(worded: Worded, meaning: Meaning | null): Match {
  const words = bestWords(worded);
  if (meaning === null) return byWordsAlone(words);
  const { calibration, meanings } = meaning;
  const alike = meanings.get(worded.memory.id);
  if (alike === undefined) return { words, meaning: 0, share: calibration.share, cueByMeaning: null };
  let cosine = alike.cosine;
  let scale = 1;
  for (const { memory, share } of worded.near) {
    cosine += share * (meanings.get(memory.id)?.cosine ?? 0);
    scale += share * TURN_MEANING_SCALE;
  }
  const score = meaningScore(cosine / scale, calibration);
  return { words, meaning: score, share: calibration.share, cueByMeaning: cueText(worded, alike) };
}

function cueText({ memory }: Worded, { cue }: Alike): string | null {
  return cue === null ? null : (memory.cues[cue]?.text ?? null);
}

function byWordsAlone(words: number): Match {
  return { words, meaning: 0, share: 0, cueByMeaning: null };
}

function ranked(worded: Worded, { words, meaning, share, cueByMeaning }: Match, now: number): Ranked {
  const { memory, reading, route, cueWords, textWords, cue, topics } = worded;
  const byMeaning = topics?.cue ?? (meaning > 0 ? cueByMeaning : null);
  const wordless = bestWords(worded) === 0 ? byMeaning : null;
  return {
    memory,
    reading,
    route,
    parts: scoreParts(words, meaning, priorsOf(memory, now), share),
    matchedCue: cueWords > textWords ? cue : wordless,
    cueWords,
  };
}

function* slices<Item>(items: readonly Item[], size: number): Generator<readonly Item[], void, void> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}
