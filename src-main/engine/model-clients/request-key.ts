import { createHash } from 'node:crypto';
import type { ModelRequest } from '#shared/models/model.ts';

/** One text for one value, whatever the order of the keys of its objects; absent keys and undefined ones are the same. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, field]) => `${JSON.stringify(name)}:${canonicalJson(field)}`);
  return `{${fields.join(',')}}`;
}

/** What decides about an answer: the messages, the tools and the parameters, without what a form carries beside its schema. */
export function requestContent({ responseSchema, ...rest }: ModelRequest): unknown {
  if (responseSchema === undefined) return rest;
  const { name, schema } = responseSchema;
  return { ...rest, responseSchema: { name, schema } };
}

/** A digest (SHA-256, hex) of a request to a model of this identity: equal for equal requests only. */
export function requestKey(identity: string, request: ModelRequest): string {
  const content = canonicalJson({ identity, request: requestContent(request) });
  return createHash('sha256').update(content).digest('hex');
}
