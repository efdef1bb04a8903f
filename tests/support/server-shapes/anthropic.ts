/** Anthropic's own protocol: event streams and errors as its documentation gives them, and what gateways make of them. */
import { cuts, fails, sends, streams } from '../openai-server.ts';
import type { Behaviour } from '../openai-server.ts';
import { tools, withTools } from './shape.ts';
import type { ServerShape } from './shape.ts';

const event = (value: { readonly type: string }) =>
  `event: ${value.type}\ndata: ${JSON.stringify(value)}\n\n`;
const start = (usage: object = { input_tokens: 25, output_tokens: 1 }) =>
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
const ping = event({ type: 'ping' });
const block = (index: number, content_block: object, ...deltas: object[]) =>
  event({ type: 'content_block_start', index, content_block } as never) +
  deltas.map((delta) => event({ type: 'content_block_delta', index, delta } as never)).join('') +
  event({ type: 'content_block_stop', index } as never);
const text = (index: number, ...pieces: string[]) =>
  block(index, { type: 'text', text: '' }, ...pieces.map((piece) => ({ type: 'text_delta', text: piece })));
const thinking = (index: number, signature: string, ...pieces: string[]) =>
  block(
    index,
    { type: 'thinking', thinking: '', signature: '' },
    ...pieces.map((piece) => ({ type: 'thinking_delta', thinking: piece })),
    { type: 'signature_delta', signature },
  );
const call = (index: number, id: string, name: string, ...pieces: string[]) =>
  block(
    index,
    { type: 'tool_use', id, name, input: {} },
    ...pieces.map((piece) => ({ type: 'input_json_delta', partial_json: piece })),
  );
const stop = (stop_reason: string, usage: object = { output_tokens: 9 }) =>
  event({ type: 'message_delta', delta: { stop_reason, stop_sequence: null }, usage } as never);
const end = (stop_reason = 'end_turn') => stop(stop_reason) + event({ type: 'message_stop' });

const fault = (
  status: number,
  type: string,
  message: string,
  headers: Record<string, string> = {},
): Behaviour =>
  fails(status, JSON.stringify({ type: 'error', error: { type, message }, request_id: 'req_1' }), {
    'content-type': 'application/json',
    ...headers,
  });
const faultInStream = (type: string, message: string) =>
  event({ type: 'error', error: { type, message } } as never);

type Shape = Omit<ServerShape, 'protocol' | 'name'> & { readonly name: string };
const native = (shapes: readonly Shape[]): ServerShape[] =>
  shapes.map((shape) => ({ key: 'k', ...shape, name: `anthropic-${shape.name}`, protocol: 'anthropic' }));

const streamed = native([
  {
    name: 'plain',
    answers: [streams(start() + ping + text(0, 'At ', 'noon.') + end())],
    gets: { text: 'At noon.', ends: 'stop', usage: { promptTokens: 25, completionTokens: 9 }, requests: 1 },
  },
  {
    name: 'pings-and-unknown-events-first',
    answers: [
      streams(
        ping +
          event({ type: 'weather_report' }) +
          start() +
          event({ type: 'tide' }) +
          text(0, 'At noon.') +
          end(),
      ),
    ],
    gets: { text: 'At noon.', ends: 'stop' },
  },
  {
    name: 'unknown-block-and-delta',
    answers: [
      streams(
        start() +
          block(0, { type: 'hologram', url: 'x' }, { type: 'hologram_delta', bytes: 3 }) +
          text(1, 'At noon.') +
          end(),
      ),
    ],
    gets: { text: 'At noon.', ends: 'stop' },
  },
  {
    name: 'without-event-names',
    answers: [streams((start() + text(0, 'At noon.') + end()).replace(/event: .*\n/g, ''))],
    gets: { text: 'At noon.', ends: 'stop' },
  },
  {
    name: 'with-crlf',
    answers: [streams((start() + text(0, 'At noon.') + end()).replaceAll('\n', '\r\n'))],
    gets: { text: 'At noon.', ends: 'stop' },
  },
  {
    name: 'without-usage',
    answers: [
      streams(
        `data: {"type":"message_start","message":{"id":"m","role":"assistant"}}\n\n${text(0, 'At noon.')}data: {"type":"message_delta","delta":{"stop_reason":"end_turn"}}\n\n`,
      ),
    ],
    gets: { text: 'At noon.', ends: 'stop' },
  },
  {
    name: 'prompt-from-the-cache',
    answers: [
      streams(
        start({
          input_tokens: 5,
          cache_read_input_tokens: 900,
          cache_creation_input_tokens: 40,
          output_tokens: 1,
        }) +
          text(0, 'At noon.') +
          end(),
      ),
    ],
    gets: { text: 'At noon.', usage: { promptTokens: 945, completionTokens: 9, cachedTokens: 900 } },
  },
  {
    name: 'at-the-limit',
    answers: [streams(start() + text(0, 'At n') + end('max_tokens'))],
    gets: { text: 'At n', ends: 'length' },
  },
  {
    name: 'window-is-full',
    answers: [streams(start() + text(0, 'At n') + end('model_context_window_exceeded'))],
    gets: { text: 'At n', ends: 'length' },
  },
  {
    name: 'refusal',
    answers: [streams(start() + text(0, 'I would') + end('refusal'))],
    gets: { text: 'I would', ends: 'filtered' },
  },
  {
    name: 'cut-before-its-end',
    answers: [streams(start() + text(0, 'At n'))],
    gets: { text: 'At n', ends: 'unclear', requests: 1 },
  },
  {
    name: 'torn-in-an-event',
    answers: [streams(`${start() + text(0, 'At n')}event: content_block_delta\ndata: {"type":"content_bl`)],
    gets: { text: 'At n', code: 'malformed_stream' },
  },
  {
    name: 'without-its-last-event',
    answers: [streams(start() + text(0, 'At noon.') + stop('end_turn'))],
    gets: { text: 'At noon.', ends: 'stop' },
  },
  {
    name: 'reset-before-a-word',
    answers: [cuts([]), streams(start() + text(0, 'At noon.') + end())],
    gets: { text: 'At noon.', requests: 2 },
  },
  {
    name: 'page-instead',
    answers: [sends('<!doctype html><title>Welcome to the harbour</title>', 'text/html')],
    gets: { code: 'malformed_stream', says: 'Welcome to the harbour' },
  },
]);

const thoughts = native([
  {
    name: 'thinking',
    asks: { effort: 'medium' },
    answers: [streams(start() + thinking(0, 'c2ln', 'The tide ', 'turns.') + text(1, 'At noon.') + end())],
    gets: { text: 'At noon.', thoughts: 'The tide turns.', sends: { thinking: { type: 'enabled' } } },
  },
  {
    name: 'thinking-goes-back-with-its-signature',
    asks: {
      effort: 'medium',
      tools,
      messages: [
        { role: 'user', content: 'When does it turn?' },
        {
          role: 'assistant',
          content: '',
          toolCalls: [
            {
              id: 'toolu_1',
              name: 'tide_table',
              arguments: '{"port":"Vik"}',
              extra: {
                anthropic: { thoughts: [{ text: 'I look it up.', signature: 'c2ln' }, { redacted: 'eA' }] },
              },
            },
            { id: 'functions.moon:1', name: 'moon_phase', arguments: 'not json' },
          ],
        },
        {
          role: 'tool',
          results: [
            { callId: 'toolu_1', name: 'tide_table', content: '12:04', isError: false },
            { callId: 'functions.moon:1', name: 'moon_phase', content: 'bad input', isError: true },
          ],
        },
      ],
    },
    answers: [streams(start() + text(0, 'At noon.') + end())],
    gets: {
      text: 'At noon.',
      sends: {
        messages: [
          { role: 'user', content: [{ type: 'text', text: 'When does it turn?' }] },
          {
            role: 'assistant',
            content: [
              { type: 'thinking', thinking: 'I look it up.', signature: 'c2ln' },
              { type: 'redacted_thinking', data: 'eA' },
              { type: 'tool_use', id: 'toolu_1', name: 'tide_table', input: { port: 'Vik' } },
              { type: 'tool_use', id: 'functions_moon_1', name: 'moon_phase', input: {} },
            ],
          },
          {
            role: 'user',
            content: [
              { type: 'tool_result', tool_use_id: 'toolu_1', content: '12:04' },
              {
                type: 'tool_result',
                tool_use_id: 'functions_moon_1',
                content: 'bad input',
                is_error: true,
                cache_control: { type: 'ephemeral' },
              },
            ],
          },
        ],
      },
    },
  },
  {
    name: 'thinking-refused',
    asks: { effort: 'high' },
    answers: [
      fault(400, 'invalid_request_error', 'thinking: this model does not support extended thinking'),
      streams(start() + text(0, 'At noon.') + end()),
    ],
    gets: { text: 'At noon.', requests: 2 },
  },
  {
    name: 'temperature-refused',
    asks: { temperature: 0.4 },
    answers: [
      fault(400, 'invalid_request_error', '`temperature` is deprecated for this model.'),
      streams(start() + text(0, 'At noon.') + end()),
    ],
    gets: { text: 'At noon.', requests: 2 },
  },
]);

const called = native([
  {
    name: 'parallel-calls',
    asks: withTools,
    answers: [
      streams(
        start() +
          text(0, 'I look.') +
          call(1, 'toolu_1', 'tide_table', '{"po', 'rt":"Vik"}') +
          call(2, 'toolu_2', 'moon_phase', '{"day":"today"}') +
          end('tool_use'),
      ),
    ],
    gets: {
      text: 'I look.',
      ends: 'tool-calls',
      calls: [
        { name: 'tide_table', arguments: '{"port":"Vik"}' },
        { name: 'moon_phase', arguments: '{"day":"today"}' },
      ],
      sends: { tools: [{ name: 'tide_table' }, { name: 'moon_phase' }] },
    },
  },
  {
    name: 'call-without-arguments',
    asks: withTools,
    answers: [streams(start() + call(0, 'toolu_1', 'tide_table') + end('tool_use'))],
    gets: { ends: 'tool-calls', calls: [{ name: 'tide_table', arguments: '{}' }] },
  },
  {
    name: 'stable-beginning-is-marked',
    asks: {
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Ahoy' },
        { role: 'assistant', content: 'Ahoy yourself.' },
        { role: 'user', content: 'When?', notes: 'Today is Sunday.' },
      ],
    },
    answers: [streams(start() + text(0, 'At noon.') + end())],
    gets: {
      text: 'At noon.',
      sends: {
        system: [{ type: 'text', text: 'Be brief.', cache_control: { type: 'ephemeral' } }],
        messages: [
          { role: 'user' },
          { role: 'assistant', content: [{ text: 'Ahoy yourself.', cache_control: { type: 'ephemeral' } }] },
          { role: 'user', content: [{ text: 'Today is Sunday.' }, { text: 'When?' }] },
        ],
      },
    },
  },
  {
    name: 'image',
    asks: {
      messages: [
        { role: 'user', content: [{ type: 'image', mediaType: 'image/png', data: 'iVBORw0KGgo=' }] },
      ],
    },
    answers: [streams(start() + text(0, 'A lighthouse.') + end())],
    gets: {
      text: 'A lighthouse.',
      sends: {
        messages: [
          {
            content: [
              { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'iVBORw0KGgo=' } },
            ],
          },
        ],
      },
    },
  },
  {
    name: 'structured-by-a-tool',
    asks: {
      responseSchema: { name: 'tide', schema: { type: 'object', properties: { hour: { type: 'number' } } } },
    },
    answers: [streams(start() + call(0, 'toolu_1', 'json', '{"hour"', ':12}') + end('tool_use'))],
    gets: { text: '{"hour":12}', ends: 'stop', sends: { tools: [{ name: 'json' }] } },
  },
]);

const refused = native([
  {
    name: '401-wrong-key',
    answers: [fault(401, 'authentication_error', 'invalid x-api-key')],
    gets: { code: 'wrong_key', says: 'invalid x-api-key', requests: 1 },
  },
  {
    name: '403-forbidden',
    answers: [fault(403, 'permission_error', 'Your API key does not have permission to use the resource.')],
    gets: { code: 'wrong_key', says: 'does not have permission' },
  },
  {
    name: '404-model',
    answers: [fault(404, 'not_found_error', 'model: clod-7')],
    gets: { code: 'no_such_model', says: 'model: clod-7', requests: 1 },
  },
  {
    name: '400-credit',
    answers: [
      fault(
        400,
        'invalid_request_error',
        'Your credit balance is too low to access the API. Go to Plans & Billing.',
      ),
    ],
    gets: { code: 'quota_exceeded', says: 'credit balance', requests: 1 },
  },
  {
    name: '400-too-long',
    answers: [fault(400, 'invalid_request_error', 'prompt is too long: 208310 tokens > 200000 maximum')],
    gets: { code: 'context_too_long', says: '208310 tokens' },
  },
  {
    name: '413-too-large',
    answers: [fault(413, 'request_too_large', 'Request exceeds the maximum size')],
    gets: { code: 'context_too_long', says: 'maximum size' },
  },
  {
    name: '429-with-wait',
    answers: [
      fault(429, 'rate_limit_error', 'This request would exceed the rate limit for your organization.', {
        'retry-after': '90',
      }),
    ],
    gets: { code: 'rate_limited', says: 'rate limit', advises: /90 seconds/, requests: 1 },
  },
  {
    name: '529-overloaded-then-fine',
    answers: [fault(529, 'overloaded_error', 'Overloaded'), streams(start() + text(0, 'At noon.') + end())],
    gets: { text: 'At noon.', requests: 2 },
  },
  {
    name: '529-overloaded',
    answers: [fault(529, 'overloaded_error', 'Overloaded')],
    gets: { code: 'server_failed', says: 'Overloaded', requests: 3 },
  },
  {
    name: 'overloaded-in-the-stream-before-a-word',
    answers: [
      streams(faultInStream('overloaded_error', 'Overloaded')),
      streams(start() + text(0, 'At noon.') + end()),
    ],
    gets: { text: 'At noon.', requests: 2 },
  },
  {
    name: 'overloaded-in-the-middle',
    answers: [streams(start() + text(0, 'At n') + faultInStream('overloaded_error', 'Overloaded'))],
    gets: { text: 'At n', code: 'server_failed', says: 'Overloaded', requests: 1 },
  },
  {
    name: 'country',
    answers: [fault(403, 'forbidden', 'Request not allowed: your region is not supported')],
    gets: { code: 'region_not_supported', says: 'not supported' },
  },
]);

export const anthropicShapes: readonly ServerShape[] = [...streamed, ...thoughts, ...called, ...refused];
