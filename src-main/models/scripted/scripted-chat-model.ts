/**
 * A chat model that answers by a script, for tests, demos and trying Tutee without a server. Owns the choice of rules
 * and the timing; the format of scripts is in script.ts.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { TuteeError } from '#shared/errors.ts';
import { validate } from '#shared/validate.ts';
import type { ChatModel, ModelEvent, ModelRequest } from '#shared/models/model.ts';
import { cancelled } from '../server/model-errors.ts';
import { lastUserText, matches } from './script-match.ts';
import { scriptSchema } from './script.ts';
import type { Script, ScriptInput, ScriptRule } from './script.ts';

const QUOTED_LENGTH = 80;

export class ScriptedChatModel implements ChatModel {
  readonly name: string;
  readonly local = true;
  /** All requests, in order. */
  readonly requests: ModelRequest[] = [];
  readonly #script: Script;
  readonly #uses = new Map<ScriptRule, number>();
  #calls = 0;

  /** Throws `invalid_input` with the place of the first fault, such as `script.0.reply`. */
  constructor(script: ScriptInput, name = 'scripted') {
    const parsed = validate(scriptSchema, script);
    if (!parsed.ok) {
      const field = ['script', ...parsed.fault.path].join('.');
      throw new TuteeError('invalid_input', `${field}: ${parsed.fault.message}`, { field });
    }
    this.#script = parsed.value;
    this.name = name;
  }

  /** As if it had never been asked. */
  reset(): void {
    this.requests.length = 0;
    this.#uses.clear();
    this.#calls = 0;
  }

  async *stream(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelEvent> {
    this.requests.push(request);
    if (signal.aborted) throw cancelled();
    const rule = this.#take(request);
    for await (const text of chunks(rule.reasoning ?? '', rule, signal))
      yield { type: 'reasoning-delta', text };
    for await (const text of chunks(answerOf(rule), rule, signal)) yield { type: 'text-delta', text };
    if (rule.hang) await untilAborted(signal);
    if (rule.error !== undefined) throw scriptedError(rule.error);
    yield* this.#callTools(rule, signal);
    const stopReason = rule.toolCalls === undefined ? 'stop' : 'tool-calls';
    yield { type: 'end', stopReason, usage: rule.usage ?? null };
  }

  /** Call ids are counted over all requests, so that no two calls of a conversation share one. */
  async *#callTools(rule: ScriptRule, signal: AbortSignal): AsyncGenerator<ModelEvent> {
    for (const { name, arguments: given, id } of rule.toolCalls ?? []) {
      this.#calls += 1;
      const text = typeof given === 'string' ? given : JSON.stringify(given);
      const call = { id: id ?? `call_${this.#calls}`, name, arguments: text };
      for await (const argumentsText of chunks(text, rule, signal)) {
        yield { type: 'tool-call-delta', callId: call.id, name, argumentsText };
      }
      yield { type: 'tool-call-end', call };
    }
  }

  #take(request: ModelRequest): ScriptRule {
    const rule = this.#script.find((one) => !this.#usedUp(one) && matches(one.when, request));
    if (rule === undefined) throw noReply(request);
    this.#uses.set(rule, (this.#uses.get(rule) ?? 0) + 1);
    return rule;
  }

  #usedUp(rule: ScriptRule): boolean {
    return rule.times !== undefined && (this.#uses.get(rule) ?? 0) >= rule.times;
  }
}

function answerOf(rule: ScriptRule): string {
  return rule.json === undefined ? (rule.reply ?? '') : JSON.stringify(rule.json);
}

async function* chunks(
  text: string,
  { chunkCharacters, delayMs }: ScriptRule,
  signal: AbortSignal,
): AsyncGenerator<string> {
  const characters = Array.from(text);
  const size = chunkCharacters ?? characters.length;
  for (let start = 0; start < characters.length; start += size) {
    await pause(delayMs ?? 0, signal);
    yield characters.slice(start, start + size).join('');
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
  const asked = lastUserText(request).slice(0, QUOTED_LENGTH);
  return new TuteeError('invalid_output', `The script has no reply for “${asked}”.`);
}
