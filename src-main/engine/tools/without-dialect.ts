import type { JsonObject } from './tool.ts';

/** A JSON schema without `$schema`, which names its dialect: several servers refuse it, and none needs it. */
export function withoutDialect({ $schema: _dialect, ...schema }: JsonObject): JsonObject {
  return schema;
}
