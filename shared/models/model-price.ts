import * as z from 'zod';
import { limits } from '../text.ts';

const dollars = z
  .number({ error: 'The price must be a number.' })
  .nonnegative({ error: 'The price must not be below zero.' })
  .max(1_000_000, { error: 'The price is too high: it is in dollars for a million tokens.' });

/** The price of a model, in US dollars per million tokens. */
export const modelPriceSchema = z.strictObject({
  /** The model's name, case-insensitive; `*` matches any characters. */
  model: z
    .string()
    .trim()
    .min(1, { error: 'The model name is empty.' })
    .max(limits.modelName, { error: 'The model name is too long.' })
    // Each `*` multiplies the time of a match by the length of the name.
    .refine((name) => name.split('*').length <= 4, { error: 'A model name can have at most three *.' }),
  promptPerMillion: dollars,
  completionPerMillion: dollars,
  /** For what the server still had of the prompt; absent: like the rest of it. */
  cachedPerMillion: dollars.exactOptional(),
});
export type ModelPrice = z.infer<typeof modelPriceSchema>;
