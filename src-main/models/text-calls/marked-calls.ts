/**
 * Tool calls in the marks of many model families: `<tool_call>`, `<function=name>`, `<invoke name="…">`, `[TOOL_CALLS]`, special tokens.
 * They differ in their marks and agree in the rest, so any mark is accepted: a name of an offered tool, then its arguments as one JSON
 * object or as elements. Nothing else may stand in the text.
 */
import { jsonrepair } from 'jsonrepair';
import { isRecord, parseJson } from '../server/json-value.ts';
import { ObjectEnd } from './object-end.ts';
import { offeredName, typedArgument } from './text-call.ts';
import type { CallInText, OfferedTools } from './text-call.ts';

interface OpenCall {
  readonly name: string;
  arguments: Record<string, unknown> | null;
}

const tokens = {
  space: /\s+/y,
  special: /<[|｜][^<>]{1,80}>|<[^<>|｜]{1,80}[|｜]>|\[\/?[A-Z_]{3,20}\]|```\w{0,12}|>>>/y,
  open: /<([\w:.-]{1,60})(?:=([\w.:-]{1,120})|\s{1,5}name="([^"<>]{1,120})"[^<>{]{0,200})?\s{0,5}(?:>|(?=\{))/y,
  close: /<\/[\w:.-]{1,60}>/y,
  word: /[\w.:-]{1,120}/y,
} as const;
/** Elements that hold one argument. */
const argumentTag = /^(?:\w{1,20}:)?(?:parameter|param|argument|arg)$/;
/** Words beside the marks that say nothing. */
const fillers = /^(?:function|functions|json|assistant|commentary|action|tool_calls?|to|call):?$/i;

/** The calls of a text that is nothing but marked calls of these tools; null for any other text. */
export function markedCalls(text: string, tools: OfferedTools): CallInText[] | null {
  const plain = withQuotes(text).replace(/(<\/?)[|｜]\w{1,20}[|｜](?=\w)/g, '$1');
  return new MarkReader(plain, tools).read();
}

/** Gemma writes marks of its own around texts. */
function withQuotes(text: string): string {
  for (const mark of ['<escape>', '<|"|>']) {
    const parts = text.split(mark);
    if (parts.length > 1 && parts.length % 2 === 1)
      return parts.map((part, at) => (at % 2 === 1 ? JSON.stringify(part) : part)).join('');
  }
  return text;
}

/** An object of arguments, also one whose keys stand without quotation marks. */
function argumentsIn(text: string): unknown {
  const value = parseJson(text);
  if (value !== null || !/^\{\s{0,20}\w{1,80}\s{0,20}:/.test(text)) return value;
  try {
    return parseJson(jsonrepair(text));
  } catch {
    return null;
  }
}

class MarkReader {
  readonly #text: string;
  readonly #tools: OfferedTools;
  readonly #calls: OpenCall[] = [];
  #at = 0;
  #marks = 0;

  constructor(text: string, tools: OfferedTools) {
    this.#text = text;
    this.#tools = tools;
  }

  read(): CallInText[] | null {
    while (this.#at < this.#text.length) if (!this.#step()) return null;
    if (this.#marks === 0 || this.#calls.length === 0) return null;
    return this.#calls.map((call) => ({
      name: call.name,
      argumentsText: JSON.stringify(call.arguments ?? {}),
    }));
  }

  /** Reads one token; false when the text holds something else. */
  #step(): boolean {
    if (this.#take(tokens.space) !== null) return true;
    if (this.#take(tokens.special) !== null || this.#take(tokens.close) !== null) {
      this.#marks += 1;
      return true;
    }
    const opened = this.#take(tokens.open);
    if (opened !== null) return this.#openTag(opened[1] ?? '', opened[2] ?? opened[3] ?? null);
    const next = this.#text.charAt(this.#at);
    if (next === '{' || next === '[') return this.#json();
    const word = this.#take(tokens.word)?.[0];
    return word !== undefined && (this.#begin(word) || fillers.test(word));
  }

  #openTag(tag: string, named: string | null): boolean {
    this.#marks += 1;
    if (tag === 'arg_key') return this.#pair();
    const current = this.#calls.at(-1);
    if (named !== null && argumentTag.test(tag))
      return current !== undefined && this.#element(current, named, tag);
    if (named !== null) return this.#begin(named);
    if (this.#begin(tag)) return true;
    // An element without a name wraps calls, or is one argument of the call that stands open.
    return current === undefined || this.#isWrapper(tag) || this.#element(current, tag, tag);
  }

  #isWrapper(tag: string): boolean {
    return /tool|function|call|invoke|arguments|parameters/i.test(tag);
  }

  /** `<arg_key>port</arg_key><arg_value>Brest</arg_value>` */
  #pair(): boolean {
    const call = this.#calls.at(-1);
    const key = this.#until('</arg_key>');
    this.#take(tokens.space);
    const opened = this.#take(tokens.open);
    return (
      call !== undefined &&
      key !== null &&
      opened?.[1] === 'arg_value' &&
      this.#element(call, key.trim(), 'arg_value')
    );
  }

  #element(call: OpenCall, key: string, tag: string): boolean {
    const text = this.#until(`</${tag}>`);
    if (text === null) return false;
    const value = typedArgument(text.replace(/^\r?\n|\r?\n$/g, ''), call.name, key, this.#tools);
    call.arguments = { ...call.arguments, [key]: value };
    return true;
  }

  #json(): boolean {
    const end = new ObjectEnd();
    const from = this.#at;
    while (this.#at < this.#text.length && !end.closed) {
      end.push(this.#text.charAt(this.#at));
      this.#at += 1;
    }
    const value = argumentsIn(this.#text.slice(from, this.#at));
    const current = this.#calls.at(-1);
    if (isRecord(value) && current?.arguments === null) {
      current.arguments = value;
      return true;
    }
    const listed = (Array.isArray(value) ? value : [value]) as unknown[];
    return listed.every((one) => this.#whole(one));
  }

  /** A JSON object that has both the name and the arguments. */
  #whole(value: unknown): boolean {
    const call = wholeCall(value, this.#tools);
    if (call === null) return false;
    const given = parseJson(call.argumentsText);
    if (!isRecord(given)) return false;
    this.#calls.push({ name: call.name, arguments: given });
    return true;
  }

  #begin(given: string): boolean {
    const name = offeredName(given, this.#tools);
    if (name !== null) this.#calls.push({ name, arguments: null });
    return name !== null;
  }

  #until(mark: string): string | null {
    const end = this.#text.indexOf(mark, this.#at);
    if (end < 0) return null;
    const text = this.#text.slice(this.#at, end);
    this.#at = end + mark.length;
    return text;
  }

  #take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (found !== null) this.#at = pattern.lastIndex;
    return found;
  }
}

/** The call that one JSON object describes; null when it is of no offered tool. */
export function wholeCall(value: unknown, tools: OfferedTools): CallInText | null {
  if (!isRecord(value)) return null;
  const inner = isRecord(value['function']) ? value['function'] : value;
  const given = inner['name'] ?? inner['tool'] ?? inner['tool_name'] ?? inner['function'] ?? inner['action'];
  const name = typeof given === 'string' ? offeredName(given, tools) : null;
  if (name === null) return null;
  const found =
    inner['arguments'] ??
    inner['parameters'] ??
    inner['args'] ??
    inner['tool_input'] ??
    inner['action_input'] ??
    inner['input'];
  if (found === undefined) return null;
  return { name, argumentsText: typeof found === 'string' ? found : JSON.stringify(found) };
}
