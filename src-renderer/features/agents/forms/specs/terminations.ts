/** Termination conditions as the form shows them: a list of which any or all must hold. */
import type { Component, Json } from '../../component/component-json.ts';
import { isComponent } from '../../component/component-json.ts';

export const OR = 'OrTerminationCondition';
export const AND = 'AndTerminationCondition';

export interface TerminationRules {
  readonly mode: 'any' | 'all';
  readonly conditions: readonly Component[];
  /** The paths of the conditions, relative to the field's own path. */
  readonly paths: readonly (readonly (string | number)[])[];
}

export function isCombination({ provider }: Component): boolean {
  return provider === OR || provider === AND;
}

/** Reads no condition, a single one, or an OR or AND of several. */
export function readTermination(value: Json | undefined): TerminationRules {
  if (!isComponent(value)) return { mode: 'any', conditions: [], paths: [] };
  if (!isCombination(value)) return { mode: 'any', conditions: [value], paths: [[]] };
  const inside = value.config['conditions'];
  const found = (Array.isArray(inside) ? inside : []).flatMap((each: Json, at) =>
    isComponent(each) ? [{ each, path: ['config', 'conditions', at] }] : [],
  );
  return {
    mode: value.provider === AND ? 'all' : 'any',
    conditions: found.map(({ each }) => each),
    paths: found.map(({ path }) => path),
  };
}

/** Adds a condition; a single existing one is combined with it by `several`. */
export function withCondition(
  value: Json | undefined,
  added: Component,
  several: (conditions: readonly Json[]) => Component,
): Json {
  if (!isComponent(value)) return { ...added };
  if (!isCombination(value)) return { ...several([value, { ...added }]) };
  const inside = value.config['conditions'];
  const conditions: readonly Json[] = Array.isArray(inside) ? inside : [];
  return { ...value, config: { ...value.config, conditions: [...conditions, { ...added }] } };
}

/** Removes the condition at an index of `readTermination`. When one is left, it stands alone again. */
export function withoutCondition(value: Json | undefined, at: number): Json | undefined {
  if (!isComponent(value) || !isCombination(value)) return undefined;
  const index = readTermination(value).paths[at]?.[2];
  const inside = value.config['conditions'];
  const conditions: readonly Json[] = Array.isArray(inside) ? inside : [];
  const left = conditions.filter((_each, place) => place !== index);
  if (left.length === 0) return undefined;
  const [only] = left;
  if (left.length === 1 && only !== undefined) return only;
  return { ...value, config: { ...value.config, conditions: left } };
}

/** Switches between OR and AND, keeping the conditions. */
export function withMode(value: Json | undefined, mode: TerminationRules['mode']): Json | undefined {
  if (!isComponent(value) || !isCombination(value)) return value;
  return { ...value, provider: mode === 'all' ? AND : OR };
}
