/** Refusals of local programs, gateways and services that were first written down without sight of how they are read. */
import type { ModelMessage } from '#shared/models/model-message.ts';
import { fails } from '../openai-server.ts';
import type { Outcome, ServerShape } from './shape.ts';

const withImage: ServerShape['asks'] = {
  messages: [
    {
      role: 'user',
      content: [
        { type: 'text', text: 'What is this?' },
        { type: 'image', mediaType: 'image/png', data: 'iVBORw0KGgo=' },
      ],
    },
  ] satisfies ModelMessage[],
};

interface Sent {
  readonly asks?: ServerShape['asks'];
  /** Null: none is sent. */
  readonly key?: string | null;
}

function refused(name: string, status: number, body: string, gets: Outcome, sent: Sent = {}): ServerShape {
  const { asks, key = 'sk-lighthouse-77' } = sent;
  return {
    name: `unforeseen-${name}`,
    ...(key !== null && { key }),
    ...(asks !== undefined && { asks }),
    answers: [fails(status, body, { 'content-type': typeOf(body) })],
    gets,
  };
}

function typeOf(body: string): string {
  if (body.startsWith('<')) return 'text/html';
  return /^[{[]/.test(body) ? 'application/json' : 'text/plain';
}

export const unforeseenRefusals: readonly ServerShape[] = [
  refused(
    'sglang-router-no-workers',
    503,
    '{"error":{"type":"Service Unavailable","code":"no_available_workers","message":"No available workers (all circuits open or unhealthy)"}}',
    { code: 'overloaded', says: 'No available workers' },
  ),
  refused(
    'llamacpp-501-embeddings',
    501,
    '{"error":{"code":501,"message":"This server does not support completions. Start it without `--embeddings`","type":"not_supported_error"}}',
    { code: 'no_such_model' },
  ),
  refused(
    'llamacpp-401-none-sent',
    401,
    '{"error":{"message":"Invalid API Key","type":"authentication_error","code":401}}',
    { code: 'no_key' },
    { key: null },
  ),
  refused(
    'llamaswap-exited',
    500,
    'unable to start process: upstream command exited prematurely but successfully',
    { code: 'server_failed', says: 'exited prematurely' },
  ),
  refused('llamaswap-404', 404, 'could not find real modelID for quokka-7b', { code: 'no_such_model' }),
  refused(
    'ollama-runner-stopped',
    500,
    '{"error":"model runner has unexpectedly stopped, this may be due to resource limitations or an internal error, check ollama server logs for details"}',
    { code: 'server_failed' },
  ),
  refused(
    'ollama-needs-newer',
    500,
    '{"error":{"message":"unable to load model: this model requires a newer version of Ollama, unknown model architecture: \'quokka4\'","type":"api_error"}}',
    { code: 'server_failed', says: 'newer version' },
  ),
  refused(
    'lmstudio-token-required',
    401,
    '{"error":{"message":"An LM Studio API token is required to make requests to this server, but none was provided using the \'Authorization\' header.","type":"invalid_request_error","param":null,"code":"invalid_api_key"}}',
    { code: 'no_key' },
    { key: null },
  ),
  refused(
    'lmstudio-no-images',
    400,
    '{"error":"Model does not support images. Please use a model that does."}',
    { code: 'images_not_supported' },
    { asks: withImage },
  ),
  refused(
    'vllm-zero-images',
    400,
    '{"object":"error","message":"At most 0 image(s) may be provided in one prompt.","type":"BadRequestError","param":null,"code":400}',
    { code: 'images_not_supported' },
    { asks: withImage },
  ),
  refused(
    'openrouter-no-image-endpoints',
    404,
    '{"error":{"message":"No endpoints found that support image input","code":404}}',
    { code: 'images_not_supported' },
    { asks: withImage },
  ),
  refused('fastapi-404', 404, '{"detail":"Not Found"}', {
    code: 'rejected_request',
    advises: /base URL|address/i,
  }),
  refused(
    'sglang-longer',
    400,
    '{"object":"error","message":"The input (5210 tokens) is longer than the model\'s context length (4096 tokens).","type":"BadRequest","param":null,"code":400}',
    { code: 'context_too_long' },
  ),
  refused(
    'tgi-424',
    424,
    '{"error":"Request failed during generation: Server error: CANCELLED","error_type":"generation"}',
    { code: 'server_failed' },
  ),
  refused(
    'litellm-cooldown',
    429,
    '{"error":{"message":"No deployments available for selected model, Try again in 30 seconds. Passed model=gpt-4o. pre-call-checks=False, cooldown_list=[(\'a1\', {\'exception_received\': \'x\'})]","type":"None","param":"None","code":"429"}}',
    { code: 'rate_limited', advises: /30 seconds/ },
  ),
  refused(
    'litellm-team-model',
    401,
    '{"error":{"message":"team not allowed to access model. This team can only access models=[\'gpt-4o-mini\']. Tried to access gpt-5","type":"team_model_access_denied","param":"model","code":"401"}}',
    { code: 'no_such_model' },
  ),
  refused(
    'localai-no-backend',
    500,
    '{"error":{"code":500,"message":"failed to load model with internal loader: backend not found: /tmp/localai/backend_data/backend-assets/grpc/vllm","type":""}}',
    { code: 'server_failed' },
  ),
  refused(
    'cortex-409',
    409,
    '{"message":"Model has not been loaded, please load model into cortex.llamacpp"}',
    { code: 'no_such_model' },
  ),
  refused(
    'openrouter-invalid-id',
    400,
    '{"error":{"message":"quokka/giant is not a valid model ID","code":400},"user_id":"u"}',
    { code: 'no_such_model' },
  ),
  refused(
    'openrouter-raw-length',
    400,
    '{"error":{"message":"Provider returned error","code":400,"metadata":{"raw":"{\\"error\\":{\\"message\\":\\"Your input exceeds the context window of this model. Please adjust your input and try again.\\",\\"type\\":\\"invalid_request_error\\",\\"code\\":\\"context_length_exceeded\\"}}","provider_name":"P"}}}',
    { code: 'context_too_long' },
  ),
  refused(
    'fireworks-long',
    400,
    '{"error":{"object":"error","type":"invalid_request_error","message":"The prompt is too long: 140000, model maximum context length: 131071"}}',
    { code: 'context_too_long' },
  ),
  refused(
    'groq-restricted',
    400,
    '{"error":{"message":"Organization has been restricted. Please reach out to support if you believe this was in error.","type":"invalid_request_error","code":"organization_restricted"}}',
    { code: 'wrong_key' },
  ),
  refused(
    'groq-terms',
    400,
    '{"error":{"message":"The model `quokka/tts` requires terms acceptance. Please have the org admin accept the terms at https://console.example.com/playground?model=quokka","type":"invalid_request_error","code":"model_terms_required"}}',
    { code: 'no_such_model' },
  ),
  refused(
    'cerebras-long',
    400,
    '{"message":"Please reduce the length of the messages or completion. Current length is 9000 while limit is 8192","type":"invalid_request_error","param":"messages","code":"context_length_exceeded"}',
    { code: 'context_too_long' },
  ),
  refused(
    'cerebras-queue',
    429,
    '{"message":"We\'re experiencing high traffic right now! Please try again soon.","type":"too_many_requests_error","param":"queue","code":"queue_exceeded"}',
    { code: 'overloaded' },
  ),
  refused('kong-no-route', 404, '{"message":"no Route matched with those values","request_id":"77"}', {
    code: 'rejected_request',
    advises: /base URL|address/i,
  }),
  refused('kong-no-key', 401, '{"message":"No API key found in request"}', { code: 'no_key' }, { key: null }),
  refused(
    'moonshot-long',
    400,
    '{"error":{"message":"Invalid request: Your request exceeded model token limit: 8192","type":"invalid_request_error"}}',
    { code: 'context_too_long' },
  ),
  refused(
    'dashscope-access-denied',
    403,
    '{"error":{"message":"Model access denied.","type":"access_denied","param":null,"code":"Model.AccessDenied"},"request_id":"x"}',
    { code: 'no_such_model' },
  ),
  refused(
    'zhipu-plan-over',
    429,
    '{"error":{"code":"1309","message":"您的GLM Coding Plan套餐已到期，暂无法使用，请前往官网续订恢复使用"}}',
    { code: 'quota_exceeded' },
  ),
  refused('zhipu-1305', 429, '{"error":{"code":"1305","message":"当前API请求过多，请稍后重试。"}}', {
    code: 'overloaded',
  }),
  refused(
    'gemini-service-disabled',
    403,
    '[{"error":{"code":403,"message":"Generative Language API has not been used in project 123 before or it is disabled. Enable it by visiting https://console.example.com/apis then retry.","status":"PERMISSION_DENIED","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"SERVICE_DISABLED"}]}}]',
    { code: 'wrong_key', says: 'has not been used in project' },
  ),
  refused(
    'azure-principal',
    401,
    '{"error":{"code":"PermissionDenied","message":"The principal `x` lacks the required data action `Microsoft.CognitiveServices/accounts/OpenAI/deployments/chat/completions/action` to perform `POST /openai/deployments/{deployment-id}/chat/completions` operation."}}',
    { code: 'wrong_key' },
  ),
  refused(
    'oneapi-banned',
    403,
    '{"error":{"message":"用户已被封禁 (request id: 2026)","type":"one_api_error"}}',
    { code: 'wrong_key' },
  ),
  refused(
    'oneapi-ip',
    403,
    '{"error":{"message":"您的 IP 不在令牌允许访问的列表中 (request id: 2026)","type":"new_api_error"}}',
    { code: 'wrong_key' },
  ),
  refused(
    'oneapi-token-spent',
    401,
    '{"error":{"message":"该令牌额度已用尽 TokenStatusExhausted[sk-abc***xyz] (request id: 2026)","type":"new_api_error"}}',
    { code: 'quota_exceeded' },
  ),
  refused(
    'oneapi-busy',
    429,
    '{"error":{"message":"当前模型负载较高，请稍候重试，或者切换其他模型 (request id: 2026)","type":"openai_error"}}',
    { code: 'overloaded' },
  ),
  refused(
    'yandex-key',
    401,
    '{"error":{"grpcCode":16,"httpCode":401,"message":"Unknown api key \'AQVN***77\'","httpStatus":"Unauthorized","details":[]}}',
    { code: 'wrong_key' },
  ),
  refused(
    'captive-511',
    511,
    '<html><head><title>Network Authentication Required</title></head><body>You need to <a href="https://login.example.net/">authenticate with the local network</a> in order to gain access.</body></html>',
    { code: 'blocked' },
  ),
  refused(
    'vercel-timeout',
    504,
    'An error occurred with your deployment\n\nFUNCTION_INVOCATION_TIMEOUT\n\nfra1::abc',
    { code: 'server_failed' },
  ),
  refused(
    'nginx-https-port',
    400,
    '<html>\r\n<head><title>400 The plain HTTP request was sent to HTTPS port</title></head>\r\n<body>\r\n<center><h1>400 Bad Request</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>',
    { code: 'rejected_request', advises: /https/i },
  ),
  refused('hub-licence', 403, '{"error":"You must accept the license of google/gemma-3 before using it"}', {
    code: 'no_such_model',
  }),
  refused('envoy-busy', 503, 'no healthy upstream', { code: 'overloaded' }),
  refused('too-many-without-words', 429, '', { code: 'overloaded' }),
];
