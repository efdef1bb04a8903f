import { createHash } from 'node:crypto';
import type { ModelRequest } from '#shared/models/model.ts';

/** JSON with sorted keys: equal values give equal text. Undefined properties are left out. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, field]) => `${JSON.stringify(name)}:${canonicalJson(field)}`);
  return `{${fields.join(',')}}`;
}

/** The parts of a request that affect the answer: without the functions of an OutputFormat, and without headers, which may be secret. */
export function requestContent({
  responseSchema,
  headers: _headers,
  timeoutMs: _timeoutMs,
  ...rest
}: ModelRequest): unknown {
  if (responseSchema === undefined) return rest;
  const { name, schema } = responseSchema;
  return { ...rest, responseSchema: { name, schema } };
}

/** SHA-256 (hex) of a request to the model with this identity. */
export function requestKey(identity: string, request: ModelRequest): string {
  const content = canonicalJson({ identity, request: requestContent(request) });
  return createHash('sha256').update(content).digest('hex');
}
