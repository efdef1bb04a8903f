/**
 * Tool calls that a model wrote as its answer, because its server does not know how the model calls tools. They count only when
 * the whole answer is such calls and every name is one of an offered tool.
 */
import { isRecord, parseJson } from '../server/json-value.ts';
import { markedCalls, wholeCall } from './marked-calls.ts';
import { pythonicCalls } from './pythonic-calls.ts';
import type { CallInText, OfferedTools } from './text-call.ts';

/** So long an answer is held back to see whether it is a call, in characters. */
export const MAX_CALL_LENGTH = 64_000;

const openings = ['{', '[', '```', 'Action:', 'print(', 'functools['] as const;
/** A mark that may be that of a call, whole or not. */
const mark = /^<(?:[|｜][^>]{0,60}|[^\s>]{0,60})/;
const callMark = /tool|function|invoke|call|action|python|dsml/i;

/** Special tokens at both ends of a text. */
const specialAround = /^<[|｜][^<>\n]{1,80}[|｜]>\s{0,20}|\s{0,20}<[|｜][^<>\n]{1,80}[|｜]>$/g;

/** Whether an answer that begins like this may be tool calls in text. */
export function mayBeCall(text: string, tools: OfferedTools): boolean {
  const begun = text.trimStart();
  if (begun === '' || openings.some((opening) => begun.startsWith(opening) || opening.startsWith(begun)))
    return true;
  // A single one is a quotation.
  if (begun === '>' || begun === '>>') return true;
  if (begun.startsWith('>>>')) return mayNameTool(begun.slice(3).trimStart(), tools, '');
  const tag = mark.exec(begun)?.[0];
  if (tag !== undefined) return tag.length === begun.length || callMark.test(tag) || tools.has(tag.slice(1));
  return mayNameTool(begun, tools, '(');
}

/** Whether a text begins with the name of a tool and this mark, or may do so when more of it has come. */
function mayNameTool(begun: string, tools: OfferedTools, end: string): boolean {
  return [...tools.keys()].some((name) => (name + end).startsWith(begun) || begun.startsWith(name + end));
}

/** The calls of an answer that is nothing but calls of these tools; null for any other answer. */
export function callsInText(text: string, tools: OfferedTools): CallInText[] | null {
  const body = withoutFence(text.trim());
  return (
    callsInJson(body, tools) ??
    markedCalls(body, tools) ??
    pythonicCalls(body.replace(specialAround, ''), tools)
  );
}

function callsInJson(text: string, tools: OfferedTools): CallInText[] | null {
  const value = parseJson(text.replace(/^functools(?=\[)/, ''));
  if (value === null) return null;
  const listed: unknown = isRecord(value) ? (value['tool_calls'] ?? value) : value;
  const calls = (Array.isArray(listed) ? (listed as unknown[]) : [listed]).map((one) =>
    wholeCall(one, tools),
  );
  return calls.length > 0 && calls.every((call) => call !== null) ? calls : null;
}

/** The inside of a text that is one fenced block. */
function withoutFence(text: string): string {
  if (!text.startsWith('```') || !text.endsWith('```') || text.length < 7) return text;
  const lineEnd = text.indexOf('\n');
  return lineEnd < 0 ? text : text.slice(lineEnd + 1, -3).trim();
}
