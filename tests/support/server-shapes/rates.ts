/** Rate limits: a short delay is waited for, a long one is reported. */
import { answers, fails } from '../openai-server.ts';
import type { Behaviour } from '../openai-server.ts';
import type { ServerShape } from './shape.ts';

const json = (status: number, body: unknown, headers: Record<string, string> = {}): Behaviour =>
  fails(status, JSON.stringify(body), { 'content-type': 'application/json', ...headers });
export const rates: readonly ServerShape[] = [
  {
    name: 'rate-by-minute-with-header',
    key: 'k',
    answers: [json(429, { error: { message: 'Rate limit reached for requests' } }, { 'retry-after': '90' })],
    gets: { code: 'rate_limited', says: 'Rate limit reached', advises: /90 seconds/, requests: 1 },
  },
  {
    name: 'groq-wait-in-words',
    key: 'k',
    answers: [
      json(429, {
        error: {
          message:
            'Rate limit reached for model `llama-4` on tokens per minute (TPM): Limit 6000, Used 5800, Requested 900. Please try again in 2m7.5s.',
          type: 'tokens',
          code: 'rate_limit_exceeded',
        },
      }),
    ],
    gets: {
      code: 'rate_limited',
      says: 'Limit 6000, Used 5800',
      advises: /128 seconds|3 minutes/,
      requests: 1,
    },
  },
  {
    name: 'google-quota-with-retry-delay',
    key: 'k',
    answers: [
      json(429, [
        {
          error: {
            code: 429,
            message:
              'You exceeded your current quota, please check your plan and billing details. * Quota exceeded for metric: generate_content_free_tier_requests, limit: 15. Please retry in 41.2s.',
            status: 'RESOURCE_EXHAUSTED',
            details: [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '41s' }],
          },
        },
      ]),
    ],
    gets: { code: 'rate_limited', says: 'free_tier_requests', advises: /4[12] seconds/, requests: 1 },
  },
  {
    name: 'openrouter-free-models-per-day',
    key: 'k',
    answers: [
      json(
        429,
        {
          error: {
            message:
              'Rate limit exceeded: free-models-per-day. Add 10 credits to unlock 1000 requests per day',
            code: 429,
          },
        },
        { 'retry-after': '40000' },
      ),
    ],
    gets: { code: 'rate_limited', says: 'free-models-per-day', advises: /hours/ },
  },
  {
    name: 'openrouter-upstream-rate-in-raw',
    key: 'k',
    answers: [
      json(
        429,
        {
          error: {
            message: 'Provider returned error',
            code: 429,
            metadata: {
              raw: 'quokka-7b is temporarily rate-limited upstream. Retry shortly.',
              provider_name: 'P',
            },
          },
        },
        { 'retry-after': '120' },
      ),
    ],
    gets: { code: 'rate_limited', says: 'rate-limited upstream' },
  },
  {
    name: 'rate-then-answer',
    key: 'k',
    answers: [
      json(429, { error: { message: 'Slow down' } }, { 'retry-after-ms': '5' }),
      answers('Here I am.'),
    ],
    gets: { text: 'Here I am.', requests: 2 },
  },
  {
    name: 'mistral-capacity-429',
    key: 'k',
    answers: [
      json(429, { object: 'error', message: 'Service tier capacity exceeded for this model.', code: '3505' }),
      answers('Back again.'),
    ],
    gets: { text: 'Back again.' },
  },
  {
    name: 'ollama-busy-503',
    answers: [
      json(503, { error: 'server busy, please try again.  maximum pending requests exceeded' }),
      answers('Free now.'),
    ],
    gets: { text: 'Free now.' },
  },
  {
    name: 'anthropic-overloaded-529',
    key: 'k',
    answers: [json(529, { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } })],
    gets: { code: 'overloaded', says: 'Overloaded' },
  },
];
