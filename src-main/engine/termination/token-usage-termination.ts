import * as z from 'zod';
import type { AgentMessage } from '#shared/agents/messages.ts';
import { TuteeError } from '#shared/errors.ts';
import { SimpleTermination } from './simple-termination.ts';
import { recordComponent } from '../run/component-record.ts';

export interface TokenLimits {
  readonly maxTotalToken?: number;
  readonly maxPromptToken?: number;
  readonly maxCompletionToken?: number;
}

const spentSchema = z.strictObject({ prompt: z.int(), completion: z.int() });

/** Stops when the requests of a run have used this many tokens. Cached answers do not count. */
export class TokenUsageTermination extends SimpleTermination<typeof spentSchema> {
  readonly #limits: TokenLimits;

  /** Throws `invalid_input` when no limit is given. */
  constructor(limits: TokenLimits) {
    super('TokenUsageTermination', spentSchema, { prompt: 0, completion: 0 });
    if (Object.values(limits).every((limit) => limit === undefined)) {
      throw new TuteeError('invalid_input', 'Give at least one limit of tokens.', { field: 'maxTotalToken' });
    }
    this.#limits = limits;
    recordComponent(this, TokenUsageTermination, 'TokenUsageTermination', limits);
  }

  protected override judge(messages: readonly AgentMessage[]): string | null {
    for (const { modelsUsage } of messages) {
      if (modelsUsage === null || modelsUsage.cached) continue;
      const { prompt, completion } = this.notes;
      this.notes = {
        prompt: prompt + modelsUsage.promptTokens,
        completion: completion + modelsUsage.completionTokens,
      };
    }
    const { prompt, completion } = this.notes;
    const { maxTotalToken, maxPromptToken, maxCompletionToken } = this.#limits;
    const over =
      prompt + completion >= (maxTotalToken ?? Infinity) ||
      prompt >= (maxPromptToken ?? Infinity) ||
      completion >= (maxCompletionToken ?? Infinity);
    if (!over) return null;
    return `As many tokens were used as may be: ${prompt} sent and ${completion} answered.`;
  }
}
