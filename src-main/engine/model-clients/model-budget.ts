import { budgetDue, budgetWords, withLimits } from '#shared/agents/budget-use.ts';
import type { Budget, RunBudget } from '#shared/agents/run-budget.ts';
import type { BudgetDue } from '#shared/agents/budget-use.ts';
import type { TokenUsage } from '#shared/conversation.ts';
import { TuteeError } from '#shared/errors.ts';
import { abortable } from '../run/abortable.ts';
import { deferred } from '../run/deferred.ts';

export interface ModelBudgetOptions {
  /** Called after each change of `used`. */
  readonly onChange?: (used: RunBudget) => void;
  /**
   * Called before a request that the budget does not allow, when no other request is in flight. The budget is checked again when
   * it resolves; an error it throws fails the request. Default: requests continue past the half of the budget and fail with
   * `quota_exceeded` at its end.
   */
  readonly onDue?: (due: BudgetDue, signal: AbortSignal) => Promise<void>;
}

/** One admitted request. */
export interface Spending {
  /** The same request is sent again. */
  sendAgain(): void;
  /** The request has ended with this usage. A second call has no effect. */
  end(used: TokenUsage, estimated: boolean): void;
}

/**
 * The budget shared by all models of one run: wrap each of them in a BudgetedChatModel. An admitted request is never cut off:
 * usage beyond the budget is counted, and the next request waits.
 */
export class ModelBudget {
  readonly #options: ModelBudgetOptions;
  #used: RunBudget;
  /** Estimated prompt tokens of the requests in flight. */
  #reserved = 0;
  #inFlight = 0;
  /** Resolves when any request in flight ends. */
  #nextEnd = deferred();

  constructor(used: RunBudget, options: ModelBudgetOptions = {}) {
    this.#used = used;
    this.#options = options;
  }

  get used(): RunBudget {
    return this.#used;
  }

  /** Allows requests past the half of the budget. */
  goOn(): void {
    this.#change({ pastHalf: true });
  }

  raise(limits: Budget): void {
    this.#change(withLimits(this.#used, limits));
  }

  /** Resolves when a request may be sent. `tokens`: its estimated prompt tokens. Throws `quota_exceeded`, `cancelled`, or what `onDue` throws. */
  async admit(tokens: number, signal: AbortSignal): Promise<Spending> {
    for (let due = this.#due; due !== null; due = this.#due) {
      if (this.#inFlight > 0) await abortable(this.#nextEnd.promise, signal);
      else await abortable(this.#hold(due, signal), signal);
    }
    this.#reserved += tokens;
    this.#inFlight += 1;
    this.#change({ usedRequests: this.#used.usedRequests + 1 });
    let ended = false;
    return {
      sendAgain: () => this.#change({ usedRequests: this.#used.usedRequests + 1 }),
      end: (used, estimated) => {
        if (ended) return;
        ended = true;
        this.#reserved -= tokens;
        this.#inFlight -= 1;
        this.#spend(used, estimated);
      },
    };
  }

  get #due(): BudgetDue | null {
    return budgetDue({ ...this.#used, usedTokens: this.#used.usedTokens + this.#reserved });
  }

  async #hold(due: BudgetDue, signal: AbortSignal): Promise<void> {
    const { onDue } = this.#options;
    if (onDue !== undefined) await onDue(due, signal);
    else if (due === 'half') this.goOn();
    else throw new TuteeError('quota_exceeded', `The budget is used up: ${budgetWords(this.#used)}.`);
  }

  #spend({ promptTokens, completionTokens }: TokenUsage, estimated: boolean): void {
    const { usedTokens } = this.#used;
    this.#change({
      usedTokens: usedTokens + promptTokens + completionTokens,
      ...(estimated && { estimated }),
    });
    this.#nextEnd.resolve();
    this.#nextEnd = deferred();
  }

  #change(change: Partial<RunBudget>): void {
    this.#used = { ...this.#used, ...change };
    this.#options.onChange?.(this.#used);
  }
}
