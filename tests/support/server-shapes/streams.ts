/** Answers in unusual envelopes, which must all be read correctly. */
import type { ServerResponse } from 'node:http';
import { sends, streams } from '../openai-server.ts';
import type { Behaviour } from '../openai-server.ts';
import type { ServerShape } from './shape.ts';

const data = (value: unknown) => `data: ${typeof value === 'string' ? value : JSON.stringify(value)}\n\n`;
const delta = (content: unknown, finish: string | null = null) => ({
  choices: [{ index: 0, delta: { content }, finish_reason: finish }],
});
const ended = (reason: unknown) => ({ choices: [{ index: 0, delta: {}, finish_reason: reason }] });
const done = 'data: [DONE]\n\n';
const gull = `${data(delta('The gull '))}${data(delta('sleeps.'))}`;
const whole = {
  choices: [{ index: 0, message: { role: 'assistant', content: 'The gull sleeps.' }, finish_reason: 'stop' }],
};
const reads = (name: string, ...answers: readonly Behaviour[]): ServerShape => ({
  name,
  answers,
  gets: { text: 'The gull sleeps.', requests: 1 },
});
const typed =
  (type: string | null, body: string): Behaviour =>
  (response: ServerResponse) => {
    response.writeHead(200, type === null ? {} : { 'content-type': type });
    response.end(body);
  };
/** Writes byte by byte, so that every character is split. */
const torn =
  (body: string): Behaviour =>
  async (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const byte of Buffer.from(body)) {
      response.write(Buffer.from([byte]));
      await new Promise(setImmediate);
    }
    response.end();
  };
const stays =
  (body: string): Behaviour =>
  (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(body);
  };

const envelopes: ServerShape[] = [
  reads('whole-json', sends(JSON.stringify(whole))),
  reads('whole-json-pretty', sends(JSON.stringify(whole, null, 2))),
  reads('whole-json-as-text', typed('text/plain; charset=utf-8', JSON.stringify(whole))),
  reads('whole-json-as-event-stream', typed('text/event-stream', JSON.stringify(whole))),
  reads('whole-json-in-one-event', streams(data(whole) + done)),
  reads('stream-as-json-type', typed('application/json', gull + data(ended('stop')) + done)),
  reads('stream-as-plain-text', typed('text/plain', gull + data(ended('stop')) + done)),
  reads('stream-as-octets', typed('application/octet-stream', gull + data(ended('stop')) + done)),
  reads('stream-without-type', typed(null, gull + data(ended('stop')) + done)),
  reads(
    'ndjson',
    typed(
      'application/x-ndjson',
      `${JSON.stringify(delta('The gull '))}\n${JSON.stringify(delta('sleeps.', 'stop'))}\n`,
    ),
  ),
  reads('crlf', streams((gull + data(ended('stop')) + done).replaceAll('\n', '\r\n'))),
  reads('cr-only', streams((gull + data(ended('stop')) + done).replaceAll('\n', '\r'))),
  reads('no-space-after-data', streams((gull + data(ended('stop')) + done).replaceAll('data: ', 'data:'))),
  reads('one-newline-between-events', streams((gull + data(ended('stop')) + done).replaceAll('\n\n', '\n'))),
  reads('byte-order-mark', streams(`\uFEFF${gull}${data(ended('stop'))}${done}`)),
  reads(
    'padded-with-nul',
    streams(`\0\0${gull.replaceAll('\n\n', '\n\n\0\0\0')}${data(ended('stop'))}${done}\0`),
  ),
  reads('bytes-one-by-one', torn(gull + data(ended('stop')) + done)),
  reads(
    'named-events',
    streams((gull + data(ended('stop')) + done).replaceAll('data: {', 'event: message\nid: 7\ndata: {')),
  ),
  reads(
    'comments-between',
    streams(`: ROUTER PROCESSING\n\n${gull}: keep-alive\n\n${data(ended('stop'))}${done}`),
  ),
  reads('comment-as-data', streams(`data: : ROUTER PROCESSING\n\n${gull}${data(ended('stop'))}${done}`)),
  reads('ping-as-data', streams(`data: ping\n\n${gull}${data(ended('stop'))}${done}`)),
  reads('empty-data', streams(`data: \n\ndata:\n\n${gull}${data(ended('stop'))}${done}`)),
  reads('null-data', streams(`data: null\n\n${gull}${data(ended('stop'))}data: null\n\n${done}`)),
  reads('empty-object', streams(`data: {}\n\n${gull}${data({})}${data(ended('stop'))}${done}`)),
  reads('last-event-without-newline', streams(`${gull}data: ${JSON.stringify(ended('stop'))}`)),
  reads('done-in-lower-case', streams(`${gull}${data(ended('stop'))}data: [done]\n\n`)),
  reads('done-and-connection-kept', stays(gull + data(ended('stop')) + done)),
  reads('done-without-finish-reason', streams(gull + done)),
  reads('finish-reason-without-done', streams(gull + data(ended('stop')))),
  reads('finish-reason-and-connection-kept', stays(gull + data(ended('stop')))),
  reads('neither-finish-reason-nor-done', streams(gull)),
  reads('garbage-after-done', streams(`${gull}${data(ended('stop'))}${done}data: {"oops":\n\n`)),
  reads(
    'json-over-several-data-lines',
    streams(
      'data: {"choices":[{"delta":{"content":\ndata: "The gull sleeps."},"finish_reason":"stop"}]}\n\n',
    ),
  ),
];

const fields: ServerShape[] = [
  reads(
    'message-for-delta',
    streams(
      data({ choices: [{ message: { content: 'The gull ' } }] }) +
        data({ choices: [{ message: { content: 'sleeps.' }, finish_reason: 'stop' }] }) +
        done,
    ),
  ),
  reads(
    'text-for-delta',
    streams(
      data({ choices: [{ text: 'The gull ' }] }) +
        data({ choices: [{ text: 'sleeps.', finish_reason: 'stop' }] }) +
        done,
    ),
  ),
  reads(
    'message-repeats-the-whole',
    streams(
      gull + data({ choices: [{ message: { content: 'The gull sleeps.' }, finish_reason: 'stop' }] }) + done,
    ),
  ),
  reads(
    'messages-that-grow',
    streams(
      data({ choices: [{ message: { content: 'The gull' } }] }) +
        data({ choices: [{ message: { content: 'The gull sleeps.' }, finish_reason: 'stop' }] }) +
        done,
    ),
  ),
  reads(
    'delta-null-beside-message',
    streams(
      data({ choices: [{ delta: null, message: { content: 'The gull sleeps.' } }] }) +
        data(ended('stop')) +
        done,
    ),
  ),
  reads(
    'content-parts',
    streams(
      data(delta([{ type: 'text', text: 'The gull ' }])) +
        data(delta([{ type: 'text', text: 'sleeps.' }], 'stop')) +
        done,
    ),
  ),
  reads('content-parts-as-strings', streams(data(delta(['The gull ', 'sleeps.'], 'stop')) + done)),
  reads('content-object', streams(data(delta({ type: 'text', text: 'The gull sleeps.' }, 'stop')) + done)),
  reads(
    'output-text-parts',
    sends(
      JSON.stringify({
        choices: [
          {
            message: { content: [{ type: 'output_text', text: { value: 'The gull sleeps.' } }] },
            finish_reason: 'stop',
          },
        ],
      }),
    ),
  ),
  reads(
    'choices-null-first',
    streams(data({ choices: null, usage: null }) + gull + data(ended('stop')) + done),
  ),
  reads(
    'azure-empty-choices-first',
    streams(
      data({ choices: [], prompt_filter_results: [{ prompt_index: 0 }] }) + gull + data(ended('stop')) + done,
    ),
  ),
  reads(
    'choices-as-object',
    streams(
      data({ choices: { index: 0, delta: { content: 'The gull sleeps.' }, finish_reason: 'stop' } }) + done,
    ),
  ),
  reads(
    'string-index',
    streams(
      data({ choices: [{ index: '0', delta: { content: 'The gull sleeps.' }, finish_reason: 'stop' }] }) +
        done,
    ),
  ),
  reads(
    'role-null-content-null',
    streams(
      data({ choices: [{ delta: { role: null, content: null } }] }) + gull + data(ended('stop')) + done,
    ),
  ),
  reads(
    'usage-with-fractions',
    streams(gull + data({ ...ended('stop'), usage: { prompt_tokens: 7.5, completion_tokens: null } }) + done),
  ),
  reads('usage-as-text', streams(gull + data({ ...ended('stop'), usage: 'n/a' }) + done)),
  reads(
    'empty-error-object',
    streams(
      data({ ...delta('The gull '), error: {} }) + data({ ...delta('sleeps.', 'stop'), error: null }) + done,
    ),
  ),
  reads('error-empty-text', streams(data({ ...delta('The gull sleeps.', 'stop'), error: '' }) + done)),
  reads('error-false', streams(data({ ...delta('The gull sleeps.', 'stop'), error: false }) + done)),
  reads(
    'error-with-code-zero',
    streams(data({ ...delta('The gull sleeps.', 'stop'), error: { code: 0, message: '' } }) + done),
  ),
  reads(
    'ollama-native',
    typed(
      'application/x-ndjson',
      `${JSON.stringify({ model: 'm', message: { role: 'assistant', content: 'The gull ' }, done: false })}\n${JSON.stringify({ message: { content: 'sleeps.' }, done: true, done_reason: 'stop' })}\n`,
    ),
  ),
  reads('wrapped-in-data', streams(data({ data: delta('The gull sleeps.', 'stop') }) + done)),
];

const finishReasons: ServerShape[] = [
  ...(
    ['stop', 'end_turn', 'eos', 'eos_token', 'STOP', 'stop_sequence', 'completed', 'COMPLETE'] as const
  ).map((reason): ServerShape => ({
    name: `finish-${reason}-${reason === reason.toUpperCase() ? 'upper' : 'lower'}`,
    answers: [streams(gull + data(ended(reason)) + done)],
    gets: { text: 'The gull sleeps.', ends: 'stop' },
  })),
  ...(
    [
      'length',
      'max_tokens',
      'MAX_TOKENS',
      'max_output_tokens',
      'model_length',
      'model_context_window_exceeded',
    ] as const
  ).map((reason): ServerShape => ({
    name: `finish-${reason}-${reason === reason.toUpperCase() ? 'upper' : 'lower'}-is-cut`,
    answers: [streams(gull + data(ended(reason)) + done)],
    gets: { text: 'The gull sleeps.', ends: 'length' },
  })),
  ...(['content_filter', 'SAFETY', 'sensitive', 'PROHIBITED_CONTENT', 'refusal'] as const).map(
    (reason): ServerShape => ({
      name: `finish-${reason}-is-filtered`,
      answers: [streams(gull + data(ended(reason)) + done)],
      gets: { text: 'The gull sleeps.', ends: 'filtered' },
    }),
  ),
  {
    name: 'finish-number',
    answers: [streams(gull + data(ended(1)) + done)],
    gets: { text: 'The gull sleeps.' },
  },
  {
    name: 'refusal-field',
    answers: [
      streams(
        data({ choices: [{ delta: { refusal: 'I cannot help with that.' }, finish_reason: 'stop' }] }) + done,
      ),
    ],
    gets: { text: 'I cannot help with that.' },
  },
];

const failures: ServerShape[] = [
  {
    name: 'finish-error-in-the-middle',
    answers: [
      streams(
        gull +
          data({
            error: { code: 502, message: 'Provider disconnected' },
            choices: [{ delta: { content: '' }, finish_reason: 'error' }],
          }) +
          done,
      ),
    ],
    gets: { text: 'The gull sleeps.', code: 'server_failed', says: 'Provider disconnected' },
  },
  {
    name: 'finish-error-without-words',
    answers: [streams(gull + data(ended('error')) + done)],
    gets: { text: 'The gull sleeps.', code: 'server_failed' },
  },
  {
    name: 'error-event',
    answers: [streams('event: error\ndata: {"error":{"message":"Model is unloaded."}}\n\n')],
    gets: { code: 'no_such_model', says: 'Model is unloaded.' },
  },
  {
    name: 'error-event-plain-text',
    answers: [streams('event: error\ndata: the worker went away\n\n')],
    gets: { code: 'server_failed', says: 'the worker went away' },
  },
  {
    name: 'error-string-in-stream',
    answers: [streams(gull + data({ error: 'out of paper' }) + done)],
    gets: { text: 'The gull sleeps.', code: 'server_failed', says: 'out of paper' },
  },
  {
    name: 'error-object-vllm-in-stream',
    answers: [
      streams(
        data({ object: 'error', message: 'EngineCore died', type: 'InternalServerError', code: 500 }) + done,
      ),
    ],
    gets: { code: 'server_failed', says: 'EngineCore died' },
  },
  {
    name: 'error-inside-choice',
    answers: [
      streams(
        data({
          choices: [{ index: 0, error: { code: 502, message: 'Upstream hung up' }, finish_reason: 'error' }],
        }) + done,
      ),
    ],
    gets: { code: 'server_failed', says: 'Upstream hung up' },
  },
  {
    name: 'connection-cut-in-the-middle',
    answers: [
      (response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.write(gull);
        setTimeout(() => response.socket?.destroy(), 60);
      },
    ],
    gets: { text: 'The gull sleeps.', code: 'malformed_stream' },
  },
  {
    name: 'page-in-the-middle',
    answers: [
      streams(
        `${gull}<html>\r\n<head><title>504 Gateway Time-out</title></head>\r\n<body>\r\n<center><h1>504 Gateway Time-out</h1></center>\r\n</body>\r\n</html>\r\n`,
      ),
    ],
    gets: { text: 'The gull sleeps.', code: 'malformed_stream', says: '504 Gateway Time-out' },
  },
  {
    name: 'words-in-the-middle',
    answers: [streams(`${gull}upstream connect error or disconnect/reset before headers\n`)],
    gets: { text: 'The gull sleeps.', code: 'malformed_stream', says: 'upstream connect error' },
  },
  {
    name: 'empty-body',
    answers: [streams('')],
    gets: { code: 'malformed_stream', advises: /Try again|base URL/ },
  },
  {
    name: 'only-done',
    answers: [streams(done)],
    gets: {},
  },
  {
    name: 'other-json',
    answers: [sends('{"hello":"world"}')],
    gets: { code: 'malformed_stream', says: '"hello"' },
  },
  {
    name: 'plain-words',
    answers: [sends('Ollama is running', 'text/plain')],
    gets: { code: 'malformed_stream', says: 'Ollama is running', advises: /base URL/ },
  },
];

export const streamShapes: readonly ServerShape[] = [...envelopes, ...fields, ...finishReasons, ...failures];
