/** Failures of models (missing, loading, out of memory, lacking a feature) and of servers. */
import { answers, fails } from '../openai-server.ts';
import type { Behaviour } from '../openai-server.ts';
import { withTools } from './shape.ts';
import type { ServerShape } from './shape.ts';

const json = (status: number, body: unknown): Behaviour =>
  fails(status, JSON.stringify(body), { 'content-type': 'application/json' });

const missing: ServerShape[] = [
  {
    name: 'ollama-model-not-found',
    answers: [
      json(404, {
        error: { message: 'model "test-model" not found, try pulling it first', type: 'api_error' },
      }),
    ],
    gets: { code: 'no_such_model', says: 'try pulling it first', advises: /another model/, requests: 1 },
  },
  {
    name: 'vllm-model-does-not-exist',
    answers: [
      json(404, {
        object: 'error',
        message: 'The model `test-model` does not exist.',
        type: 'NotFoundError',
        code: 404,
      }),
    ],
    gets: { code: 'no_such_model', says: 'does not exist' },
  },
  {
    name: 'openai-no-access-to-model-403',
    key: 'k',
    answers: [
      json(403, {
        error: { message: 'Project `p` does not have access to model `test-model`', code: 'model_not_found' },
      }),
    ],
    gets: { code: 'no_such_model', says: 'does not have access to model' },
  },
  {
    name: 'azure-deployment-missing',
    key: 'k',
    answers: [
      json(404, {
        error: {
          code: 'DeploymentNotFound',
          message: 'The API deployment for this resource does not exist.',
        },
      }),
    ],
    gets: { code: 'no_such_model', says: 'API deployment' },
  },
  {
    name: 'openrouter-no-endpoints',
    key: 'k',
    answers: [json(404, { error: { message: 'No endpoints found for quokka/quokka-7b:free.', code: 404 } })],
    gets: { code: 'no_such_model', says: 'No endpoints found' },
  },
  {
    name: 'groq-decommissioned-400',
    key: 'k',
    answers: [
      json(400, {
        error: {
          message: 'The model `test-model` has been decommissioned and is no longer supported.',
          code: 'model_decommissioned',
        },
      }),
    ],
    gets: { code: 'no_such_model', says: 'decommissioned' },
  },
  {
    name: 'lmstudio-no-models-loaded',
    answers: [
      json(404, { error: { message: 'No models loaded. Please load a model in the developer page.' } }),
    ],
    gets: { code: 'no_such_model', says: 'No models loaded' },
  },
  {
    name: 'google-model-not-found',
    key: 'k',
    answers: [
      json(404, [
        {
          error: {
            code: 404,
            message: 'models/test-model is not found for API version v1main, or is not supported.',
            status: 'NOT_FOUND',
          },
        },
      ]),
    ],
    gets: { code: 'no_such_model', says: 'is not found for API version' },
  },
  {
    name: 'new-api-no-channel-503',
    key: 'k',
    answers: [
      json(503, {
        error: { message: '当前分组 default 下对于模型 test-model 无可用渠道', type: 'new_api_error' },
      }),
    ],
    gets: { code: 'no_such_model', says: '无可用渠道', requests: 1 },
  },
  {
    name: 'mistral-invalid-model-400',
    key: 'k',
    answers: [
      json(400, {
        object: 'error',
        message: 'Invalid model: test-model',
        type: 'invalid_model',
        code: '1500',
      }),
    ],
    gets: { code: 'no_such_model', says: 'Invalid model' },
  },
  {
    name: 'missing-v1-404-page',
    answers: [fails(404, '404 page not found')],
    gets: { code: 'rejected_request', says: '404 page not found', advises: /base URL/ },
  },
  {
    name: 'method-not-allowed-405',
    answers: [json(405, { detail: 'Method Not Allowed' })],
    gets: { code: 'rejected_request', says: 'Method Not Allowed', advises: /base URL/ },
  },
];

const loading: ServerShape[] = [
  {
    name: 'llamacpp-loading-503',
    answers: [
      ...Array.from({ length: 5 }, () =>
        json(503, { error: { code: 503, message: 'Loading model', type: 'unavailable_error' } }),
      ),
      answers('Loaded.'),
    ],
    gets: { text: 'Loaded.', requests: 6 },
  },
  {
    name: 'huggingface-loading-estimated',
    key: 'k',
    answers: [
      json(503, { error: 'Model quokka/quokka-7b is currently loading', estimated_time: 0.01 }),
      answers('Warm now.'),
    ],
    gets: { text: 'Warm now.' },
  },
  {
    name: 'ollama-loading-500',
    answers: [json(500, { error: 'llm server loading model' }), answers('Ready.')],
    gets: { text: 'Ready.' },
  },
  {
    name: 'starting-up-502',
    answers: [
      json(502, { error: { message: 'upstream is starting: model is not ready yet' } }),
      answers('Up.'),
    ],
    gets: { text: 'Up.' },
  },
];

const memory: ServerShape[] = [
  {
    name: 'ollama-system-memory',
    answers: [
      json(500, {
        error: {
          message: 'model requires more system memory (9.1 GiB) than is available (4.0 GiB)',
          type: 'api_error',
        },
      }),
    ],
    gets: { code: 'out_of_memory', says: '9.1 GiB', advises: /smaller model/, requests: 1 },
  },
  {
    name: 'cuda-out-of-memory',
    answers: [
      json(500, {
        error: { message: 'CUDA out of memory. Tried to allocate 2.0 GiB', type: 'server_error' },
      }),
    ],
    gets: { code: 'out_of_memory', says: 'Tried to allocate' },
  },
  {
    name: 'ollama-cudamalloc',
    answers: [json(500, { error: 'llama runner process has terminated: cudaMalloc failed: out of memory' })],
    gets: { code: 'out_of_memory', says: 'cudaMalloc failed' },
  },
  {
    name: 'ollama-runner-killed',
    answers: [json(500, { error: 'llama runner process has terminated: signal: killed' })],
    gets: { code: 'out_of_memory', says: 'signal: killed' },
  },
  {
    name: 'lmstudio-insufficient-resources',
    answers: [
      json(400, {
        error:
          'Failed to load model "test-model". Error: insufficient system resources; it would overload this machine.',
      }),
    ],
    gets: { code: 'out_of_memory', says: 'insufficient system resources' },
  },
  {
    name: 'load-failed-for-another-reason',
    answers: [json(400, { error: 'Failed to load model "test-model". Error: Exit code: 6' })],
    gets: { code: 'server_failed', says: 'Exit code: 6' },
  },
];

const abilities: ServerShape[] = [
  {
    name: 'ollama-no-tools',
    asks: withTools,
    answers: [
      json(400, {
        error: { message: 'registry.ollama.ai/library/quokka:7b does not support tools', type: 'api_error' },
      }),
    ],
    gets: { code: 'tools_not_supported', says: 'does not support tools', advises: /tools/ },
  },
  {
    name: 'openrouter-no-tool-endpoints',
    asks: withTools,
    key: 'k',
    answers: [json(404, { error: { message: 'No endpoints found that support tool use.', code: 404 } })],
    gets: { code: 'tools_not_supported', says: 'support tool use' },
  },
  {
    name: 'vllm-auto-tool-choice',
    asks: withTools,
    answers: [
      json(400, {
        object: 'error',
        message: '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set',
        type: 'BadRequestError',
        code: 400,
      }),
    ],
    gets: { code: 'tools_not_supported', says: '--enable-auto-tool-choice' },
  },
  {
    name: 'llamacpp-tools-need-jinja',
    asks: withTools,
    answers: [
      json(500, { error: { code: 500, message: 'tools param requires --jinja flag', type: 'server_error' } }),
    ],
    gets: { code: 'tools_not_supported', says: '--jinja' },
  },
];

const servers: ServerShape[] = [
  {
    name: 'string-error-500',
    answers: [json(500, { error: 'an internal error occurred' })],
    gets: { code: 'server_failed', says: 'an internal error occurred' },
  },
  {
    name: 'fastapi-detail-list-422',
    answers: [
      json(422, {
        detail: [{ type: 'missing', loc: ['body', 'prompt'], msg: 'Field required', input: {} }],
      }),
    ],
    gets: { code: 'rejected_request', says: 'Field required' },
  },
  {
    name: 'nested-json-in-message',
    key: 'k',
    answers: [
      json(400, {
        error: {
          message:
            '{\n  "error": {\n    "code": 400,\n    "message": "Please use a valid role: user, model.",\n    "status": "INVALID_ARGUMENT"\n  }\n}\n',
          code: 400,
        },
      }),
    ],
    gets: { code: 'rejected_request', says: 'Please use a valid role' },
  },
  {
    name: 'errors-array',
    answers: [json(400, { errors: [{ message: 'The frobnicator is not set', code: 7003 }] })],
    gets: { code: 'rejected_request', says: 'frobnicator is not set' },
  },
  {
    name: 'baidu-error-msg-200',
    answers: [json(200, { error_code: 336003, error_msg: 'the length of messages must be an odd number' })],
    gets: { code: 'rejected_request', says: 'must be an odd number' },
  },
  {
    name: 'minimax-base-resp-200',
    key: 'k',
    answers: [json(200, { base_resp: { status_code: 1008, status_msg: 'insufficient balance' } })],
    gets: { code: 'quota_exceeded', says: 'insufficient balance' },
  },
  {
    name: 'plain-text-500',
    answers: [fails(500, 'Internal Server Error: worker 3 died')],
    gets: { code: 'server_failed', says: 'worker 3 died' },
  },
  {
    name: 'gateway-timeout-504-then-answer',
    answers: [fails(504, 'upstream request timeout'), answers('Made it.')],
    gets: { text: 'Made it.' },
  },
  {
    name: 'key-echoed-in-error',
    key: 'sk-private-1234567890',
    answers: [json(400, { error: { message: 'Bad header: Bearer sk-private-1234567890 (tenant 4)' } })],
    gets: { code: 'rejected_request', says: '(tenant 4)' },
  },
  {
    name: 'very-long-error',
    answers: [json(400, { error: { message: `Template: ${'{{ x }} '.repeat(4000)}` } })],
    gets: { code: 'rejected_request', says: 'Template: {{ x }}' },
  },
];

export const modelFailures: readonly ServerShape[] = [
  ...missing,
  ...loading,
  ...memory,
  ...abilities,
  ...servers,
];
