/**
 * Maximum sizes of values, in UTF-16 code units. They bound memory and request size: a message may hold a long article, a memory only
 * a sentence or a short list.
 */
export const limits = {
  id: 64,
  messageText: 200_000,
  /** For all pastes of one message together, in addition to its text. */
  pastedText: 2_000_000,
  pastes: 20,
  memoryText: 4_000,
  cueText: 300,
  cues: 12,
  tag: 40,
  tags: 20,
  title: 200,
  prompts: 500,
  promptText: 20_000,
  starters: 4,
  searchQuery: 1_000,
  url: 2_000,
  modelName: 200,
  apiKey: 1_000,
} as const;

/** The largest limits that the budget of a run can have. */
export const mostBudget = { tokens: 1_000_000_000, requests: 1_000_000 } as const;

/** Of a draft, pastes included as `withPasted` joins them. */
export const longestDraft = limits.messageText + limits.pastedText + 10_000;
