/**
 * A chat model that says what a script says: for tests, demos and trying Tutee without a server. Owns the choice of the
 * rule and the pace; the form of a script is in script.ts.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { TuteeError } from '#shared/errors.ts';
import type { ChatModel, ModelEvent, ModelRequest } from '#shared/model.ts';
import { cancelled } from './model-errors.ts';
import { scriptSchema } from './script.ts';
import type { Script, ScriptInput, ScriptRule } from './script.ts';

const quotedLength = 80;

export class ScriptedChatModel implements ChatModel {
  readonly name: string;
  readonly local = true;
  /** Every request asked, in order, as it came. */
  readonly requests: ModelRequest[] = [];
  readonly #script: Script;
  readonly #uses = new Map<ScriptRule, number>();

  /** Throws ZodError when the script has not the form of `scriptSchema`. */
  constructor(script: ScriptInput, name = 'scripted') {
    this.#script = scriptSchema.parse(script);
    this.name = name;
  }

  async *stream(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelEvent> {
    this.requests.push(request);
    if (signal.aborted) throw cancelled();
    const rule = this.#take(request);
    yield* pieces('reasoning-delta', rule.reasoning ?? '', rule, signal);
    yield* pieces('text-delta', answerOf(rule), rule, signal);
    if (rule.hang) await untilAborted(signal);
    if (rule.error !== undefined) throw scriptedError(rule.error);
    yield { type: 'end', stopReason: 'stop', usage: rule.usage ?? null };
  }

  #take(request: ModelRequest): ScriptRule {
    const rule = this.#script.find((one) => !this.#usedUp(one) && matches(one, request));
    if (rule === undefined) throw noReply(request);
    this.#uses.set(rule, (this.#uses.get(rule) ?? 0) + 1);
    return rule;
  }

  #usedUp(rule: ScriptRule): boolean {
    return rule.times !== undefined && (this.#uses.get(rule) ?? 0) >= rule.times;
  }
}

function matches({ when }: ScriptRule, request: ModelRequest): boolean {
  const all = request.messages.map(({ content }) => content.toLowerCase());
  const system = request.messages.flatMap(({ role, content }) =>
    role === 'system' ? [content.toLowerCase()] : [],
  );
  const user = lastUserText(request).toLowerCase();
  return (
    wanted(when.lastUserIncludes).every((text) => user.includes(text)) &&
    wanted(when.anyIncludes).every((text) => found(text, all)) &&
    wanted(when.systemIncludes).every((text) => found(text, system)) &&
    !wanted(when.notIncludes).some((text) => found(text, all)) &&
    (when.responseSchema === undefined || when.responseSchema === (request.responseSchema !== undefined))
  );
}

function found(text: string, among: readonly string[]): boolean {
  return among.some((one) => one.includes(text));
}

function wanted(includes: string | readonly string[] | undefined): string[] {
  return (typeof includes === 'string' ? [includes] : (includes ?? [])).map((text) => text.toLowerCase());
}

function lastUserText(request: ModelRequest): string {
  return request.messages.findLast(({ role }) => role === 'user')?.content ?? '';
}

function answerOf(rule: ScriptRule): string {
  return rule.json === undefined ? (rule.reply ?? '') : JSON.stringify(rule.json);
}

async function* pieces(
  type: 'text-delta' | 'reasoning-delta',
  text: string,
  { chunkCharacters, delayMs }: ScriptRule,
  signal: AbortSignal,
): AsyncGenerator<ModelEvent> {
  const characters = Array.from(text);
  const size = chunkCharacters ?? characters.length;
  for (let start = 0; start < characters.length; start += size) {
    await pause(delayMs ?? 0, signal);
    yield { type, text: characters.slice(start, start + size).join('') };
    if (signal.aborted) throw cancelled();
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms === 0) return;
  try {
    await wait(ms, undefined, { signal });
  } catch {
    throw cancelled();
  }
}

async function untilAborted(signal: AbortSignal): Promise<never> {
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  throw cancelled();
}

function scriptedError(code: NonNullable<ScriptRule['error']>): TuteeError {
  return code === 'cancelled' ? cancelled() : new TuteeError(code, `The script fails here with “${code}”.`);
}

function noReply(request: ModelRequest): TuteeError {
  const asked = lastUserText(request).slice(0, quotedLength);
  return new TuteeError('invalid_output', `The script has no reply for “${asked}”.`);
}
