/**
 * The parameters of a tool in the part of JSON Schema that every server reads: types, properties, what is required, items, lists of words
 * and descriptions. For servers that reject a whole request because of one keyword in one tool (MCP servers use all of JSON Schema).
 * The tool still checks its arguments against its own schema.
 */
type Schema = Readonly<Record<string, unknown>>;

/** Deeper parts accept anything; so does what comes after so many parts, since references can multiply. */
const MAX_DEPTH = 12;
const MAX_PARTS = 2_000;
/** Of more alternatives, or parts that hold at once, only the first are read. */
const MAX_CHOICES = 50;

const types: ReadonlySet<unknown> = new Set<unknown>([
  'string',
  'number',
  'integer',
  'boolean',
  'object',
  'array',
]);

/** @param schema the JSON Schema of the arguments. @returns a schema of type `object` with `properties` */
export function plainSchema(schema: Schema): Record<string, unknown> {
  const plain = new Plain(schema).read(schema, 0);
  return plain['type'] === 'object' ? plain : { type: 'object', properties: {} };
}

class Plain {
  readonly #root: Schema;
  #parts = 0;

  constructor(root: Schema) {
    this.#root = root;
  }

  read(given: unknown, depth: number): Record<string, unknown> {
    this.#parts += 1;
    if (depth > MAX_DEPTH || this.#parts > MAX_PARTS) return { type: 'string' };
    const schema = this.#resolved(given);
    const type = typeOf(schema);
    const description = schema['description'];
    return {
      type,
      ...(typeof description === 'string' && description !== '' && { description }),
      ...this.#details(type, schema, depth),
    };
  }

  #details(type: string, schema: Schema, depth: number): Record<string, unknown> {
    if (type === 'array') {
      const { items } = schema;
      const [first] = Array.isArray(items) ? (items as unknown[]) : listOf(schema, 'prefixItems');
      return { items: this.read(Array.isArray(items) || items === undefined ? first : items, depth + 1) };
    }
    if (type === 'object') {
      const properties = Object.fromEntries(
        Object.entries(asSchema(schema['properties'])).map(([name, part]) => [
          name,
          this.read(part, depth + 1),
        ]),
      );
      const required = listOf(schema, 'required').filter(
        (name): name is string => typeof name === 'string' && Object.hasOwn(properties, name),
      );
      return { properties, ...(required.length > 0 && { required: [...new Set(required)] }) };
    }
    // Some servers read lists of words only.
    const words = listOf(schema, 'enum').filter((word) => typeof word === 'string' && word !== '');
    return type === 'string' && words.length > 0 ? { enum: [...new Set(words)] } : {};
  }

  /** A part with its reference followed, its alternatives decided for the first, and all that holds at once put together. */
  #resolved(given: unknown): Schema {
    let schema = asSchema(given);
    for (let step = 0; step < MAX_DEPTH; step += 1) {
      const next = this.#step(schema);
      if (next === null) break;
      schema = next;
    }
    return schema;
  }

  #step(schema: Schema): Schema | null {
    const { $ref: reference, allOf, anyOf, oneOf, const: constant, ...rest } = schema;
    if (typeof reference === 'string') return { ...this.#find(reference), ...rest };
    if (constant !== undefined) return { enum: [constant], ...rest };
    if (Array.isArray(allOf)) return merged([...someOf(allOf), rest].map((part) => this.#referred(part)));
    const alternatives = anyOf ?? oneOf;
    if (!Array.isArray(alternatives)) return null;
    const choices = someOf(alternatives);
    const open = choices
      .map((choice) => this.#referred(choice))
      .filter((choice) => choice['type'] !== 'null');
    const words = open.flatMap((choice) => ('const' in choice ? [choice['const']] : listOf(choice, 'enum')));
    const areWords = open.every((choice) => 'const' in choice || 'enum' in choice);
    if (areWords && words.length > 0) return { ...rest, enum: words };
    // At the top one of several objects is wanted: all their properties, none of them required.
    const objects = open.filter((choice) => typeOf(choice) === 'object');
    if (objects.length > 1 && objects.length === open.length) {
      const { required: _required, ...all } = merged(objects);
      return { ...all, ...rest };
    }
    return { ...open[0], ...rest };
  }

  #referred(part: unknown): Schema {
    const { $ref: reference, ...rest } = asSchema(part);
    return typeof reference === 'string' ? { ...this.#find(reference), ...rest } : asSchema(part);
  }

  #find(reference: string): Schema {
    if (!reference.startsWith('#')) return {};
    const path = reference
      .slice(1)
      .split('/')
      .filter((part) => part !== '');
    let found: unknown = this.#root;
    for (const part of path) found = asSchema(found)[part.replaceAll('~1', '/').replaceAll('~0', '~')];
    return asSchema(found);
  }
}

function merged(parts: readonly Schema[]): Schema {
  return parts.reduce<Schema>(
    (all, part) => ({
      ...all,
      ...part,
      properties: { ...asSchema(all['properties']), ...asSchema(part['properties']) },
      required: [...listOf(all, 'required'), ...listOf(part, 'required')],
    }),
    {},
  );
}

/** The type; of several the first that is not null; if none is given, the one that the other keywords tell. */
function typeOf(schema: Schema): string {
  const { type } = schema;
  const given = (Array.isArray(type) ? (type as unknown[]) : [type]).find((name) => types.has(name));
  if (typeof given === 'string') return given;
  if (Object.keys(asSchema(schema['properties'])).length > 0) return 'object';
  if ('items' in schema || 'prefixItems' in schema) return 'array';
  const [word] = listOf(schema, 'enum');
  return typeof word === 'number' || typeof word === 'boolean' ? typeof word : 'string';
}

function asSchema(value: unknown): Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Schema) : {};
}

function listOf(schema: Schema, key: string): unknown[] {
  const list = schema[key];
  return Array.isArray(list) ? (list as unknown[]) : [];
}

function someOf(list: readonly unknown[]): readonly unknown[] {
  return list.slice(0, MAX_CHOICES);
}
