import * as z from 'zod';
import type { RequestUsage } from '#shared/agents/message-base.ts';
import { validate, dotted } from '#shared/validate.ts';
import { TuteeError } from '#shared/errors.ts';
import { modelPriceSchema } from '#shared/models/model-price.ts';

/** Usage of one request, or of `requests` requests to one model together. */
export type Used = RequestUsage & { readonly requests?: number };

/** A price and where it was read. */
const knownPriceSchema = modelPriceSchema.extend({
  /** Applies to requests with up to this many prompt tokens; absent: no limit. */
  maxPromptTokens: z.int().positive().exactOptional(),
  /** URL of the page, and the day of the lookup or the day it names. */
  source: z.url().exactOptional(),
  asOf: z.iso.date().exactOptional(),
});
const modelPricesSchema = z.array(knownPriceSchema);
export type KnownPrice = z.infer<typeof knownPriceSchema>;

/** Price lists in order of precedence: the first entry whose pattern matches a model's name is its price. */
export class ModelPrices {
  readonly #entries: readonly KnownPrice[];

  /** Throws `invalid_input` with the path of the fault for an invalid list. */
  constructor(...lists: readonly unknown[]) {
    this.#entries = lists.flatMap((list) => {
      const parsed = validate(modelPricesSchema, list);
      if (parsed.ok) return parsed.value;
      const { path, message } = parsed.fault;
      throw new TuteeError('invalid_input', `This price list cannot be used. ${message}`, {
        field: dotted(path),
      });
    });
  }

  /** Null when no entry matches. */
  priceOf(model: string): KnownPrice | null {
    return this.#entries.find((price) => isNamedBy(price.model, model)) ?? null;
  }

  /**
   * Cost in US dollars. Null when the price is unknown, or when the prompts are on average longer than the price applies to. Cached
   * answers cost 0.
   */
  costOf({
    model,
    promptTokens,
    completionTokens,
    cachedPromptTokens = 0,
    cached,
    requests = 1,
  }: Used): number | null {
    if (cached) return 0;
    const price = this.priceOf(model);
    if (price === null || promptTokens / requests > (price.maxPromptTokens ?? Infinity)) return null;
    const { promptPerMillion, completionPerMillion, cachedPerMillion = promptPerMillion } = price;
    const read =
      Math.max(0, promptTokens - cachedPromptTokens) * promptPerMillion +
      cachedPromptTokens * cachedPerMillion;
    return (read + completionTokens * completionPerMillion) / 1_000_000;
  }
}

/** A `*` in `priced` matches any text. Linear: each part is searched once, where a regular expression could backtrack. */
function isNamedBy(priced: string, model: string): boolean {
  const [start = '', ...parts] = priced.toLowerCase().split('*');
  const name = model.toLowerCase();
  const end = parts.pop();
  if (end === undefined) return name === start;
  if (!name.startsWith(start)) return false;
  let at = start.length;
  for (const part of parts) {
    const found = name.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return name.length - end.length >= at && name.endsWith(end);
}
