/** How an agent asks its models, read from what its component says and written back: a name, or components around names. */
import type { Component, Json, JsonObject } from '../../component/component-json.ts';
import { isComponent, textsIn } from '../../component/component-json.ts';

export interface ModelChoice {
  /** In the order of asking: the first, and those that stand in for it. */
  readonly models: readonly string[];
  /** When the next is asked although the one before answered. */
  readonly accept: readonly string[];
  /** Tries after the first that failed; null: as usual. */
  readonly again: number | null;
  /** Null: no limit. */
  readonly perMinute: number | null;
}

export type MakeComponent = (provider: string, config: JsonObject) => Component;

const FALLBACK = 'FallbackChatModel';
const RETRY = 'RetryingChatModel';
const LIMIT = 'RateLimitedChatModel';
const MINUTE = 60_000;

/** Null: it is put together in another way than a form does it. */
export function readModelChoice(value: Json | undefined): ModelChoice | null {
  if (value === undefined) return { models: [], accept: [], again: null, perMinute: null };
  const limit = configOf(value, LIMIT, ['model', 'requests', 'perMs']);
  const perMinute = limit?.['requests'] ?? null;
  const wholeMinute = (limit?.['perMs'] ?? MINUTE) === MINUTE;
  if (limit !== null && (typeof perMinute !== 'number' || !wholeMinute)) return null;
  const asked = limit === null ? value : limit['model'];
  const several = configOf(asked, FALLBACK, ['models', 'accept']);
  const models = several === null ? [asked] : several['models'];
  const accept = several?.['accept'] ?? [];
  if (!Array.isArray(models) || models.length === 0 || !isTexts(accept)) return null;
  const tried = models.map((model: Json | undefined) => readTried(model));
  const names = tried.flatMap((one) => (one === null ? [] : [one.name]));
  const again = tried[0]?.again ?? null;
  const alike = tried.every((one) => one?.again === again);
  if (names.length < models.length || !alike || new Set(names).size < names.length) return null;
  return {
    models: names,
    accept: textsIn(accept),
    again,
    perMinute: limit === null ? null : Number(perMinute),
  };
}

/** The shortest that says it; undefined without any model. */
export function writtenModelChoice(choice: ModelChoice, make: MakeComponent): Json | undefined {
  const { accept, again, perMinute } = choice;
  const models = choice.models.map((name): Json =>
    again === null ? name : { ...make(RETRY, { model: name, tries: again + 1 }) },
  );
  const [first] = models;
  if (first === undefined) return undefined;
  const asked: Json =
    models.length === 1 ? first : { ...make(FALLBACK, { models, ...(accept.length > 0 && { accept }) }) };
  return perMinute === null ? asked : { ...make(LIMIT, { model: asked, requests: perMinute }) };
}

/** Such as "then small · 2 more tries · 10 a minute"; empty when only the first is asked, as usual. */
export function choiceWords(
  { models, again, perMinute }: ModelChoice,
  labelOf: (name: string) => string,
): string {
  return [
    models.length > 1 ? `then ${models.slice(1).map(labelOf).join(', ')}` : '',
    again === null ? '' : `${again} more ${again === 1 ? 'try' : 'tries'}`,
    perMinute === null ? '' : `${perMinute} a minute`,
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

/** The first model that a component names: which one it is about, however it is asked. */
export function firstModel(value: Json | undefined): string {
  if (typeof value === 'string') return value;
  if (!isComponent(value)) return '';
  const { model, models } = value.config;
  return firstModel(model ?? (Array.isArray(models) ? (models[0] as Json) : undefined));
}

function readTried(value: Json | undefined): { readonly name: string; readonly again: number | null } | null {
  if (typeof value === 'string') return { name: value, again: null };
  const config = configOf(value, RETRY, ['model', 'tries']);
  const { model, tries } = config ?? {};
  return typeof model === 'string' && typeof tries === 'number' ? { name: model, again: tries - 1 } : null;
}

/** Null: it is no such component, or says more than these keys. */
function configOf(value: Json | undefined, provider: string, keys: readonly string[]): JsonObject | null {
  if (!isComponent(value) || value.provider !== provider) return null;
  return Object.keys(value.config).every((key) => keys.includes(key)) ? value.config : null;
}

function isTexts(value: Json): boolean {
  return Array.isArray(value) && value.every((item: Json) => typeof item === 'string');
}
