/** Tool calls in unusual forms, and what servers need back with them. */
import type { ModelMessage } from '#shared/models/model-message.ts';
import { answers, fails, streams } from '../openai-server.ts';
import type { Behaviour } from '../openai-server.ts';
import { messagesOf, withTools } from './shape.ts';
import type { ServerShape } from './shape.ts';

const event = (value: unknown) => `data: ${JSON.stringify(value)}\n\n`;
const delta = (fields: object) => event({ choices: [{ index: 0, delta: fields }] });
const finish = (reason: string) =>
  `${event({ choices: [{ index: 0, delta: {}, finish_reason: reason }] })}data: [DONE]\n\n`;
const calls = (...list: unknown[]) => delta({ tool_calls: list });

const brest = { name: 'tide_table', arguments: '{"port":"Brest"}' };
const cadiz = { name: 'tide_table', arguments: '{"port":"Cadiz"}' };
const moon = { name: 'moon_phase', arguments: '{"day":"today"}' };
const shape = (name: string, stream: string, ...expected: (typeof brest)[]): ServerShape => ({
  name: `call-${name}`,
  asks: withTools,
  answers: [streams(stream)],
  gets: { calls: expected, ends: 'tool-calls' },
});
const said = (name: string, whole: string, ...expected: (typeof brest)[]): ServerShape => ({
  name: `call-as-text-${name}`,
  asks: withTools,
  answers: [answers(whole.match(/[\s\S]{1,4}/g) ?? [])],
  gets: expected.length === 0 ? { text: whole } : { calls: expected, ends: 'tool-calls' },
});

const structured: ServerShape[] = [
  shape(
    'two-on-one-index',
    calls({ index: 0, id: 'a', function: brest }) +
      calls({ index: 0, id: 'b', function: moon }) +
      finish('tool_calls'),
    brest,
    moon,
  ),
  shape(
    'two-on-one-index-same-tool',
    calls({ index: 0, id: 'a', function: brest }) +
      calls({ index: 0, id: 'b', function: cadiz }) +
      finish('tool_calls'),
    brest,
    cadiz,
  ),
  shape(
    'two-without-ids-on-one-index',
    calls({ index: 0, id: '', function: brest }) +
      calls({ index: 0, id: '', function: cadiz }) +
      finish('stop'),
    brest,
    cadiz,
  ),
  shape(
    'arguments-glued',
    calls({ index: 0, id: 'a', function: { name: 'tide_table', arguments: '' } }) +
      calls({ index: 0, function: { name: '', arguments: brest.arguments } }) +
      calls({ index: 0, function: { name: '', arguments: cadiz.arguments } }) +
      finish('tool_calls'),
    brest,
    cadiz,
  ),
  shape(
    'string-indices',
    calls({ index: '0', id: 'a', function: brest }) +
      calls({ index: '1', id: 'b', function: moon }) +
      finish('tool_calls'),
    brest,
    moon,
  ),
  shape(
    'no-indices',
    calls({ id: 'a', function: brest }, { id: 'b', function: moon }) + finish('tool_calls'),
    brest,
    moon,
  ),
  shape('index-null', calls({ index: null, id: 'a', function: brest }) + finish('tool_calls'), brest),
  shape(
    'same-id-for-both',
    calls({ index: 0, id: 'call_0', function: brest }, { index: 1, id: 'call_0', function: moon }) +
      finish('tool_calls'),
    brest,
    moon,
  ),
  shape(
    'arguments-as-object',
    calls({ index: 0, id: 'a', function: { name: 'tide_table', arguments: { port: 'Brest' } } }) +
      finish('tool_calls'),
    brest,
  ),
  shape(
    'arguments-quoted-twice',
    calls({
      index: 0,
      id: 'a',
      function: { name: 'tide_table', arguments: JSON.stringify(brest.arguments) },
    }) + finish('tool_calls'),
    brest,
  ),
  shape(
    'arguments-in-pieces',
    calls({ index: 0, id: 'a', function: { name: 'tide_table', arguments: '' } }) +
      ['{"po', 'rt":', '"Brest"}']
        .map((piece) => calls({ index: 0, function: { arguments: piece } }))
        .join('') +
      finish('tool_calls'),
    brest,
  ),
  shape(
    'name-repeated-in-each-piece',
    ['{"port":', '"Brest"}']
      .map((piece) => calls({ index: 0, id: 'a', function: { name: 'tide_table', arguments: piece } }))
      .join('') + finish('tool_calls'),
    brest,
  ),
  shape(
    'whole-call-twice',
    calls({ index: 0, id: 'a', function: brest }) +
      calls({ index: 0, id: 'a', function: brest }) +
      finish('tool_calls'),
    brest,
  ),
  shape(
    'arguments-that-grow',
    calls({ index: 0, id: 'a', function: { name: 'tide_table', arguments: '{"port":"Bre' } }) +
      calls({ index: 0, id: 'a', function: brest }) +
      finish('tool_calls'),
    brest,
  ),
  shape(
    'one-call-not-in-a-list',
    delta({ tool_calls: { index: 0, id: 'a', function: brest } }) + finish('tool_calls'),
    brest,
  ),
  shape(
    'old-function-call',
    delta({ function_call: { name: 'tide_table', arguments: '{"port":' } }) +
      delta({ function_call: { arguments: '"Brest"}' } }) +
      finish('function_call'),
    brest,
  ),
  shape(
    'name-with-namespace',
    calls({ index: 0, id: 'a', function: { ...brest, name: 'default_api:tide_table' } }) +
      finish('tool_calls'),
    brest,
  ),
  shape(
    'name-with-functions-dot',
    calls({ index: 0, id: 'a', function: { ...brest, name: 'functions.tide_table' } }) + finish('tool_calls'),
    brest,
  ),
  shape(
    'calls-null-then-call',
    delta({ content: null, tool_calls: null }) +
      calls({ index: 0, id: 'a', function: brest }) +
      finish('stop'),
    brest,
  ),
  shape(
    'whole-message',
    `data: ${JSON.stringify({ choices: [{ message: { content: null, tool_calls: [{ id: 'a', type: 'function', function: brest }] }, finish_reason: 'tool_calls' }] })}\n\n`,
    brest,
  ),
  shape(
    'no-arguments',
    calls({ index: 0, id: 'a', function: { name: 'moon_phase', arguments: null } }) + finish('tool_calls'),
    { name: 'moon_phase', arguments: '{}' },
  ),
  shape(
    'harmony-call',
    [
      '<|channel|>commentary to=functions.tide_table <|constrain|>json<|message|>',
      '{"port":"Brest"}',
      '<|call|>',
    ]
      .map((content) => delta({ content }))
      .join('') + finish('stop'),
    brest,
  ),
];

const asText: ServerShape[] = [
  said('json', '{"name": "tide_table", "arguments": {"port": "Brest"}}', brest),
  said('parameters', '{"name":"tide_table","parameters":{"port":"Brest"}}', brest),
  said('fenced', '```json\n{"name": "tide_table", "arguments": {"port":"Brest"}}\n```', brest),
  said(
    'tool-call-tag',
    '<tool_call>\n{"name": "tide_table", "arguments": {"port":"Brest"}}\n</tool_call>',
    brest,
  ),
  said(
    'two-tags',
    '<tool_call>{"name":"tide_table","arguments":{"port":"Brest"}}</tool_call>\n<tool_call>{"name":"moon_phase","arguments":{"day":"today"}}</tool_call>',
    brest,
    moon,
  ),
  said('mistral', '[TOOL_CALLS][{"name":"tide_table","arguments":{"port":"Brest"}}]', brest),
  said('python-tag', '<|python_tag|>{"name":"tide_table","parameters":{"port":"Brest"}}', brest),
  said('function-tag', '<function=tide_table>{"port":"Brest"}</function>', brest),
  said(
    'nested-function',
    '{"type":"function","function":{"name":"tide_table","arguments":"{\\"port\\":\\"Brest\\"}"}}',
    brest,
  ),
  said('of-no-tool', '{"name": "Ada", "arguments": {"port": "Brest"}}'),
  said('inside-a-sentence', 'I would call {"name": "tide_table", "arguments": {}} here.'),
  said('plain-json-answer', '{"port": "Brest", "high": "12:04"}'),
];

const history = (extra: object = {}): readonly ModelMessage[] => [
  { role: 'user', content: 'When is high water in Brest?' },
  {
    role: 'assistant',
    content: '',
    toolCalls: [{ id: 'a', ...brest, ...extra }],
    reasoning: 'A table will tell.',
  },
  { role: 'tool', results: [{ callId: 'a', name: 'tide_table', content: '12:04', isError: false }] },
];
const assistantOf = (body: Readonly<Record<string, unknown>> | null) =>
  messagesOf(body).find(({ role }) => role === 'assistant') ?? {};
const json = (status: number, body: unknown): Behaviour =>
  fails(status, JSON.stringify(body), { 'content-type': 'application/json' });

const sentBack: ServerShape[] = [
  {
    name: 'deepseek-wants-thoughts-back',
    key: 'k',
    asks: { ...withTools, messages: history() },
    answers: [
      (response, request) =>
        (assistantOf(request.body)['reasoning_content'] === 'A table will tell.'
          ? answers('At 12:04.')
          : json(400, {
              error: {
                message: 'The `reasoning_content` in the thinking mode must be passed back to the API.',
                type: 'invalid_request_error',
              },
            }))(response, request),
    ],
    gets: { text: 'At 12:04.' },
  },
  {
    name: 'thoughts-not-welcome',
    key: 'k',
    asks: { ...withTools, messages: history() },
    answers: [
      (response, request) =>
        ('reasoning_content' in assistantOf(request.body)
          ? json(400, { error: { message: "property 'reasoning_content' is unsupported" } })
          : answers('At 12:04.'))(response, request),
    ],
    gets: { text: 'At 12:04.' },
  },
  {
    name: 'google-signature-goes-back',
    key: 'k',
    asks: { ...withTools, messages: history({ extra: { google: { thought_signature: 'c2ln' } } }) },
    answers: [
      (response, request) =>
        (JSON.stringify(assistantOf(request.body)).includes(
          '"extra_content":{"google":{"thought_signature":"c2ln"}}',
        )
          ? answers('At 12:04.')
          : json(400, [
              {
                error: {
                  code: 400,
                  message: 'Function call is missing a thought_signature in functionCall parts.',
                },
              },
            ]))(response, request),
    ],
    gets: { text: 'At 12:04.', requests: 1 },
  },
  {
    name: 'google-signature-was-never-there',
    key: 'k',
    asks: { ...withTools, messages: history() },
    answers: [
      (response, request) =>
        (JSON.stringify(assistantOf(request.body)).includes('thought_signature')
          ? answers('At 12:04.')
          : json(400, [
              {
                error: {
                  code: 400,
                  message: 'Function call is missing a thought_signature in functionCall parts.',
                },
              },
            ]))(response, request),
    ],
    gets: { text: 'At 12:04.' },
  },
  {
    name: 'content-null-refused-beside-calls',
    asks: { ...withTools, messages: history() },
    answers: [
      (response, request) =>
        (assistantOf(request.body)['content'] === null
          ? json(400, { error: { message: "Invalid value for 'content': expected a string, got null." } })
          : answers('At 12:04.'))(response, request),
    ],
    gets: { text: 'At 12:04.' },
  },
];

const nineLetters: ServerShape = {
  name: 'mistral-wants-short-ids',
  asks: { ...withTools, messages: history() },
  key: 'k',
  answers: [
    (response, request) =>
      (/"tool_call_id":"[a-zA-Z0-9]{9}"/.test(JSON.stringify(request.body))
        ? answers('At 12:04.')
        : json(400, {
            object: 'error',
            message: 'Tool call id was a but must be a-z, A-Z, 0-9, with a length of 9.',
          }))(response, request),
  ],
  gets: { text: 'At 12:04.' },
};

export const toolShapes: readonly ServerShape[] = [...structured, ...asText, ...sentBack, nineLetters];
