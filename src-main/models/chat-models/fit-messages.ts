/** Cuts a request to what a model can read: the oldest turns are left out, each as a whole. */
import { modelMessageTokens } from '#shared/models/model-message.ts';
import type { ModelMessage } from '#shared/models/model-message.ts';
import type { NamedSizes } from '../server/tokens-in-words.ts';

export interface FittedMessages {
  readonly messages: readonly ModelMessage[];
  /** How many messages were left out. */
  readonly leftOut: number;
}

/** Room for the answer, in tokens: a quarter of a small window, and no more than this of a large one. */
const ANSWER_ROOM = 1_024;

/** How many tokens of messages, as estimated, fit into a window that is known. */
export function budgetIn(window: number): number {
  return Math.floor((window - Math.min(ANSWER_ROOM, window / 4)) / 1.1);
}

/**
 * The budget for the next attempt after a server refused `sent` as too long, in estimated tokens. The server's own count tells how
 * much our estimate is off; without numbers, half is tried.
 */
export function smallerBudget(sent: readonly ModelMessage[], { window, asked }: NamedSizes): number {
  const estimate = tokensOf(sent);
  if (window === null) return Math.floor(estimate / 2);
  const off = asked === null ? 1.1 : Math.min(4, Math.max(0.5, asked / Math.max(1, estimate)));
  const room = window - Math.min(ANSWER_ROOM, window / 4);
  return Math.floor(Math.min(room / off, estimate * 0.8));
}

/**
 * The newest turns within the budget, after the instructions. A turn begins with a message of the user and has everything up to the
 * next one. The last turn is always kept.
 */
export function fitMessages(messages: readonly ModelMessage[], budget: number): FittedMessages {
  const start = messages.findIndex(({ role }) => role !== 'system');
  const instructions = start < 0 ? messages : messages.slice(0, start);
  const turns = turnsOf(start < 0 ? [] : messages.slice(start));
  let left = budget - tokensOf(instructions);
  let first = turns.length;
  for (let at = turns.length - 1; at >= 0; at -= 1) {
    left -= tokensOf(turns[at] ?? []);
    if (left < 0 && at < turns.length - 1) break;
    first = at;
  }
  const kept = instructions.concat(turns.slice(first).flat());
  return { messages: kept, leftOut: messages.length - kept.length };
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

function tokensOf(messages: readonly ModelMessage[]): number {
  return messages.reduce((sum, message) => sum + modelMessageTokens(message), 0);
}
