import * as z from 'zod';
import type { ModelEvent } from '#shared/models/model.ts';

/** A piece of a tool call. Servers leave out what came before; some send whole calls and no index at all. */
export const toolCallPieceSchema = z.object({
  index: z.int().nonnegative().nullish(),
  id: z.string().nullish(),
  function: z
    .object({
      name: z.string().nullish(),
      /** Some servers send the arguments as a value instead of its text. */
      arguments: z.union([z.string(), z.record(z.string(), z.json())]).nullish(),
    })
    .nullish(),
});
type Piece = z.infer<typeof toolCallPieceSchema>;

interface OpenCall {
  readonly index: number | null;
  readonly id: string;
  name: string;
  argumentsText: string;
}

/** Puts the pieces of one answer's tool calls together. */
export class ToolCallAssembly {
  readonly #calls: OpenCall[] = [];

  get empty(): boolean {
    return this.#calls.length === 0;
  }

  push(piece: Piece): ModelEvent[] {
    const call = this.#callOf(piece);
    // Names are whole in the first piece everywhere; a server that repeats them must not double them.
    if (call.name === '') call.name = piece.function?.name ?? '';
    const given = piece.function?.arguments ?? '';
    const argumentsText = typeof given === 'string' ? given : JSON.stringify(given);
    call.argumentsText += argumentsText;
    return [{ type: 'tool-call-delta', callId: call.id, name: call.name, argumentsText }];
  }

  /** The whole calls, in the order in which they began. Arguments left out altogether mean none. */
  finish(): ModelEvent[] {
    return this.#calls.map(({ id, name, argumentsText }) => ({
      type: 'tool-call-end',
      call: { id, name, arguments: argumentsText === '' ? '{}' : argumentsText },
    }));
  }

  #callOf(piece: Piece): OpenCall {
    const index = piece.index ?? null;
    const known = this.#calls.find((call) =>
      index === null ? isSet(piece.id) && call.id === piece.id : call.index === index,
    );
    const last = this.#calls.at(-1);
    if (known !== undefined) return known;
    // A piece without index, id and name goes on with the call before it.
    if (index === null && !isSet(piece.id) && !isSet(piece.function?.name) && last !== undefined) return last;
    const id = isSet(piece.id) ? piece.id : `call_${this.#calls.length + 1}`;
    const call: OpenCall = { index, id, name: '', argumentsText: '' };
    this.#calls.push(call);
    return call;
  }
}

function isSet(text: string | null | undefined): text is string {
  return text !== undefined && text !== null && text !== '';
}
