/**
 * Decides which models may learn: each is checked once, before it learns for the first time, and the result is kept by server and model. It
 * knows only its ports.
 */
import type { ErrorData } from '#shared/errors.ts';
import { TuteeError } from '#shared/errors.ts';
import { learnerCheckSchema } from '#shared/models/learner-check.ts';
import type { LearnerCheckResult } from '#shared/models/learner-check.ts';
import type { ChatModel } from '#shared/models/model.ts';
import type { LearnerCheck } from '../ports/capture.ts';

export interface LearnerChecksPorts {
  /** Checks a model. Throws the model's errors. */
  readonly check: (model: ChatModel, signal: AbortSignal) => Promise<Omit<LearnerCheckResult, 'at'>>;
  /** The server of a model; null: it needs no check. */
  readonly serverOf: (model: ChatModel) => string | null;
  readonly load: (server: string, model: string) => unknown;
  readonly save: (server: string, model: string, result: LearnerCheckResult) => void;
  readonly now: () => number;
}

export class LearnerChecks implements LearnerCheck {
  readonly #ports: LearnerChecksPorts;
  /** Models for which a message already shows the note that they do not learn. */
  readonly #said = new Set<string>();

  constructor(ports: LearnerChecksPorts) {
    this.#ports = ports;
  }

  async isFit(model: ChatModel, signal: AbortSignal): Promise<boolean> {
    if (this.#ports.serverOf(model) === null) return true;
    return (this.resultOf(model) ?? (await this.check(model, signal)))?.passed ?? true;
  }

  note(model: ChatModel): ErrorData | null {
    const key = `${this.#ports.serverOf(model)} ${model.name}`;
    if (this.#said.has(key)) return null;
    this.#said.add(key);
    return new TuteeError(
      'unfit_to_learn',
      `Learned without the model: “${model.name}” did not pass the check that a model has to pass before it learns. Settings, Models, says more.`,
    ).toData();
  }

  /** The result of the last check; null: not checked yet, or no check needed. */
  resultOf(model: ChatModel): LearnerCheckResult | null {
    const server = this.#ports.serverOf(model);
    if (server === null) return null;
    const read = learnerCheckSchema.safeParse(this.#ports.load(server, model.name));
    return read.success ? read.data : null;
  }

  /** Checks a model now; null: it needs no check. Throws the model's errors. */
  async check(model: ChatModel, signal: AbortSignal): Promise<LearnerCheckResult | null> {
    const server = this.#ports.serverOf(model);
    if (server === null) return null;
    const result = { ...(await this.#ports.check(model, signal)), at: this.#ports.now() };
    this.#ports.save(server, model.name, result);
    this.#said.delete(`${server} ${model.name}`);
    return result;
  }
}
