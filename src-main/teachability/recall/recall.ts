/**
 * Finds the memories for a message before it is answered: no model call, no write, never an error. There are two routes: standing
 * memories (pinned, preferences, instructions) are always considered, recalled ones (facts, skills) only if a search finds them. Memories
 * that shape every answer are always sent to a model, all others only if they are relevant to the request. Knows the reading port, an
 * embedder and a clock, and not where these come from.
 */
import type { Embedder } from '#shared/models/embedder.ts';
import type { Memory } from '#shared/memory/memory.ts';
import { runSync, runInSlices } from '#shared/sliced-task.ts';
import type { SlicedTask } from '#shared/sliced-task.ts';
import type { RecallAudience, RecallReport } from '#shared/memory/recall.ts';
import { defaultSettings } from '#shared/settings.ts';
import type { MemoryReader, SearchedScopes } from '../ports.ts';
import { isSmallTalk } from '../small-talk.ts';
import { aboutPartLike, aboutPartOf, isOfPart } from './request/about-me.ts';
import type { AboutPart } from './request/about-requests.ts';
import { Candidates, holds, unasked, usualHits } from './candidates.ts';
import type { FoundByWords, Scope } from './candidates.ts';
import { natureOf } from './gate/relevance.ts';
import type { GateRules } from './gate/relevance.ts';
import {
  ABOUT_CONSIDERED,
  RELEVANCE_GATE,
  LINKS_FROM,
  LINKS_SEARCHED,
  LINKS_WORDS_MOST,
} from './constants.ts';
import { calibrationOf } from './meaning-score.ts';
import { everydayRequests } from './request/everyday-requests.ts';
import { RequestMeaning } from './request/request-meaning.ts';
import { beginsWith, namesIn } from './gate/linked.ts';
import { prepareQuestion } from './request/question.ts';
import { clearTextCaches } from './cached-by-text.ts';
import { queryVector } from './request/query-vector.ts';
import type { QueryVector } from './request/query-vector.ts';
import { byTotal } from './ranking.ts';
import type { Ranked } from './ranking.ts';
import { requestPart } from './request/request-part.ts';
import { judge, select } from './gate/selection.ts';
import type { Judged } from './gate/selection.ts';
import { sensitivityOf } from './gate/sensitive.ts';
import { stem } from './stem.ts';
import { shapesEveryAnswer } from './gate/shapes-every-answer.ts';

/** The number of standing memories, the newest ones, that serve as queries of the warm-up. */
const OWN_WORDS = 4;

export interface RecallOptions {
  readonly query: string;
  /** The maximum number of tokens of the block of memories, including its frame. */
  readonly budgetTokens: number;
  /** False: private memories are not sent. */
  readonly destinationLocal: boolean;
  /** Who reads the memories; absent: a model. */
  readonly audience?: RecallAudience;
  /** Ids of memories to leave out, such as those that this message taught. */
  readonly exclude?: ReadonlySet<string>;
  /** Assistants and projects whose memories are searched in addition to those for everywhere; absent: none. */
  readonly scopes?: SearchedScopes;
}

export interface RecallPorts {
  readonly reader: MemoryReader;
  /** The current embedder; null: recall by words alone. */
  readonly embedder: () => Embedder | null;
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
  /** Called with a failure despite which recall continued, for the log. */
  readonly onFailure?: (thrown: unknown) => void;
  /** Awaited between slices of what is done ahead of a question; absent: only its vector is made ahead. */
  readonly yieldToEventLoop?: () => Promise<void>;
}

/** What word search and vectors say about a question. */
interface Ranking {
  readonly ranked: readonly Ranked[];
  readonly byWords: FoundByWords;
  readonly vector: QueryVector | null;
  /** What was looked up about people and things that memories name, by name. */
  readonly links: Map<string, Links>;
}

/** Memories about people and things that other memories name. */
interface Links {
  readonly linked: ReadonlySet<string>;
  /** Those that no search had found. */
  readonly further: readonly Ranked[];
}

/** A question whose recall was started before it was asked. */
interface Expected {
  readonly query: string;
  readonly searched: SearchedScopes;
  /** Embedder.key */
  readonly embedder: string;
  readonly vector: Promise<QueryVector | null>;
  /** Null if a memory changed in the meantime, or it failed. */
  readonly ranking: Promise<(Ranking & { readonly revision: string }) | null>;
  /** Finishes the ranking without yielding, because somebody is waiting for it. */
  readonly hurry: () => void;
}

const none: ReadonlySet<string> = new Set();

export class Recall {
  readonly #ports: RecallPorts;
  readonly #candidates: Candidates;
  readonly #requestMeaning: RequestMeaning;
  #expected: Expected | null = null;
  /** Whether the user has asked anything since the start. */
  #asked = false;

  constructor(ports: RecallPorts) {
    this.#ports = ports;
    this.#candidates = new Candidates(ports.reader);
    this.#requestMeaning = new RequestMeaning();
  }

  /** Prepares the comparison by meaning with the current embedder. Without it the first recalls are slightly less exact. */
  async prepare(): Promise<void> {
    const embedder = this.#ports.embedder();
    if (embedder !== null) await this.#requestMeaning.prepare(embedder);
  }

  /**
   * Recalls for everyday requests until the user asks something, so that the first answers do not wait for code to be compiled and for pages
   * to be read from the file. It begins with texts that the user taught, because another language may need a model of its own. Stores nothing,
   * and does nothing with a remote embedder.
   */
  async warmUp(yieldToEventLoop: () => Promise<void>): Promise<void> {
    if (this.#ports.embedder()?.local !== true) return;
    const taught = this.#ports.reader
      .standing()
      .slice(-OWN_WORDS)
      .map(({ text }) => text);
    for (const query of [...taught, ...everydayRequests]) {
      if (this.#asked) return;
      await this.#report(
        { query, budgetTokens: defaultSettings.memoryTokens, destinationLocal: true },
        performance.now(),
      );
      await yieldToEventLoop();
    }
  }

  /**
   * Starts the recall for a question that is about to be asked, in parallel with capture. Only with an embedder on this machine, because it
   * is not known yet whether the message may leave it.
   * @param searched as in RecallOptions
   */
  prefetch(query: string, searched: SearchedScopes = []): void {
    this.#asked = true;
    const embedder = this.#ports.embedder();
    if (embedder?.local !== true || isSmallTalk(query)) return;
    const request = requestPart(query);
    const vector = queryVector(request, embedder, this.#requestMeaning);
    let isAwaited = false;
    const ranking = this.#rankAhead(request, searched, vector, () => isAwaited);
    const hurry = () => {
      isAwaited = true;
    };
    this.#expected = { query: request, searched, embedder: embedder.key, vector, ranking, hurry };
  }

  /** Drops the prefetched vector and all caches: their texts may have been forgotten for good. */
  letGo(): void {
    this.#expected = null;
    clearTextCaches();
  }

  /** Never throws: if the store fails, recalls nothing and calls `onFailure`. */
  async recall(options: RecallOptions): Promise<RecallReport> {
    const started = performance.now();
    this.#asked = true;
    try {
      return await this.#report(options, started);
    } catch (thrown) {
      this.#ports.onFailure?.(thrown);
      return emptyReport(options, performance.now() - started);
    }
  }

  /**
   * All standing memories and all other active ones that match by words or meaning, best first, without gate and budget: for search and for
   * measuring. Throws the errors of the store.
   * @param yieldToEventLoop awaited between slices of a few milliseconds; null: runs without a break.
   */
  async rank(
    query: string,
    limit: number,
    yieldToEventLoop: (() => Promise<void>) | null = null,
  ): Promise<Ranked[]> {
    const hits = Math.max(limit * 4, usualHits.wordHits);
    const exclude = new Set<string>();
    const scope = {
      exclude,
      now: this.#ports.now(),
      wordHits: hits,
      meaningHits: hits,
      searched: 'all',
    } as const;
    this.#asked = true;
    const { reader } = this.#ports;
    if (yieldToEventLoop !== null) await reader.warmStanding(yieldToEventLoop);
    const vector = this.#takeExpected(query)?.vector;
    const { ranked } = await this.#rank(query, () => reader.standing('all'), scope, vector, yieldToEventLoop);
    return ranked.toSorted(byTotal).slice(0, limit);
  }

  async #report(options: RecallOptions, started: number): Promise<RecallReport> {
    const { query, budgetTokens, destinationLocal, audience = 'model' } = options;
    const smallTalk = isSmallTalk(query);
    const { exclude = none, scopes: searched = [] } = options;
    const scope = { ...usualHits, exclude, searched, now: this.#ports.now() };
    const request = smallTalk ? '' : requestPart(query);
    const expected = this.#takeExpected(request);
    const ranking =
      (await this.#rankedAhead(expected, scope)) ??
      (await this.#rank(request, () => this.#standing(smallTalk, searched), scope, expected?.vector));
    const { vector } = ranking;
    const rules = { ...this.#gateFor(ranking, audience), budgetTokens, destinationLocal };
    const calibration = vector === null ? null : calibrationOf(vector.embedder);
    const part = smallTalk
      ? null
      : (aboutPartOf(query) ?? aboutPartLike(query, vector?.kinds ?? null, calibration));
    const judged =
      part === null ? this.#judge(ranking, rules) : this.#aboutUser(part, ranking.ranked, scope, rules);
    return {
      query,
      ...select(judged, { ...rules, conflicts: this.#ports.reader.conflictingIds() }),
      gate: RELEVANCE_GATE[audience],
      budgetTokens,
      tookMs: performance.now() - started,
      embedder: vector?.embedder ?? null,
    };
  }

  #gateFor({ byWords, vector }: Ranking, audience: RecallAudience): GateRules {
    const calibration = vector === null ? null : calibrationOf(vector.embedder);
    const nature = natureOf(vector?.kinds ?? null, calibration);
    return { audience, nature, stored: this.#ports.reader.countActive(), ...byWords.question };
  }

  /** The relevant memories, and those about people and things that they name. */
  #judge(ranking: Ranking, rules: GateRules): Judged[] {
    const { ranked, byWords } = ranking;
    const judged = judge(ranked, rules);
    const followed = judged
      .filter(({ reason, ranked: { parts } }) => reason === 'bears' && parts.words < LINKS_WORDS_MOST)
      .sort((one, other) => other.ranked.relevance - one.ranked.relevance)
      .slice(0, LINKS_FROM);
    // Memories about names in the question itself were found directly.
    const asked = new Set(byWords.question.terms.map((term) => term.stem));
    const names = [...new Set(followed.flatMap(({ ranked: { memory } }) => namesIn(memory.text)))].filter(
      (name) => !asked.has(stem(name)),
    );
    if (names.length === 0) return judged;
    const { linked, further } = this.#links(names, ranking);
    return judge([...ranked, ...further], rules, linked);
  }

  #links(names: readonly string[], { ranked, byWords, vector, links }: Ranking): Links {
    const key = names.join('\n');
    const known = links.get(key);
    if (known !== undefined) return known;
    const hits = this.#ports.reader.searchWords(names, LINKS_SEARCHED, byWords.scope.searched);
    const named = new Map(hits.map(({ memory }) => [memory.id, memory]));
    const linked = new Set(
      [...named.values()].filter(({ text }) => beginsWith(text, names)).map(({ id }) => id),
    );
    const ids = new Set(ranked.map(({ memory }) => memory.id));
    const more = [...named.values()].filter(({ id }) => linked.has(id) && !ids.has(id));
    const further = more.length === 0 ? [] : runSync(this.#candidates.rankMore(byWords, vector, more));
    const found = { linked, further };
    links.set(key, found);
    return found;
  }

  /** For a request about the user: all memories of the part, and what shapes every answer, as always. */
  #aboutUser(part: AboutPart, ranked: readonly Ranked[], scope: Scope, rules: GateRules): Judged[] {
    const { reader } = this.#ports;
    const known = new Map(ranked.map((one) => [one.memory.id, one]));
    const memories = reader
      .newest(ABOUT_CONSIDERED, scope.searched)
      .filter((memory) => isOfPart(memory, part));
    const wanted = memories
      .filter(
        (memory) => holds(memory, scope) && (rules.audience === 'memory' || sensitivityOf(memory.text) < 2),
      )
      .map((memory) => known.get(memory.id) ?? unasked(memory, scope.now));
    const ids = new Set(wanted.map(({ memory }) => memory.id));
    const others = judge(
      ranked.filter(({ memory }) => !ids.has(memory.id)),
      rules,
    ).map((one): Judged => (one.reason === 'bears' ? { ...one, reason: null } : one));
    return [...wanted.map((one): Judged => ({ ranked: one, needed: 0, reason: 'about_user' })), ...others];
  }

  /** Ranks a question before it is asked; this thread would otherwise be idle while capture waits for the embedder. */
  async #rankAhead(
    query: string,
    searched: SearchedScopes,
    vector: Promise<QueryVector | null>,
    isAwaited: () => boolean,
  ): Promise<(Ranking & { readonly revision: string }) | null> {
    const { reader, now, yieldToEventLoop } = this.#ports;
    if (yieldToEventLoop === undefined) return null;
    try {
      // Capture has priority.
      await yieldToEventLoop();
      const revision = reader.revision();
      const scope = { ...usualHits, exclude: none, searched, now: now() };
      const standing = () => this.#standing(false, searched);
      const ranking = await this.#rank(query, standing, scope, vector, async () => {
        if (!isAwaited()) await yieldToEventLoop();
      });
      // Most questions go to a model, so the names in memories are looked up for that gate.
      this.#judge(ranking, this.#gateFor(ranking, 'model'));
      return reader.revision() === revision ? { ...ranking, revision } : null;
    } catch {
      // The recall itself repeats this and reports the failure.
      return null;
    }
  }

  /** Null if it was not ranked in advance, or in other scopes, or memories have changed since. */
  async #rankedAhead(expected: Expected | null, scope: Scope): Promise<Ranking | null> {
    const { searched, exclude } = scope;
    if (expected === null || String(expected.searched) !== String(searched)) return null;
    expected.hurry();
    const ranking = await expected.ranking;
    if (ranking === null || ranking.revision !== this.#ports.reader.revision()) return null;
    if (exclude.size === 0) return ranking;
    const ranked = ranking.ranked.filter(({ memory }) => !exclude.has(memory.id));
    // The lookup by names may have found excluded memories.
    return { ...ranking, ranked, byWords: { ...ranking.byWords, scope }, links: new Map() };
  }

  /** Searches by words while the embedder computes the vector, and again if a memory changed in between. */
  async #rank(
    query: string,
    standing: () => Memory[],
    scope: Scope,
    ahead?: Promise<QueryVector | null>,
    yieldToEventLoop: (() => Promise<void>) | null = null,
  ): Promise<Ranking> {
    const { reader } = this.#ports;
    const embedding =
      query === '' ? null : (ahead ?? queryVector(query, this.#ports.embedder(), this.#requestMeaning));
    // Before an answer nothing may change between the steps; a search in the list need not hurry.
    const whole = async <T>(parts: SlicedTask<T>): Promise<T> =>
      yieldToEventLoop === null ? runSync(parts) : runInSlices(parts, yieldToEventLoop);
    const look = () => whole(this.#candidates.byWords(prepareQuestion(query, reader), standing(), scope));
    const revision = reader.revision();
    let byWords = await look();
    await yieldToEventLoop?.();
    if (embedding !== null) await whole(this.#candidates.readHits(byWords));
    const vector = await embedding;
    await yieldToEventLoop?.();
    if (reader.revision() !== revision) byWords = await look();
    const { standing: ofStanding, recalled } = await whole(this.#candidates.rank(byWords, vector));
    return { ranked: [...ofStanding, ...recalled], byWords, vector, links: new Map() };
  }

  /** The prefetched result for this question. A prefetched result for another question is discarded. */
  #takeExpected(query: string): Expected | null {
    const expected = this.#expected;
    this.#expected = null;
    const embedder = this.#ports.embedder()?.key;
    return expected?.query === query && expected.embedder === embedder ? expected : null;
  }

  /** For small talk only what shapes every answer, because no other preference can apply to it. */
  #standing(smallTalk: boolean, searched: SearchedScopes): Memory[] {
    const all = this.#ports.reader.standing(searched);
    return smallTalk ? all.filter(shapesEveryAnswer) : all;
  }
}

function emptyReport(
  { query, budgetTokens, audience = 'model' }: RecallOptions,
  tookMs: number,
): RecallReport {
  return {
    query,
    candidates: [],
    gate: RELEVANCE_GATE[audience],
    budgetTokens,
    usedTokens: 0,
    tookMs,
    embedder: null,
  };
}
