/** Answers in other protocols, or with additional fields, which gateways pass through. */
import { sends, streams } from '../openai-server.ts';
import type { ServerShape } from './shape.ts';
import { withTools } from './shape.ts';

const data = (value: unknown) => `data: ${JSON.stringify(value)}\n\n`;
const named = (name: string, value: unknown) =>
  `event: ${name}\n${data({ type: name, ...(value as object) })}`;
const delta = (part: object, finish: string | null = null, more: object = {}) =>
  data({ choices: [{ index: 0, delta: part, finish_reason: finish, ...more }] });
const done = 'data: [DONE]\n\n';
const reads = (name: string, body: string, gets: ServerShape['gets'] = {}): ServerShape => ({
  name,
  answers: [streams(body)],
  gets: { text: 'The gull sleeps.', requests: 1, ...gets },
});

export const otherProtocols: readonly ServerShape[] = [
  reads(
    'anthropic-messages-events',
    [
      named('message_start', { message: { role: 'assistant', content: [], usage: { input_tokens: 9 } } }),
      named('content_block_start', { index: 0, content_block: { type: 'text', text: '' } }),
      named('ping', {}),
      named('content_block_delta', { index: 0, delta: { type: 'text_delta', text: 'The gull ' } }),
      named('content_block_delta', { index: 0, delta: { type: 'text_delta', text: 'sleeps.' } }),
      named('content_block_stop', { index: 0 }),
      named('message_delta', { delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 4 } }),
      named('message_stop', {}),
    ].join(''),
    { ends: 'stop' },
  ),
  reads(
    'anthropic-messages-thinking',
    [
      named('content_block_delta', { index: 0, delta: { type: 'thinking_delta', thinking: 'It is dark.' } }),
      named('content_block_delta', { index: 0, delta: { type: 'signature_delta', signature: 'c2ln' } }),
      named('content_block_delta', { index: 1, delta: { type: 'text_delta', text: 'The gull sleeps.' } }),
      named('message_delta', { delta: { stop_reason: 'max_tokens' } }),
      named('message_stop', {}),
    ].join(''),
    { thoughts: 'It is dark.', ends: 'length' },
  ),
  {
    name: 'anthropic-message-whole',
    answers: [
      sends(
        JSON.stringify({
          type: 'message',
          role: 'assistant',
          content: [{ type: 'text', text: 'The gull sleeps.' }],
          stop_reason: 'end_turn',
        }),
      ),
    ],
    gets: { text: 'The gull sleeps.', requests: 1 },
  },
  reads(
    'responses-events',
    [
      named('response.created', { response: { status: 'in_progress', output: [] } }),
      named('response.output_text.delta', { item_id: 'm', output_index: 0, delta: 'The gull ' }),
      named('response.output_text.delta', { item_id: 'm', output_index: 0, delta: 'sleeps.' }),
      named('response.output_text.done', { item_id: 'm', output_index: 0, text: 'The gull sleeps.' }),
      named('response.completed', {
        response: {
          status: 'completed',
          output: [{ type: 'message', content: [{ type: 'output_text', text: 'The gull sleeps.' }] }],
        },
      }),
    ].join(''),
  ),
  reads(
    'gemini-candidates',
    [
      data({ candidates: [{ content: { role: 'model', parts: [{ text: 'The gull ' }] }, index: 0 }] }),
      data({
        candidates: [
          { content: { role: 'model', parts: [{ text: 'sleeps.' }] }, finishReason: 'STOP', index: 0 },
        ],
        usageMetadata: { promptTokenCount: 4, candidatesTokenCount: 5 },
      }),
    ].join(''),
    { ends: 'stop' },
  ),
  reads(
    'cohere-native-events',
    [
      data({ type: 'message-start', delta: { message: { role: 'assistant', content: [] } } }),
      data({ type: 'content-delta', index: 0, delta: { message: { content: { text: 'The gull ' } } } }),
      data({ type: 'content-delta', index: 0, delta: { message: { content: { text: 'sleeps.' } } } }),
      data({ type: 'content-end', index: 0 }),
      data({ type: 'message-end', delta: { finish_reason: 'COMPLETE' } }),
    ].join(''),
  ),
  reads(
    'workers-ai-response',
    data({ response: 'The gull ', p: 'abdefghij' }) +
      data({ response: 'sleeps.', p: 'abd' }) +
      data({ response: '', usage: { prompt_tokens: 4, completion_tokens: 5 } }) +
      done,
  ),
  {
    name: 'workers-ai-whole',
    answers: [
      sends(
        JSON.stringify({ result: { response: 'The gull sleeps.' }, success: true, errors: [], messages: [] }),
      ),
    ],
    gets: { text: 'The gull sleeps.', requests: 1 },
  },
  reads(
    'llamacpp-completion',
    data({ index: 0, content: 'The gull ', tokens: [5, 6], stop: false }) +
      data({ index: 0, content: 'sleeps.', tokens: [7], stop: false }) +
      data({ index: 0, content: '', stop: true, stop_type: 'eos', tokens_predicted: 3 }),
    { ends: 'stop' },
  ),
  reads(
    'tgi-generate-stream',
    data({ index: 1, token: { id: 5, text: 'The gull ', special: false }, generated_text: null }) +
      data({ index: 2, token: { id: 7, text: 'sleeps.', special: false }, generated_text: null }) +
      data({
        index: 3,
        token: { id: 2, text: '</s>', special: true },
        generated_text: 'The gull sleeps.',
        details: { finish_reason: 'eos_token' },
      }),
  ),
  reads(
    'finish-complete-in-capitals',
    delta({ content: 'The gull sleeps.' }) + delta({}, 'COMPLETE') + done,
    { ends: 'stop' },
  ),
  reads('finish-max-tokens-in-capitals', delta({ content: 'The gull sleeps.' }, 'MAX_TOKENS') + done, {
    ends: 'length',
  }),
  reads('mistral-model-length', delta({ content: 'The gull sleeps.' }, 'model_length') + done, {
    ends: 'length',
  }),
  reads(
    'deepseek-insufficient-resource',
    delta({ content: 'The gull sleeps.' }) + delta({}, 'insufficient_system_resource') + done,
    { ends: 'unclear' },
  ),
  reads(
    'usage-inside-the-choice',
    delta({ content: 'The gull sleeps.' }) +
      delta({}, 'stop', { usage: { prompt_tokens: 4, completion_tokens: 5, total_tokens: 9 } }) +
      done,
  ),
  reads(
    'sources-beside-the-answer',
    data({
      citations: ['https://gulls.example/a'],
      search_results: [{ title: 'Gulls', url: 'https://gulls.example/a' }],
      choices: [
        {
          index: 0,
          delta: { role: 'assistant', content: 'The gull ' },
          message: { role: 'assistant', content: 'The gull ' },
        },
      ],
    }) +
      data({
        choices: [
          {
            index: 0,
            delta: { role: 'assistant', content: 'sleeps.' },
            message: { role: 'assistant', content: 'The gull sleeps.' },
            finish_reason: 'stop',
          },
        ],
      }),
  ),
  reads(
    'reference-parts-between-text',
    delta({
      content: [
        { type: 'text', text: 'The gull ' },
        { type: 'reference', reference_ids: [1, 2] },
        { type: 'text', text: 'sleeps.' },
      ],
    }) +
      delta({}, 'stop') +
      done,
  ),
  reads(
    'annotations-and-audio-null',
    delta({ role: 'assistant', content: '', refusal: null, audio: null, annotations: [], tool_calls: [] }) +
      delta({ content: 'The gull sleeps.', function_call: null }) +
      delta({}, 'stop') +
      done,
  ),
  reads(
    'second-choice-beside-the-first',
    data({
      choices: [
        { index: 0, delta: { content: 'The gull ' }, finish_reason: null },
        { index: 1, delta: { content: 'A crab ' }, finish_reason: null },
      ],
    }) +
      data({
        choices: [
          { index: 1, delta: { content: 'walks.' }, finish_reason: 'stop' },
          { index: 0, delta: { content: 'sleeps.' }, finish_reason: 'stop' },
        ],
      }) +
      done,
  ),
  {
    name: 'gemini-function-call-part',
    asks: withTools,
    answers: [
      streams(
        data({
          candidates: [
            {
              content: {
                role: 'model',
                parts: [{ functionCall: { name: 'tide_table', args: { port: 'Leith' } } }],
              },
              finishReason: 'STOP',
            },
          ],
        }),
      ),
    ],
    gets: { calls: [{ name: 'tide_table', arguments: '{"port":"Leith"}' }], ends: 'tool-calls' },
  },
  {
    name: 'anthropic-tool-use-events',
    asks: withTools,
    answers: [
      streams(
        [
          named('content_block_start', {
            index: 0,
            content_block: { type: 'tool_use', id: 'toolu_1', name: 'tide_table', input: {} },
          }),
          named('content_block_delta', {
            index: 0,
            delta: { type: 'input_json_delta', partial_json: '{"port":' },
          }),
          named('content_block_delta', {
            index: 0,
            delta: { type: 'input_json_delta', partial_json: '"Leith"}' },
          }),
          named('message_delta', { delta: { stop_reason: 'tool_use' } }),
          named('message_stop', {}),
        ].join(''),
      ),
    ],
    gets: { calls: [{ name: 'tide_table', arguments: '{"port":"Leith"}' }], ends: 'tool-calls' },
  },
  reads(
    'llama-api-stream',
    [
      data({ event: { event_type: 'start', delta: { type: 'text', text: '' } } }),
      data({ event: { event_type: 'progress', delta: { type: 'text', text: 'The gull ' } } }),
      data({ event: { event_type: 'progress', delta: { type: 'text', text: 'sleeps.' } } }),
      data({ event: { event_type: 'complete', delta: { type: 'text', text: '' }, stop_reason: 'length' } }),
      data({
        event: {
          event_type: 'metrics',
          delta: { type: 'text', text: '' },
          metrics: [
            { metric: 'num_completion_tokens', value: 4, unit: 'tokens' },
            { metric: 'num_prompt_tokens', value: 9, unit: 'tokens' },
          ],
        },
      }),
    ].join(''),
    { ends: 'length', usage: { promptTokens: 9, completionTokens: 4 } },
  ),
  reads(
    'llama-api-calls',
    [
      data({
        event: {
          event_type: 'progress',
          delta: { type: 'tool_call', id: 'c1', function: { name: 'tide_table', arguments: '{"port":' } },
        },
      }),
      data({
        event: { event_type: 'progress', delta: { type: 'tool_call', function: { arguments: '"Oslo"}' } } },
      }),
      data({
        event: { event_type: 'complete', delta: { type: 'text', text: '' }, stop_reason: 'tool_calls' },
      }),
    ].join(''),
    { text: '', calls: [{ name: 'tide_table', arguments: '{"port":"Oslo"}' }] },
  ),
  {
    name: 'llama-api-whole',
    answers: [
      sends(
        JSON.stringify({
          id: 'x',
          completion_message: {
            role: 'assistant',
            content: { type: 'text', text: 'The gull sleeps.' },
            stop_reason: 'stop',
          },
          metrics: [
            { metric: 'num_completion_tokens', value: 4 },
            { metric: 'num_prompt_tokens', value: 9 },
          ],
        }),
        'application/json',
      ),
    ],
    gets: { text: 'The gull sleeps.', usage: { promptTokens: 9, completionTokens: 4 }, requests: 1 },
  },
];
