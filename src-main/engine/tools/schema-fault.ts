/** A fault in a JSON schema. */
export interface SchemaFault {
  /** For example `properties.city.type`; empty for the schema itself. */
  readonly path: string;
  readonly reason: string;
}

const TYPES: ReadonlySet<unknown> = new Set([
  'object',
  'array',
  'string',
  'number',
  'integer',
  'boolean',
  'null',
]);
/** More nesting than any server accepts. */
const MAX_DEPTH = 50;

/** Keywords whose value is one schema, a list of schemas, or an object of schemas. */
const SINGLE = ['items', 'additionalProperties', 'not', 'contains', 'propertyNames'];
const LIST = ['anyOf', 'oneOf', 'allOf', 'prefixItems'];
const BY_NAME = ['properties', '$defs', 'definitions', 'patternProperties'];

/** The first fault for which every server would reject the schema; null when there is none. Unknown keywords are ignored. */
export function schemaFault(schema: unknown, path: readonly string[] = []): SchemaFault | null {
  const at = (reason: string, ...inside: string[]): SchemaFault => ({
    path: [...path, ...inside].join('.'),
    reason,
  });
  if (typeof schema === 'boolean') return null;
  if (!isRecord(schema)) return at('it is not a schema');
  if (path.length > MAX_DEPTH) return at('it is nested too deep');
  return keywordFault(schema, at) ?? nestedFault(schema, path, at);
}

/**
 * The first regular expression in a valid schema; null when there is none. A badly or maliciously written expression could block
 * the process (catastrophic backtracking), so schemas with patterns are refused.
 */
export function patternFault(schema: unknown, path: readonly string[]): SchemaFault | null {
  if (!isRecord(schema)) return null;
  for (const [keyword, value] of Object.entries(schema)) {
    const here = [...path, keyword];
    if (keyword === 'pattern' || keyword === 'patternProperties')
      return {
        path: here.join('.'),
        reason: 'patterns are not taken here; say in the description what it must look like',
      };
    for (const [inside, inner] of schemasIn(keyword, value)) {
      const fault = patternFault(inner, [...here, ...inside]);
      if (fault !== null) return fault;
    }
  }
  return null;
}

/** The schemas in the value of a keyword, each with its path from the keyword. */
function schemasIn(keyword: string, value: unknown): (readonly [readonly string[], unknown])[] {
  if (SINGLE.includes(keyword)) return [[[], value]];
  if (!LIST.includes(keyword) && !BY_NAME.includes(keyword)) return [];
  return Object.entries(value as object).map(([name, inner]) => [[name], inner]);
}

type At = (reason: string, ...inside: string[]) => SchemaFault;

function keywordFault(schema: Readonly<Record<string, unknown>>, at: At): SchemaFault | null {
  const { type, required, enum: values } = schema;
  const types = Array.isArray(type) ? (type as unknown[]) : [type];
  const unknown = types.find((one) => one !== undefined && !TYPES.has(one));
  if (unknown !== undefined || types.length === 0)
    return at(`there is no type ${JSON.stringify(unknown)}`, 'type');
  if (
    required !== undefined &&
    !(Array.isArray(required) && required.every((one) => typeof one === 'string'))
  ) {
    return at('it is not a list of names', 'required');
  }
  if (values !== undefined && !(Array.isArray(values) && values.length > 0)) {
    return at('it is not a list of values', 'enum');
  }
  return null;
}

function nestedFault(
  schema: Readonly<Record<string, unknown>>,
  path: readonly string[],
  at: At,
): SchemaFault | null {
  for (const [keyword, value] of Object.entries(schema)) {
    const here = [...path, keyword];
    if (SINGLE.includes(keyword)) {
      const fault = schemaFault(value, here);
      if (fault !== null) return fault;
    } else if (LIST.includes(keyword) || BY_NAME.includes(keyword)) {
      const wellFormed = LIST.includes(keyword) ? Array.isArray(value) : isRecord(value);
      if (!wellFormed) return at('it does not hold schemas', keyword);
      for (const [name, inner] of Object.entries(value as object)) {
        const fault = schemaFault(inner, [...here, name]);
        if (fault !== null) return fault;
      }
    }
  }
  return null;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
