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
import { Focus } from './request/focus.ts';
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
}

/** A prefetched question: its vector is computed before recall is called. */
interface Expected {
  readonly query: string;
  /** Embedder.key */
  readonly embedder: string;
  readonly vector: Promise<QueryVector | null>;
}

export class Recall {
  readonly #ports: RecallPorts;
  readonly #candidates: Candidates;
  readonly #focus: Focus;
  #expected: Expected | null = null;
  /** Whether the user has asked anything since the start. */
  #asked = false;

  constructor(ports: RecallPorts) {
    this.#ports = ports;
    this.#candidates = new Candidates(ports.reader);
    this.#focus = new Focus();
  }

  /** Prepares the comparison by meaning with the current embedder. Without it the first recalls are slightly less exact. */
  async prepare(): Promise<void> {
    const embedder = this.#ports.embedder();
    if (embedder !== null) await this.#focus.prepare(embedder);
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
   * Starts to compute the vector of a question while the explicit teachings of its message are still being captured. Only with an embedder
   * on this machine: it is not yet known whether the question may be sent to another one.
   */
  prefetch(query: string): void {
    this.#asked = true;
    const embedder = this.#ports.embedder();
    if (embedder?.local !== true || isSmallTalk(query)) return;
    const request = requestPart(query);
    this.#expected = {
      query: request,
      embedder: embedder.key,
      vector: queryVector(request, embedder, this.#focus),
    };
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
    const { ranked } = await this.#rank(query, () => reader.standing('all'), scope, yieldToEventLoop);
    return ranked.sort(byTotal).slice(0, limit);
  }

  async #report(options: RecallOptions, started: number): Promise<RecallReport> {
    const { query, budgetTokens, destinationLocal, audience = 'model' } = options;
    const smallTalk = isSmallTalk(query);
    const { exclude = new Set<string>(), scopes: searched = [] } = options;
    const scope = { ...usualHits, exclude, searched, now: this.#ports.now() };
    const { ranked, byWords, vector } = await this.#rank(
      smallTalk ? '' : requestPart(query),
      () => this.#standing(smallTalk, searched),
      scope,
    );
    const calibration = vector === null ? null : calibrationOf(vector.embedder);
    const nature = natureOf(vector?.kinds ?? null, calibration);
    const stored = this.#ports.reader.countActive();
    const rules = { budgetTokens, destinationLocal, audience, nature, stored, ...byWords.question };
    const part = smallTalk ? null : (aboutPartOf(query) ?? aboutPartLike(vector?.kinds ?? null, calibration));
    const judged =
      part === null
        ? this.#judge(ranked, byWords, vector, rules)
        : this.#aboutUser(part, ranked, scope, rules);
    return {
      query,
      ...select(judged, { ...rules, conflicts: this.#ports.reader.conflictingIds() }),
      gate: RELEVANCE_GATE[audience],
      budgetTokens,
      tookMs: performance.now() - started,
      embedder: vector?.embedder ?? null,
    };
  }

  /** Judges the candidates, and further memories about what the relevant ones name. */
  #judge(
    ranked: readonly Ranked[],
    byWords: FoundByWords,
    vector: QueryVector | null,
    rules: GateRules,
  ): Judged[] {
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
    const hits = this.#ports.reader.searchWords(names, LINKS_SEARCHED, byWords.scope.searched);
    const named = new Map(hits.map(({ memory }) => [memory.id, memory]));
    const linked = new Set(
      [...named.values()].filter(({ text }) => beginsWith(text, names)).map(({ id }) => id),
    );
    const known = new Set(ranked.map(({ memory }) => memory.id));
    const more = [...named.values()].filter(({ id }) => linked.has(id) && !known.has(id));
    const further = more.length === 0 ? [] : runSync(this.#candidates.rankMore(byWords, vector, more));
    return judge([...ranked, ...further], rules, linked);
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

  /** Searches by words while the embedder works, and once more if a memory has changed in the meantime. */
  async #rank(
    query: string,
    standing: () => Memory[],
    scope: Scope,
    yieldToEventLoop: (() => Promise<void>) | null = null,
  ) {
    const { reader } = this.#ports;
    const embedding = query === '' ? null : this.#vectorOf(query);
    // Before an answer it runs in one go, so that no memory changes in between; a search may take longer.
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
    return { ranked: [...ofStanding, ...recalled], byWords, vector };
  }

  #vectorOf(query: string): Promise<QueryVector | null> {
    const embedder = this.#ports.embedder();
    const expected = this.#expected;
    this.#expected = null;
    if (expected?.query === query && expected.embedder === embedder?.key) return expected.vector;
    return queryVector(query, embedder, this.#focus);
  }

  /** For small talk only what shapes every answer: it has no topic to which another preference could apply. */
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
