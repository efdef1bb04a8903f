/**
 * How an agent's model is called, parsed from its component and written back: a model name, or wrapper components
 * around names.
 */
import type { Component, Json, JsonObject } from '../../component/component-json.ts';
import { isComponent, stringsIn } from '../../component/component-json.ts';
import { t, tCount } from '../../../../language/translate.ts';

export interface ModelChoice {
  /** The preferred model first, then its fallbacks. */
  readonly models: readonly string[];
  /** Checks on an answer; when one fails, the next model is asked. */
  readonly accept: readonly string[];
  /** Retries after a failure; null for the default. */
  readonly again: number | null;
  /** Null: no limit. */
  readonly perMinute: number | null;
}

export type MakeComponent = (provider: string, config: JsonObject) => Component;

const FALLBACK = 'FallbackChatModel';
const RETRY = 'RetryingChatModel';
const LIMIT = 'RateLimitedChatModel';
const MINUTE = 60_000;

/** Null when the component does something that the form cannot show. */
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
  if (!Array.isArray(models) || models.length === 0 || !isStringList(accept)) return null;
  const tried = models.map((model: Json | undefined) => readRetry(model));
  const names = tried.flatMap((one) => (one === null ? [] : [one.name]));
  const again = tried[0]?.again ?? null;
  const alike = tried.every((one) => one?.again === again);
  if (names.length < models.length || !alike || new Set(names).size < names.length) return null;
  return {
    models: names,
    accept: stringsIn(accept),
    again,
    perMinute: limit === null ? null : Number(perMinute),
  };
}

/** The shortest component for the choice; undefined without a model. */
export function writeModelChoice(choice: ModelChoice, make: MakeComponent): Json | undefined {
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

/** For example "then small · 2 more tries · 10 a minute"; empty for one model with defaults. */
export function describeModelChoice(
  { models, again, perMinute }: ModelChoice,
  labelOf: (name: string) => string,
): string {
  return [
    models.length > 1 ? t('then {{models}}', { models: models.slice(1).map(labelOf).join(', ') }) : '',
    again === null ? '' : tCount(again, '{{count}} more try', '{{count}} more tries'),
    perMinute === null ? '' : tCount(perMinute, '{{count}} a minute', '{{count}} a minute'),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

/** The first model named in a component, however it is wrapped. */
export function firstModel(value: Json | undefined): string {
  if (typeof value === 'string') return value;
  if (!isComponent(value)) return '';
  const { model, models } = value.config;
  return firstModel(model ?? (Array.isArray(models) ? (models[0] as Json) : undefined));
}

function readRetry(value: Json | undefined): { readonly name: string; readonly again: number | null } | null {
  if (typeof value === 'string') return { name: value, again: null };
  const config = configOf(value, RETRY, ['model', 'tries']);
  const { model, tries } = config ?? {};
  return typeof model === 'string' && typeof tries === 'number' ? { name: model, again: tries - 1 } : null;
}

/** The config of a component; null when it has another provider or keys other than these. */
function configOf(value: Json | undefined, provider: string, keys: readonly string[]): JsonObject | null {
  if (!isComponent(value) || value.provider !== provider) return null;
  return Object.keys(value.config).every((key) => keys.includes(key)) ? value.config : null;
}

function isStringList(value: Json): boolean {
  return Array.isArray(value) && value.every((item: Json) => typeof item === 'string');
}
