/** When a team stops, as the form shows it: conditions in a row, any or all of which must hold. */
import type { Component, Json } from '../../component/component-json.ts';
import { isComponent } from '../../component/component-json.ts';

export const OR = 'OrTerminationCondition';
export const AND = 'AndTerminationCondition';

export interface EndRules {
  readonly mode: 'any' | 'all';
  readonly conditions: readonly Component[];
  /** Where the conditions are, below the field's own path. */
  readonly paths: readonly (readonly (string | number)[])[];
}

export function isSeveral({ provider }: Component): boolean {
  return provider === OR || provider === AND;
}

/** No condition, one by itself, or several in an "or" or an "and". */
export function readEnd(value: Json | undefined): EndRules {
  if (!isComponent(value)) return { mode: 'any', conditions: [], paths: [] };
  if (!isSeveral(value)) return { mode: 'any', conditions: [value], paths: [[]] };
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

/** With a condition more: one alone is put into an "or" with it. `several` makes that. */
export function withCondition(
  value: Json | undefined,
  added: Component,
  several: (conditions: readonly Json[]) => Component,
): Json {
  if (!isComponent(value)) return { ...added };
  if (!isSeveral(value)) return { ...several([value, { ...added }]) };
  const inside = value.config['conditions'];
  const conditions: readonly Json[] = Array.isArray(inside) ? inside : [];
  return { ...value, config: { ...value.config, conditions: [...conditions, { ...added }] } };
}

/** Without the condition at a place among those of `readEnd`. The last of several stands alone again. */
export function withoutCondition(value: Json | undefined, at: number): Json | undefined {
  if (!isComponent(value) || !isSeveral(value)) return undefined;
  const index = readEnd(value).paths[at]?.[2];
  const inside = value.config['conditions'];
  const conditions: readonly Json[] = Array.isArray(inside) ? inside : [];
  const left = conditions.filter((_each, place) => place !== index);
  if (left.length === 0) return undefined;
  const [only] = left;
  if (left.length === 1 && only !== undefined) return only;
  return { ...value, config: { ...value.config, conditions: left } };
}

/** "Any of" or "all of": the same conditions in the other kind. */
export function withMode(value: Json | undefined, mode: EndRules['mode']): Json | undefined {
  if (!isComponent(value) || !isSeveral(value)) return value;
  return { ...value, provider: mode === 'all' ? AND : OR };
}
