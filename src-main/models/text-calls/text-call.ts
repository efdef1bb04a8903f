import { isRecord } from '../server/json-value.ts';

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

/** An argument that came as bare text, as its schema wants it: `3` is a number only where one is expected. */
export function typedArgument(text: string, tool: string, key: string, tools: OfferedTools): unknown {
  const properties = tools.get(tool)?.['properties'];
  const schema = isRecord(properties) ? properties[key] : undefined;
  const type = isRecord(schema) ? schema['type'] : 'string';
  if (type === 'string' || type === undefined) return text;
  try {
    return JSON.parse(text.trim());
  } catch {
    return text;
  }
}
