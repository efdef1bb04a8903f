import type { AgentMessage } from '#shared/agents/messages.ts';
import { canonicalJson } from '../model-clients/request-key.ts';
import { isObject } from '../run/checked-input.ts';
import { parseJson } from '../run/parse-json.ts';
import { runPattern } from './run-pattern.ts';
import type { EvalCheckData, EvalVerdict } from './eval-dataset.ts';

/** A verdict with everything that a report shows. */
export interface CheckVerdict {
  readonly passed: boolean;
  /** From 0 to 1. */
  readonly score: number;
  /** Why it was not passed; empty when there is nothing to say. */
  readonly reason: string;
}

type Of<Type extends EvalCheckData['type']> = Extract<EvalCheckData, { type: Type }>;

/** Every check but those of a judge and of the program. */
export async function checkOutput(
  check: Exclude<EvalCheckData, { type: 'judge' }>,
  output: string,
  messages: readonly AgentMessage[],
): Promise<CheckVerdict> {
  switch (check.type) {
    case 'contains':
      return contains(check, output);
    case 'equals': {
      const wanted = cased(check.text, check.ignoreCase).trim();
      const same = cased(output, check.ignoreCase).trim() === wanted;
      return turned(same, check.not, 'The output is another text.', 'The output is this text.');
    }
    case 'matches': {
      const found = await runPattern(check, output);
      if (found === null) return failed('The pattern takes too long on this output.');
      return turned(found, check.not, 'The pattern does not match.', 'The pattern matches.');
    }
    case 'json':
      return jsonFields(check, output);
    case 'tool-call':
      return toolCalls(check, messages);
  }
}

/** A verdict of a program's own check. */
export function fullVerdict(given: EvalVerdict): CheckVerdict {
  if (typeof given === 'boolean') return { passed: given, score: given ? 1 : 0, reason: '' };
  if (typeof given === 'number') return { passed: given >= 0.5, score: inRange(given), reason: '' };
  if (!isObject(given) || typeof given.passed !== 'boolean')
    return failed('The check returned neither a boolean, nor a number, nor { passed }.');
  const { passed, score = passed ? 1 : 0, reason = '' } = given;
  return { passed, score: inRange(score), reason };
}

function inRange(score: number): number {
  return Number.isFinite(score) ? Math.min(1, Math.max(0, score)) : 0;
}

export function failed(reason: string): CheckVerdict {
  return { passed: false, score: 0, reason };
}

function turned(found: boolean, not: boolean | undefined, missing: string, there: string): CheckVerdict {
  const passed = not === true ? !found : found;
  return { passed, score: passed ? 1 : 0, reason: passed ? '' : not === true ? there : missing };
}

function cased(text: string, ignoreCase: boolean | undefined): string {
  return ignoreCase === true ? text.toLowerCase() : text;
}

function contains({ text, ignoreCase, not }: Of<'contains'>, output: string): CheckVerdict {
  const within = cased(output, ignoreCase);
  const wanted = [text].flat();
  const found = wanted.filter((part) => within.includes(cased(part, ignoreCase)));
  if (not === true)
    return turned(found.length > 0, true, '', `The output contains ${JSON.stringify(found[0])}.`);
  const missing = wanted.find((part) => !found.includes(part));
  return turned(missing === undefined, false, `The output lacks ${JSON.stringify(missing)}.`, '');
}

function jsonFields({ fields }: Of<'json'>, output: string): CheckVerdict {
  const value = parseJson(output);
  if (value === undefined) return failed('The output is not JSON.');
  const wanted = Object.entries(fields);
  const wrong = wanted.filter(([path, expected]) => !isSame(at(value, path), expected));
  const [first] = wrong;
  if (first === undefined) return { passed: true, score: 1, reason: '' };
  const [path] = first;
  const found = JSON.stringify(at(value, path)) ?? 'missing';
  const where = path === '' ? 'The value' : `“${path}”`;
  return {
    passed: false,
    score: (wanted.length - wrong.length) / wanted.length,
    reason: `${where} is ${found.slice(0, 100)}.`,
  };
}

function isSame(found: unknown, wanted: unknown): boolean {
  return found !== undefined && canonicalJson(found) === canonicalJson(wanted);
}

function at(value: unknown, path: string): unknown {
  if (path === '') return value;
  let inside = value;
  for (const key of path.split('.')) {
    if (typeof inside !== 'object' || inside === null || !Object.hasOwn(inside, key)) return undefined;
    inside = Reflect.get(inside, key);
  }
  return inside;
}

function toolCalls(
  { name, arguments: wanted = {}, times }: Of<'tool-call'>,
  messages: readonly AgentMessage[],
): CheckVerdict {
  const calls = messages.flatMap((message) =>
    message.type === 'ToolCallRequestEvent' ? message.content.filter((call) => call.name === name) : [],
  );
  const fitting = calls.filter((call) => {
    const given = parseJson(call.arguments);
    return Object.entries(wanted).every(([key, value]) => isSame(at(given, key), value));
  });
  const passed = times === undefined ? fitting.length > 0 : fitting.length === times;
  const other =
    calls.length > fitting.length ? `, ${calls.length - fitting.length} with other arguments` : '';
  const reason = `“${name}” was called ${fitting.length} times${other}.`;
  return { passed, score: passed ? 1 : 0, reason: passed ? '' : reason };
}
