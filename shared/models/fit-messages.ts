/** Cuts the messages of a request to what a model can read: the oldest turns are left out, each as a whole. */
import { modelMessageTokens } from './model-message.ts';
import type { ModelMessage } from './model-message.ts';

export interface FittedMessages {
  readonly messages: readonly ModelMessage[];
  /** How many messages were left out. */
  readonly leftOut: number;
}

/** So many parts of the budget are left out at once: then the beginning of the request stays the same for several turns. */
const STEPS = 4;

/**
 * The newest turns within the budget, after the instructions. A turn begins with a message of the user and has everything up to the
 * next one. The last turn is always kept.
 * @param budget in estimated tokens.
 */
export function fitMessages(messages: readonly ModelMessage[], budget: number): FittedMessages {
  const start = messages.findIndex(({ role }) => role !== 'system');
  const instructions = start < 0 ? messages : messages.slice(0, start);
  const turns = turnsOf(start < 0 ? [] : messages.slice(start));
  const room = Math.max(1, budget - messagesTokens(instructions));
  const sizes = turns.map(messagesTokens);
  const excess = sizes.reduce((sum, size) => sum + size, 0) - room;
  if (excess <= 0) return { messages, leftOut: 0 };
  const step = room / STEPS;
  const leaving = Math.ceil(excess / step) * step;
  let first = 0;
  for (let left = 0; first < turns.length - 1 && left < leaving; first += 1) left += sizes[first] ?? 0;
  const kept = instructions.concat(turns.slice(first).flat());
  return { messages: kept, leftOut: messages.length - kept.length };
}

export function messagesTokens(messages: readonly ModelMessage[]): number {
  return messages.reduce((sum, message) => sum + modelMessageTokens(message), 0);
}

function turnsOf(messages: readonly ModelMessage[]): ModelMessage[][] {
  const turns: ModelMessage[][] = [];
  for (const message of messages) {
    const last = turns.at(-1);
    // Two messages of the user in a row are one turn: the first one was not answered.
    const isNew = message.role === 'user' && last?.at(-1)?.role !== 'user';
    if (last === undefined || isNew) turns.push([message]);
    else last.push(message);
  }
  return turns;
}
