/**
 * Brings memories to mind for a message, before it is answered: no model call, no write, never an error. Two routes:
 * standing memories (pinned, preferences, instructions) always come along while they fit, recalled ones (facts, skills)
 * only when words or meaning say that they matter. Knows the reading port, an embedder and a clock; not where they are from.
 */
import type { Embedder } from '#shared/models/embedder.ts';
import type { Memory } from '#shared/memory/memory.ts';
import { runSync, runInSlices } from '#shared/sliced-task.ts';
import type { SlicedTask } from '#shared/sliced-task.ts';
import type { RecallReport } from '#shared/memory/recall.ts';
import { defaultSettings } from '#shared/settings.ts';
import type { MemoryReader, SearchedScopes } from '../ports.ts';
import { isSmallTalk } from '../small-talk.ts';
import { Candidates, usualHits } from './candidates.ts';
import type { Scope } from './candidates.ts';
import { GATE } from './constants.ts';
import { everydayRequests } from './everyday-requests.ts';
import { Focus } from './focus.ts';
import { prepareQuestion } from './question.ts';
import { forgetKeptTexts } from './kept-by-text.ts';
import { queryVector } from './query-vector.ts';
import type { QueryVector } from './query-vector.ts';
import { byTotal } from './ranking.ts';
import type { Ranked } from './ranking.ts';
import { select } from './selection.ts';
import { shapesEveryAnswer } from './shapes-every-answer.ts';

/** So many of the newest standing memories are asked about in a rehearsal. */
const OWN_WORDS = 4;

export interface RecallOptions {
  readonly query: string;
  /** The most tokens the whole block of memories may take, its frame included. */
  readonly budgetTokens: number;
  /** False holds private memories back. */
  readonly destinationLocal: boolean;
  /** Memories not to bring, such as those this very message taught. */
  readonly exclude?: ReadonlySet<string>;
  /** Assistants and projects whose memories are searched beside those of everywhere; left out: none. */
  readonly scopes?: SearchedScopes;
}

export interface RecallPorts {
  readonly reader: MemoryReader;
  /** The embedder in force now; null: words alone. */
  readonly embedder: () => Embedder | null;
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
  /** Told of a failure that recall went on without, for the log. */
  readonly onFailure?: (thrown: unknown) => void;
}

/** A question whose vector is being made before it is asked. */
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
  /** Whether anybody has asked yet. */
  #asked = false;

  constructor(ports: RecallPorts) {
    this.#ports = ports;
    this.#candidates = new Candidates(ports.reader);
    this.#focus = new Focus();
  }

  /** Makes ready what comparing by meaning needs of the embedder in force. Without it the first recalls are a little less exact. */
  async prepare(): Promise<void> {
    const embedder = this.#ports.embedder();
    if (embedder !== null) await this.#focus.prepare(embedder);
  }

  /**
   * Asks itself everyday requests until somebody really asks, so that the first answers do not wait for code that never ran and pages
   * that were never read. Before them some of what the user taught: another language may have a model of its own to load. Stores nothing; an
   * embedder elsewhere is not asked.
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
   * Begins with the vector of a question that is about to be asked, while it is still seen what its message teaches. Only where
   * that stays on this machine: whether it may leave is not known yet.
   */
  expect(query: string): void {
    this.#asked = true;
    const embedder = this.#ports.embedder();
    if (embedder?.local !== true || isSmallTalk(query)) return;
    this.#expected = { query, embedder: embedder.key, vector: queryVector(query, embedder, this.#focus) };
  }

  /** Lets go of what was worked out beforehand for a question: its words may have been forgotten for good. */
  letGo(): void {
    this.#expected = null;
    forgetKeptTexts();
  }

  /** Never throws: when even the store fails, nothing is recalled and `onFailure` is told. */
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
   * All active memories that words or meaning bring to mind and all standing ones, best first, whatever gate and budget
   * say: for search and for measuring. Throws what the store throws.
   * @param yieldToEventLoop awaited between slices of a few milliseconds; null: all is done in one go.
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
    const { standing, recalled } = await this.#rank(
      query,
      () => reader.standing('all'),
      scope,
      yieldToEventLoop,
    );
    return [...standing, ...recalled].sort(byTotal).slice(0, limit);
  }

  async #report(options: RecallOptions, started: number): Promise<RecallReport> {
    const { query, budgetTokens, destinationLocal } = options;
    const smallTalk = isSmallTalk(query);
    const { exclude = new Set<string>(), scopes: searched = [] } = options;
    const scope = { ...usualHits, exclude, searched, now: this.#ports.now() };
    const { standing, recalled, hasTopic, vector } = await this.#rank(
      smallTalk ? '' : query,
      () => this.#standing(smallTalk, searched),
      scope,
    );
    const rules = { budgetTokens, destinationLocal, hasTopic };
    return {
      query,
      ...select(standing, smallTalk ? [] : recalled, rules),
      gate: GATE,
      budgetTokens,
      tookMs: performance.now() - started,
      embedder: vector?.embedder ?? null,
    };
  }

  /** The words are looked up while the embedder is at work, and again if a memory changed until it was done. */
  async #rank(
    query: string,
    standing: () => Memory[],
    scope: Scope,
    yieldToEventLoop: (() => Promise<void>) | null = null,
  ) {
    const { reader } = this.#ports;
    const embedding = query === '' ? null : this.#vectorOf(query);
    // Before an answer nothing may change in between; a search is in nobody's way.
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
    const ranked = await whole(this.#candidates.rank(byWords, vector));
    return { ...ranked, hasTopic: byWords.question.hasTopic, vector };
  }

  #vectorOf(query: string): Promise<QueryVector | null> {
    const embedder = this.#ports.embedder();
    const expected = this.#expected;
    this.#expected = null;
    if (expected?.query === query && expected.embedder === embedder?.key) return expected.vector;
    return queryVector(query, embedder, this.#focus);
  }

  /** Small talk has no topic that a preference could govern; how to answer matters even to a greeting. */
  #standing(smallTalk: boolean, searched: SearchedScopes): Memory[] {
    const all = this.#ports.reader.standing(searched);
    return smallTalk ? all.filter(shapesEveryAnswer) : all;
  }
}

function emptyReport({ query, budgetTokens }: RecallOptions, tookMs: number): RecallReport {
  return { query, candidates: [], gate: GATE, budgetTokens, usedTokens: 0, tookMs, embedder: null };
}
