/** Failures as worded by gateways, hosted services and less common local servers. */
import { answers, fails, sends, streams } from '../openai-server.ts';
import type { Behaviour } from '../openai-server.ts';
import { withTools } from './shape.ts';
import type { Outcome, ServerShape } from './shape.ts';

const json = (status: number, body: unknown, headers: Record<string, string> = {}): Behaviour =>
  fails(status, JSON.stringify(body), { 'content-type': 'application/json', ...headers });
const failing = (name: string, status: number, body: unknown, gets: Outcome): ServerShape => ({
  name,
  key: 'k-mistyped-77',
  answers: [json(status, body)],
  gets,
});

export const gateways: readonly ServerShape[] = [
  failing(
    'workers-ai-authentication',
    401,
    { success: false, errors: [{ code: 10000, message: 'Authentication error' }], result: null },
    { code: 'wrong_key', says: 'Authentication error' },
  ),
  failing(
    'workers-ai-no-such-model',
    400,
    { success: false, errors: [{ code: 5007, message: 'No such model @cf/quokka/quokka-7b or task' }] },
    { code: 'no_such_model', says: 'No such model' },
  ),
  failing(
    'workers-ai-daily-allocation',
    429,
    {
      errors: [
        {
          code: 4006,
          message: 'you have used up your daily free allocation of 10,000 neurons, please upgrade',
        },
      ],
    },
    { code: 'quota_exceeded', says: 'daily free allocation' },
  ),
  failing(
    'xai-wrong-key-400',
    400,
    {
      code: 'Client specified an invalid argument',
      error: 'Incorrect API key provided: k-***77. You can obtain an API key from the console.',
    },
    { code: 'wrong_key', says: 'Incorrect API key' },
  ),
  failing(
    'xai-no-access-to-model',
    404,
    {
      code: 'Some requested entity was not found',
      error: 'The model quokka-9 does not exist or your team t-1 does not have access to it.',
    },
    { code: 'no_such_model', says: 'quokka-9 does not exist' },
  ),
  {
    name: 'perplexity-401-page',
    key: 'k-mistyped-77',
    answers: [
      fails(
        401,
        '<html><head><title>401 Authorization Required</title></head><body><center><h1>401 Authorization Required</h1></center><hr><center>openresty</center></body></html>',
        { 'content-type': 'text/html' },
      ),
    ],
    gets: { code: 'wrong_key' },
  },
  failing(
    'azure-token-rate-of-tier',
    429,
    {
      error: {
        code: '429',
        message:
          'Requests to the ChatCompletions_Create Operation have exceeded token rate limit of your current OpenAI S0 pricing tier. Please retry after 86 seconds. Please go here: https://aka.ms/oai/quotaincrease if you would like to further increase the default rate limit.',
      },
    },
    { code: 'rate_limited', says: 'pricing tier', advises: /86 seconds|2 minutes/ },
  ),
  failing(
    'cerebras-token-quota-per-minute',
    429,
    {
      message: 'Tokens per minute limit exceeded - too many tokens processed.',
      type: 'too_many_tokens_error',
      param: 'quota',
      code: 'token_quota_exceeded',
    },
    { code: 'rate_limited', says: 'Tokens per minute limit' },
  ),
  failing(
    'bedrock-unsupported-model',
    400,
    { detail: 'Unsupported model quokka.quokka-v9, please use models API to get a list of supported models' },
    { code: 'no_such_model', says: 'Unsupported model' },
  ),
  failing(
    'bedrock-invalid-identifier',
    400,
    { message: 'ValidationException: The provided model identifier is invalid.' },
    { code: 'no_such_model', says: 'model identifier is invalid' },
  ),
  failing(
    'bedrock-model-access-denied',
    403,
    { message: "AccessDeniedException: You don't have access to the model with the specified model ID." },
    { code: 'no_such_model', says: "don't have access to the model" },
  ),
  failing(
    'bedrock-expired-token',
    403,
    { message: 'ExpiredTokenException: The security token included in the request is expired' },
    { code: 'wrong_key', says: 'security token' },
  ),
  failing(
    'litellm-budget',
    400,
    {
      error: {
        message: 'Budget has been exceeded! Current cost: 10.2, Max budget: 10.0',
        type: 'budget_exceeded',
        code: '400',
      },
    },
    { code: 'quota_exceeded', says: 'Budget has been exceeded' },
  ),
  failing(
    'litellm-virtual-key',
    401,
    {
      error: {
        message:
          "Authentication Error, LiteLLM Virtual Key expected. Received=k-mi****, expected to start with 'sk-'.",
        type: 'auth_error',
      },
    },
    { code: 'wrong_key', says: 'Virtual Key expected' },
  ),
  failing(
    'litellm-invalid-model-name',
    400,
    {
      error: {
        message:
          'Invalid model name passed in model=quokka-7b. Call `/v1/models` to view available models for your key.',
      },
    },
    { code: 'no_such_model', says: 'Invalid model name' },
  ),
  {
    name: 'litellm-unsupported-parameter',
    asks: { temperature: 0.2, responseSchema: { name: 'log', schema: { type: 'object' } } },
    answers: [
      json(400, {
        error: {
          message:
            "litellm.UnsupportedParamsError: ollama does not support parameters: ['response_format'], for model=quokka-7b.",
        },
      }),
      answers('{}'),
    ],
    gets: { text: '{}', requests: 2 },
  },
  {
    name: 'litellm-no-deployments-then-answer',
    answers: [
      json(429, {
        error: {
          message: 'No deployments available for selected model, Try again in 1 seconds.',
          code: '429',
        },
      }),
      answers('Back again.'),
    ],
    gets: { text: 'Back again.', requests: 2 },
  },
  failing(
    'new-api-token-spent',
    403,
    { error: { message: '该令牌额度已用尽 (request id: 2026)', type: 'new_api_error' } },
    { code: 'quota_exceeded', says: '额度已用尽' },
  ),
  failing(
    'new-api-token-without-model',
    403,
    { error: { message: '该令牌无权访问模型 quokka-7b', type: 'new_api_error' } },
    { code: 'no_such_model', says: '无权访问模型' },
  ),
  failing(
    'zhipu-no-such-model',
    400,
    { error: { code: '1211', message: '模型不存在，请检查模型代码。' } },
    { code: 'no_such_model', says: '模型不存在' },
  ),
  failing(
    'zhipu-in-arrears-429',
    429,
    { error: { code: '1113', message: '您的账户已欠费，请充值后重试。' } },
    { code: 'quota_exceeded', says: '已欠费' },
  ),
  {
    name: 'zhipu-too-many-at-once-then-answer',
    answers: [
      json(429, { error: { code: '1302', message: '您当前使用该API的并发数过高，请降低并发。' } }),
      answers('Back again.'),
    ],
    gets: { text: 'Back again.', requests: 2 },
  },
  failing(
    'moonshot-suspended-429',
    429,
    {
      error: {
        type: 'exceeded_current_quota_error',
        message: 'Your account org-1 is suspended, please check your plan and billing details',
      },
    },
    { code: 'quota_exceeded', says: 'suspended', requests: 1 },
  ),
  failing(
    'moonshot-high-risk',
    400,
    {
      error: {
        type: 'content_filter',
        message: 'The request was rejected because it was considered high risk',
      },
    },
    { code: 'moderated', says: 'high risk' },
  ),
  failing(
    'dashscope-free-tier-only',
    403,
    {
      error: {
        code: 'AllocationQuota.FreeTierOnly',
        message:
          'The free tier of the model has been exhausted. If you wish to continue access the model on a paid basis, please disable the "use free tier only" mode.',
      },
    },
    { code: 'quota_exceeded', says: 'free tier of the model has been exhausted' },
  ),
  failing(
    'dashscope-model-access-denied',
    403,
    {
      error: {
        code: 'Model.AccessDenied',
        message: 'Access to model denied. Please make sure you are eligible for using the model.',
      },
    },
    { code: 'no_such_model', says: 'Access to model denied' },
  ),
  failing(
    'mistral-inactive-subscription-401',
    401,
    { message: 'Inactive subscription or usage limit reached', request_id: '7f' },
    { code: 'quota_exceeded', says: 'Inactive subscription' },
  ),
  failing(
    'openrouter-key-limit-403',
    403,
    { error: { message: 'Key limit exceeded (total limit). Manage it in your settings.', code: 403 } },
    { code: 'quota_exceeded', says: 'Key limit exceeded' },
  ),
  failing(
    'openrouter-data-policy-404',
    404,
    {
      error: {
        message: 'No endpoints found matching your data policy (Free model publication).',
        code: 404,
      },
    },
    { code: 'no_such_model', says: 'data policy' },
  ),
  failing(
    'ollama-cloud-subscription-403',
    403,
    { error: { message: 'this model requires a subscription, upgrade for access', type: 'api_error' } },
    { code: 'quota_exceeded', says: 'requires a subscription' },
  ),
  {
    name: 'ollama-model-cannot-chat',
    answers: [json(400, { error: { message: '"quokka-embed" does not support chat', type: 'api_error' } })],
    gets: { code: 'no_such_model', says: 'does not support chat', advises: /another model/ },
  },
  {
    name: 'koboldcpp-busy-then-answer',
    answers: [
      json(503, {
        detail: { msg: 'Server is busy; please try again later.', type: 'service_unavailable' },
      }),
      answers('Free now.'),
    ],
    gets: { text: 'Free now.', requests: 2 },
  },
  {
    name: 'jan-model-not-loaded-409',
    answers: [json(409, { message: 'Model has not been loaded, please load model into the engine' })],
    gets: { code: 'no_such_model', says: 'has not been loaded' },
  },
  {
    name: 'lmstudio-unexpected-endpoint-200',
    answers: [
      sends(
        JSON.stringify({
          error: 'Unexpected endpoint or method. (POST /chat/completions). Returning 200 anyway',
        }),
      ),
    ],
    gets: { code: 'rejected_request', says: 'Unexpected endpoint', advises: /base URL/ },
  },
  {
    name: 'tgi-error-in-stream',
    answers: [
      streams(
        'data: {"error":"Request failed during generation: Server error: worker gone","error_type":"generation"}\n\n',
      ),
    ],
    gets: { code: 'server_failed', says: 'worker gone' },
  },
  {
    name: 'vllm-engine-dead-500',
    answers: [
      json(500, {
        error: {
          message: 'EngineCore encountered an issue. See stack trace (above) for the root cause.',
          type: 'Internal Server Error',
          param: null,
          code: 500,
        },
      }),
    ],
    gets: { code: 'server_failed', says: 'EngineCore encountered an issue' },
  },
  {
    name: 'groq-tool-use-failed-then-answer',
    asks: withTools,
    answers: [
      json(400, {
        error: {
          message:
            "Failed to call a function. Please adjust your prompt. See 'failed_generation' for more details.",
          type: 'invalid_request_error',
          code: 'tool_use_failed',
          failed_generation: 'I would look at <function=tide_table>{"port": ',
        },
      }),
      answers('The tide turns at six.'),
    ],
    gets: { text: 'The tide turns at six.', requests: 2 },
  },
  {
    name: 'sglang-requested-token-count',
    answers: [
      json(400, {
        object: 'error',
        message:
          "Requested token count exceeds the model's maximum context length of 64 tokens. You requested a total of 632 tokens: 120 tokens from the input messages and 512 tokens for the completion.",
        type: 'BadRequestError',
        code: 400,
      }),
    ],
    asks: { messages: [{ role: 'user', content: 'the lamp was trimmed '.repeat(60) }] },
    gets: { code: 'context_too_long', says: 'Requested token count' },
  },
  {
    name: 'moonshot-token-limit',
    answers: [
      json(400, {
        error: {
          type: 'invalid_request_error',
          message: 'Invalid request: Your request exceeded model token limit: 64',
        },
      }),
    ],
    asks: { messages: [{ role: 'user', content: 'the lamp was trimmed '.repeat(60) }] },
    gets: { code: 'context_too_long', says: 'exceeded model token limit' },
  },
  {
    name: 'cerebras-current-length',
    answers: [
      json(400, {
        message:
          'Please reduce the length of the messages or completion. Current length is 912 while limit is 64',
        type: 'invalid_request_error',
        param: 'messages',
        code: 'context_length_exceeded',
      }),
    ],
    asks: { messages: [{ role: 'user', content: 'the lamp was trimmed '.repeat(60) }] },
    gets: { code: 'context_too_long', says: 'Current length is 912' },
  },
];
