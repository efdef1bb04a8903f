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
import { searchDomains, shareDomains } from './domains/shared-domains.ts';
import { relevanceOf } from './gate/relevance.ts';
import { calibrationOf, meaningScore } from './meaning-score.ts';
import { priorsOf } from './priors.ts';
import type { QueryVector } from './request/query-vector.ts';
import type { Question } from './request/question.ts';
import { byTotal, scoreParts } from './ranking.ts';
import { readTexts, readingOf } from './reading.ts';
import type { Ranked } from './ranking.ts';
import { isTurn, Surroundings } from './surroundings.ts';
import { bestWords, byBestWords, withTopics, matchWords } from './word-match.ts';
import type { WordMatch } from './word-match.ts';

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
const MATCHED_AT_ONCE = 50;

export const usualHits = { wordHits: WORD_HITS, meaningHits: MEANING_HITS } as const;

/** How far a memory matches a question: each 0..1, not yet weighed against each other. */
interface Match {
  readonly words: number;
  readonly meaning: number;
  /** Meaning's share beside words; 0 when there were no vectors. */
  readonly share: number;
  /** The cue that is nearest by meaning; null when the text is, or nothing was compared. */
  readonly cueByMeaning: string | null;
  /** Likeness to what the question is about; null when nothing tells meanings. */
  readonly focused: number | null;
}

/** What the question's vector says. */
interface Meaning {
  /** By memory: likeness to the question, of those that are not standing, and to what it is about. */
  readonly meanings: ReadonlyMap<string, Alike>;
  readonly focused: ReadonlyMap<string, Alike>;
  readonly calibration: Calibration;
}

/** What words alone say; the same for the same question as long as no memory changes. */
export interface FoundByWords {
  readonly question: Question;
  readonly scope: Scope;
  readonly hits: readonly Memory[];
  /** The standing memories that are looked at, best first by words. */
  readonly matches: readonly WordMatch[];
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

  /** Beside the others of their topic: which of all that could apply does the question touch? */
  #rankStanding(
    matches: readonly WordMatch[],
    vector: QueryVector | null,
    domains: ReadonlyMap<string, number>,
    now: number,
  ): Ranked[] {
    const compared = toCompare(matches).map(({ id }) => id);
    const meanings = this.#compare(vector?.focused, vector, compared);
    const meaning =
      vector === null ? null : { meanings, focused: meanings, calibration: calibrationOf(vector.embedder) };
    return matches
      .map((one) => ranked(one, applicable(one, meaning), domains.get(one.memory.id) ?? 0, now))
      .sort(byTotal);
  }

  /** By the best of text and cues; turns of a chat with what was said around them. */
  *#rankRecalled(
    question: Question,
    vector: QueryVector | null,
    found: readonly Memory[],
    domains: ReadonlyMap<string, number>,
    scope: Scope,
  ): SlicedTask<Ranked[]> {
    const around = new Surroundings(found, this.#reader);
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
      .map((one) => ranked(one, inContext(one, meaning), domains.get(one.memory.id) ?? 0, scope.now))
      .sort(byTotal);
  }

  /** Further ones for the same question, which no search brought. */
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
function toCompare(matches: readonly WordMatch[]): Memory[] {
  return matches.slice(0, STANDING_COMPARED).map(({ memory }) => memory);
}

/** Some at a time. */
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

/** The sweep that makes memories expired may be late; what is over is never recalled all the same. */
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

/** Of text and cues, as for standing memories, whichever route it takes: a gate is one scale. */
function focusedMeaning({ memory }: WordMatch, { focused, calibration }: Meaning): number | null {
  if (calibration.lettersOnly === true) return null;
  const alike = focused.get(memory.id);
  // Its vectors are still to come: words have to do.
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

function ranked(found: WordMatch, match: Match, domain: number, now: number): Ranked {
  const { words, meaning, share, cueByMeaning, focused } = match;
  const { memory, reading, route, cueWords, textWords, cue, topics } = found;
  const parts = scoreParts(words, meaning, priorsOf(memory, now), share);
  const byMeaning = (route === 'standing' ? topics?.cue : null) ?? (meaning > 0 ? cueByMeaning : null);
  const wordless = bestWords(found) === 0 ? byMeaning : null;
  return {
    memory,
    reading,
    route,
    parts,
    matchedCue: cueWords > textWords ? cue : wordless,
    cueWords,
    domain,
    // Letters alike are a little better than words alone, which is what is left without meanings.
    relevance:
      focused === null
        ? withoutMeanings(match)
        : relevanceOf(bestWords(found), focused, topics?.share ?? null),
  };
}

/** A memory that no question was compared with. */
export function unasked(memory: Memory, now: number): Ranked {
  const route =
    memory.pinned || memory.kind === 'preference' || memory.kind === 'instruction' ? 'standing' : 'recalled';
  return {
    memory,
    reading: readingOf(memory.text),
    route,
    parts: scoreParts(0, 0, priorsOf(memory, now), 0),
    matchedCue: null,
    cueWords: 0,
    domain: 0,
    relevance: 0,
  };
}

function withoutMeanings({ words, meaning, share }: Match): number {
  return meaning === 0 ? words : (1 - share) * words + share * meaning;
}

function* slices<Item>(items: readonly Item[], size: number): Generator<readonly Item[], void, void> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}
