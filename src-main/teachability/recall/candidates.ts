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
import { noDomain, searchDomains, shareDomains } from './domains/shared-domains.ts';
import type { SharedDomain } from './domains/shared-domains.ts';
import { relevanceOf } from './gate/relevance.ts';
import { calibrationOf, meaningScore } from './meaning-score.ts';
import { priorsOf } from './priors.ts';
import type { QueryVector } from './request/query-vector.ts';
import type { Question } from './request/question.ts';
import { byTotal, scoreParts } from './ranking.ts';
import { prepareFeatures, featuresOf } from './text-features.ts';
import type { Ranked } from './ranking.ts';
import { isTurn, AdjacentTurns } from './adjacent-turns.ts';
import { bestWords, byBestWords, withTopics, matchWords } from './word-match.ts';
import type { WordMatch } from './word-match.ts';

export interface Scope {
  readonly searched: SearchedScopes;
  readonly exclude: ReadonlySet<string>;
  readonly now: number;
  readonly wordHits: number;
  readonly meaningHits: number;
}

/** How many memories' texts are analysed per slice. */
const READ_AT_ONCE = 50;

/** How many memories are matched by words per slice. */
const MATCHED_AT_ONCE = 50;

export const usualHits = { wordHits: WORD_HITS, meaningHits: MEANING_HITS } as const;

/** How well a memory matches a question; each score is 0..1 and not yet weighted. */
interface Match {
  readonly words: number;
  readonly meaning: number;
  /** The share of meaning, the rest being that of words; 0 without vectors. */
  readonly share: number;
  /** The cue that is nearest by meaning; null if the text is nearer, or nothing was compared. */
  readonly cueByMeaning: string | null;
  /** Similarity to the topic of the question; null if meanings cannot be compared. */
  readonly focused: number | null;
}

/** The result of the comparison by meaning. */
interface Meaning {
  /** By memory id: similarity to the question, for memories that are not standing, and to its topic, for all. */
  readonly meanings: ReadonlyMap<string, Alike>;
  readonly focused: ReadonlyMap<string, Alike>;
  readonly calibration: Calibration;
}

/** The result of the search by words; the same for a question as long as no memory changes. */
export interface FoundByWords {
  readonly question: Question;
  readonly scope: Scope;
  readonly hits: readonly Memory[];
  /** The standing memories that are considered, best first by words. */
  readonly matches: readonly WordMatch[];
  /** Those that are considered only if the search by meaning finds them. */
  readonly unlikely: readonly Memory[];
  readonly standingIds: ReadonlySet<string>;
}

/**
 * Finds memories that match a question by words or meaning, and ranks them and the given standing memories; each list is best first. In
 * two steps, because the search by words can run while the question is still being embedded.
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
      matches: yield* matchStandingWords(question, considered, scope),
      unlikely,
      standingIds: new Set(standing.map(({ id }) => id)),
    };
  }

  *rank(
    byWords: FoundByWords,
    vector: QueryVector | null,
  ): SlicedTask<{ standing: Ranked[]; recalled: Ranked[] }> {
    const { question, scope, hits, unlikely, standingIds } = byWords;
    const byMeaning = this.#byMeaning(vector, scope);
    yield;
    const byDomain = searchDomains(vector, this.#reader, scope.searched);
    const found = new Map([...hits, ...byMeaning, ...byDomain].map((memory) => [memory.id, memory]));
    yield;
    const joining = unlikely.filter(({ id }) => found.has(id));
    const matches =
      joining.length === 0
        ? byWords.matches
        : [...byWords.matches, ...(yield* matchStandingWords(question, joining, scope))].sort(byBestWords);
    const others = [...found.values()].filter(({ id }) => !standingIds.has(id));
    const domains = shareDomains(
      vector,
      this.#reader,
      [...toCompare(matches), ...others].filter((memory) => !isTurn(memory)).map(({ id }) => id),
    );
    yield;
    const ofStanding = this.#rankStanding(matches, vector, domains, scope.now);
    yield;
    const recalled = yield* this.#rankRecalled(question, vector, others, domains, scope);
    return { standing: ofStanding, recalled };
  }

  /** Ranks standing memories against others of their topic: which of all that could apply does the question touch? */
  #rankStanding(
    matches: readonly WordMatch[],
    vector: QueryVector | null,
    domains: ReadonlyMap<string, SharedDomain>,
    now: number,
  ): Ranked[] {
    const compared = toCompare(matches).map(({ id }) => id);
    const meanings = this.#compare(vector?.focused, vector, compared);
    const meaning =
      vector === null ? null : { meanings, focused: meanings, calibration: calibrationOf(vector.embedder) };
    return matches
      .map((one) => ranked(one, applicable(one, meaning), domains.get(one.memory.id) ?? noDomain, now))
      .sort(byTotal);
  }

  /** Ranks by the best match of text and cues, and turns of an imported chat together with the turns around them. */
  *#rankRecalled(
    question: Question,
    vector: QueryVector | null,
    found: readonly Memory[],
    domains: ReadonlyMap<string, SharedDomain>,
    scope: Scope,
  ): SlicedTask<Ranked[]> {
    const around = new AdjacentTurns(found, this.#reader);
    const joined = [...found, ...around.joining(found)].filter((memory) => holds(memory, scope));
    yield;
    const matches = matchWords(question, joined, 'recalled', (id) => around.around(id));
    yield;
    const ids = new Set([...joined.map(({ id }) => id), ...around.ids()]);
    const meanings = this.#compare(vector?.vector, vector, [...ids]);
    const focused = this.#compare(
      vector?.focused,
      vector,
      joined.map(({ id }) => id),
    );
    const meaning =
      vector === null ? null : { meanings, focused, calibration: calibrationOf(vector.embedder) };
    return matches
      .map((one) => ranked(one, inContext(one, meaning), domains.get(one.memory.id) ?? noDomain, scope.now))
      .sort(byTotal);
  }

  /** Ranks further memories for the same question, which no search found. */
  *rankMore(
    { question, scope }: FoundByWords,
    vector: QueryVector | null,
    memories: readonly Memory[],
  ): SlicedTask<Ranked[]> {
    return yield* this.#rankRecalled(question, vector, memories, new Map(), scope);
  }

  #byMeaning(vector: QueryVector | null, { meaningHits, searched }: Scope): Memory[] {
    if (vector === null) return [];
    const hits = this.#reader.searchMeaning(vector.vector, vector.embedder, meaningHits, searched);
    return hits.map(({ memory }) => memory);
  }

  /** Analyses the texts of the hits while the question is being embedded, so that ranking need not. */
  *readHits({ hits }: FoundByWords): SlicedTask<void> {
    for (const some of slices(hits, READ_AT_ONCE)) {
      prepareFeatures(some);
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

/** The standing memories that are compared by meaning. */
function toCompare(matches: readonly WordMatch[]): Memory[] {
  return matches.slice(0, STANDING_COMPARED).map(({ memory }) => memory);
}

/** Matches a slice of memories at a time. */
function* matchStandingWords(
  question: Question,
  memories: readonly Memory[],
  scope: Scope,
): SlicedTask<WordMatch[]> {
  const inScope = memories.filter((memory) => holds(memory, scope));
  const matches: WordMatch[] = [];
  for (let start = 0; start < inScope.length; start += MATCHED_AT_ONCE) {
    if (start > 0) yield;
    matches.push(...matchWords(question, inScope.slice(start, start + MATCHED_AT_ONCE), 'standing'));
  }
  return matches.sort(byBestWords);
}

/** False for excluded memories, and for expired ones that the sweep has not marked yet. */
export function holds({ id, validUntil }: Memory, { exclude, now }: Scope): boolean {
  return !exclude.has(id) && (validUntil === null || validUntil > now);
}

function applicable(found: WordMatch, meaning: Meaning | null): Match {
  const words = withTopics(mixed(bestWords(found), found.textWords), found);
  if (meaning === null) return byWordsAlone(words);
  const { calibration, meanings } = meaning;
  const share = Math.min(1, calibration.share * STANDING_MEANING);
  const alike = meanings.get(found.memory.id);
  const focused = focusedMeaning(found, meaning);
  if (alike === undefined) return { words, meaning: 0, share, cueByMeaning: null, focused };
  const cosine = mixed(alike.cosine, alike.text ?? alike.cosine);
  return {
    words,
    meaning: meaningScore(cosine + FOCUS_SHIFT, calibration),
    share,
    cueByMeaning: cueText(found, alike),
    focused,
  };
}

function mixed(best: number, text: number): number {
  return best + STANDING_TEXT_SHARE * (text - best);
}

/** Similarity to the topic, from text and cues, computed in the same way for both routes, because the gate has one scale. */
function focusedMeaning({ memory }: WordMatch, { focused, calibration }: Meaning): number | null {
  if (calibration.lettersOnly === true) return null;
  const alike = focused.get(memory.id);
  // Not embedded yet: only its words count.
  if (alike === undefined) return null;
  return meaningScore(mixed(alike.cosine, alike.text ?? alike.cosine) + FOCUS_SHIFT, calibration);
}

function inContext(found: WordMatch, meaning: Meaning | null): Match {
  const words = bestWords(found);
  if (meaning === null) return byWordsAlone(words);
  const { calibration, meanings } = meaning;
  const alike = meanings.get(found.memory.id);
  const focused = focusedMeaning(found, meaning);
  if (alike === undefined) {
    return { words, meaning: 0, share: calibration.share, cueByMeaning: null, focused };
  }
  let cosine = alike.cosine;
  let scale = 1;
  for (const { memory, share } of found.near) {
    cosine += share * (meanings.get(memory.id)?.cosine ?? 0);
    scale += share * TURN_MEANING_SCALE;
  }
  const score = meaningScore(cosine / scale, calibration);
  return { words, meaning: score, share: calibration.share, cueByMeaning: cueText(found, alike), focused };
}

function cueText({ memory }: WordMatch, { cue }: Alike): string | null {
  return cue === null ? null : (memory.cues[cue]?.text ?? null);
}

function byWordsAlone(words: number): Match {
  return { words, meaning: 0, share: 0, cueByMeaning: null, focused: null };
}

function ranked(found: WordMatch, match: Match, domain: SharedDomain, now: number): Ranked {
  const { words, meaning, share, cueByMeaning, focused } = match;
  const { memory, features, route, cueWords, textWords, cue, topics } = found;
  const parts = scoreParts(words, meaning, priorsOf(memory, now), share);
  const byMeaning = (route === 'standing' ? topics?.cue : null) ?? (meaning > 0 ? cueByMeaning : null);
  const wordless = bestWords(found) === 0 ? byMeaning : null;
  return {
    memory,
    features,
    route,
    parts,
    matchedCue: cueWords > textWords ? cue : wordless,
    cueWords,
    domain: domain.share,
    work: domain.work,
    // Without meanings, similar spelling is slightly better than words alone.
    relevance:
      focused === null
        ? withoutMeanings(match)
        : relevanceOf(bestWords(found), focused, topics?.share ?? null),
  };
}

/** A memory that was not compared with the question. */
export function unasked(memory: Memory, now: number): Ranked {
  const route =
    memory.pinned || memory.kind === 'preference' || memory.kind === 'instruction' ? 'standing' : 'recalled';
  return {
    memory,
    features: featuresOf(memory.text),
    route,
    parts: scoreParts(0, 0, priorsOf(memory, now), 0),
    matchedCue: null,
    cueWords: 0,
    domain: 0,
    work: 0,
    relevance: 0,
  };
}

function withoutMeanings({ words, meaning, share }: Match): number {
  return meaning === 0 ? words : (1 - share) * words + share * meaning;
}

function* slices<Item>(items: readonly Item[], size: number): Generator<readonly Item[], void, void> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}
