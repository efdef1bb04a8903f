/** Anthropic's protocol: event streams from its documentation, and variants of gateways. */
import { cuts, sends, streams } from '../openai-server.ts';
import {
  block,
  call,
  end,
  event,
  fault,
  native,
  ping,
  start,
  stop,
  text,
  thinking,
} from './anthropic-events.ts';
import { tools, withTools } from './shape.ts';
import type { ServerShape } from './shape.ts';

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
    gets: { text: 'At noon.', usage: { promptTokens: 945, completionTokens: 9, cachedPromptTokens: 900 } },
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

export const anthropicShapes: readonly ServerShape[] = [...streamed, ...thoughts, ...called];
