import * as z from 'zod';
import type { RequestUsage } from '#shared/agents/message-base.ts';
import { checkForm, dotted } from '#shared/check-form.ts';
import { TuteeError } from '#shared/errors.ts';
import { modelPriceSchema } from '#shared/models/model-price.ts';

/** What one request used, or `requests` to one model together. */
export type Used = RequestUsage & { readonly requests?: number };

/** A price, and where somebody read it. */
const knownPriceSchema = modelPriceSchema.extend({
  /** For requests with up to so many prompt tokens; any when not given. */
  maxPromptTokens: z.int().positive().exactOptional(),
  /** The page, and the day it was looked up or that it names. */
  source: z.url().exactOptional(),
  asOf: z.iso.date().exactOptional(),
});
const modelPricesSchema = z.array(knownPriceSchema);
export type KnownPrice = z.infer<typeof knownPriceSchema>;

/** A price list. The first entry whose pattern matches a name is its price: a person's own prices stand before all others. */
export class ModelPrices {
  readonly #entries: readonly KnownPrice[];

  /** Throws `invalid_input` with the path of the fault. */
  constructor(...lists: readonly unknown[]) {
    this.#entries = lists.flatMap((list) => {
      const parsed = checkForm(modelPricesSchema, list);
      if (parsed.ok) return parsed.value;
      const { path, message } = parsed.fault;
      throw new TuteeError('invalid_input', `This price list cannot be used. ${message}`, {
        field: dotted(path),
      });
    });
  }

  /** Null: nobody said what it costs. */
  priceOf(model: string): KnownPrice | null {
    return this.#entries.find((price) => isNamedBy(price.model, model)) ?? null;
  }

  /**
   * In US dollars, of one request or of `requests` together. Null for a model whose price is unknown, and for prompts that are
   * longer, on the average, than its price holds for; an answer from the cache costs nothing, whatever the model.
   */
  costOf({ model, promptTokens, completionTokens, cached, requests = 1 }: Used): number | null {
    if (cached) return 0;
    const price = this.priceOf(model);
    if (price === null || promptTokens / requests > (price.maxPromptTokens ?? Infinity)) return null;
    const { promptPerMillion, completionPerMillion } = price;
    return (promptTokens * promptPerMillion + completionTokens * completionPerMillion) / 1_000_000;
  }
}

/** A star in a price's model stands for any text. Each part is looked for once: a pattern would try all ways to place them. */
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
