/**
 * `node recipes/model-table/make.ts FILE`: writes the table of known models from litellm's file of models and prices; see README.md. The
 * same input gives the same bytes.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { namesOf } from '../../src-main/models/facts/model-names.ts';
import { services } from '../../src-main/models/facts/services.ts';

const folder = join(import.meta.dirname, '../../src-main/models/facts/table');

/** Providers that make models; they describe their own models best. */
const makers: ReadonlySet<string> = new Set(
  'openai anthropic gemini mistral deepseek xai moonshot zai minimax dashscope meta_llama cohere_chat ai21 perplexity'.split(
    ' ',
  ),
);

const positive = z.number().positive().nullable().catch(null).default(null);
const price = z.number().nonnegative().nullable().catch(null).default(null);
const ability = z.boolean().nullable().catch(null).default(null);
const modelSchema = z.object({
  litellm_provider: z.string().default(''),
  mode: z.string().default(''),
  max_input_tokens: positive,
  input_cost_per_token: price,
  output_cost_per_token: price,
  cache_read_input_token_cost: price,
  supports_vision: ability,
  supports_function_calling: ability,
  supports_reasoning: ability,
});
type Model = z.infer<typeof modelSchema> & { readonly name: string; readonly longest: number | null };

function readModels(file: string): Model[] {
  const all = z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(file, 'utf8')));
  return Object.entries(all).flatMap(([name, value]) => {
    const parsed = modelSchema.safeParse(value);
    const usable =
      parsed.success && ['chat', 'responses'].includes(parsed.data.mode) && !/^ft:|[|\n]/.test(name);
    return usable ? [{ ...parsed.data, name, longest: longestAt(value) }] : [];
  });
}

/** Some services have other prices for longer prompts: `input_cost_per_token_above_200k_tokens`. */
function longestAt(value: unknown): number | null {
  const sizes = Object.keys(value as object).flatMap((field) => {
    const size = /^input_cost_per_token_above_(\d+)k_tokens$/.exec(field)?.[1];
    return size === undefined ? [] : [Number(size) * 1000];
  });
  return sizes.length === 0 ? null : Math.min(...sizes);
}

/** The name without its path, which the lookup leaves out too. */
function shortName({ name }: Model): string {
  return name.slice(name.lastIndexOf('/') + 1).toLowerCase();
}

/** If a maker lists abilities of a model, a missing one means no; for other providers missing means unknown, and the majority decides. */
function abilityOf(
  rows: readonly Model[],
  field: 'supports_vision' | 'supports_function_calling' | 'supports_reasoning',
): string {
  const own = rows.find(({ litellm_provider: maker }) => makers.has(maker));
  if (own !== undefined) {
    const names = own.supports_vision ?? own.supports_function_calling ?? own.supports_reasoning;
    if (own[field] !== null) return own[field] ? '+' : '-';
    if (names !== null) return '-';
  }
  const said = rows.map((row) => row[field]).filter((one) => one !== null);
  if (said.length === 0) return '?';
  return said.filter(Boolean).length * 2 >= said.length ? '+' : '-';
}

/** The maker's value, else the maximum of all: a number that is too small would truncate chats for nothing. */
function contextOf(rows: readonly Model[]): number | null {
  const own = rows.find(
    ({ litellm_provider: maker, max_input_tokens: context }) => makers.has(maker) && context !== null,
  );
  const contexts = rows.flatMap(({ max_input_tokens: context }) => context ?? []);
  return own?.max_input_tokens ?? (contexts.length === 0 ? null : Math.max(...contexts));
}

function modelLines(models: readonly Model[]): string[] {
  const byName = Map.groupBy(models, (model) => namesOf(model.name)[0] ?? '');
  return [...byName.values()].flatMap((rows) => {
    const marks = (['supports_vision', 'supports_function_calling', 'supports_reasoning'] as const)
      .map((field) => abilityOf(rows, field))
      .join('');
    const context = contextOf(rows);
    const [one] = rows;
    return one === undefined || (context === null && marks === '???')
      ? []
      : [`${shortName(one)}|${context ?? ''}|${marks}`];
  });
}

function priceLines(models: readonly Model[]): string[] {
  const priced = models.filter(
    (model) => services.has(model.litellm_provider) && !/^azure(_ai)?\/(?:eu|us|global)/.test(model.name),
  );
  return priced.flatMap((model) => {
    const { litellm_provider: service, max_input_tokens: context } = model;
    const amounts = [model.input_cost_per_token, model.output_cost_per_token];
    if (context === null && amounts.includes(null)) return [];
    const shown = [...amounts, model.cache_read_input_token_cost].map(perMillion);
    return [
      [service, shortName(model), context ?? '', ...shown, model.longest ?? ''].join('|').replace(/\|+$/, ''),
    ];
  });
}

function perMillion(perToken: number | null): string {
  return perToken === null ? '' : String(Number((perToken * 1_000_000).toPrecision(6)));
}

function literal(lines: readonly string[]): string {
  const sorted = [...new Set(lines)].toSorted((a, b) => (a < b ? -1 : 1));
  return `'${sorted.join('\\n').replaceAll("'", '')}'`;
}

const [file] = process.argv.slice(2);
if (file === undefined) throw new Error('Name the file of models and prices.');
const models = readModels(file);
mkdirSync(folder, { recursive: true });
writeFileSync(
  join(folder, 'model-table.ts'),
  `// Made by recipes/model-table/make.ts. Data of litellm, MIT licence: recipes/model-table/LICENSE.
/** Name | context in tokens | sees images, uses tools, thinks: +, - or ? */
export const modelRows =
  ${literal(modelLines(models))};
/** Service | name | context | dollars per million tokens of prompt | answer | prompt from the cache | longest prompt at this price */
export const priceRows =
  ${literal(priceLines(models))};
`,
);
