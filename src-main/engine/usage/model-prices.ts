import * as z from 'zod';
import type { RequestUsage } from '#shared/agents/message-base.ts';
import { TuteeError } from '#shared/errors.ts';

/** What a model costs, in US dollars for a million tokens. */
const modelPriceSchema = z.strictObject({
  /** The model's name; `*` stands for any characters. Upper and lower case are the same. */
  model: z.string().min(1),
  promptPerMillion: z.number().nonnegative(),
  completionPerMillion: z.number().nonnegative(),
});
export const modelPricesSchema = z.array(modelPriceSchema);
export type ModelPrice = z.infer<typeof modelPriceSchema>;

/** A price list. The first entry whose pattern matches a name is its price: a person's own prices stand before all others. */
export class ModelPrices {
  readonly #entries: readonly { readonly pattern: RegExp; readonly price: ModelPrice }[];

  /** Throws `invalid_input` with the path of the fault. */
  constructor(...lists: readonly unknown[]) {
    this.#entries = lists.flatMap((list) => {
      const parsed = modelPricesSchema.safeParse(list);
      if (parsed.success) return parsed.data.map((price) => ({ pattern: patternOf(price.model), price }));
      const [issue] = parsed.error.issues;
      throw new TuteeError('invalid_input', `This price list cannot be used: ${issue?.message ?? ''}`, {
        field: issue?.path.map(String).join('.') ?? '',
      });
    });
  }

  /** Null: nobody said what it costs. */
  priceOf(model: string): ModelPrice | null {
    return this.#entries.find(({ pattern }) => pattern.test(model))?.price ?? null;
  }

  /** In US dollars. Null for a model whose price is unknown; an answer from the cache costs nothing, whatever the model. */
  costOf({ model, promptTokens, completionTokens, cached }: RequestUsage): number | null {
    if (cached) return 0;
    const price = this.priceOf(model);
    if (price === null) return null;
    const { promptPerMillion, completionPerMillion } = price;
    return (promptTokens * promptPerMillion + completionTokens * completionPerMillion) / 1_000_000;
  }
}

function patternOf(model: string): RegExp {
  const escaped = model.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${escaped.join('.*')}$`, 'i');
}
