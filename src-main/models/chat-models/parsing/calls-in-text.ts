/**
 * Tool calls that a model wrote as its answer because its server does not know the model's call format. They count only if the whole answer
 * consists of such calls and every name is that of an offered tool.
 */
import { isRecord, parseJson } from '../../server/json-value.ts';
import type { CallInText } from './harmony-splitter.ts';

/** Up to this length an answer is held back to see whether it is a call, in characters. */
export const MAX_CALL_LENGTH = 64_000;

/** Whether an answer with this beginning may be tool calls in text. */
export function mayBeCall(text: string): boolean {
  const begun = text.trimStart();
  if (begun === '') return true;
  return openings.some((opening) => begun.startsWith(opening) || opening.startsWith(begun));
}

const openings = ['{', '[', '```', '<tool_call>', '<function', '[TOOL_CALLS]', '<|python_tag|>'] as const;

/** The calls of an answer that consists only of calls of these tools; null for any other answer. */
export function callsInText(text: string, tools: ReadonlySet<string>): CallInText[] | null {
  const values = valuesIn(text.trim());
  if (values === null || values.length === 0) return null;
  const calls = values.map((value) => callOf(value, tools));
  return calls.every((call) => call !== null) ? calls : null;
}

function valuesIn(text: string): unknown[] | null {
  const body = withoutFence(text);
  const tagged = inTags(body);
  if (tagged !== null) return tagged;
  const plain = body.replace(/^(?:\[TOOL_CALLS\]|<\|python_tag\|>)/, '').trim();
  const value = parseJson(plain);
  if (value === null) return null;
  const listed: unknown = isRecord(value) ? (value['tool_calls'] ?? value) : value;
  return Array.isArray(listed) ? [...(listed as unknown[])] : [listed];
}

/** The content of a text that is a single code fence. */
function withoutFence(text: string): string {
  if (!text.startsWith('```') || !text.endsWith('```') || text.length < 7) return text;
  const lineEnd = text.indexOf('\n');
  return lineEnd < 0 ? text : text.slice(lineEnd + 1, -3).trim();
}

/** `<tool_call>{…}</tool_call>` and `<function=name>{…}</function>`, one after the other and nothing else. */
function inTags(text: string): unknown[] | null {
  const found: unknown[] = [];
  let rest = text;
  while (rest !== '') {
    const opening = /^<(tool_call|function)(?:=([\w.-]{1,100}))?>/.exec(rest);
    if (opening === null) return null;
    const [whole, tag = '', name] = opening;
    const close = rest.indexOf(`</${tag}>`);
    const inner = rest.slice(whole.length, close < 0 ? undefined : close).trim();
    const value = parseJson(inner);
    if (value === null) return null;
    found.push(name === undefined ? value : { name, arguments: value });
    rest = close < 0 ? '' : rest.slice(close + tag.length + 3).trimStart();
  }
  return found;
}

function callOf(value: unknown, tools: ReadonlySet<string>): CallInText | null {
  if (!isRecord(value)) return null;
  const inner = isRecord(value['function']) ? value['function'] : value;
  const given = inner['name'] ?? inner['tool'] ?? inner['tool_name'];
  const name = typeof given === 'string' ? offeredName(given, tools) : null;
  if (name === null) return null;
  const found =
    inner['arguments'] ?? inner['parameters'] ?? inner['args'] ?? inner['tool_input'] ?? inner['input'];
  if (found === undefined) return null;
  return { name, argumentsText: typeof found === 'string' ? found : JSON.stringify(found) };
}

/** The offered tool that a name refers to: some servers prepend a namespace. Null: none. */
export function offeredName(name: string, tools: ReadonlySet<string>): string | null {
  if (tools.has(name)) return name;
  const bare = name.replace(/^(?:functions?|default_api|tools?)[.:/]/, '');
  return tools.has(bare) ? bare : null;
}
