/** Events and errors of Anthropic's protocol, used by its shapes. */
import { fails } from '../openai-server.ts';
import type { Behaviour } from '../openai-server.ts';
import type { ServerShape } from './shape.ts';

export const event = (value: { readonly type: string }) =>
  `event: ${value.type}\ndata: ${JSON.stringify(value)}\n\n`;
export const start = (usage: object = { input_tokens: 25, output_tokens: 1 }) =>
  event({
    type: 'message_start',
    message: {
      id: 'msg_1',
      type: 'message',
      role: 'assistant',
      content: [],
      model: 'test-model',
      stop_reason: null,
      stop_sequence: null,
      usage,
    },
  } as never);
export const ping = event({ type: 'ping' });
export const block = (index: number, content_block: object, ...deltas: object[]) =>
  event({ type: 'content_block_start', index, content_block } as never) +
  deltas.map((delta) => event({ type: 'content_block_delta', index, delta } as never)).join('') +
  event({ type: 'content_block_stop', index } as never);
export const text = (index: number, ...pieces: string[]) =>
  block(index, { type: 'text', text: '' }, ...pieces.map((piece) => ({ type: 'text_delta', text: piece })));
export const thinking = (index: number, signature: string, ...pieces: string[]) =>
  block(
    index,
    { type: 'thinking', thinking: '', signature: '' },
    ...pieces.map((piece) => ({ type: 'thinking_delta', thinking: piece })),
    { type: 'signature_delta', signature },
  );
export const call = (index: number, id: string, name: string, ...pieces: string[]) =>
  block(
    index,
    { type: 'tool_use', id, name, input: {} },
    ...pieces.map((piece) => ({ type: 'input_json_delta', partial_json: piece })),
  );
export const stop = (stop_reason: string, usage: object = { output_tokens: 9 }) =>
  event({ type: 'message_delta', delta: { stop_reason, stop_sequence: null }, usage } as never);
export const end = (stop_reason = 'end_turn') => stop(stop_reason) + event({ type: 'message_stop' });

export const fault = (
  status: number,
  type: string,
  message: string,
  headers: Record<string, string> = {},
): Behaviour =>
  fails(status, JSON.stringify({ type: 'error', error: { type, message }, request_id: 'req_1' }), {
    'content-type': 'application/json',
    ...headers,
  });
export const faultInStream = (type: string, message: string) =>
  event({ type: 'error', error: { type, message } } as never);

export type Shape = Omit<ServerShape, 'protocol' | 'name'> & { readonly name: string };
export const native = (shapes: readonly Shape[]): ServerShape[] =>
  shapes.map((shape) => ({ key: 'k', ...shape, name: `anthropic-${shape.name}`, protocol: 'anthropic' }));
