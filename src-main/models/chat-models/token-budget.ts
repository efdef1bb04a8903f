/** How much of a request a model can read, in estimated tokens. */
import { messagesTokens } from '#shared/models/fit-messages.ts';
import type { ModelMessage } from '#shared/models/model-message.ts';
import type { ModelTool } from '#shared/models/model.ts';
import { estimateTokens } from '#shared/tokens.ts';
import type { NamedSizes } from '../server/tokens-in-words.ts';

/** Room for the answer, in tokens: a quarter of a small window, and no more than this of a large one. */
const ANSWER_ROOM = 1_024;

/** How many estimated tokens of messages fit into a known window. */
export function budgetIn(window: number): number {
  return Math.floor((window - Math.min(ANSWER_ROOM, window / 4)) / 1.1);
}

/**
 * The budget for the next attempt after a server rejected `sent` as too long, in estimated tokens. The server's own count shows how far our
 * estimate is off; without numbers, half is tried.
 */
export function smallerBudget(sent: readonly ModelMessage[], { window, asked }: NamedSizes): number {
  const estimate = messagesTokens(sent);
  if (window === null) return Math.floor(estimate / 2);
  const off = asked === null ? 1.1 : Math.min(4, Math.max(0.5, asked / Math.max(1, estimate)));
  const room = window - Math.min(ANSWER_ROOM, window / 4);
  return Math.floor(Math.min(room / off, estimate * 0.8));
}

/** The estimated tokens of a request, its tools included; see estimateTokens. */
export function requestTokens(messages: readonly ModelMessage[], tools: readonly ModelTool[] = []): number {
  const offered = tools.map(({ name, description, parameters }) => [name, description, parameters]);
  return messagesTokens(messages) + (tools.length === 0 ? 0 : estimateTokens(JSON.stringify(offered)));
}
