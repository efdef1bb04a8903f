/** Google's Gemini protocol: streams and errors from its documentation, and variants of gateways. */
import { cuts, fails, sends, streams } from '../openai-server.ts';
import type { Behaviour } from '../openai-server.ts';
import { withTools } from './shape.ts';
import type { ServerShape } from './shape.ts';

const chunk = (parts: readonly object[], more: object = {}, beside: object = {}) => ({
  candidates: [{ content: { role: 'model', parts }, index: 0, ...more }],
  modelVersion: 'test-model',
  ...beside,
});
const usage = {
  usageMetadata: {
    promptTokenCount: 25,
    candidatesTokenCount: 9,
    thoughtsTokenCount: 4,
    totalTokenCount: 38,
  },
};
const event = (value: object) => `data: ${JSON.stringify(value)}\r\n\r\n`;
const text = (...pieces: string[]) => pieces.map((piece) => event(chunk([{ text: piece }]))).join('');
const end = (finishReason = 'STOP', beside: object = usage) =>
  event(chunk([{ text: '' }], { finishReason }, beside));
const whole = text('At ', 'noon.') + end();

const fault = (code: number, status: string, message: string, details: readonly object[] = []): Behaviour =>
  fails(code, JSON.stringify({ error: { code, message, status, details } }), {
    'content-type': 'application/json',
  });

type Shape = Omit<ServerShape, 'protocol'>;
const native = (shapes: readonly Shape[]): ServerShape[] =>
  shapes.map((shape) => ({ key: 'k', ...shape, name: `google-${shape.name}`, protocol: 'google' }));

const streamed = native([
  {
    name: 'plain',
    answers: [streams(whole)],
    gets: { text: 'At noon.', ends: 'stop', usage: { promptTokens: 25, completionTokens: 13 }, requests: 1 },
  },
  {
    name: 'unknown-chunks',
    answers: [streams(event({ tide: 'low' }) + text('At noon.') + event({ responseId: 'r' }) + end())],
    gets: { text: 'At noon.', ends: 'stop' },
  },
  {
    name: 'one-list',
    answers: [
      sends(JSON.stringify([chunk([{ text: 'At noon.' }]), chunk([], { finishReason: 'STOP' }, usage)])),
    ],
    gets: { text: 'At noon.', ends: 'stop' },
  },
  {
    name: 'prompt-from-the-cache',
    answers: [
      streams(
        text('At noon.') +
          end('STOP', {
            usageMetadata: { promptTokenCount: 945, cachedContentTokenCount: 900, candidatesTokenCount: 9 },
          }),
      ),
    ],
    gets: { text: 'At noon.', usage: { promptTokens: 945, completionTokens: 9, cachedPromptTokens: 900 } },
  },
  {
    name: 'at-the-limit',
    answers: [streams(text('At n') + end('MAX_TOKENS'))],
    gets: { text: 'At n', ends: 'length' },
  },
  {
    name: 'safety',
    answers: [streams(text('I would') + end('SAFETY'))],
    gets: { text: 'I would', ends: 'filtered' },
  },
  { name: 'recitation', answers: [streams(end('RECITATION'))], gets: { ends: 'filtered' } },
  {
    name: 'prompt-blocked',
    answers: [streams(event({ promptFeedback: { blockReason: 'PROHIBITED_CONTENT' }, ...usage }))],
    gets: { ends: 'filtered', requests: 1 },
  },
  {
    name: 'malformed-call',
    asks: withTools,
    answers: [
      streams(
        event(
          chunk(
            [],
            { finishReason: 'MALFORMED_FUNCTION_CALL', finishMessage: 'Malformed function call: tide(' },
            usage,
          ),
        ),
      ),
    ],
    gets: { code: 'server_failed', says: 'Malformed function call', requests: 3 },
  },
  {
    name: 'cut-before-its-end',
    answers: [streams(text('At n'))],
    gets: { text: 'At n', ends: 'unclear', requests: 1 },
  },
  {
    name: 'torn-in-a-chunk',
    answers: [streams(`${text('At n')}data: {"candidates": [{"con`)],
    gets: { text: 'At n', code: 'malformed_stream' },
  },
  {
    name: 'reset-before-a-word',
    answers: [cuts([]), streams(whole)],
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
    answers: [streams(event(chunk([{ text: 'The tide turns.', thought: true }])) + whole)],
    gets: {
      text: 'At noon.',
      thoughts: 'The tide turns.',
      sends: { generationConfig: { thinkingConfig: { includeThoughts: true } } },
    },
  },
  {
    name: 'thinking-refused',
    asks: { effort: 'high' },
    answers: [
      fault(400, 'INVALID_ARGUMENT', 'Thinking is not enabled for models/test-model'),
      streams(whole),
    ],
    gets: { text: 'At noon.', requests: 2 },
  },
  {
    name: 'signature-comes-and-goes-back',
    asks: {
      ...withTools,
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'When?' },
        {
          role: 'assistant',
          content: '',
          toolCalls: [
            {
              id: 'call_1',
              name: 'tide_table',
              arguments: '{"port":"Vik"}',
              extra: { google: { thought_signature: 'c2ln' } },
            },
          ],
        },
        {
          role: 'tool',
          results: [{ callId: 'call_1', name: 'tide_table', content: '12:04', isError: false }],
        },
      ],
    },
    answers: [
      streams(
        event(
          chunk([{ functionCall: { name: 'moon_phase', args: { day: 'today' } }, thoughtSignature: 'bmV3' }]),
        ) + end(),
      ),
    ],
    gets: {
      ends: 'tool-calls',
      calls: [{ name: 'moon_phase', arguments: '{"day":"today"}' }],
      extra: { google: { thought_signature: 'bmV3' } },
      sends: {
        systemInstruction: { parts: [{ text: 'Be brief.' }] },
        contents: [
          { role: 'user', parts: [{ text: 'When?' }] },
          {
            role: 'model',
            parts: [
              { functionCall: { name: 'tide_table', args: { port: 'Vik' } }, thoughtSignature: 'c2ln' },
            ],
          },
          { role: 'user', parts: [{ functionResponse: { name: 'tide_table' } }] },
        ],
      },
    },
  },
]);

const called = native([
  {
    name: 'parallel-calls',
    asks: withTools,
    answers: [
      streams(
        event(
          chunk([
            { functionCall: { name: 'tide_table', args: { port: 'Vik' } } },
            { functionCall: { name: 'tide_table', args: { port: 'Bodø' } } },
          ]),
        ) + end(),
      ),
    ],
    gets: {
      ends: 'tool-calls',
      calls: [
        { name: 'tide_table', arguments: '{"port":"Vik"}' },
        { name: 'tide_table', arguments: '{"port":"Bodø"}' },
      ],
    },
  },
  {
    name: 'image',
    asks: {
      messages: [
        { role: 'user', content: [{ type: 'image', mediaType: 'image/png', data: 'iVBORw0KGgo=' }] },
      ],
    },
    answers: [streams(whole)],
    gets: {
      text: 'At noon.',
      sends: { contents: [{ parts: [{ inlineData: { mimeType: 'image/png', data: 'iVBORw0KGgo=' } }] }] },
    },
  },
  {
    name: 'structured',
    asks: {
      responseSchema: { name: 'tide', schema: { type: 'object', properties: { hour: { type: 'number' } } } },
    },
    answers: [streams(text('{"hour"', ':12}') + end())],
    gets: { text: '{"hour":12}', sends: { generationConfig: { responseMimeType: 'application/json' } } },
  },
]);

const refused = native([
  {
    name: '400-wrong-key',
    answers: [
      fault(400, 'INVALID_ARGUMENT', 'API key not valid. Please pass a valid API key.', [
        { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'API_KEY_INVALID' },
      ]),
    ],
    gets: { code: 'wrong_key', says: 'API key not valid', requests: 1 },
  },
  {
    name: '403-forbidden',
    answers: [fault(403, 'PERMISSION_DENIED', 'The caller does not have permission')],
    gets: { code: 'wrong_key', says: 'does not have permission' },
  },
  {
    name: '400-place',
    answers: [fault(400, 'FAILED_PRECONDITION', 'User location is not supported for the API use.')],
    gets: { code: 'region_not_supported', says: 'User location' },
  },
  {
    name: '404-model',
    answers: [
      fault(
        404,
        'NOT_FOUND',
        'models/gemma-99 is not found for API version v1beta, or is not supported for generateContent.',
      ),
    ],
    gets: { code: 'no_such_model', says: 'gemma-99', requests: 1 },
  },
  {
    name: '400-too-long',
    answers: [
      fault(
        400,
        'INVALID_ARGUMENT',
        'The input token count (1200345) exceeds the maximum number of tokens allowed (1048576).',
      ),
    ],
    gets: { code: 'context_too_long', says: '1200345' },
  },
  {
    name: '429-with-wait',
    answers: [
      fault(429, 'RESOURCE_EXHAUSTED', 'You exceeded your current quota. Please retry in 41.2s.', [
        { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '41s' },
      ]),
    ],
    gets: { code: 'rate_limited', says: 'current quota', advises: /4[12] seconds/, requests: 1 },
  },
  {
    name: '503-overloaded-then-fine',
    answers: [fault(503, 'UNAVAILABLE', 'The model is overloaded. Please try again later.'), streams(whole)],
    gets: { text: 'At noon.', requests: 2 },
  },
  {
    name: '500-internal',
    answers: [fault(500, 'INTERNAL', 'An internal error has occurred.')],
    gets: { code: 'server_failed', says: 'internal error', requests: 3 },
  },
  {
    name: 'error-in-the-middle',
    answers: [
      streams(
        text('At n') +
          event({ error: { code: 503, message: 'The model is overloaded.', status: 'UNAVAILABLE' } }),
      ),
    ],
    gets: { text: 'At n', code: 'overloaded', says: 'overloaded', requests: 1 },
  },
]);

export const googleShapes: readonly ServerShape[] = [...streamed, ...thoughts, ...called, ...refused];
