/**
 * What is publicly known about models: what they can, how much they read, what they cost where. The table is made by
 * recipes/known-models/. What a server says about its models counts more.
 */
import type { OfferedModel } from '#shared/models/offered-model.ts';
import { isNearby } from '../server/is-local.ts';
import { namesOf } from './model-names.ts';
import { serviceAt } from './services.ts';
import { modelRows, priceRows } from './table/known-models.ts';

export type KnownFacts = Pick<OfferedModel, 'context' | 'vision' | 'tools' | 'thinking' | 'price'>;
type Abilities = Pick<OfferedModel, 'context' | 'vision' | 'tools' | 'thinking'>;
type Offer = Pick<OfferedModel, 'context' | 'price'>;

interface Table {
  readonly models: ReadonlyMap<string, Abilities>;
  /** By service and name. */
  readonly offers: ReadonlyMap<string, Offer>;
}

/** Read with the first question. */
let table: Table | null = null;

/** What is known about a model at this address; null fields: nothing. */
export function knownFacts(baseUrl: string, model: string): KnownFacts {
  table ??= readTable();
  const names = namesOf(model);
  const service = serviceAt(baseUrl);
  const abilities = first(table.models, names);
  const offer =
    service === null
      ? null
      : first(
          table.offers,
          names.map((name) => `${service} ${name}`),
        );
  return {
    vision: abilities?.vision ?? null,
    tools: abilities?.tools ?? null,
    thinking: abilities?.thinking ?? null,
    // How much a program nearby reads depends on how it was started.
    context: offer?.context ?? (isNearby(baseUrl) ? null : (abilities?.context ?? null)),
    price: offer?.price ?? null,
  };
}

function first<Value>(map: ReadonlyMap<string, Value>, names: readonly string[]): Value | null {
  for (const name of names) {
    const found = map.get(name);
    if (found !== undefined) return found;
  }
  return null;
}

function readTable(): Table {
  const models = rowsOf(modelRows).map(([name = '', context = '', marks = '']) => {
    const [vision, tools, thinking] = marks.split('').map(readMark);
    return { name, service: '', value: { context: read(context), vision, tools, thinking } as Abilities };
  });
  const offers = rowsOf(priceRows).map(([service = '', name = '', context = '', ...price]) => ({
    name,
    service: `${service} `,
    value: { context: read(context), price: priceOf(price) },
  }));
  return { models: byEveryName(models), offers: byEveryName(offers) };
}

/** Exact names first; then what is left of a name without its date and the like stands for the last one that has it. */
function byEveryName<Value>(
  rows: readonly { readonly name: string; readonly service: string; readonly value: Value }[],
): Map<string, Value> {
  const map = new Map<string, Value>();
  const forms = rows.map(({ name, service, value }) => ({ names: namesOf(name), service, value }));
  for (const { names, service, value } of forms) map.set(service + (names[0] ?? ''), value);
  for (const { names, service, value } of forms.toReversed()) {
    for (const name of names) {
      if (!map.has(service + name)) map.set(service + name, value);
    }
  }
  return map;
}

function rowsOf(text: string): string[][] {
  return text.split('\n').map((line) => line.split('|'));
}

function readMark(mark: string): boolean | null {
  return mark === '?' ? null : mark === '+';
}

function read(text: string): number | null {
  return text === '' ? null : Number(text);
}

function priceOf([
  prompt = '',
  completion = '',
  cached = '',
  longest = '',
]: readonly string[]): OfferedModel['price'] {
  const [promptPerMillion, completionPerMillion] = [read(prompt), read(completion)];
  const [cachedPerMillion, maxPromptTokens] = [read(cached), read(longest)];
  if (promptPerMillion === null || completionPerMillion === null) return null;
  return {
    promptPerMillion,
    completionPerMillion,
    ...(cachedPerMillion !== null && { cachedPerMillion }),
    ...(maxPromptTokens !== null && { maxPromptTokens }),
  };
}
