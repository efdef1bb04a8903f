import type { TokenUsage } from '#shared/conversation.ts';
import type { ChatModel, ModelEvent, ModelRequest } from '#shared/models/model.ts';
import { modelMessageTokens } from '#shared/models/model-message.ts';
import { estimateTokens } from '#shared/tokens.ts';
import type { ModelBudget } from './model-budget.ts';

/**
 * Asks a model within a budget. Put it close to the model: inside a cache, so that what is kept costs nothing, and inside retries
 * and fallbacks, so that each of their requests counts. What a server does not say is estimated.
 */
export class BudgetedChatModel implements ChatModel {
  readonly name: string;
  readonly local: boolean;
  readonly #model: ChatModel;
  readonly #budget: ModelBudget;

  constructor(model: ChatModel, budget: ModelBudget) {
    this.name = model.name;
    this.local = model.local;
    this.#model = model;
    this.#budget = budget;
  }

  async *stream(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelEvent> {
    const promptTokens = requestTokens(request);
    const spending = await this.#budget.admit(promptTokens, signal);
    let written = '';
    let refused = false;
    const estimated = (): TokenUsage => ({ promptTokens, completionTokens: estimateTokens(written) });
    try {
      for await (const event of this.#model.stream(request, signal)) {
        if (event.type === 'wait' && event.reason === 'retry') spending.sendAgain();
        written += wordsOf(event);
        // Before the end is passed on: whoever reads it may ask again at once.
        if (event.type === 'end') {
          const told = toldUsage(event);
          spending.end(told ?? estimated(), told === null);
        }
        yield event;
      }
    } catch (thrown) {
      refused = written === '' && !signal.aborted;
      throw thrown;
    } finally {
      // A request that a server refused costs nothing; one that was cut off costs what it came to.
      spending.end(refused ? { promptTokens: 0, completionTokens: 0 } : estimated(), !refused);
    }
  }
}

/** Null when the server did not say: some say 0. */
function toldUsage(end: Extract<ModelEvent, { type: 'end' }>): TokenUsage | null {
  if (end.cached === true) return { promptTokens: 0, completionTokens: 0 };
  return end.usage !== null && end.usage.promptTokens + end.usage.completionTokens > 0 ? end.usage : null;
}

function wordsOf(event: ModelEvent): string {
  if (event.type === 'tool-call-delta') return event.argumentsText;
  return event.type === 'text-delta' || event.type === 'reasoning-delta' ? event.text : '';
}

function requestTokens({ messages, tools = [], responseSchema }: ModelRequest): number {
  const beside = estimateTokens(JSON.stringify([tools, responseSchema?.schema ?? null]));
  return messages.reduce((sum, message) => sum + modelMessageTokens(message), beside);
}
