import { APIConnectionError } from 'openai';
import { describe, expect, it } from 'vitest';
import { malformed, readFailure, timedOut } from '#main/models/server/model-errors.ts';
import type { FailureContext } from '#main/models/server/model-errors.ts';
import { readServerFailure } from '#main/models/server/server-failure.ts';
import { TuteeError } from '#shared/errors.ts';
import type { ErrorCode } from '#shared/errors.ts';

const key = 'sk-test-1234567890';
const hosted: FailureContext = {
  server: { baseUrl: 'https://api.example.com/v1', apiKey: key },
  model: 'gpt-9',
};
const keyless: FailureContext = { server: { ...hosted.server, apiKey: null }, model: 'gpt-9' };
const ollama: FailureContext = {
  server: { baseUrl: 'http://127.0.0.1:11434/v1', apiKey: null },
  model: 'qwen3:8b',
};

/** As the SDK wraps it when its fetch throws. */
const wrapped = (cause: Error) => new APIConnectionError({ message: 'Connection error.', cause });

async function explain(status: number, body: unknown, context = hosted) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return readFailure(wrapped(await readServerFailure(new Response(text, { status }))), context);
}

const mayPass = async (status: number, body: unknown) => (await explain(status, body)).retryable;

/** As fetch and the SDK wrap it. */
const network = (code: string) => {
  const cause = new TypeError('fetch failed', { cause: Object.assign(new Error('connect'), { code }) });
  return new APIConnectionError({ message: 'Connection error.', cause });
};

describe('error responses', () => {
  it.each<[string, number, unknown, ErrorCode]>([
    [
      'OpenAI, wrong key',
      401,
      { error: { message: 'Incorrect API key provided', code: 'invalid_api_key' } },
      'wrong_key',
    ],
    [
      'Gemini, wrong key',
      400,
      [{ error: { code: 400, message: 'API key not valid.', status: 'INVALID_ARGUMENT' } }],
      'wrong_key',
    ],
    ['any, forbidden', 403, 'Forbidden', 'wrong_key'],
    [
      'OpenAI, model',
      404,
      {
        error: {
          message: 'The model `gpt-9` does not exist or you do not have access to it.',
          code: 'model_not_found',
        },
      },
      'no_such_model',
    ],
    [
      'OpenAI, model kept from a project',
      403,
      { error: { message: 'Project `p` does not have access to model `gpt-9`', code: 'model_not_found' } },
      'no_such_model',
    ],
    [
      'Ollama, model',
      404,
      { error: { message: 'model "qwen3.5:8b" not found, try pulling it first', type: 'not_found_error' } },
      'no_such_model',
    ],
    ['Ollama, plain', 404, { error: "model 'qwen3:8b' not found" }, 'no_such_model'],
    [
      'vLLM, model',
      404,
      {
        object: 'error',
        message: 'The model `Qwen2.5-7B` does not exist.',
        type: 'NotFoundError',
        code: 404,
      },
      'no_such_model',
    ],
    [
      'OpenRouter, model',
      400,
      { error: { message: 'x/y is not a valid model ID', code: 400 } },
      'no_such_model',
    ],
    [
      'LM Studio, nothing loaded',
      404,
      { error: { message: 'No models loaded. Please load a model in the developer page.' } },
      'no_such_model',
    ],
    [
      'OpenAI, context',
      400,
      {
        error: {
          message: "This model's maximum context length is 128000 tokens.",
          code: 'context_length_exceeded',
        },
      },
      'context_too_long',
    ],
    [
      'vLLM, context',
      400,
      { message: "This model's maximum context length is 4096 tokens. However, you requested 9000 tokens" },
      'context_too_long',
    ],
    [
      'llama.cpp, context',
      400,
      {
        error: {
          code: 400,
          message: 'the request exceeds the available context size',
          type: 'exceed_context_size_error',
        },
      },
      'context_too_long',
    ],
    [
      'LM Studio, context',
      400,
      {
        error:
          'Trying to keep the first 9000 tokens when context the overflows. However, the model is loaded with context length of only 4096 tokens.',
      },
      'context_too_long',
    ],
    [
      'Ollama, context',
      400,
      { error: { message: 'the input length exceeds the context length' } },
      'context_too_long',
    ],
    ['any, too large', 413, '<html><h1>413 Request Entity Too Large</h1></html>', 'context_too_long'],
    [
      'OpenAI, rate',
      429,
      { error: { message: 'Rate limit reached for gpt-9', code: 'rate_limit_exceeded' } },
      'rate_limited',
    ],
    [
      'OpenAI, quota',
      429,
      { error: { message: 'You exceeded your current quota', code: 'insufficient_quota' } },
      'quota_exceeded',
    ],
    ['DeepSeek, balance', 402, { error: { message: 'Insufficient Balance' } }, 'quota_exceeded'],
    [
      'OpenRouter, credits',
      402,
      { error: { message: 'This request requires more credits' } },
      'quota_exceeded',
    ],
    ['FastAPI, shape', 422, { detail: [{ loc: ['body'], msg: 'field required' }] }, 'rejected_request'],
    ['Ollama without /v1', 404, '404 page not found', 'rejected_request'],
    ['any, failure', 500, { error: { message: 'llama runner process has terminated' } }, 'server_failed'],
    ['any, gateway', 502, '<html>Bad Gateway</html>', 'server_failed'],
    ['any, overload', 529, { error: { message: 'Overloaded' } }, 'overloaded'],
    ['an empty answer', 400, '', 'rejected_request'],
    ['null', 500, 'null', 'server_failed'],
  ])('%s (%i)', async (_name, status, body, code) => {
    expect((await explain(status, body)).error.code).toBe(code);
  });

  it('distinguishes a missing key from a wrong one', async () => {
    const { error } = await explain(401, { error: { message: 'You did not provide an API key.' } }, keyless);
    expect(error.code).toBe('no_key');
    expect(error.message).toBe(
      'The server at api.example.com asks for an API key. Add one in Settings, under Models.\nThe server says: “You did not provide an API key.”',
    );
  });

  it('are retryable only if a retry may help', async () => {
    expect(await mayPass(429, 'slow down')).toBe(true);
    expect(await mayPass(503, 'busy')).toBe(true);
    expect(await mayPass(501, 'not implemented')).toBe(false);
    expect(await mayPass(429, { error: { code: 'insufficient_quota', message: 'x' } })).toBe(false);
    expect(await mayPass(400, 'bad')).toBe(false);
  });

  it('come with advice for Ollama', async () => {
    const { error } = await explain(404, { error: 'model not found' }, ollama);
    expect(error.message).toBe(
      'The server at 127.0.0.1:11434 does not have the model “qwen3:8b”. Get it with “ollama pull qwen3:8b” or choose another model.\nThe server says: “model not found”',
    );
  });
});

describe('keys', () => {
  it.each([
    ['message', { error: { message: `Key ${key} is wrong` } }],
    ['an unknown shape', { hint: { got: key } }],
    ['plain text', `Bearer ${key} refused`],
    ['a page', `<p>${'x'.repeat(480)} ${key}</p>`],
  ])('never appear in message or detail from %s', async (_where, body) => {
    const { error } = await explain(400, body);
    const shown = JSON.stringify(error.toData());
    expect(shown).not.toContain(key);
    expect(shown).not.toContain(key.slice(0, 12));
    expect(error.cause).toBeUndefined();
  });
});

describe('network failures', () => {
  it.each([
    [
      'http://127.0.0.1:11434/v1',
      'ECONNREFUSED',
      'The server at 127.0.0.1:11434 does not answer. Start Ollama or choose another model.',
    ],
    [
      'http://localhost:1234/v1',
      'ECONNREFUSED',
      'The server at localhost:1234 does not answer. Start LM Studio’s server or choose another model.',
    ],
    [
      'http://127.0.0.1:8080/v1',
      'ECONNREFUSED',
      'The server at 127.0.0.1:8080 does not answer. Start it or choose another model.',
    ],
    [
      'http://192.168.0.2:11434/v1',
      'EHOSTUNREACH',
      'The server at 192.168.0.2:11434 does not answer. Check the base URL and your internet connection.',
    ],
    [
      'https://api.exmple.com/v1',
      'ENOTFOUND',
      'No server named api.exmple.com can be found. Check the base URL and your internet connection.',
    ],
    [
      'https://10.0.0.1/v1',
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      'The server at 10.0.0.1 has a certificate that this machine does not trust. Check the base URL, or give Tutee the certificate of its authority in Settings, under Models.',
    ],
    [
      'https://127.0.0.1:8080/v1',
      'ERR_SSL_WRONG_VERSION_NUMBER',
      'The server at 127.0.0.1:8080 does not speak this protocol. Check whether the base URL should start with http or https.',
    ],
  ])('at %s, %s', (baseUrl, code, message) => {
    const { error, retryable } = readFailure(network(code), {
      server: { baseUrl, apiKey: null },
      model: null,
    });
    expect(error.toData()).toEqual({ code: 'unreachable', fault: 'model', message, detail: code });
    expect(retryable).toBe(false);
  });

  it('are retryable when a connection was lost', () => {
    expect(readFailure(network('ECONNRESET'), hosted)).toMatchObject({ retryable: true });
    expect(readFailure(network('UND_ERR_SOCKET'), hosted)).toMatchObject({ retryable: true });
  });
});

describe('other failures', () => {
  it('keep their code, or become malformed_stream', () => {
    const coded = new TuteeError('not_found', 'x');
    expect(readFailure(coded, hosted).error).toBe(coded);
    expect(readFailure(new SyntaxError('bad json'), hosted).error).toMatchObject({
      code: 'malformed_stream',
      detail: 'SyntaxError: bad json',
    });
    expect(readFailure('a string', hosted).error.code).toBe('malformed_stream');
  });

  it('name the server and the timeout', () => {
    expect(timedOut('begin', 60_000, ollama).message).toContain(
      '127.0.0.1:11434 did not begin to answer within 60 seconds',
    );
    expect(timedOut('continue', 1_000, ollama).message).toContain('stopped in the middle for 1 second.');
    expect(malformed('brokeOff', hosted).message).toContain('api.example.com');
  });
});
