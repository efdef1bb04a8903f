/** Parameters of models as the page uses them: without schemas, as the page loads this first. */
import type { ModelParameters } from './provider.ts';

export const efforts = ['minimal', 'low', 'medium', 'high'] as const;
/** How long a reasoning model should think. */
export type Effort = (typeof efforts)[number];

/** Parameters of which each is the narrower choice's where that has one. */
export function parametersWithin(
  narrow: ModelParameters | null,
  wide: ModelParameters | null,
): ModelParameters {
  return {
    effort: narrow?.effort ?? wide?.effort ?? null,
    temperature: narrow?.temperature ?? wide?.temperature ?? null,
    maxTokens: narrow?.maxTokens ?? wide?.maxTokens ?? null,
  };
}
