/** Reads PrecisionMemBench: what a person believes, and questions with the only beliefs that may be recalled for them. */
import { join } from 'node:path';
import * as z from 'zod';
import { readJson } from './read-json.ts';

const beliefSchema = z
  .object({
    _id: z.string(),
    user_id: z.string(),
    type: z.string(),
    canonical_name: z.string(),
    aliases: z.array(z.string()),
    content: z.string(),
    why_it_matters: z.string().nullish(),
    scope: z.array(z.string()),
    epistemic_status: z.string(),
    pinned: z.boolean(),
    resolved_at: z.string().nullable(),
    superseded_by: z.string().nullable(),
  })
  .transform(({ _id: id, ...belief }) => ({ id, ...belief }));

const caseSchema = z.object({
  caseId: z.string(),
  scope: z.array(z.string()),
  query: z.string(),
  expect: z.object({
    relevantBeliefs: z
      .object({
        shouldOnlyInclude: z.array(z.string()).default([]),
        mustExclude: z.array(z.string()).default([]),
      })
      .default({ shouldOnlyInclude: [], mustExclude: [] }),
  }),
});

export type Belief = z.infer<typeof beliefSchema>;

export interface PrecisionCase {
  readonly name: string;
  readonly scopes: readonly string[];
  readonly query: string;
  readonly allowed: ReadonlySet<string>;
  readonly forbidden: ReadonlySet<string>;
}

export function readPrecision(dataDir: string): { beliefs: Belief[]; cases: PrecisionCase[] } {
  const beliefs = z.array(beliefSchema).parse(readJson(join(dataDir, 'beliefs.seed.json')));
  const cases = z.array(caseSchema).parse(readJson(join(dataDir, 'retrieval.cases.json')));
  return {
    beliefs,
    cases: cases.map(({ caseId, scope, query, expect }) => ({
      name: caseId,
      scopes: scope,
      query,
      allowed: new Set(expect.relevantBeliefs.shouldOnlyInclude),
      forbidden: new Set(expect.relevantBeliefs.mustExclude),
    })),
  };
}
