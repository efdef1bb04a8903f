import type { KnownPrice } from './model-prices.ts';

type Row = readonly [models: readonly string[], prompt: number, completion: number];

/** Prices read from one page on one day. */
interface Reading {
  /** The provider's own page where it was reachable; otherwise a page that quotes it. */
  readonly source: string;
  /** Day of the lookup, or the day named on the page. */
  readonly asOf: string;
  /** The price applies to prompts of up to this many tokens; longer ones cost more, how much is not recorded. */
  readonly maxPromptTokens?: number;
  readonly rows: readonly Row[];
}

const openAi = 'https://developers.openai.com/api/docs/models';
const claude = 'https://platform.claude.com/docs';

/** List prices, without discounts for cached prompts or batches. Add only prices read from a page, and replace older readings. */
const readings: readonly Reading[] = [
  {
    source: `${openAi}/gpt-6.2-sol`,
    asOf: '2026-11-24',
    maxPromptTokens: 272_000,
    rows: [[['gpt-6.2-sol', 'gpt-6.2-sol-20*'], 2, 10]],
  },
  {
    source: `${openAi}/gpt-6-luna`,
    asOf: '2026-11-24',
    maxPromptTokens: 272_000,
    rows: [[['gpt-6-luna', 'gpt-6-luna-20*'], 0.1, 0.5]],
  },
  {
    source: `${openAi}/gpt-5.6-luna`,
    asOf: '2026-11-24',
    maxPromptTokens: 272_000,
    rows: [[['gpt-5.6-luna', 'gpt-5.6-luna-20*'], 0.2, 1.2]],
  },
  {
    source: `${openAi}/gpt-5.1`,
    asOf: '2026-11-24',
    rows: [[['gpt-5.1', 'gpt-5.1-20*'], 1.25, 10]],
  },
  {
    source: `${openAi}/gpt-5-nano`,
    asOf: '2026-11-24',
    rows: [[['gpt-5-nano', 'gpt-5-nano-20*'], 0.05, 0.4]],
  },
  {
    source: `${openAi}/gpt-4`,
    asOf: '2026-11-24',
    rows: [[['gpt-4', 'gpt-4-0613'], 30, 60]],
  },
  {
    source: 'https://openrouter.ai/openai/gpt-5-mini',
    asOf: '2026-11-24',
    rows: [[['gpt-5-mini', 'gpt-5-mini-20*'], 0.25, 2]],
  },
  {
    source: 'https://openrouter.ai/openai/gpt-4o-2024-11-20',
    asOf: '2026-11-24',
    rows: [[['gpt-4o', 'gpt-4o-2024-08-06', 'gpt-4o-2024-11-20'], 2.5, 10]],
  },
  {
    source: 'https://openrouter.ai/openai/gpt-4o-2024-05-13',
    asOf: '2026-11-24',
    rows: [[['gpt-4o-2024-05-13'], 5, 15]],
  },
  {
    source: 'https://openrouter.ai/openai/gpt-4o-mini-2024-07-18',
    asOf: '2026-11-24',
    rows: [[['gpt-4o-mini', 'gpt-4o-mini-20*'], 0.15, 0.6]],
  },
  {
    source: 'https://deploybase.ai/articles/openai-pricing',
    asOf: '2026-03-01',
    rows: [
      [['gpt-5', 'gpt-5-20*'], 1.25, 10],
      [['gpt-4.1', 'gpt-4.1-20*'], 2, 8],
      [['gpt-4.1-mini', 'gpt-4.1-mini-20*'], 0.4, 1.6],
      [['gpt-4.1-nano', 'gpt-4.1-nano-20*'], 0.1, 0.4],
      [['o4-mini', 'o4-mini-20*'], 1.1, 4.4],
    ],
  },
  {
    source: `${claude}/en/models/overview`,
    asOf: '2026-11-24',
    rows: [
      [['claude-opus-5-5', 'claude-opus-5-5-20*'], 4, 20],
      [['claude-sonnet-5-5', 'claude-sonnet-5-5-20*'], 2, 10],
    ],
  },
  {
    source: `${claude}/en/models/opus-5/overview`,
    asOf: '2026-11-24',
    rows: [
      [['claude-opus-5', 'claude-opus-5-20*'], 5, 25],
      [['claude-sonnet-5', 'claude-sonnet-5-20*'], 2, 10],
    ],
  },
  {
    source: `${claude}/zh-CN/about-claude/pricing`,
    asOf: '2026-11-24',
    rows: [
      [['claude-opus-4-5*', 'claude-opus-4-6*'], 5, 25],
      [['claude-opus-4-20*', 'claude-opus-4-0', 'claude-opus-4-1', 'claude-opus-4-1-20*'], 15, 75],
      [['claude-sonnet-4-20*', 'claude-sonnet-4-0', 'claude-sonnet-4-5*', 'claude-sonnet-4-6*'], 3, 15],
      [['claude-haiku-4-5*'], 1, 5],
    ],
  },
];

/** Defaults: a user's own price list takes precedence, and models not listed have no known price. */
export const KNOWN_PRICES: readonly KnownPrice[] = readings.flatMap(({ rows, ...reading }) =>
  rows.flatMap(([models, promptPerMillion, completionPerMillion]) =>
    models.map((model) => ({ model, promptPerMillion, completionPerMillion, ...reading })),
  ),
);
