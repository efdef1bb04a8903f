/** Rejections that the user can do something about: keys, credit, country, moderation, blocked pages. */
import { fails, sends } from '../openai-server.ts';
import type { Behaviour } from '../openai-server.ts';
import type { ServerShape } from './shape.ts';

const json = (status: number, body: unknown, headers: Record<string, string> = {}): Behaviour =>
  fails(status, JSON.stringify(body), { 'content-type': 'application/json', ...headers });
const page = (status: number, html: string): Behaviour => sends(html, 'text/html; charset=utf-8', status);

const keys: ServerShape[] = [
  {
    name: 'openai-no-key',
    answers: [
      json(401, { error: { message: "You didn't provide an API key.", type: 'invalid_request_error' } }),
    ],
    gets: { code: 'no_key', says: "You didn't provide an API key.", advises: /Settings/, requests: 1 },
  },
  {
    name: 'openai-wrong-key',
    key: 'sk-mistyped-key-9',
    answers: [
      json(401, {
        error: { message: 'Incorrect API key provided: sk-mist***y-9.', code: 'invalid_api_key' },
      }),
    ],
    gets: { code: 'wrong_key', says: 'Incorrect API key provided' },
  },
  {
    name: 'google-wrong-key-400',
    key: 'AIza-not-a-key',
    answers: [
      json(400, [
        {
          error: {
            code: 400,
            message: 'API key not valid. Please pass a valid API key.',
            status: 'INVALID_ARGUMENT',
          },
        },
      ]),
    ],
    gets: { code: 'wrong_key', says: 'API key not valid' },
  },
  {
    name: 'openrouter-no-auth',
    answers: [json(401, { error: { message: 'No auth credentials found', code: 401 } })],
    gets: { code: 'no_key', says: 'No auth credentials found' },
  },
  {
    name: 'openrouter-user-not-found',
    key: 'sk-or-v1-gone',
    answers: [json(401, { error: { message: 'User not found.', code: 401 } })],
    gets: { code: 'wrong_key', says: 'User not found.' },
  },
  {
    name: 'deepseek-wrong-key',
    key: 'sk-abcdef123',
    answers: [
      json(401, {
        error: {
          message: 'Authentication Fails, Your api key: ****f123 is invalid',
          type: 'authentication_error',
          param: null,
          code: 'invalid_request_error',
        },
      }),
    ],
    gets: { code: 'wrong_key', says: 'Authentication Fails' },
  },
  {
    name: 'mistral-unauthorized-bare',
    key: 'k1234',
    answers: [json(401, { message: 'Unauthorized', request_id: '6a1' })],
    gets: { code: 'wrong_key', says: 'Unauthorized' },
  },
  {
    name: 'azure-wrong-key-401',
    key: 'k1234',
    answers: [
      json(401, {
        error: {
          code: '401',
          message: 'Access denied due to invalid subscription key or wrong API endpoint.',
        },
      }),
    ],
    gets: { code: 'wrong_key', says: 'invalid subscription key' },
  },
  {
    name: 'one-api-invalid-token',
    key: 'sk-relay',
    answers: [json(401, { error: { message: '无效的令牌 (request id: 2026)', type: 'one_api_error' } })],
    gets: { code: 'wrong_key', says: '无效的令牌' },
  },
  {
    name: 'key-refusal-with-status-200',
    key: 'sk-relay',
    answers: [json(200, { code: 401, msg: 'token is invalid or has expired', success: false })],
    gets: { code: 'wrong_key', says: 'token is invalid or has expired' },
  },
  {
    name: 'expired-key-403',
    key: 'sk-old',
    answers: [
      json(403, { error: { message: 'This API key has expired. Create a new one.', type: 'forbidden' } }),
    ],
    gets: { code: 'wrong_key', says: 'has expired' },
  },
  {
    name: 'plain-401-without-body',
    answers: [fails(401, '')],
    gets: { code: 'no_key', advises: /Settings/ },
  },
];

const credit: ServerShape[] = [
  {
    name: 'openai-insufficient-quota',
    key: 'k',
    answers: [
      json(429, {
        error: {
          message: 'You exceeded your current quota, please check your plan and billing details.',
          type: 'insufficient_quota',
          code: 'insufficient_quota',
        },
      }),
    ],
    gets: { code: 'quota_exceeded', says: 'check your plan and billing', requests: 1 },
  },
  {
    name: 'deepseek-no-balance',
    key: 'k',
    answers: [json(402, { error: { message: 'Insufficient Balance', type: 'unknown_error' } })],
    gets: { code: 'quota_exceeded', says: 'Insufficient Balance' },
  },
  {
    name: 'openrouter-can-only-afford',
    key: 'k',
    answers: [
      json(402, {
        error: {
          message:
            'This request requires more credits, or fewer max_tokens. You requested up to 64000 tokens, but can only afford 310.',
          code: 402,
        },
      }),
    ],
    gets: { code: 'quota_exceeded', says: 'requires more credits' },
  },
  {
    name: 'anthropic-credit-too-low-400',
    key: 'k',
    answers: [
      json(400, {
        type: 'error',
        error: {
          type: 'invalid_request_error',
          message: 'Your credit balance is too low to access the API. Go to Plans & Billing.',
        },
      }),
    ],
    gets: { code: 'quota_exceeded', says: 'credit balance is too low' },
  },
  {
    name: 'xai-no-credits-403',
    key: 'k',
    answers: [
      json(403, {
        code: 'The caller does not have permission to execute the specified operation',
        error: "Your newly created team doesn't have any credits or licenses yet.",
      }),
    ],
    gets: { code: 'quota_exceeded', says: "doesn't have any credits" },
  },
  {
    name: 'one-api-user-quota-403',
    key: 'k',
    answers: [
      json(403, {
        error: { message: '用户额度不足', type: 'one_api_error', code: 'insufficient_user_quota' },
      }),
    ],
    gets: { code: 'quota_exceeded', says: '用户额度不足' },
  },
  {
    name: 'billing-hard-limit-400',
    key: 'k',
    answers: [
      json(400, {
        error: { message: 'Billing hard limit has been reached', code: 'billing_hard_limit_reached' },
      }),
    ],
    gets: { code: 'quota_exceeded', says: 'Billing hard limit' },
  },
  {
    name: 'arrears-403',
    key: 'k',
    answers: [
      json(400, {
        error: {
          message: 'Access denied, please make sure your account is in good standing.',
          code: 'Arrearage',
        },
      }),
    ],
    gets: { code: 'quota_exceeded', says: 'good standing' },
  },
];

const places: ServerShape[] = [
  {
    name: 'openai-country-403',
    key: 'k',
    answers: [
      json(403, {
        error: {
          code: 'unsupported_country_region_territory',
          message: 'Country, region, or territory not supported',
          type: 'request_forbidden',
        },
      }),
    ],
    gets: { code: 'region_not_supported', says: 'territory not supported' },
  },
  {
    name: 'google-location-400',
    key: 'k',
    answers: [
      json(400, [
        {
          error: {
            code: 400,
            message: 'User location is not supported for the API use.',
            status: 'FAILED_PRECONDITION',
          },
        },
      ]),
    ],
    gets: { code: 'region_not_supported', says: 'User location is not supported' },
  },
  {
    name: 'cloudflare-challenge-403',
    key: 'k',
    answers: [
      page(
        403,
        '<!DOCTYPE html><html><head><title>Just a moment...</title></head><body>Enable JavaScript</body></html>',
      ),
    ],
    gets: { code: 'blocked', says: 'Just a moment', requests: 1 },
  },
  {
    name: 'cloudflare-blocked-403',
    key: 'k',
    answers: [
      page(
        403,
        '<html><head><title>Attention Required! | Cloudflare</title></head><body><h1>Sorry, you have been blocked</h1></body></html>',
      ),
    ],
    gets: { code: 'blocked', says: 'you have been blocked' },
  },
  {
    name: 'company-proxy-407',
    answers: [page(407, '<html><title>Proxy Authentication Required</title></html>')],
    gets: { code: 'blocked', advises: /Proxy Authentication Required/ },
  },
  {
    name: 'hotel-login-page-200',
    answers: [
      page(200, '<html><title>Welcome to our hotel Wi-Fi</title><body>Accept the terms</body></html>'),
    ],
    gets: { code: 'blocked', says: 'hotel Wi-Fi' },
  },
  {
    name: 'nginx-bad-gateway-502',
    answers: [page(502, '<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>')],
    gets: { code: 'server_failed', says: '502 Bad Gateway' },
  },
];

const moderation: ServerShape[] = [
  {
    name: 'azure-content-filter-400',
    key: 'k',
    answers: [
      json(400, {
        error: {
          message:
            "The response was filtered due to the prompt triggering Azure OpenAI's content management policy.",
          type: null,
          param: 'prompt',
          code: 'content_filter',
          status: 400,
          innererror: { code: 'ResponsibleAIPolicyViolation', content_filter_result: {} },
        },
      }),
    ],
    gets: { code: 'moderated', says: 'content management policy', requests: 1 },
  },
  {
    name: 'openrouter-moderation-403',
    key: 'k',
    answers: [
      json(403, {
        error: {
          message: 'This model requires moderation. Your input was flagged for "violence".',
          code: 403,
          metadata: { reasons: ['violence'], flagged_input: 'x' },
        },
      }),
    ],
    gets: { code: 'moderated', says: 'was flagged for' },
  },
  {
    name: 'dashscope-inspection-400',
    key: 'k',
    answers: [
      json(400, {
        error: { code: 'data_inspection_failed', message: 'Input data may contain inappropriate content.' },
      }),
    ],
    gets: { code: 'moderated', says: 'inappropriate content' },
  },
  {
    name: 'deepseek-content-risk',
    key: 'k',
    answers: [json(400, { error: { message: 'Content Exists Risk', type: 'invalid_request_error' } })],
    gets: { code: 'moderated', says: 'Content Exists Risk' },
  },
  {
    name: 'zhipu-sensitive',
    key: 'k',
    answers: [
      json(400, { error: { code: '1301', message: '系统检测到输入或生成内容可能包含不安全或敏感内容' } }),
    ],
    gets: { code: 'moderated', says: '敏感内容' },
  },
];

export const refusals: readonly ServerShape[] = [...keys, ...credit, ...places, ...moderation];
