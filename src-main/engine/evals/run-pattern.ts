import { isObject } from '../run/checked-input.ts';

/** How long a pattern may take, in ms: one of a data set that backtracks must not stop the program. */
const PATTERN_MS = 250;

interface Pattern {
  readonly pattern: string;
  readonly flags?: string;
}

/** Whether a pattern matches; null: it took too long. */
export async function runPattern(pattern: Pattern, text: string): Promise<boolean | null> {
  try {
    return (await run('new RegExp(pattern, flags).test(text)', { ...pattern, text })) === true;
  } catch (thrown) {
    if (isObject(thrown) && Reflect.get(thrown, 'code') === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return null;
    throw thrown;
  }
}

/** What is wrong with a pattern; null: nothing. */
export async function patternFault(pattern: Pattern): Promise<string | null> {
  try {
    await run('new RegExp(pattern, flags)', pattern);
    return null;
  } catch (thrown) {
    // Not an Error of this realm.
    return isObject(thrown) ? `${String(Reflect.get(thrown, 'message'))}.` : 'This is no pattern.';
  }
}

/** The module is loaded here, so that importing the engine needs no module of Node for it. */
async function run(code: string, names: object): Promise<unknown> {
  const { runInNewContext } = await import('node:vm');
  return runInNewContext(code, { flags: '', ...names }, { timeout: PATTERN_MS });
}
