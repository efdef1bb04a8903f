import type { TokenUsage } from '#shared/conversation.ts';
import type { ChatModel, ModelEvent, ModelRequest } from '#shared/models/model.ts';
import { modelMessageTokens } from '#shared/models/model-message.ts';
import { estimateTokens } from '#shared/tokens.ts';
import type { ModelBudget } from './model-budget.ts';

/**
 * Charges the requests of a model to a budget. Wrap the model directly: inside a cache, so that cached answers cost nothing, and
 * inside retries and fallbacks, so that each of their requests counts. Usage that a server does not report is estimated.
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
        if (event.type === 'wait' && (event.reason === 'retry' || event.reason === 'busy'))
          spending.sendAgain();
        written += generatedText(event);
        // Charged before the end event is passed on: its reader may send the next request at once.
        if (event.type === 'end') {
          const reported = reportedUsage(event);
          spending.end(reported ?? estimated(), reported === null);
        }
        yield event;
      }
    } catch (thrown) {
      refused = written === '' && !signal.aborted;
      throw thrown;
    } finally {
      // A refused request costs nothing; an interrupted one costs what was received.
      spending.end(refused ? { promptTokens: 0, completionTokens: 0 } : estimated(), !refused);
    }
  }
}

/** Null when the server reported no usage, or 0 as some do. */
function reportedUsage(end: Extract<ModelEvent, { type: 'end' }>): TokenUsage | null {
  if (end.cached === true) return { promptTokens: 0, completionTokens: 0 };
  return end.usage !== null && end.usage.promptTokens + end.usage.completionTokens > 0 ? end.usage : null;
}

function generatedText(event: ModelEvent): string {
  if (event.type === 'tool-call-delta') return event.argumentsText;
  return event.type === 'text-delta' || event.type === 'reasoning-delta' ? event.text : '';
}

function requestTokens({ messages, tools = [], responseSchema }: ModelRequest): number {
  const beside = estimateTokens(JSON.stringify([tools, responseSchema?.schema ?? null]));
  return messages.reduce((sum, message) => sum + modelMessageTokens(message), beside);
}
