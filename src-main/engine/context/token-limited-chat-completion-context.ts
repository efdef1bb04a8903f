import { TuteeError } from '#shared/errors.ts';
import type { ChatModel } from '#shared/models/model.ts';
import { modelMessageTokens } from '#shared/models/model-message.ts';
import type { ModelMessage } from '#shared/models/model-message.ts';
import { checkedInteger } from '../run/checked-integer.ts';
import { exchangesOf } from './exchanges.ts';
import type { Exchange } from './exchanges.ts';
import { StoredMessages } from './stored-messages.ts';
import { recordComponent } from '../run/component-record.ts';

/**
 * A request contains what fits into `tokenLimit` (estimated tokens): always the last exchange and the last question; then the task (the first
 * message), and as many of the newest and oldest exchanges as there is room for. Like AutoGen's, it drops from the middle. The agent's
 * instructions and tools are not counted.
 */
export class TokenLimitedChatCompletionContext extends StoredMessages {
  readonly #limit: number;

  /** @param limit tokens, or the model whose window leaves a quarter, at most 4,096 tokens, for the answer and the tools. */
  constructor(limit: number | { readonly modelClient: ChatModel }) {
    super();
    const tokens = typeof limit === 'number' ? limit : limitOf(limit.modelClient);
    this.#limit = checkedInteger(tokens, 1, 'tokenLimit');
    recordComponent(this, TokenLimitedChatCompletionContext, 'TokenLimitedChatCompletionContext', {
      tokenLimit: tokens,
    });
  }

  protected override view(messages: readonly ModelMessage[]): readonly ModelMessage[] {
    const exchanges = exchangesOf(messages);
    const tokens = exchanges.map(tokensOf);
    let left = this.#limit - tokens.reduce((sum, one) => sum + one, 0);
    if (left >= 0) return messages;
    const last = exchanges.length - 1;
    const question = exchanges.findLastIndex(([message]) => message?.role === 'user');
    const kept = new Set([last, question]);
    left = this.#limit;
    for (const index of kept) left -= tokens[index] ?? 0;
    for (const index of fromBothEnds(exchanges.length)) {
      if (kept.has(index)) continue;
      left -= tokens[index] ?? 0;
      if (left < 0) break;
      kept.add(index);
    }
    return exchanges.filter((_, index) => kept.has(index)).flat();
  }
}

function limitOf({ name, info }: ChatModel): number {
  const contextWindow = info?.contextWindow ?? null;
  if (contextWindow !== null) return contextWindow - Math.min(4_096, Math.floor(contextWindow / 4));
  throw new TuteeError(
    'invalid_input',
    `How much “${name}” reads is not known. Give the limit in tokens, or its modelInfo: { contextWindow }.`,
    { field: 'modelClient' },
  );
}

/** 0, n - 1, 1, n - 2 …: what is left out is then in the middle. */
function* fromBothEnds(length: number): Generator<number> {
  for (let step = 0; step < length; step += 1) yield step % 2 === 0 ? step / 2 : length - (step + 1) / 2;
}

function tokensOf(exchange: Exchange): number {
  return exchange.reduce((sum, message) => sum + modelMessageTokens(message), 0);
}
