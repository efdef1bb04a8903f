/** Parameters of models as the page uses them: without schemas, as the page loads this first. */
export const efforts = ['minimal', 'low', 'medium', 'high'] as const;
/** How long a reasoning model should think. */
export type Effort = (typeof efforts)[number];

/** As ModelParameters in provider.ts. */
interface Parameters {
  readonly effort: Effort | null;
  readonly temperature: number | null;
  readonly maxTokens: number | null;
}

/** Parameters of which each is the narrower choice's where that has one. */
export function parametersWithin(narrow: Parameters | null, wide: Parameters | null): Parameters {
  return {
    effort: narrow?.effort ?? wide?.effort ?? null,
    temperature: narrow?.temperature ?? wide?.temperature ?? null,
    maxTokens: narrow?.maxTokens ?? wide?.maxTokens ?? null,
  };
}
