/** Models that are missing, withdrawn or not allowed, as gateways word it. */
import { refusals } from './refused.ts';
import type { ServerShape } from './shape.ts';

const refused = refusals('absent-models');

export const absentModels: readonly ServerShape[] = [
  refused(
    'litellm-key-model-denied',
    401,
    '{"error":{"message":"key not allowed to access model. This key can only access models=[\'gpt-4o-mini\']. Tried to access llama3","type":"key_model_access_denied","param":"model","code":"401"}}',
    'no_such_model',
  ),
  refused(
    'bedrock-on-demand',
    400,
    '{"detail":"An error occurred (ValidationException) when calling the Converse operation: Invocation of model ID anthropic.claude-3-5-sonnet with on-demand throughput isn’t supported. Retry your request with the ID or ARN of an inference profile that contains this model."}',
    'no_such_model',
  ),
  refused(
    'bedrock-access',
    403,
    '{"detail":"An error occurred (AccessDeniedException) when calling the Converse operation: You don\'t have access to the model with the specified model ID."}',
    'no_such_model',
  ),
  refused(
    'xai-404',
    404,
    '{"code":"Some requested entity was not found","error":"The model grok-2 does not exist or your team 16f2 does not have access to it. Please ensure you are using the correct API key."}',
    'no_such_model',
  ),
  refused(
    'baidu-no-permission',
    401,
    '{"error":{"code":"invalid_model","message":"No permission to use the model","type":"invalid_request_error"},"id":"as-1"}',
    'no_such_model',
  ),
  refused(
    'zhipu-1211',
    400,
    '{"error":{"message":"模型不存在，请检查模型代码。","code":"1211"}}',
    'no_such_model',
  ),
  refused(
    'groq-decommissioned',
    400,
    '{"error":{"message":"The model `llama3-70b-8192` has been decommissioned and is no longer supported. Please refer to https://console.groq.com/docs/deprecations for a recommendation on which model to use instead.","type":"invalid_request_error","code":"model_decommissioned"}}',
    'no_such_model',
  ),
  refused(
    'azure-deployment',
    404,
    '{"error":{"code":"DeploymentNotFound","message":"The API deployment for this resource does not exist. If you created the deployment within the last 5 minutes, please wait a moment and try again."}}',
    'no_such_model',
  ),
  refused(
    'azure-operation',
    400,
    '{"error":{"code":"OperationNotSupported","message":"The chatCompletion operation does not work with the specified model, text-embedding-3-small. Please choose different model and try again. You can learn more about which models can be used with each operation here: https://go.microsoft.com/fwlink/?linkid=2197993."}}',
    'no_such_model',
  ),
  refused(
    'github-unknown',
    400,
    '{"error":{"code":"unknown_model","message":"Unknown model: gpt-9","details":"Unknown model: gpt-9"}}',
    'no_such_model',
  ),
  refused(
    'github-no-access',
    403,
    '{"error":{"code":"no_access","message":"No access to model: openai/o3","details":"No access to model: openai/o3"}}',
    'no_such_model',
  ),
  refused(
    'hf-not-supported',
    400,
    '{"error":{"message":"The requested model \'huihui-ai/x\' is not supported by any provider you have enabled.","type":"invalid_request_error","param":"model","code":"model_not_supported"}}',
    'no_such_model',
  ),
  refused(
    'nim-404-function',
    404,
    '{"status":404,"title":"Not Found","detail":"Function \'23d4f03a\': Not found for account \'Qawmu2vU\'"}',
    'no_such_model',
  ),
  refused(
    'nim-410',
    410,
    '{"status":410,"title":"Gone","detail":"The model \'x\' has reached its end of life on 2026-01-05T00:00:00Z and is no longer available."}',
    'no_such_model',
  ),
  refused(
    'ark-not-found',
    404,
    '{"error":{"message":"The model or endpoint doubao-1.5-pro-32k does not exist or you do not have access to it. Request id: 02","code":"InvalidEndpointOrModel.NotFound","param":"","type":"NotFound"}}',
    'no_such_model',
  ),
  refused(
    'ark-not-open',
    404,
    '{"error":{"message":"Your account 2100 has not activated the model doubao-pro. Please activate the model service in the Ark Console. Request id: 02","code":"ModelNotOpen","type":"NotFound"}}',
    'no_such_model',
  ),
  refused(
    'siliconflow-20012',
    400,
    '{"code":20012,"message":"Model does not exist. Please check it carefully.","data":null}',
    'no_such_model',
  ),
  refused(
    'oneapi-no-channel',
    503,
    '{"error":{"message":"当前分组 default 下对于模型 gpt-4o 无可用渠道 (request id: 2025)","type":"one_api_error"}}',
    'no_such_model',
  ),
  refused(
    'oneapi-token-model',
    403,
    '{"error":{"message":"该令牌无权使用模型：gpt-4o (request id: 2025)","type":"one_api_error"}}',
    'no_such_model',
  ),
  refused(
    'openrouter-data-policy',
    404,
    '{"error":{"message":"No endpoints found matching your data policy (Free model publication). Configure: https://openrouter.ai/settings/privacy","code":404}}',
    'no_such_model',
  ),
  refused(
    'mistral-invalid-model',
    400,
    '{"object":"error","message":"Invalid model: mistral-huge","type":"invalid_model","param":null,"code":"1500"}',
    'no_such_model',
  ),
  refused(
    'cohere-404',
    404,
    '{"message":"model \'command-x\' not found, make sure the correct model ID was used and that you have access to the model."}',
    'no_such_model',
  ),
  refused(
    'fireworks-404',
    404,
    '{"error":{"object":"error","type":"invalid_request_error","code":"NOT_FOUND","message":"Model not found, inaccessible, and/or not deployed"}}',
    'no_such_model',
  ),
  refused(
    'together-non-serverless',
    400,
    '{"id":"o","error":{"message":"Unable to access non-serverless model meta/x. Please visit https://api.together.ai/models/meta/x to create and start a new dedicated endpoint for the model.","type":"invalid_request_error","param":null,"code":"model_not_available"}}',
    'no_such_model',
  ),
  refused(
    'lmstudio-multiple',
    400,
    '{"error":{"message":"Multiple models are loaded. Please specify a model by providing a \'model\' field.","type":"invalid_request_error","param":"model","code":null}}',
    'no_such_model',
  ),
  refused(
    'lmstudio-invalid-identifier',
    400,
    '{"error":"Invalid model identifier \\"qwen3-coder-30b-a3b\\". Please specify a valid downloaded model (e.g., qwen/qwen3.6-35b-a3b@q4_k_m, qwen/qwen3.6-35b-a3b)."}',
    'no_such_model',
  ),
  refused(
    'lmstudio-none-loaded',
    404,
    '{"error":{"message":"No models loaded. Please load a model in the developer page or use the \'lms load\' command.","type":"invalid_request_error","param":"model","code":"model_not_found"}}',
    'no_such_model',
  ),
  refused(
    'openai-not-chat',
    404,
    '{"error":{"message":"This is not a chat model and thus not supported in the v1/chat/completions endpoint. Did you mean to use v1/completions?","type":"invalid_request_error","param":"model","code":null}}',
    'no_such_model',
  ),
  refused(
    'copilot-model',
    400,
    '{"error":{"message":"The requested model is not supported.","code":"model_not_supported","param":"model","type":"invalid_request_error"}}',
    'no_such_model',
  ),
];
