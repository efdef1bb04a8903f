import { budgetDue, budgetWords, withLimits } from '#shared/agents/run-budget.ts';
import type { Budget, BudgetDue, RunBudget } from '#shared/agents/run-budget.ts';
import type { TokenUsage } from '#shared/conversation.ts';
import { TuteeError } from '#shared/errors.ts';
import { abortable } from '../run/abortable.ts';

export interface ModelBudgetOptions {
  /** Told after each change of `used`. */
  readonly onChange?: (used: RunBudget) => void;
  /**
   * Asked before a request that the budget does not allow, once no other request is under way. When it settles the budget is
   * looked at again; what it throws is thrown by the request. Not given: past the half requests go on, past the whole they
   * fail with `quota_exceeded`.
   */
  readonly onDue?: (due: BudgetDue, signal: AbortSignal) => Promise<void>;
}

/** One request that was let through. */
export interface Spending {
  /** The same request is sent once more. */
  sendAgain(): void;
  /** It came to its end, and used this; a second call does nothing. */
  end(used: TokenUsage, estimated: boolean): void;
}

/**
 * How much the models of one run may be asked, wherever in it they are: give it to all of them as BudgetedChatModels. A
 * request that was let through is never cut off: what it uses beyond the budget is counted, and the next one is held.
 */
export class ModelBudget {
  readonly #options: ModelBudgetOptions;
  #used: RunBudget;
  /** Of requests under way: what they are likely to use at least. */
  #reserved = 0;
  #underWay = 0;
  /** Settles with the end of the next request. */
  #next = Promise.withResolvers<void>();

  constructor(used: RunBudget, options: ModelBudgetOptions = {}) {
    this.#used = used;
    this.#options = options;
  }

  get used(): RunBudget {
    return this.#used;
  }

  /** Beyond the half. */
  goOn(): void {
    this.#change({ pastHalf: true });
  }

  raise(limits: Budget): void {
    this.#change(withLimits(this.#used, limits));
  }

  /** Settles when a request may be sent. `tokens`: how many it has, by an estimate. */
  async admit(tokens: number, signal: AbortSignal): Promise<Spending> {
    for (let due = this.#due; due !== null; due = this.#due) {
      if (this.#underWay > 0) await abortable(this.#next.promise, signal);
      else await abortable(this.#hold(due, signal), signal);
    }
    this.#reserved += tokens;
    this.#underWay += 1;
    this.#change({ usedRequests: this.#used.usedRequests + 1 });
    let ended = false;
    return {
      sendAgain: () => this.#change({ usedRequests: this.#used.usedRequests + 1 }),
      end: (used, estimated) => {
        if (ended) return;
        ended = true;
        this.#reserved -= tokens;
        this.#underWay -= 1;
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
    this.#next.resolve();
    this.#next = Promise.withResolvers<void>();
  }

  #change(change: Partial<RunBudget>): void {
    this.#used = { ...this.#used, ...change };
    this.#options.onChange?.(this.#used);
  }
}
