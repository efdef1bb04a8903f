import * as z from 'zod';
import { limits } from '../text.ts';

const dollars = z
  .number({ error: 'The price must be a number.' })
  .nonnegative({ error: 'The price must not be below zero.' })
  .max(1_000_000, { error: 'The price is too high: it is in dollars for a million tokens.' });

/** What a model costs, in US dollars for a million tokens. */
export const modelPriceSchema = z.strictObject({
  /** The model's name; `*` stands for any characters. Upper and lower case are the same. */
  model: z
    .string()
    .trim()
    .min(1, { error: 'The model name is empty.' })
    .max(limits.modelName, { error: 'The model name is too long.' })
    // Each more makes looking a name up slower by its length.
    .refine((name) => name.split('*').length <= 4, { error: 'A model name can have at most three *.' }),
  promptPerMillion: dollars,
  completionPerMillion: dollars,
});
export type ModelPrice = z.infer<typeof modelPriceSchema>;
