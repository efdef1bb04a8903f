/**
 * Converts a JSON schema to a grammar (llama.cpp's GBNF), so that a small model cannot answer in another form. What a grammar cannot
 * express (number ranges, patterns, formats) is left to the validation of the answer.
 */
type Schema = Readonly<Record<string, unknown>>;

const basics = {
  // At most one space, and none before punctuation: a weak model would spend its tokens on indentation.
  ws: '" "?',
  char: '[^"\\\\\\x7F\\x00-\\x1F] | [\\\\] (["\\\\bfnrt/] | "u" [0-9a-fA-F]{4})',
  string: '"\\"" char* "\\""',
  boolean: '"true" | "false"',
  null: '"null"',
  integer: '"-"? ("0" | [1-9] [0-9]{0,15})',
  number: '"-"? ("0" | [1-9] [0-9]{0,15}) ("." [0-9]{1,15})? ([eE] [-+]? [0-9]{1,3})?',
  value: 'object | array | string | number | boolean | null',
  object: '"{" (string ":" ws value ("," ws string ":" ws value)*)? "}"',
  array: '"[" (value ("," ws value)*)? "]"',
} as const;

/** Larger bounds are dropped, because llama.cpp expands a bound into as many rules. */
const LONGEST_BOUND = 1_000;
/** Types whose rule has their name. */
const scalars: ReadonlySet<string> = new Set(['integer', 'number', 'boolean', 'null']);
/** Schemas nested deeper than this allow any value. */
const DEEPEST = 24;

export class JsonGrammar {
  readonly #rules = new Map<string, string>(Object.entries(basics));
  readonly #references = new Map<string, string>();
  #definitions: Schema = {};

  /** The rule for a value by this schema. */
  schema(schema: Schema): string {
    this.#definitions = record(schema['$defs']) ?? record(schema['definitions']) ?? {};
    return this.#rule(schema, 0);
  }

  /** The rule for a value that matches any of these. */
  alternatives(schemas: readonly Schema[]): string {
    return this.#named(schemas.map((schema) => this.schema(schema)).join(' | '));
  }

  /** The whole grammar. @param root the body of its first rule. */
  text(root: string): string {
    return [`root ::= ${root}`, ...[...this.#rules].map(([name, body]) => `${name} ::= ${body}`)].join('\n');
  }

  #rule(schema: unknown, depth: number): string {
    const given = record(schema);
    if (given === null || depth > DEEPEST) return 'value';
    if ('const' in given) return literal(given['const']);
    if (Array.isArray(given['enum'])) return this.#named(given['enum'].map(literal).join(' | '));
    const reference = given['$ref'];
    if (typeof reference === 'string') return this.#reference(reference, depth);
    const choices = list(given['anyOf']) ?? list(given['oneOf']);
    if (choices !== null) return this.#named(choices.map((one) => this.#rule(one, depth + 1)).join(' | '));
    const all = list(given['allOf']);
    if (all !== null) return this.#rule(merged(given, all), depth + 1);
    const types = list(given['type']);
    if (types !== null)
      return this.#named(types.map((type) => this.#rule({ ...given, type }, depth + 1)).join(' | '));
    return this.#ofType(given, depth);
  }

  #ofType(schema: Schema, depth: number): string {
    const type = schema['type'] ?? (record(schema['properties']) === null ? null : 'object');
    if (type === 'object') return this.#object(schema, depth);
    if (type === 'array') return this.#array(schema, depth);
    if (type === 'string') return this.#string(schema);
    return typeof type === 'string' && scalars.has(type) ? type : 'value';
  }

  /** Properties come in the order of the schema; optional ones may be omitted. */
  #object(schema: Schema, depth: number): string {
    const properties = Object.entries(record(schema['properties']) ?? {});
    if (properties.length === 0) return 'object';
    const required = new Set(list(schema['required']) ?? []);
    const pairs = properties.map(([name, inner]) => ({
      rule: this.#named(`${literal(name)} ":" ws ${this.#rule(inner, depth + 1)}`),
      required: required.has(name),
    }));
    // Built from last to first: `rest` is what may follow after at least one pair.
    let rest = '';
    const starts: string[] = [];
    for (const { rule, required: must } of pairs.toReversed()) {
      if (must) starts.length = 0;
      starts.unshift(`${rule} ${rest}`);
      const next = must ? `"," ws ${rule} ${rest}` : `("," ws ${rule})? ${rest}`;
      rest = this.#named(next);
    }
    const empty = pairs.some((pair) => pair.required) ? '' : ' |';
    return this.#named(`"{" (${starts.join(' | ')}${empty}) "}"`);
  }

  #array(schema: Schema, depth: number): string {
    const item = this.#rule(schema['items'], depth + 1);
    const least = bound(schema['minItems']) ?? 0;
    const most = bound(schema['maxItems']);
    if (most === 0) return this.#named('"[]"');
    const more = `("," ws ${item})${repeat(Math.max(0, least - 1), most === null ? null : most - 1)}`;
    const items = `${item} ${more}`;
    return this.#named(`"[" ${least > 0 ? items : `(${items})?`} "]"`);
  }

  #string(schema: Schema): string {
    const least = bound(schema['minLength']) ?? 0;
    const most = bound(schema['maxLength']);
    if (least === 0 && most === null) return 'string';
    return this.#named(`"\\"" char${repeat(least, most)} "\\""`);
  }

  #reference(reference: string, depth: number): string {
    const known = this.#references.get(reference);
    if (known !== undefined) return known;
    const name = /^#\/(?:\$defs|definitions)\/([^/]+)$/.exec(reference)?.[1];
    const target = name === undefined ? undefined : this.#definitions[decodeURIComponent(name)];
    if (target === undefined) return 'value';
    // Named before it is converted, because a definition may refer to itself.
    const rule = `ref-${this.#references.size}`;
    this.#references.set(reference, rule);
    this.#rules.set(rule, 'value');
    this.#rules.set(rule, this.#rule(target, depth + 1));
    return rule;
  }

  #named(body: string): string {
    const name = `r-${this.#rules.size}`;
    this.#rules.set(name, body);
    return name;
  }
}

/** The grammar of a whole answer that matches this schema. */
export function grammarFor(schema: Schema): string {
  const grammar = new JsonGrammar();
  return grammar.text(`ws ${grammar.schema(schema)}`);
}

/** A JSON value as a GBNF literal. */
function literal(value: unknown): string {
  return JSON.stringify(JSON.stringify(value ?? null));
}

function repeat(least: number, most: number | null): string {
  return most === null ? `{${least},}` : `{${least},${Math.max(least, most)}}`;
}

function bound(value: unknown): number | null {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= LONGEST_BOUND
    ? value
    : null;
}

function merged(schema: Schema, all: readonly unknown[]): Schema {
  const { allOf: _, ...own } = schema;
  const parts = [own, ...all.map((part) => record(part) ?? {})];
  return {
    ...(Object.assign({}, ...parts) as Schema),
    properties: Object.assign({}, ...parts.map((part) => record(part['properties']) ?? {})) as Schema,
    required: parts.flatMap((part) => list(part['required']) ?? []),
  };
}

function record(value: unknown): Schema | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Schema) : null;
}

function list(value: unknown): readonly unknown[] | null {
  return Array.isArray(value) ? (value as readonly unknown[]) : null;
}
