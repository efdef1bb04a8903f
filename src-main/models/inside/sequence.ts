/** One sequence of a context: its state is kept between requests, so only the part that differs from the previous prompt is computed. */
import { TuteeError } from '#shared/errors.ts';
import type { AddonContext, AddonSampler } from './llama-addon.ts';

/** The target duration of a step, in ms, so that a stop and the other lane are noticed soon. */
const STEP_MS = 120;
const LEAST_STEP = 8;
/** The maximum number of tokens in one step; the context's batch size. */
export const mostInStep = 256;

/** Runs a step when no other step is running and this request may continue. Throws to stop. */
export type RunStep = <Value>(step: () => Promise<Value>) => Promise<Value>;

export class Sequence {
  readonly #context: AddonContext;
  readonly #id: number;
  /** The tokens whose state the context contains for this sequence. */
  #held: number[] = [];
  /** How many tokens fit into one step, as measured. */
  #stepTokens = 32;

  constructor(context: AddonContext, id: number) {
    this.#context = context;
    this.#id = id;
  }

  /** Reads a prompt. Resolves to how many of its tokens were still cached. */
  async read(tokens: readonly number[], run: RunStep): Promise<number> {
    const kept = await run(async () => this.#keep(tokens));
    for (let at = kept; at < tokens.length;) {
      const part = tokens.slice(at, at + this.#stepTokens);
      const started = await run(async () => {
        const now = performance.now();
        await this.#decode(part, false);
        return now;
      });
      this.#measure(part.length, performance.now() - started);
      at += part.length;
    }
    return kept;
  }

  /** Reads one more token and samples the next: in one step, because a prediction is only valid until the next batch. -1: none. */
  async next(token: number, sampler: AddonSampler): Promise<number> {
    const index = await this.#decode([token], true);
    return await this.#context.sampleToken(index, sampler);
  }

  async #decode(tokens: readonly number[], wanted: boolean): Promise<number> {
    this.#context.initBatch(tokens.length);
    const last = new Uint32Array(wanted ? [tokens.length - 1] : []);
    const given = new Uint32Array(tokens);
    const [index = -1] = this.#context.addToBatch(this.#id, this.#held.length, given, last);
    try {
      await this.#context.decodeBatch();
    } catch (cause) {
      // The state of the context is now unknown.
      this.#forget();
      throw new TuteeError('server_failed', 'The model inside could not compute this answer. Try again.', {
        cause,
        detail: cause instanceof Error ? cause.message : undefined,
      });
    }
    this.#held.push(...tokens);
    return index;
  }

  /** Drops what differs from this prompt. Returns how many tokens remain. */
  #keep(tokens: readonly number[]): number {
    const kept = commonLength(this.#held, tokens);
    if (kept === this.#held.length) return kept;
    if (kept > 0 && this.#context.removeTokenCellsFromSequence(this.#id, kept, -1)) {
      this.#held = this.#held.slice(0, kept);
      return kept;
    }
    // Models with recurrent state cannot return to an earlier position.
    this.#forget();
    return 0;
  }

  #forget(): void {
    this.#context.disposeSequence(this.#id);
    this.#held = [];
  }

  #measure(count: number, ms: number): void {
    if (count < this.#stepTokens) return;
    const fitting = (count * STEP_MS) / Math.max(ms, 1);
    // Halfway, because a single slow step on a busy machine means little.
    const next = Math.round((this.#stepTokens + fitting) / 2);
    this.#stepTokens = Math.min(mostInStep, Math.max(LEAST_STEP, next));
  }
}

function commonLength(held: readonly number[], tokens: readonly number[]): number {
  const most = Math.min(held.length, tokens.length);
  for (let index = 0; index < most; index++) if (held[index] !== tokens[index]) return index;
  return most;
}
