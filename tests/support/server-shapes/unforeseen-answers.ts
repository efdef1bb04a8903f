/** Answers and tool calls of programs and services that were first written down without sight of how they are read. */
import { gzipSync } from 'node:zlib';
import type { ServerResponse } from 'node:http';
import { answers, fails, sends, streams } from '../openai-server.ts';
import type { Behaviour, RecordedRequest } from '../openai-server.ts';
import { messagesOf, withTools } from './shape.ts';
import type { Outcome, ServerShape } from './shape.ts';

const ev = (value: unknown) => `data: ${JSON.stringify(value)}\n\n`;
const d = (delta: unknown, finish: string | null = null) =>
  ev({ object: 'chat.completion.chunk', choices: [{ index: 0, delta, finish_reason: finish }] });
const end = d({}, 'stop');
const done = 'data: [DONE]\n\n';
const oslo = { name: 'tide_table', arguments: '{"port":"Oslo"}' };
const rome = { name: 'tide_table', arguments: '{"port":"Rome"}' };
const tc = (...list: unknown[]) => d({ tool_calls: list });
const tend = d({}, 'tool_calls') + done;

const json = (status: number, body: string): Behaviour =>
  fails(status, body, { 'content-type': 'application/json' });
const whole: Outcome = { text: 'Oslo.' };

function reads(
  name: string,
  given: Behaviour | readonly Behaviour[],
  gets: Outcome = whole,
  asks?: ServerShape['asks'],
): ServerShape {
  const all = typeof given === 'function' ? [given] : given;
  return { name: `unforeseen-${name}`, ...(asks !== undefined && { asks }), answers: all, gets };
}

function said(name: string, text: string, gets: Outcome): ServerShape {
  return reads(name, answers(text.match(/[\s\S]{1,5}/g) ?? []), gets);
}

function called(name: string, stream: string, ...calls: (typeof oslo)[]): ServerShape {
  const gets: Outcome = { calls: calls.length === 0 ? [oslo] : calls, ends: 'tool-calls' };
  return reads(`call-${name}`, streams(stream), gets, withTools);
}

function wrote(
  name: string,
  text: string,
  gets: Outcome = { calls: [oslo], ends: 'tool-calls' },
): ServerShape {
  return reads(`written-${name}`, answers(text.match(/[\s\S]{1,7}/g) ?? []), gets, withTools);
}

/** Refuses a request whose messages are of this kind. */
function refusing(isRefused: (messages: Record<string, unknown>[]) => boolean, body: string): Behaviour {
  return (response: ServerResponse, request: RecordedRequest) => {
    (isRefused(messagesOf(request.body)) ? json(400, body) : answers('Aye.'))(response, request);
  };
}

export const unforeseenAnswers: readonly ServerShape[] = [
  reads(
    'llamacpp-error-field',
    streams(
      'error: {"code":400,"message":"request (2358 tokens) exceeds the available context size (2048 tokens), try increasing it","type":"exceed_context_size_error","n_prompt_tokens":2358,"n_ctx":2048}\n\n',
    ),
    { code: 'context_too_long', says: '2358' },
  ),
  reads(
    'lmstudio-context-mid',
    streams(
      d({ content: 'Os' }) +
        'event: error\ndata: {"error":{"message":"The model has reached the context length. Context size has been exceeded."}}\n\n',
    ),
    { code: 'context_too_long', text: 'Os' },
  ),
  reads(
    'hf-loading-then-answer',
    [json(503, '{"error":"Model quokka/q-7b is currently loading","estimated_time":0.2}'), answers('Oslo.')],
    { text: 'Oslo.', requests: 2 },
  ),
  reads('together-not-ready', [
    json(
      503,
      '{"id":"x","error":{"message":"The server is overloaded or not ready yet.","type":"service_unavailable","param":null,"code":null}}',
    ),
    answers('Oslo.'),
  ]),
  reads(
    'deepseek-successive',
    refusing(
      (messages) => messages.some(({ role }, at) => role === messages[at - 1]?.['role']),
      '{"error":{"message":"deepseek-reasoner does not support successive user or assistant messages (messages[1] and messages[2] in your input). You should interleave the user/assistant messages in the message sequence.","type":"invalid_request_error"}}',
    ),
    { text: 'Aye.' },
    {
      messages: [
        { role: 'user', content: 'One' },
        { role: 'user', content: 'Two' },
      ],
    },
  ),
  reads(
    'moonshot-empty-assistant',
    refusing(
      (messages) => messages.some(({ content }) => content === '' || content === null),
      '{"error":{"message":"Invalid request: the message at position 2 with role \'assistant\' must not be empty","type":"invalid_request_error"}}',
    ),
    { text: 'Aye.' },
    {
      messages: [
        { role: 'user', content: 'One' },
        { role: 'assistant', content: '' },
        { role: 'user', content: 'Two' },
      ],
    },
  ),
  reads(
    'dashscope-max-tokens',
    [
      json(
        400,
        '{"error":{"code":"invalid_parameter_error","param":null,"message":"<400> InternalError.Algo.InvalidParameter: Range of max_tokens should be [1, 8192]","type":"invalid_request_error"}}',
      ),
      answers('Oslo.'),
    ],
    { text: 'Oslo.' },
    { maxTokens: 64_000 },
  ),
  reads(
    'minimax-2013-window',
    sends(
      '{"id":"","choices":null,"base_resp":{"status_code":2013,"status_msg":"invalid params, context window exceeds limit (2013)"}}',
    ),
    { code: 'context_too_long' },
  ),
  reads(
    'xai-argument',
    [
      json(
        400,
        '{"code":"Client specified an invalid argument","error":"Argument not supported on this model: temperature"}',
      ),
      answers('Oslo.'),
    ],
    { text: 'Oslo.' },
    { temperature: 0.3 },
  ),
  reads(
    'captive-200',
    sends(
      '<!DOCTYPE html><html><head><title>Welcome to HotelNet - Sign in</title></head><body><form action="/login"><input name="room"></form></body></html>',
      'text/html',
    ),
    { code: 'blocked', says: 'HotelNet' },
  ),
  reads(
    'redirect-307',
    (response: ServerResponse) => {
      response.writeHead(307, { location: 'http://127.0.0.2:9/elsewhere/v1/chat/completions?x=1' });
      response.end();
    },
    { code: 'rejected_request', advises: /elsewhere\/v1\/chat\/completions, which/ },
  ),
  reads('gzip-stream', (response: ServerResponse) => {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'content-encoding': 'gzip' });
    response.end(gzipSync(d({ content: 'Oslo.' }) + end + done));
  }),
  reads(
    'delta-is-text',
    streams(
      ev({ choices: [{ index: 0, delta: 'Os' }] }) +
        ev({ choices: [{ index: 0, delta: 'lo.', finish_reason: 'stop' }] }) +
        done,
    ),
  ),
  reads(
    'surrogates-apart',
    streams(
      'data: {"choices":[{"index":0,"delta":{"content":"Oslo \\ud83d"}}]}\n\ndata: {"choices":[{"index":0,"delta":{"content":"\\ude00"}}]}\n\n' +
        end +
        done,
    ),
    { text: 'Oslo 😀' },
  ),
  reads(
    'nan-logprobs',
    streams(
      'data: {"choices":[{"index":0,"delta":{"content":"Oslo."},"logprobs":{"content":[{"token":"Oslo.","logprob":-Infinity,"p":NaN}]},"finish_reason":null}]}\n\n' +
        end +
        done,
    ),
  ),
  reads(
    'python-repr',
    streams(
      "data: {'id': 'c1', 'choices': [{'index': 0, 'delta': {'role': 'assistant', 'content': \"It's Oslo.\"}, 'finish_reason': None}]}\n\ndata: {'choices': [{'index': 0, 'delta': {}, 'finish_reason': 'stop'}]}\n\ndata: [DONE]\n\n",
    ),
    { text: "It's Oslo." },
  ),
  said('mm-think', '<mm:think>plan</mm:think>Oslo.', { text: 'Oslo.', thoughts: 'plan' }),
  said(
    'apriel-final',
    'Here are my reasoning steps:\nplan\n[BEGIN FINAL RESPONSE]\nOslo.\n[END FINAL RESPONSE]',
    { text: 'Oslo.\n', thoughts: 'Here are my reasoning steps:\nplan\n' },
  ),
  said('medgemma-unused', '<unused94>thought\nplan<unused95>Oslo.', { text: 'Oslo.', thoughts: 'plan' }),
  called(
    'sglang-second-entry-nameless',
    tc({ index: 0, id: 'call_1', function: { name: 'tide_table', arguments: '' } }) +
      tc({ index: 1, id: null, function: { name: null, arguments: '{"port":"Oslo"}' } }) +
      tend,
  ),
  called(
    'lmdeploy-pieces-on-one-index',
    tc({ index: 0, id: 'A', type: 'function', function: { name: 'tide_table', arguments: '' } }) +
      tc({ index: 0, id: '', function: { name: null, arguments: '{"port":"Oslo"}' } }) +
      tc({ index: 0, id: 'B', type: 'function', function: { name: 'tide_table', arguments: '' } }) +
      tc({ index: 0, id: '', function: { name: null, arguments: '{"port":"Rome"}' } }) +
      tend,
    oslo,
    rome,
  ),
  called(
    'args-under-parameters',
    tc({
      index: 0,
      id: 'A',
      type: 'function',
      function: { name: 'tide_table', parameters: { port: 'Oslo' } },
    }) + tend,
  ),
  called(
    'whole-args-repeated-at-the-end',
    tc({ index: 0, id: 'A', function: { name: 'tide_table', arguments: '' } }) +
      tc({ index: 0, function: { arguments: '{"port":' } }) +
      tc({ index: 0, function: { arguments: '"Oslo"}' } }) +
      tc({ index: 0, function: { arguments: '{"port":"Oslo"}' } }) +
      tend,
  ),
  called(
    'sparse-indices',
    tc({ index: 1, id: 'A', function: { name: 'tide_table', arguments: '' } }) +
      tc({ index: 1, function: { arguments: '{"port":"Oslo"}' } }) +
      tc({ index: 4, id: 'B', function: rome }) +
      tend,
    oslo,
    rome,
  ),
  called(
    'delta-then-whole-message',
    tc({ index: 0, id: 'A', function: { name: 'tide_table', arguments: '{"port":' } }) +
      tc({ index: 0, function: { arguments: '"Oslo"}' } }) +
      ev({
        choices: [
          {
            index: 0,
            delta: {},
            message: {
              role: 'assistant',
              content: null,
              tool_calls: [{ id: 'A', type: 'function', function: oslo }],
            },
            finish_reason: 'tool_calls',
          },
        ],
      }) +
      done,
  ),
  called(
    'both-old-and-new',
    d({ function_call: oslo, tool_calls: [{ index: 0, id: 'A', type: 'function', function: oslo }] }) + tend,
  ),
  called(
    'name-in-pieces',
    tc({ index: 0, id: 'A', type: 'function', function: { name: 'tide', arguments: '' } }) +
      tc({ index: 0, function: { name: '_table', arguments: '' } }) +
      tc({ index: 0, function: { arguments: '{"port":"Oslo"}' } }) +
      tend,
  ),
  called(
    'args-tail-of-marks',
    tc({
      index: 0,
      id: 'A',
      type: 'function',
      function: { name: 'tide_table', arguments: '{"port":"Oslo"}\n</tool_call><|im_end|>' },
    }) + tend,
  ),
  called(
    'args-unquoted-keys',
    tc({
      index: 0,
      id: 'A',
      type: 'function',
      function: { name: 'tide_table', arguments: '{port: "Oslo",}' },
    }) + tend,
    { name: 'tide_table', arguments: '{"port": "Oslo"}' },
  ),
  wrote(
    'seed',
    '<seed:tool_call>\n<function=tide_table>\n<parameter=port>Oslo</parameter>\n</function>\n</seed:tool_call>',
  ),
  wrote(
    'command-a',
    '<|START_ACTION|>[\n    {"tool_call_id": "0", "tool_name": "tide_table", "parameters": {"port": "Oslo"}}\n]<|END_ACTION|>',
  ),
  wrote('functools', 'functools[{"name": "tide_table", "arguments": {"port": "Oslo"}}]'),
  wrote('tools-tag', '<tools>\n{"name": "tide_table", "arguments": {"port": "Oslo"}}\n</tools>'),
  wrote(
    'functiongemma',
    '<start_function_call>call:tide_table{port:<escape>Oslo<escape>}<end_function_call>',
  ),
  wrote('gemma4', '<|tool_call>call:tide_table{port:<|"|>Oslo<|"|>}<tool_call|>'),
  wrote(
    'steptml',
    '<｜tool_calls_begin｜>\n<｜tool_call_begin｜>function<｜tool_sep｜><steptml:invoke name="tide_table">\n<steptml:parameter name="port">Oslo</steptml:parameter>\n</steptml:invoke><｜tool_call_end｜>\n<｜tool_calls_end｜>',
  ),
  wrote(
    'xlam-think-then-list',
    '<think>a table will tell</think>\n[{"name": "tide_table", "arguments": {"port": "Oslo"}}]',
    { calls: [oslo], ends: 'tool-calls', thoughts: 'a table will tell' },
  ),
  wrote(
    'example-is-no-call',
    'A call of that tool looks so: {"name": "tide_table", "arguments": {"port": "Oslo"}}. Shall I make it?',
    {
      ends: 'stop',
      text: 'A call of that tool looks so: {"name": "tide_table", "arguments": {"port": "Oslo"}}. Shall I make it?',
    },
  ),
  reads(
    'mlx-refuses-tools',
    json(
      400,
      '{"error":{"message":"Function calling is not enabled for this model.","type":"invalid_request_error"}}',
    ),
    { code: 'tools_not_supported' },
    withTools,
  ),
];
