/**
 * Finds an answer in a value of no known protocol, by the names that all of them use for what holds text and calls. For services that a
 * gateway passes through unchanged (Bedrock, Replicate, Spark, and what comes after them).
 */
import { isRecord } from './json-value.ts';

type Fields = Record<string, unknown>;

export interface FoundAnswer {
  readonly text: string;
  readonly calls: readonly Fields[];
  /** In the server's own words; null: it does not say. */
  readonly finish: unknown;
  readonly usage: unknown;
}

/** One of these must hold what is found, so that remarks of a server are not taken for an answer. */
const containers = [
  'output',
  'outputs',
  'payload',
  'contentBlockStart',
  'contentBlockDelta',
  'results',
  'response',
  'completion',
  'generation',
  'generations',
  'predictions',
] as const;
/** Where the text is in them, in the order in which they count. */
const holders = [
  'message',
  'messages',
  'delta',
  'content',
  'choices',
  'text',
  'generated_text',
  'output_text',
  'start',
  'item',
  ...containers,
] as const;
const MAX_DEPTH = 6;

/** Null: there is none. */
export function foundAnswer(value: Fields): FoundAnswer | null {
  const finish = finishOf(value);
  const usage = value['usage'] ?? (isRecord(value['metadata']) ? value['metadata']['usage'] : undefined);
  const name = containers.find((one) => typeof value[one] === 'object' && value[one] !== null);
  if (name === undefined) {
    const isEnd = isRecord(value['messageStop']) || isRecord(value['metadata']);
    return isEnd && !('message' in value || 'delta' in value) ? { text: '', calls: [], finish, usage } : null;
  }
  const found = { text: '', calls: [] as Fields[] };
  look(value[name], found, 0);
  return found.text === '' && found.calls.length === 0 && finish === null
    ? null
    : { ...found, finish, usage };
}

function look(value: unknown, found: { text: string; calls: Fields[] }, depth: number): void {
  if (typeof value === 'string') found.text += value;
  else if (depth > MAX_DEPTH) return;
  else if (Array.isArray(value)) for (const one of value as unknown[]) look(one, found, depth + 1);
  else if (isRecord(value) && value['type'] !== 'reasoning') {
    const call = callOf(value);
    const name = holders.find((holder) => value[holder] !== undefined && value[holder] !== null);
    if (call !== null) found.calls.push({ index: found.calls.length, ...call });
    else if (name !== undefined) look(value[name], found, depth + 1);
  }
}

function callOf(value: Fields): Fields | null {
  const { toolUse, type } = value;
  if (isRecord(toolUse) && (typeof toolUse['name'] === 'string' || toolUse['input'] !== undefined))
    return { id: toolUse['toolUseId'], function: { name: toolUse['name'], arguments: toolUse['input'] } };
  return type === 'function_call'
    ? { id: value['call_id'], function: { name: value['name'], arguments: value['arguments'] } }
    : null;
}

function finishOf(value: Fields): unknown {
  const { messageStop } = value;
  const inner = isRecord(messageStop) ? messageStop : value;
  return inner['stopReason'] ?? inner['stop_reason'] ?? null;
}
