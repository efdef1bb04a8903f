import * as z from 'zod';
import type { ModelEvent } from '#shared/models/model.ts';

/** A tool call delta. Servers omit what came before; some send complete calls without an index. */
export const toolCallDeltaSchema = z.object({
  index: z.int().nonnegative().nullish(),
  id: z.string().nullish(),
  function: z
    .object({
      name: z.string().nullish(),
      /** Some servers send an object instead of its JSON text. */
      arguments: z.union([z.string(), z.record(z.string(), z.json())]).nullish(),
    })
    .nullish(),
});
type ToolCallDelta = z.infer<typeof toolCallDeltaSchema>;

interface OpenCall {
  readonly index: number | null;
  readonly id: string;
  name: string;
  argumentsText: string;
}

/** Assembles the tool calls of one answer from their deltas. */
export class ToolCallAccumulator {
  readonly #calls: OpenCall[] = [];

  get empty(): boolean {
    return this.#calls.length === 0;
  }

  push(delta: ToolCallDelta): ModelEvent[] {
    const call = this.#callOf(delta);
    // Every server sends the name complete in the first delta; some repeat it, which must not duplicate it.
    if (call.name === '') call.name = delta.function?.name ?? '';
    const given = delta.function?.arguments ?? '';
    const argumentsText = typeof given === 'string' ? given : JSON.stringify(given);
    call.argumentsText += argumentsText;
    return [{ type: 'tool-call-delta', callId: call.id, name: call.name, argumentsText }];
  }

  /** The complete calls in the order in which they began. Missing arguments become `{}`. */
  finish(): ModelEvent[] {
    return this.#calls.map(({ id, name, argumentsText }) => ({
      type: 'tool-call-end',
      call: { id, name, arguments: argumentsText === '' ? '{}' : argumentsText },
    }));
  }

  #callOf(delta: ToolCallDelta): OpenCall {
    const index = delta.index ?? null;
    const known = this.#calls.find((call) =>
      index === null ? isSet(delta.id) && call.id === delta.id : call.index === index,
    );
    const last = this.#calls.at(-1);
    if (known !== undefined) return known;
    // A delta without index, id and name continues the previous call.
    if (index === null && !isSet(delta.id) && !isSet(delta.function?.name) && last !== undefined) return last;
    const id = isSet(delta.id) ? delta.id : `call_${this.#calls.length + 1}`;
    const call: OpenCall = { index, id, name: '', argumentsText: '' };
    this.#calls.push(call);
    return call;
  }
}

function isSet(text: string | null | undefined): text is string {
  return text !== undefined && text !== null && text !== '';
}
