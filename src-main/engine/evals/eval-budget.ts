import { TuteeError } from '#shared/errors.ts';
import { addUsage, NO_USAGE } from './eval-result.ts';
import type { EvalUsage } from './eval-result.ts';

/** The most that an evaluation may use, the judge included. A request in flight is not cut off, so a little more can be used. */
export interface EvalBudget {
  readonly maxRequests?: number;
  /** Prompt and completion together. */
  readonly maxTokens?: number;
  /** In US dollars, by the `prices` given. */
  readonly maxCost?: number;
}

/** Counts what was used, and says when it is enough. */
export class SpentBudget {
  readonly #limits: EvalBudget;
  #used: EvalUsage;

  /** Throws `invalid_input` for limits that are no numbers from 0 on. */
  constructor(limits: EvalBudget, used: EvalUsage = NO_USAGE) {
    for (const [key, value] of Object.entries(limits)) {
      if (!['maxRequests', 'maxTokens', 'maxCost'].includes(key) || !(Number(value) >= 0)) {
        const field = `budget.${key}`;
        throw new TuteeError(
          'invalid_input',
          `${field}: Give maxRequests, maxTokens or maxCost, from 0 on.`,
          {
            field,
          },
        );
      }
    }
    this.#limits = limits;
    this.#used = used;
  }

  get used(): EvalUsage {
    return this.#used;
  }

  add(usage: EvalUsage): void {
    this.#used = addUsage(this.#used, usage);
  }

  /** Why nothing more may be asked; null when more may. */
  get reason(): string | null {
    const { maxRequests = Infinity, maxTokens = Infinity, maxCost } = this.#limits;
    const { requests, promptTokens, completionTokens, cost } = this.#used;
    if (requests >= maxRequests) return `The budget of ${maxRequests} requests is used up.`;
    if (promptTokens + completionTokens >= maxTokens) return `The budget of ${maxTokens} tokens is used up.`;
    if (maxCost === undefined) return null;
    if (cost === null)
      return 'The budget in money cannot be kept: the price of a model is not known. Give it in `prices`.';
    return cost >= maxCost ? `The budget of $${maxCost} is used up.` : null;
  }
}
