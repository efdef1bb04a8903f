/** Requests that are too long: the oldest turns are omitted, and the rest is sent again. */
import type { ModelMessage } from '#shared/models/model-message.ts';
import { answers, fails } from '../openai-server.ts';
import type { Behaviour } from '../openai-server.ts';
import type { ServerShape } from './shape.ts';

const json = (status: number, body: unknown): Behaviour =>
  fails(status, JSON.stringify(body), { 'content-type': 'application/json' });

/** A chat of forty turns, about 8,000 tokens. */
const long: readonly ModelMessage[] = [
  { role: 'system', content: 'You are a lighthouse keeper.' },
  ...Array.from({ length: 40 }, (_, turn): ModelMessage[] => [
    { role: 'user', content: `Entry ${turn}: ${'the lamp was trimmed and the glass was wiped. '.repeat(8)}` },
    { role: 'assistant', content: `Noted entry ${turn}. ${'All is well on the rock tonight. '.repeat(8)}` },
  ]).flat(),
  { role: 'user', content: 'What is the last entry?' },
];

const sizeOf = (messages: unknown) => JSON.stringify(messages).length / 4;

/** Rejects with `refusal` until the messages have at most `tokens`, at four characters each. */
const refusesAbove =
  (tokens: number, refusal: Behaviour): Behaviour =>
  (response, request) =>
    sizeOf(request.body?.['messages']) > tokens
      ? refusal(response, request)
      : answers('Entry 39.')(response, request);

/** Wordings of a rejection, each with the window that it names and the server really has. */
const wordings: readonly (readonly [name: string, window: number, status: number, body: unknown])[] = [
  [
    'openai-context-length',
    4096,
    400,
    {
      error: {
        message:
          "This model's maximum context length is 4096 tokens. However, your messages resulted in 9120 tokens. Please reduce the length of the messages.",
        code: 'context_length_exceeded',
      },
    },
  ],
  [
    'vllm-however-you-requested',
    4096,
    400,
    {
      object: 'error',
      message:
        "This model's maximum context length is 4096 tokens. However, you requested 9632 tokens (9120 in the messages, 512 in the completion).",
      type: 'BadRequestError',
      code: 400,
    },
  ],
  [
    'llamacpp-exceed-context-size',
    2048,
    400,
    {
      error: {
        code: 400,
        message: 'the request exceeds the available context size, try increasing it',
        type: 'exceed_context_size_error',
        n_prompt_tokens: 9120,
        n_ctx: 2048,
      },
    },
  ],
  [
    'lmstudio-keep-first',
    4096,
    400,
    {
      error:
        'Trying to keep the first 9120 tokens when context the overflows. However, the model is loaded with context length of only 4096 tokens, which is not enough.',
    },
  ],
  [
    'lmstudio-n-keep',
    4096,
    400,
    { error: { message: 'Cannot truncate prompt with n_keep (9120) >= n_ctx (4096)' } },
  ],
  [
    'anthropic-prompt-too-long',
    5000,
    400,
    {
      type: 'error',
      error: { type: 'invalid_request_error', message: 'prompt is too long: 9120 tokens > 5000 maximum' },
    },
  ],
  [
    'google-input-token-count',
    4096,
    400,
    [
      {
        error: {
          code: 400,
          message: 'The input token count (9120) exceeds the maximum number of tokens allowed (4096).',
          status: 'INVALID_ARGUMENT',
        },
      },
    ],
  ],
  [
    'mistral-prompt-contains',
    4096,
    400,
    {
      object: 'error',
      message:
        'Prompt contains 9120 tokens and 0 draft tokens, too large for model with 4096 maximum context length',
      type: 'invalid_request_error',
      code: '3051',
    },
  ],
  [
    'groq-413-request-too-large',
    6000,
    413,
    {
      error: {
        message:
          'Request too large for model `quokka` on tokens per minute (TPM): Limit 6000, Requested 9120, please reduce your message size and try again.',
        type: 'tokens',
        code: 'rate_limit_exceeded',
      },
    },
  ],
  [
    'dashscope-range-of-input',
    4096,
    400,
    { error: { message: 'Range of input length should be [1, 4096]', code: 'invalid_parameter_error' } },
  ],
  [
    'llamacpp-python-requested-tokens',
    2048,
    500,
    {
      error: {
        message: 'Requested tokens (9120) exceed context window of 2048',
        type: 'internal_server_error',
      },
    },
  ],
  [
    'other-language',
    4096,
    400,
    { error: { message: 'Der Text ist zu lang: 9120 Token, gelesen werden 4096.' } },
  ],
  ['chinese-length', 4096, 400, { error: { message: '输入内容长度超过限制，最大长度为 4096 tokens' } }],
  [
    'tgi-inputs-must-have-less',
    4096,
    422,
    {
      error: 'Input validation error: `inputs` must have less than 4096 tokens. Given: 9120',
      error_type: 'validation',
    },
  ],
  [
    'openrouter-this-endpoint',
    4096,
    400,
    {
      error: {
        message:
          'This endpoint\'s maximum context length is 4096 tokens. However, you requested about 9120 tokens of text input. Please reduce the length of either one, or use the "middle-out" transform.',
        code: 400,
      },
    },
  ],
];

const numbered: ServerShape[] = wordings.map(([name, window, status, body]) => ({
  name,
  asks: { messages: long },
  answers: [refusesAbove(window, json(status, body))],
  gets: { text: 'Entry 39.' },
}));

const unnumbered: ServerShape[] = [
  {
    name: 'lmstudio-tokens-to-keep',
    asks: { messages: long },
    answers: [
      refusesAbove(
        3000,
        json(400, {
          error:
            'The number of tokens to keep from the initial prompt is greater than the context length. Try to load the model with a larger context length.',
        }),
      ),
    ],
    gets: { text: 'Entry 39.' },
  },
  {
    name: 'vllm-max-tokens-negative',
    asks: { messages: long },
    answers: [
      refusesAbove(
        5000,
        json(400, {
          object: 'error',
          message: 'max_tokens must be at least 1, got -4211.',
          type: 'BadRequestError',
        }),
      ),
    ],
    gets: { text: 'Entry 39.' },
  },
  {
    name: 'body-too-large-413',
    asks: { messages: long },
    answers: [refusesAbove(4000, fails(413, '<html><title>413 Request Entity Too Large</title></html>'))],
    gets: { text: 'Entry 39.' },
  },
  {
    name: 'openrouter-stream-too-long',
    asks: { messages: long },
    answers: [
      refusesAbove(3000, (response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.end(
          `data: ${JSON.stringify({ choices: [], error: { code: 400, message: 'prompt is too long: 9120 tokens > 3000 maximum' } })}\n\n`,
        );
      }),
    ],
    gets: { text: 'Entry 39.' },
  },
  {
    name: 'one-message-too-long',
    asks: { messages: [{ role: 'user', content: 'lamp '.repeat(9000) }] },
    answers: [
      json(400, {
        error: {
          message: "This model's maximum context length is 4096 tokens.",
          code: 'context_length_exceeded',
        },
      }),
    ],
    gets: { code: 'context_too_long', says: 'maximum context length is 4096', advises: /shorter|less/i },
  },
];

export const limitShapes: readonly ServerShape[] = [...numbered, ...unnumbered];
