import type { Message } from '#shared/conversation.ts';
import type { CommandOutput } from '#shared/contract/commands.ts';
import type { ConversationStores } from './conversation-stores.ts';

/** The cost of an answer in US dollars; null when the price is not known. */
export type AnswerCost = (answer: Pick<Message, 'model' | 'provider' | 'usage'>) => number | null;

/** What the answers of a chat used and cost. Costs are not stored: prices change and become known later. Throws `not_found`. */
export function chatUsage(
  stores: ConversationStores,
  costOf: AnswerCost,
): (conversationId: string) => CommandOutput<'chat.usage'> {
  return (conversationId) => {
    const { store } = stores.conversation(conversationId);
    const answers = store.answersOf(conversationId);
    const costs = answers.map((answer) => ({ messageId: answer.id, cost: costOf(answer) }));
    return {
      promptTokens: sum(answers.map(({ usage }) => usage?.promptTokens ?? 0)),
      completionTokens: sum(answers.map(({ usage }) => usage?.completionTokens ?? 0)),
      cost: sum(costs.map(({ cost }) => cost ?? 0)),
      unpriced: costs.filter(({ cost }) => cost === null).length,
      answers: costs,
    };
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
