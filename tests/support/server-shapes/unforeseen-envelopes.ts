/** Answers in envelopes, run together, or with marks of turns, that were first written down without sight of how they are read. */
import { answers, fails, sends, streams } from '../openai-server.ts';
import type { Behaviour } from '../openai-server.ts';
import { messagesOf, withTools } from './shape.ts';
import type { Outcome, ServerShape } from './shape.ts';

const chunk = (delta: unknown, finish: string | null = null) => ({
  object: 'chat.completion.chunk',
  choices: [{ index: 0, delta, finish_reason: finish }],
});
const ev = (value: unknown) => `data: ${JSON.stringify(value)}\n\n`;
const end = chunk({}, 'stop');
const whole: Outcome = { text: 'Oslo.', ends: 'stop' };
const oslo = { name: 'tide_table', arguments: '{"port":"Oslo"}' };
const called: Outcome = { calls: [oslo], ends: 'tool-calls' };

const json = (status: number, value: unknown): Behaviour =>
  fails(status, JSON.stringify(value), { 'content-type': 'application/json' });

function reads(
  name: string,
  given: Behaviour | readonly Behaviour[],
  gets: Outcome = whole,
  asks?: ServerShape['asks'],
): ServerShape {
  const all = typeof given === 'function' ? [given] : given;
  return { name: `envelopes-${name}`, ...(asks !== undefined && { asks }), answers: all, gets };
}

/** An answer with these words, in small pieces. */
function said(name: string, text: string, gets: Outcome = whole): ServerShape {
  return reads(name, answers(text.match(/[\s\S]{1,4}/g) ?? []), gets);
}

const answered = { choices: [{ message: { role: 'assistant', content: 'Oslo.' }, finish_reason: 'stop' }] };

/** After a call and its result. */
const afterCall: ServerShape['asks'] = {
  ...withTools,
  messages: [
    { role: 'user', content: 'When is high water?' },
    { role: 'assistant', content: '', toolCalls: [{ id: 'call_1', ...oslo }] },
    {
      role: 'tool',
      results: [{ callId: 'call_1', name: 'tide_table', content: 'At noon.', isError: false }],
    },
  ],
};

/** Refuses results of tools under a role of their own. */
function refusingToolRole(status: number, body: unknown): Behaviour {
  return (response, request) => {
    const isRefused = messagesOf(request.body).some(({ role }) => role === 'tool');
    (isRefused ? json(status, body) : answers('At noon.'))(response, request);
  };
}

const told = {
  messages: [
    { role: 'user', content: 'When is high water?' },
    {
      role: 'assistant',
      content: '<tool_call>\n{"name": "tide_table", "arguments": {"port":"Oslo"}}\n</tool_call>',
    },
    { role: 'user', content: 'The tool tide_table returned:\nAt noon.' },
  ],
};

export const unforeseenEnvelopes: readonly ServerShape[] = [
  reads(
    'pretty-objects-run-together',
    sends(
      [chunk({ content: 'Os' }), chunk({ content: 'lo.' }), end]
        .map((one) => JSON.stringify(one, null, 2))
        .join(''),
      'application/json',
    ),
  ),
  reads(
    'objects-on-one-line',
    sends(
      [chunk({ content: 'Os' }), chunk({ content: 'lo.' }), end].map((one) => JSON.stringify(one)).join(''),
      'application/json',
    ),
  ),
  reads(
    'list-cut-off',
    sends(
      '[{"choices":[{"delta":{"content":"Oslo."}}]},\n{"choices":[{"delta":{},"finish_reason":"stop"}]},\n{"choi',
      'application/json',
    ),
  ),
  reads(
    'json-sequence',
    sends(
      [chunk({ content: 'Oslo.' }), end].map((one) => `\u001E${JSON.stringify(one)}\n`).join(''),
      'application/json-seq',
    ),
  ),
  reads('cloud-function', json(200, { statusCode: 200, headers: {}, body: JSON.stringify(answered) })),
  reads('cloud-function-failed', json(200, { statusCode: 401, body: '{"message":"Incorrect API key"}' }), {
    code: 'no_key',
    says: 'Incorrect API key',
  }),
  reads(
    'kobold-tokens',
    streams(
      ['Os', 'lo.'].map((token) => `event: message\n${ev({ token, finish_reason: null })}`).join('') +
        ev({ token: '', finish_reason: 'stop' }),
    ),
  ),
  reads(
    'usage-as-text',
    streams(
      ev(chunk({ content: 'Oslo.' })) +
        ev({ ...end, usage: { prompt_tokens: '12', completion_tokens: '5' } }),
    ),
    { ...whole, usage: { promptTokens: 12, completionTokens: 5 } },
  ),
  said('header-of-turn', '<|im_start|>assistant\nOslo.<|im_end|>\n'),
  said('header-of-turn-llama', '<|start_header_id|>assistant<|end_header_id|>\n\nOslo.<|eot_id|>'),
  said('next-turn', 'Oslo.<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nThanks!'),
  said('next-turn-inst', 'Oslo.</s> [INST] Thanks! [/INST]'),
  said('next-turn-line', 'Oslo.\n<|user|>\nThanks!'),
  said('two-end-marks', 'Oslo.<|im_end|><|endoftext|>'),
  said('wide-end-mark', 'Oslo.<｜end▁of▁sentence｜>'),
  said('marks-in-code-are-words', 'So:\n```\n<|im_end|>\n<|im_start|>user\n```\nThat is it.', {
    text: 'So:\n```\n<|im_end|>\n<|im_start|>user\n```\nThat is it.',
  }),
  said(
    'words-about-marks',
    'A turn starts with <|im_start|>user and ends with <|im_end|>\n<|im_start|>assistant is next.',
    { text: 'A turn starts with <|im_start|>user and ends with <|im_end|>\n<|im_start|>assistant is next.' },
  ),
  said('ends-like-a-mark', 'Use <br> and </s', { text: 'Use <br> and </s' }),
  reads(
    'redirect-within',
    [
      (response) => {
        response.writeHead(308, { location: 'completions?again=1' });
        response.end();
      },
      answers('Oslo.'),
    ],
    { ...whole, requests: 2 },
  ),
  reads(
    'redirects-without-end',
    (response) => {
      response.writeHead(307, { location: 'completions' });
      response.end();
    },
    { code: 'rejected_request', requests: 4 },
  ),
  reads(
    'page-of-another-program',
    sends(
      '<!doctype html><html><head><title>Chat Console</title></head><body><div id="app"></div></body></html>',
      'text/html',
    ),
    { code: 'malformed_stream', says: 'Chat Console', advises: /a web page instead of an answer/ },
  ),
  reads('page-in-a-stream', streams('<!-- gate --><html><title>Log in to the lab</title></html>'), {
    code: 'blocked',
    says: 'Log in to the lab',
  }),
  reads(
    'null-arguments',
    streams(
      ev(
        chunk({ tool_calls: [{ index: 0, id: 'x', function: { name: 'moon_phase', arguments: 'null' } }] }),
      ) + ev(chunk({}, 'tool_calls')),
    ),
    { calls: [{ name: 'moon_phase', arguments: '{}' }], ends: 'tool-calls' },
    withTools,
  ),
  reads(
    'template-without-tool-role',
    refusingToolRole(500, {
      error: { code: 500, message: 'Unexpected message role: tool', type: 'server_error' },
    }),
    { text: 'At noon.', requests: 2, sends: told },
    afterCall,
  ),
  reads(
    'list-of-roles-without-tool',
    refusingToolRole(422, {
      detail: [
        { loc: ['body', 'messages', 2, 'role'], msg: "Input should be 'system', 'user' or 'assistant'" },
      ],
    }),
    { text: 'At noon.', requests: 2, sends: told },
    afterCall,
  ),
  reads(
    'bedrock-whole',
    json(200, {
      output: { message: { role: 'assistant', content: [{ text: 'Oslo.' }] } },
      stopReason: 'end_turn',
      usage: { inputTokens: 4, outputTokens: 3 },
    }),
    { ...whole, usage: { promptTokens: 4, completionTokens: 3 } },
  ),
  reads(
    'bedrock-call',
    json(200, {
      output: {
        message: { content: [{ toolUse: { toolUseId: 't1', name: 'tide_table', input: { port: 'Oslo' } } }] },
      },
      stopReason: 'tool_use',
    }),
    called,
    withTools,
  ),
  reads(
    'bedrock-stream',
    streams(
      ['Os', 'lo.']
        .map((text) => ev({ contentBlockDelta: { delta: { text }, contentBlockIndex: 0 } }))
        .join('') + ev({ messageStop: { stopReason: 'end_turn' } }),
    ),
  ),
  reads(
    'responses-whole',
    json(200, {
      object: 'response',
      output: [
        { type: 'reasoning', summary: [] },
        { type: 'message', content: [{ type: 'output_text', text: 'Oslo.' }] },
      ],
    }),
    { text: 'Oslo.' },
  ),
  reads(
    'responses-call',
    streams(
      ev({
        type: 'response.output_item.added',
        output_index: 0,
        item: { type: 'function_call', call_id: 'c1', name: 'tide_table', arguments: '' },
      }) +
        ev({ type: 'response.function_call_arguments.delta', output_index: 0, delta: oslo.arguments }) +
        ev({ type: 'response.completed', response: {} }),
    ),
    called,
    withTools,
  ),
  reads(
    'cohere-call',
    streams(
      ev({
        type: 'tool-call-start',
        index: 0,
        delta: { message: { tool_calls: { id: 'c1', function: { name: 'tide_table', arguments: '' } } } },
      }) +
        ev({
          type: 'tool-call-delta',
          index: 0,
          delta: { message: { tool_calls: { function: { arguments: oslo.arguments } } } },
        }) +
        ev({ type: 'message-end', delta: { finish_reason: 'TOOL_CALL' } }),
    ),
    called,
    withTools,
  ),
  reads('pieces-of-output', json(200, { id: 'x', status: 'succeeded', output: ['Os', 'lo.'] }), {
    text: 'Oslo.',
  }),
  reads(
    'spark',
    streams(
      ev({
        header: { code: 0, message: 'Success' },
        payload: { choices: { seq: 0, text: [{ content: 'Oslo.', role: 'assistant' }] } },
      }),
    ),
    { text: 'Oslo.' },
  ),
  reads('refusing-header', json(200, { header: { code: 11200, message: 'licence failed' } }), {
    code: 'server_failed',
    says: 'licence failed',
  }),
  reads('sixteen-bits', (response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(Buffer.from(`\uFEFF${JSON.stringify(answered)}`, 'utf16le'));
  }),
  reads('transcript', streams(ev(chunk({ audio: { transcript: 'Oslo.' } })) + ev(end))),
  reads('edge-rule', fails(403, 'error code: 1020', { 'content-type': 'text/plain' }), {
    code: 'blocked',
    says: '1020',
  }),
  reads('trial-ended', json(403, { message: 'Your trial period has ended. Choose a plan.' }), {
    code: 'quota_exceeded',
    says: 'trial period',
  }),
  reads('no-session', json(404, { error: { message: 'No running session found for model x' } }), {
    code: 'no_such_model',
    says: 'session',
  }),
  reads(
    'markup-error',
    fails(403, '<?xml version="1.0"?><Error><Message>The signature does not match.</Message></Error>', {
      'content-type': 'application/xml',
    }),
    { code: 'no_key', says: 'The signature does not match.' },
  ),
  ...['tide-table', 'TIDE_TABLE', ' "tide_table" '].map((name, at) =>
    reads(
      `name-${at}`,
      streams(
        ev(chunk({ tool_calls: [{ index: 0, id: 'x', function: { name, arguments: oslo.arguments } }] })) +
          ev(chunk({}, 'tool_calls')),
      ),
      called,
      withTools,
    ),
  ),
  reads(
    'arguments-by-schema',
    streams(
      ev(
        chunk({
          tool_calls: [
            {
              index: 0,
              id: 'x',
              function: { name: 'count', arguments: '{"to":"3","steps":"[1]","note":"7"}' },
            },
          ],
        }),
      ) + ev(chunk({}, 'tool_calls')),
    ),
    { calls: [{ name: 'count', arguments: '{"to":3,"steps":[1],"note":"7"}' }], ends: 'tool-calls' },
    {
      tools: [
        {
          name: 'count',
          description: 'Counts.',
          parameters: {
            type: 'object',
            properties: { to: { type: 'integer' }, steps: { type: 'array' }, note: { type: 'string' } },
          },
        },
      ],
    },
  ),
];
