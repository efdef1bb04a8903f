/** Refusals of what is too long, as services count and word it. */
import { refusals } from './refused.ts';
import type { ServerShape } from './shape.ts';

const refused = refusals('too-long');

export const lengthRefusals: readonly ServerShape[] = [
  refused(
    'bedrock-too-long',
    400,
    '{"detail":"An error occurred (ValidationException) when calling the Converse operation: Input is too long for requested model."}',
    'context_too_long',
  ),
  refused(
    'moonshot-too-long',
    400,
    '{"error":{"message":"Invalid request: Your request exceeded model token limit: 8192 (requested: 9030)","type":"invalid_request_error"}}',
    'context_too_long',
  ),
  refused(
    'baidu-too-long',
    400,
    '{"error":{"code":"tokens_too_long","message":"Prompt tokens too long","type":"invalid_request_error"},"id":"as"}',
    'context_too_long',
  ),
  refused(
    'dashscope-range',
    400,
    '{"error":{"message":"<400> InternalError.Algo.InvalidParameter: Range of input length should be [1, 30720]","type":"invalid_request_error","param":null,"code":"invalid_parameter_error"}}',
    'context_too_long',
  ),
  refused('zhipu-1261', 400, '{"error":{"message":"Prompt 超长","code":"1261"}}', 'context_too_long'),
  refused(
    'groq-413-tpm',
    413,
    '{"error":{"message":"Request too large for model `llama-3.3-70b-versatile` in organization `org_01` service tier `on_demand` on tokens per minute (TPM): Limit 12000, Requested 14137, please reduce your message size and try again. Need more tokens? Upgrade to Dev Tier today at https://console.groq.com/settings/billing","type":"tokens","code":"rate_limit_exceeded"}}',
    'context_too_long',
  ),
  refused(
    'github-413',
    413,
    '{"error":{"code":"tokens_limit_reached","message":"Request body too large for gpt-4o model. Max size: 8000 tokens.","details":"Request body too large for gpt-4o model. Max size: 8000 tokens."}}',
    'context_too_long',
  ),
  refused(
    'gemini-too-long',
    400,
    '[{"error":{"code":400,"message":"The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).","status":"INVALID_ARGUMENT"}}]',
    'context_too_long',
  ),
  refused(
    'siliconflow-20015',
    400,
    '{"code":20015,"message":"length of prompt_tokens (40000) must be less than max_seq_len (32768).","data":null}',
    'context_too_long',
  ),
  refused(
    'fireworks-too-long',
    400,
    '{"error":{"object":"error","type":"invalid_request_error","code":"invalid_request_error","message":"The prompt is too long: 131073, model maximum context length: 131072"}}',
    'context_too_long',
  ),
  refused(
    'cerebras-length',
    400,
    '{"message":"Please reduce the length of the messages or completion. Current length is 9000 while limit is 8192","type":"invalid_request_error","param":"messages","code":"context_length_exceeded"}',
    'context_too_long',
  ),
  refused(
    'together-422',
    422,
    '{"error":{"message":"Input validation error: `inputs` tokens + `max_new_tokens` must be <= 8193. Given: 9000 `inputs` tokens and 500 `max_new_tokens`","type":"invalid_request_error"}}',
    'context_too_long',
  ),
  refused(
    'lmstudio-keep-first',
    200,
    'event: error\ndata: {"error":{"message":"Trying to keep the first 5231 tokens when context the overflows. However, the model is loaded with context length of only 4096 tokens, which is not enough. Try to load the model with a larger context length, or provide a shorter input"}}\n\n',
    'context_too_long',
    true,
  ),
  refused(
    'vllm-max-tokens-negative',
    400,
    '{"object":"error","message":"max_tokens must be at least 1, got -2815.","type":"BadRequestError","param":null,"code":400}',
    'context_too_long',
  ),
  refused(
    'sglang-longer',
    400,
    '{"object":"error","message":"The input (9012 tokens) is longer than the model\'s context length (8192 tokens).","type":"BadRequestError","param":null,"code":400}',
    'context_too_long',
  ),
  refused(
    'tgi-stream-validation',
    200,
    'data: {"error":"Input validation error: `inputs` must have less than 4095 tokens. Given: 5000","error_type":"validation"}\n\n',
    'context_too_long',
    true,
  ),
  refused(
    'nginx-413',
    413,
    '<html>\r\n<head><title>413 Request Entity Too Large</title></head>\r\n<body>\r\n<center><h1>413 Request Entity Too Large</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>',
    'context_too_long',
  ),
];
