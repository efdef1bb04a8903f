import type { ModelPrice } from './model-prices.ts';

/**
 * List prices as their makers published them in 2025, without discounts for cached prompts or batches. Data, not truth: a
 * person's own list stands before it. What is not here is unknown.
 */
const rows: readonly (readonly [models: readonly string[], prompt: number, completion: number])[] = [
  [['gpt-5', 'gpt-5-20*'], 1.25, 10],
  [['gpt-5-mini', 'gpt-5-mini-20*'], 0.25, 2],
  [['gpt-5-nano', 'gpt-5-nano-20*'], 0.05, 0.4],
  [['gpt-4.1', 'gpt-4.1-20*'], 2, 8],
  [['gpt-4.1-mini', 'gpt-4.1-mini-20*'], 0.4, 1.6],
  [['gpt-4.1-nano', 'gpt-4.1-nano-20*'], 0.1, 0.4],
  [['gpt-4o', 'gpt-4o-20*'], 2.5, 10],
  [['gpt-4o-mini', 'gpt-4o-mini-20*'], 0.15, 0.6],
  [['o3', 'o3-20*'], 2, 8],
  [['o4-mini', 'o4-mini-20*'], 1.1, 4.4],
  [['claude-opus-4-20*', 'claude-opus-4-0', 'claude-opus-4-1*'], 15, 75],
  [['claude-sonnet-4-20*', 'claude-sonnet-4-0', 'claude-sonnet-4-5*'], 3, 15],
  [['claude-haiku-4-5*'], 1, 5],
  [['gemini-2.5-flash'], 0.3, 2.5],
];

export const KNOWN_PRICES: readonly ModelPrice[] = rows.flatMap(([models, prompt, completion]) =>
  models.map((model) => ({ model, promptPerMillion: prompt, completionPerMillion: completion })),
);
