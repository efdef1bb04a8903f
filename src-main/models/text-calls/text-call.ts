import { isRecord, parseJson } from '../server/json-value.ts';

/** A tool call that a model wrote as text. */
export interface CallInText {
  readonly name: string;
  readonly argumentsText: string;
}

/** The offered tools: names, each with the JSON schema of its arguments. */
export type OfferedTools = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

/** The offered tool that a name means: some servers put a namespace before it or a mark behind it. Null: none. */
export function offeredName(name: string, tools: OfferedTools): string | null {
  if (tools.has(name)) return name;
  const bare = name
    .replace(/^(?:functions?|default_api|tools?|call)[.:/]/, '')
    .replace(/(?:<\|[^|]{0,40}\|>[\w ]{0,40}|:\d{1,4})$/, '')
    .trim();
  return tools.has(bare) ? bare : null;
}

/**
 * The offered tool that a call means by its name. Some models change the case or the marks between the words of a name, or leave out
 * the part before `__`, which counts where only one tool is meant. Null: none.
 */
export function calledTool(name: string, tools: OfferedTools): string | null {
  const exact = offeredName(name, tools);
  if (exact !== null) return exact;
  const said = plainName(name);
  const names = [...tools.keys()];
  const same = names.filter((offered) => plainName(offered) === said);
  const meant =
    same.length > 0 ? same : names.filter((offered) => plainName(withoutServer(offered)) === said);
  return said !== '' && meant.length === 1 ? (meant[0] ?? null) : null;
}

function plainName(name: string): string {
  return name
    .replace(/["'`\s]/g, '')
    .replace(/[-._/:]+/g, '_')
    .toLowerCase();
}

function withoutServer(name: string): string {
  const at = name.indexOf('__');
  return at < 0 ? name : name.slice(at + 2);
}

/** Arguments as the schema of their tool wants them, where they came as text: `"3"` for a number, `"[1]"` for a list. */
export function typedArguments(
  given: Readonly<Record<string, unknown>>,
  tool: string,
  tools: OfferedTools,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(given).map(([key, value]) => [
      key,
      typeof value === 'string' ? typedArgument(value, tool, key, tools) : value,
    ]),
  );
}

/** An argument that came as text, as its schema wants it: `3` is a number only where one is expected. */
export function typedArgument(text: string, tool: string, key: string, tools: OfferedTools): unknown {
  const properties = tools.get(tool)?.['properties'];
  const schema = isRecord(properties) ? properties[key] : undefined;
  const type = isRecord(schema) ? schema['type'] : undefined;
  if (typeof type !== 'string' || type === 'string') return text;
  const value = parseJson(text.trim());
  return isOfType(value, type) ? value : text;
}

function isOfType(value: unknown, type: string): boolean {
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return isRecord(value);
  return type === 'integer' ? Number.isInteger(value) : typeof value === type;
}
