/** Errors of Anthropic's protocol, before and within an answer. */
import { streams } from '../openai-server.ts';
import { end, fault, faultInStream, native, start, text } from './anthropic-events.ts';

export const anthropicRefusals = native([
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
    gets: { code: 'overloaded', says: 'Overloaded', requests: 3 },
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
    gets: { text: 'At n', code: 'overloaded', says: 'Overloaded', requests: 1 },
  },
  {
    name: 'country',
    answers: [fault(403, 'forbidden', 'Request not allowed: your region is not supported')],
    gets: { code: 'region_not_supported', says: 'not supported' },
  },
]);
