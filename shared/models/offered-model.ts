import * as z from 'zod';
import { errorDataSchema } from '../errors.ts';
import { modelRefSchema, providerIdSchema } from './provider.ts';

const known = z.boolean().nullable();

/** US dollars per million tokens. */
export const tokenPriceSchema = z.strictObject({
  promptPerMillion: z.number().nonnegative(),
  completionPerMillion: z.number().nonnegative(),
  /** For what the server still had of the prompt; absent: like the rest of it. */
  cachedPerMillion: z.number().nonnegative().exactOptional(),
  /** Longer prompts cost more, how much is not known; absent: no limit. */
  maxPromptTokens: z.int().positive().exactOptional(),
});
export type TokenPrice = z.infer<typeof tokenPriceSchema>;

/** A model that a provider offers, with what is known of it. Null: not known. */
export const offeredModelSchema = z.strictObject({
  /** Its name in requests. */
  id: z.string(),
  /** Its name for people; null: the same. */
  title: z.string().nullable(),
  /** False for models with another purpose, such as embedding. */
  chats: z.boolean(),
  /** True when requests never leave this machine. */
  local: z.boolean(),
  /** How much it reads at once, in tokens. */
  context: z.int().positive().nullable(),
  vision: known,
  tools: known,
  thinking: known,
  price: tokenPriceSchema.nullable(),
});
export type OfferedModel = z.infer<typeof offeredModelSchema>;

/** What the user says about a model, where the server does not say it or is wrong. Null: nothing. */
export const modelFactsSchema = z.strictObject({
  ref: modelRefSchema,
  context: z.int().min(256).max(100_000_000).nullable(),
  vision: known,
  tools: known,
  thinking: known,
  price: tokenPriceSchema.nullable().default(null),
});
export type ModelFacts = z.infer<typeof modelFactsSchema>;

/** What a provider answered when it was asked for its models. */
export const providerOfferSchema = z.strictObject({
  provider: providerIdSchema,
  models: z.array(offeredModelSchema),
  /** Why it could not be asked; null: it answered. */
  error: errorDataSchema.nullable(),
});
export type ProviderOffer = z.infer<typeof providerOfferSchema>;

/** What is known about a provider without asking it again. */
export const providerStateSchema = z.strictObject({
  provider: providerIdSchema,
  /** null: it was not asked since Tutee started. */
  reached: known,
  /** Why the last request failed; null when it did not. */
  message: z.string().nullable(),
});
export type ProviderState = z.infer<typeof providerStateSchema>;
