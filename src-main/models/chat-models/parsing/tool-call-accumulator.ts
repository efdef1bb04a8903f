import { jsonrepair } from 'jsonrepair';
import type { FunctionCall } from '#shared/agents/content.ts';
import type { ModelEvent } from '#shared/models/model.ts';
import { isRecord, parseJson } from '../../server/json-value.ts';
import { isWholeObject, ObjectEnd } from '../../text-calls/object-end.ts';
import { calledTool, typedArguments } from '../../text-calls/text-call.ts';
import type { CallInText, OfferedTools } from '../../text-calls/text-call.ts';

interface OpenCall {
  readonly index: string | null;
  /** The server's id; null: it sent none. */
  readonly givenId: string | null;
  readonly id: string;
  name: string;
  argumentsText: string;
  /** Tracks whether the arguments are complete. */
  end: ObjectEnd;
  extra: FunctionCall['extra'];
}

interface CallDelta {
  readonly index: string | null;
  readonly id: string | null;
  readonly name: string;
  readonly argumentsText: string;
  readonly extra: FunctionCall['extra'];
}

/**
 * Assembles the tool calls of one answer from their deltas. Some servers omit repeated fields; others send complete calls, give all calls
 * one index, or repeat what they have sent.
 */
export class ToolCallAccumulator {
  readonly #tools: OfferedTools;
  readonly #calls: OpenCall[] = [];

  constructor(tools: OfferedTools = new Map()) {
    this.#tools = tools;
  }

  get empty(): boolean {
    return this.#calls.length === 0;
  }

  /**
   * Anything that is not a call is ignored.
   * @param given one element of `tool_calls`, not yet parsed
   */
  push(given: unknown): ModelEvent[] {
    const delta = deltaOf(given);
    if (delta === null) return [];
    const known = this.#known(delta);
    if (known !== null && isRepeated(known, delta)) return [];
    const call = known !== null && continues(known, delta) ? known : this.#open(delta);
    call.name = this.#nameAfter(call, delta);
    call.extra ??= delta.extra;
    // An empty object may stand for arguments that are still to come.
    if (isEmptyObject(call.argumentsText) && /^\s*\{/.test(delta.argumentsText)) {
      call.argumentsText = '';
      call.end = new ObjectEnd();
    }
    const added = addedArguments(call, delta);
    call.argumentsText += added;
    call.end.push(added);
    return [{ type: 'tool-call-delta', callId: call.id, name: call.name, argumentsText: added }];
  }

  /** Adds a complete call that the model wrote as text. */
  add({ name, argumentsText }: CallInText): ModelEvent[] {
    return this.push({
      id: `call_text_${this.#calls.length + 1}`,
      function: { name, arguments: argumentsText },
    });
  }

  /** The complete calls in the order in which they began. Missing arguments become `{}`. */
  finish(): ModelEvent[] {
    return this.#calls.map(({ id, name, argumentsText, end, extra }) => ({
      type: 'tool-call-end',
      call: {
        id,
        name,
        arguments: this.#typed(name, wholeArguments(argumentsText, end.closed)),
        ...(extra !== undefined && { extra }),
      },
    }));
  }

  /** Text where the schema wants something else is read; what is right stays as the model wrote it. */
  #typed(name: string, text: string): string {
    const given = this.#tools.has(name) ? parseJson(text) : null;
    if (!isRecord(given)) return text;
    const typed = typedArguments(given, name, this.#tools);
    return Object.keys(given).every((key) => given[key] === typed[key]) ? text : JSON.stringify(typed);
  }

  /** Nearly every server sends the name complete in the first delta; some repeat it, few send it in pieces. */
  #nameAfter({ name, argumentsText }: OpenCall, delta: CallDelta): string {
    if (name === '') return calledTool(delta.name, this.#tools) ?? delta.name;
    if (delta.name === '' || argumentsText !== '' || this.#tools.has(name)) return name;
    const longer = name + delta.name;
    return [...this.#tools.keys()].some((offered) => offered.startsWith(longer)) ? longer : name;
  }

  /** The call that a delta may belong to; null: none. */
  #known({ index, id, name }: CallDelta): OpenCall | null {
    const onIndex = index === null ? undefined : this.#calls.findLast((call) => call.index === index);
    if (onIndex !== undefined) return onIndex;
    // Some servers count every piece: one without a name continues the call that stands open.
    if (name === '' && this.#calls.at(-1)?.end.closed === false) return this.#calls.at(-1) ?? null;
    if (index !== null) return null;
    if (id !== null) return this.#calls.findLast((call) => call.givenId === id) ?? null;
    // A delta without index, id and name continues the previous call.
    return name === '' ? (this.#calls.at(-1) ?? null) : null;
  }

  #open({ index, id, name: given }: CallDelta): OpenCall {
    const isTaken = id === null || this.#calls.some((call) => call.id === id);
    const own = isTaken ? this.#freeId() : id;
    // The second of two calls on one index may come without its name.
    const before = index === null ? undefined : this.#calls.findLast((call) => call.index === index);
    const name = given === '' ? (before?.name ?? '') : '';
    const call: OpenCall = {
      index,
      givenId: id,
      id: own,
      name,
      argumentsText: '',
      end: new ObjectEnd(),
      extra: undefined,
    };
    this.#calls.push(call);
    return call;
  }

  #freeId(): string {
    for (let number = this.#calls.length + 1; ; number += 1) {
      const id = `call_${number}`;
      if (!this.#calls.some((call) => call.id === id)) return id;
    }
  }
}

function deltaOf(given: unknown): CallDelta | null {
  if (!isRecord(given)) return null;
  const { index, id, function: inner, extra_content: extra } = given;
  const about = isRecord(inner) ? inner : given;
  const { name } = about;
  const text = about['arguments'] ?? about['parameters'] ?? about['input'] ?? about['args'];
  return {
    index: typeof index === 'number' || (typeof index === 'string' && index !== '') ? String(index) : null,
    id: typeof id === 'string' && id !== '' ? id : null,
    name: typeof name === 'string' ? name : '',
    argumentsText: typeof text === 'string' ? text : isRecord(text) ? JSON.stringify(text) : '',
    extra: isRecord(extra) ? (extra as FunctionCall['extra']) : undefined,
  };
}

/** Whether a delta is another copy of a call that is already complete. */
function isRepeated(known: OpenCall, { id, name, argumentsText }: CallDelta): boolean {
  if (!known.end.closed || argumentsText !== known.argumentsText) return false;
  const sameId = id === known.givenId && id !== null;
  // Without a name and an id it can only be the sum of what came in pieces.
  return sameId ? name === known.name : id === null && name === '';
}

/** Whether a delta continues this call; otherwise it begins another one on the same index. */
function continues(known: OpenCall, { id, name, argumentsText }: CallDelta): boolean {
  if (id !== null && known.givenId !== null && id !== known.givenId && (name !== '' || known.end.closed))
    return false;
  if (name === '' && isEmptyObject(known.argumentsText)) return true;
  const begins = argumentsText.startsWith('{') && known.end.closed;
  return !(begins && (name !== '' || isWholeObject(argumentsText)));
}

/** Some servers send all arguments so far each time. */
function addedArguments(call: OpenCall, { id, name, argumentsText }: CallDelta): string {
  const grows =
    id !== null && name !== '' && call.argumentsText !== '' && argumentsText.startsWith(call.argumentsText);
  return grows ? argumentsText.slice(call.argumentsText.length) : argumentsText;
}

function isEmptyObject(text: string): boolean {
  return /^\s*\{\s*\}\s*$/.test(text);
}

/**
 * Arguments as one JSON object: nothing, also in words, is an empty object, a quoted string is unquoted, and almost valid JSON is
 * repaired. Arguments that were cut off stay as they are, so that they are never executed in part.
 */
function wholeArguments(argumentsText: string, isClosed: boolean): string {
  if (/^(?:null|none|undefined|"")?$/i.test(argumentsText.trim())) return '{}';
  const value = parseJson(argumentsText);
  if (typeof value === 'string' && isRecord(parseJson(value))) return value;
  return value === null && isClosed ? mended(withoutMarksBehind(argumentsText)) : argumentsText;
}

/** Servers that cut a call out of the model's text may leave marks of its end behind it. */
function withoutMarksBehind(text: string): string {
  const end = text.lastIndexOf('}') + 1;
  return /^(?:\s|<[^<>]{1,80}>|`)*$/.test(text.slice(end)) ? text.slice(0, end) : text;
}

function mended(text: string): string {
  try {
    const repaired = jsonrepair(text);
    return isRecord(parseJson(repaired)) ? repaired : text;
  } catch {
    return text;
  }
}
