/** Keys and accounts: how gateways and services of many countries word what is wrong with them. */
import { fails, sends } from '../openai-server.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { ServerShape } from './shape.ts';

/** `code` without a key is `no_key`. */
function refused(name: string, status: number, body: string, code: ErrorCode, isStream = false): ServerShape {
  const type = body.startsWith('<')
    ? 'text/html'
    : body.startsWith('data:') || body.startsWith('event:')
      ? 'text/event-stream'
      : 'application/json';
  return {
    name: `accounts-${name}`,
    ...(code !== 'no_key' && { key: 'sk-lighthouse' }),
    answers: [isStream ? sends(body, type) : fails(status, body, { 'content-type': type })],
    gets: { code },
  };
}

export const accountRefusals: readonly ServerShape[] = [
  refused(
    'openrouter-no-auth',
    401,
    '{"error":{"message":"No auth credentials found","code":401}}',
    'no_key',
  ),
  refused(
    'openrouter-user-not-found',
    401,
    '{"error":{"message":"User not found.","code":401}}',
    'wrong_key',
  ),
  refused(
    'cerebras-wrong-key',
    401,
    '{"message":"Wrong API Key","type":"invalid_request_error","param":"api_key","code":"wrong_api_key"}',
    'wrong_key',
  ),
  refused('zhipu-1000', 401, '{"error":{"message":"身份验证失败。","code":"1000"}}', 'wrong_key'),
  refused('zhipu-expired', 401, '{"error":{"message":"令牌已过期或验证不正确","code":"401"}}', 'wrong_key'),
  refused('siliconflow-string', 401, '"Invalid token"', 'wrong_key'),
  refused(
    'github-permission',
    401,
    '{"error":{"code":"unauthorized","message":"The `models` permission is required to access this endpoint","details":"The `models` permission is required"}}',
    'wrong_key',
  ),
  refused(
    'github-bad-credentials',
    401,
    '{"message":"Bad credentials","documentation_url":"https://docs.github.com/rest","status":"401"}',
    'wrong_key',
  ),
  refused(
    'cloudflare-10000',
    403,
    '{"success":false,"errors":[{"code":10000,"message":"Authentication error"}],"messages":[],"result":null}',
    'wrong_key',
  ),
  refused(
    'cloudflare-gateway-2009',
    401,
    '{"success":false,"result":[],"messages":[],"error":[{"code":2009,"message":"Unauthorized"}]}',
    'wrong_key',
  ),
  refused(
    'perplexity-401-page',
    401,
    '<html>\r\n<head><title>401 Authorization Required</title></head>\r\n<body>\r\n<center><h1>401 Authorization Required</h1></center>\r\n<hr><center>openresty/1.27.4</center>\r\n</body>\r\n</html>',
    'wrong_key',
  ),
  refused(
    'litellm-token-unknown',
    401,
    '{"error":{"message":"Authentication Error, Invalid proxy server token passed. Received API Key = sk-...1234, Key Hash (Token) =88dc28d0. Unable to find token in cache or `LiteLLM_VerificationTokenTable`","type":"token_not_found_in_db","param":"key","code":"401"}}',
    'wrong_key',
  ),
  refused(
    'litellm-no-key',
    401,
    '{"error":{"message":"Authentication Error, No api key passed in.","type":"auth_error","param":"None","code":"401"}}',
    'no_key',
  ),
  refused(
    'litellm-expired',
    401,
    '{"error":{"message":"Authentication Error - Expired Key. Key Expiry time 2025-06-01 00:00:00+00:00 and current time 2026-01-01 00:00:00+00:00","type":"expired_key","param":"sk-...12","code":"401"}}',
    'wrong_key',
  ),
  refused('bedrock-gateway-key', 401, '{"detail":"Invalid API Key"}', 'wrong_key'),
  refused(
    'bedrock-expired-token',
    400,
    '{"detail":"An error occurred (ExpiredTokenException) when calling the Converse operation: The security token included in the request is expired"}',
    'wrong_key',
  ),
  refused(
    'xai-bad-key-400',
    400,
    '{"code":"Client specified an invalid argument","error":"Incorrect API key provided: xa***99. You can obtain an API key from https://console.x.ai."}',
    'wrong_key',
  ),
  refused(
    'xai-endpoint-denied',
    403,
    '{"code":"permission-denied","error":"Access to the chat endpoint is denied. Please ensure you\'re using the correct credentials. If you believe this is a mistake, please log into console.x.ai and update the permissions, then try again."}',
    'wrong_key',
  ),
  refused(
    'minimax-login-fail',
    200,
    '{"id":"","choices":null,"created":0,"model":"","base_resp":{"status_code":1004,"status_msg":"login fail: Please carry the API secret key in the \'Authorization\' field of the request header"}}',
    'wrong_key',
    true,
  ),
  refused(
    'baidu-110',
    200,
    '{"error_code":110,"error_msg":"Access token invalid or no longer valid"}',
    'wrong_key',
    true,
  ),
  refused(
    'ark-auth',
    401,
    '{"error":{"message":"The API key or AK/SK in the request is missing or invalid. Request id: 0217","code":"AuthenticationError","param":"","type":"Unauthorized"}}',
    'wrong_key',
  ),
  refused(
    'oneapi-invalid-token',
    401,
    '{"error":{"message":"无效的令牌 (request id: 20250722)","type":"one_api_error"}}',
    'wrong_key',
  ),
  refused(
    'oneapi-token-disabled',
    401,
    '{"error":{"message":"该令牌状态不可用 (request id: 20250722)","type":"new_api_error","code":""}}',
    'wrong_key',
  ),
  refused(
    'oneapi-no-token',
    401,
    '{"error":{"message":"未提供令牌 (request id: 20250722)","type":"new_api_error"}}',
    'no_key',
  ),
  refused(
    'gemini-array-key',
    400,
    '[{"error":{"code":400,"message":"API key not valid. Please pass a valid API key.","status":"INVALID_ARGUMENT","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"API_KEY_INVALID"}]}}]',
    'wrong_key',
  ),
  refused(
    'gemini-leaked',
    403,
    '[{"error":{"code":403,"message":"Your API key was reported as leaked. Please use another API key.","status":"PERMISSION_DENIED"}}]',
    'wrong_key',
  ),
  refused('mistral-detail-unauthorized', 401, '{"detail":"Unauthorized"}', 'wrong_key'),
  refused('cohere-token', 401, '{"id":"x","message":"invalid api token"}', 'wrong_key'),
  refused('nim-auth', 403, '{"status":403,"title":"Forbidden","detail":"Authorization failed"}', 'wrong_key'),
  refused(
    'hf-permission',
    403,
    '{"error":"This authentication method does not have sufficient permissions to call Inference Providers on behalf of user bob"}',
    'wrong_key',
  ),
  refused(
    'azure-invalid-key',
    401,
    '{"error":{"code":"401","message":"Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an active subscription and use a correct regional API endpoint for your resource."}}',
    'wrong_key',
  ),
  refused(
    'azure-apim-missing',
    401,
    '{"statusCode":401,"message":"Access denied due to missing subscription key. Make sure to include subscription key when making requests to an API."}',
    'no_key',
  ),
  refused(
    'ollama-cloud-signin',
    401,
    '{"error":"unauthorized","signin_url":"https://ollama.com/connect?name=host&key=abc"}',
    'wrong_key',
  ),
  refused(
    'naver-token',
    401,
    '{"status":{"code":"40103","message":"Invalid access token"},"result":null}',
    'wrong_key',
  ),
  refused(
    'siliconflow-30011',
    403,
    '{"code":30011,"message":"The selected model requires paid balance. Your paid balance is insufficient. Please top up and try again.","data":null}',
    'quota_exceeded',
  ),
  refused(
    'xai-no-credits',
    403,
    '{"code":"The caller does not have permission to execute the specified operation","error":"Your newly created teams doesn\'t have any credits yet. You can purchase credits on https://console.x.ai/team/c853."}',
    'quota_exceeded',
  ),
  refused(
    'xai-429-spent',
    429,
    '{"code":"Some resource has been exhausted","error":"Your team 16f2 has either used all available credits or reached its monthly spending limit. To continue making API requests, please purchase more credits or raise your spending limit."}',
    'quota_exceeded',
  ),
  refused(
    'moonshot-quota',
    403,
    '{"error":{"message":"Your account xx is not active, organization <xx> exceeded current quota, please check your plan and billing details","type":"exceeded_current_quota_error"}}',
    'quota_exceeded',
  ),
  refused(
    'moonshot-suspended',
    429,
    '{"error":{"message":"Your account org-44 <ak-f8> is suspended due to insufficient balance, please recharge your account or check your plan and billing details","type":"exceeded_current_quota_error"}}',
    'quota_exceeded',
  ),
  refused(
    'minimax-200-balance',
    200,
    '{"id":"","choices":null,"created":0,"model":"MiniMax-M2","base_resp":{"status_code":1008,"status_msg":"insufficient balance"}}',
    'quota_exceeded',
    true,
  ),
  refused(
    'minimax-500-balance',
    500,
    '{"type":"error","error":{"type":"api_error","message":"insufficient balance (1008)"},"request_id":"0599"}',
    'quota_exceeded',
  ),
  refused(
    'dashscope-arrearage',
    400,
    '{"error":{"message":"Access denied, please make sure your account is in good standing.","type":"Arrearage","param":null,"code":"Arrearage"}}',
    'quota_exceeded',
  ),
  refused(
    'dashscope-free-tier',
    403,
    '{"error":{"message":"The free tier of the model has been exhausted. If you wish to continue access the model on a paid basis, please disable the \\"use free tier only\\" mode in the management console.","type":"AllocationQuota.FreeTierOnly","param":null,"code":"AllocationQuota.FreeTierOnly"}}',
    'quota_exceeded',
  ),
  refused(
    'zhipu-1113',
    429,
    '{"error":{"message":"余额不足或无可用资源包,请充值。","code":"1113"}}',
    'quota_exceeded',
  ),
  refused(
    'ark-safe-mode',
    429,
    '{"error":{"message":"Your account [2100] has reached the set inference limit for the [doubao-seed] model, and the model service has been paused. To continue using this model, please visit the Model Activation page to adjust or close the \\"Safe Experience Mode\\". Request id: 02","code":"SetLimitExceeded","type":"TooManyRequests"}}',
    'quota_exceeded',
  ),
  refused(
    'ark-overdue',
    403,
    '{"error":{"message":"The request failed because your account has an overdue balance. Request id: 02","code":"AccountOverdueError","type":"Forbidden"}}',
    'quota_exceeded',
  ),
  refused(
    'siliconflow-30001',
    403,
    '{"code":30001,"message":"Sorry, your account balance is insufficient","data":null}',
    'quota_exceeded',
  ),
  refused(
    'newapi-token-quota',
    403,
    '{"error":{"type":"new_api_error","message":"token quota is not enough, token remain quota: ＄0.142328, need quota: ＄0.161646 (request id: 2025)"},"type":"error"}',
    'quota_exceeded',
  ),
  refused(
    'newapi-user-quota',
    403,
    '{"error":{"message":"用户额度不足, 剩余额度: ＄0.000000 (request id: 2025)","type":"new_api_error","code":"insufficient_user_quota"}}',
    'quota_exceeded',
  ),
  refused(
    'zen-credits-401',
    401,
    '{"type":"error","error":{"type":"CreditsError","message":"Insufficient balance. Manage your billing here: https://example.org/billing"}}',
    'quota_exceeded',
  ),
  refused(
    'openrouter-402-afford',
    402,
    '{"error":{"message":"This request requires more credits, or fewer max_tokens. You requested up to 32000 tokens, but can only afford 0. To increase, visit https://openrouter.ai/settings/credits","code":402}}',
    'quota_exceeded',
  ),
  refused(
    'hf-402',
    402,
    '{"error":"You have exceeded your monthly included credits for Inference Providers. Subscribe to PRO to get 20x more monthly included credits."}',
    'quota_exceeded',
  ),
  refused(
    'cohere-trial',
    429,
    '{"message":"You are using a Trial key, which is limited to 1000 API calls / month. You can continue to use the Trial key for free or upgrade to a Production key with higher rate limits at \'https://dashboard.cohere.com/api-keys\'."}',
    'rate_limited',
  ),
  refused(
    'fireworks-suspended',
    412,
    '{"error":{"object":"error","type":"invalid_request_error","code":"PRECONDITION_FAILED","message":"Account bob-1 is suspended, possibly due to reaching the monthly spending limit or failure to pay past invoices. Please go to https://fireworks.ai/account/billing for more information."}}',
    'quota_exceeded',
  ),
  refused(
    'together-credit',
    402,
    '{"id":"o","error":{"message":"Credit limit exceeded, please navigate to https://api.together.xyz/settings/billing to add credit","type":"credit_limit","param":null,"code":null}}',
    'quota_exceeded',
  ),
  refused(
    'litellm-budget',
    400,
    '{"error":{"message":"Budget has been exceeded! Current cost: 10.51, Max budget: 10.00","type":"budget_exceeded","param":null,"code":"400"}}',
    'quota_exceeded',
  ),
  refused(
    'litellm-end-user-budget',
    400,
    '{"error":{"message":"ExceededBudget: End User=ishaan3 over budget. Spend=0.0008869, Budget=0.0001","type":"auth_error","param":"None","code":400}}',
    'quota_exceeded',
  ),
  refused(
    'litellm-custom-allowance',
    429,
    '{"error":{"message":"Your AI usage allowance has been reached. Please contact the AI team.","type":"budget_exceeded","code":"429"}}',
    'quota_exceeded',
  ),
  refused(
    'ollama-weekly',
    429,
    '{"error":"you have reached your weekly usage limit, upgrade for higher limits: https://ollama.com/upgrade"}',
    'quota_exceeded',
  ),
  refused(
    'ollama-subscription',
    403,
    '{"error":"this model requires a subscription, upgrade for access: https://ollama.com/upgrade"}',
    'quota_exceeded',
  ),
  refused(
    'vercel-funds',
    402,
    '{"error":{"message":"Insufficient funds. Please add credits to your account to continue using AI services.","type":"insufficient_funds"}}',
    'quota_exceeded',
  ),
  refused(
    'vercel-card',
    403,
    '{"error":{"message":"AI Gateway requires a valid credit card on file to service requests. Please visit https://vercel.com/ to add a card and unlock your free credits.","type":"customer_verification_required"}}',
    'quota_exceeded',
  ),
  refused(
    'anthropic-credit-400',
    400,
    '{"type":"error","error":{"type":"invalid_request_error","message":"Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade or purchase credits."}}',
    'quota_exceeded',
  ),
  refused(
    'sub2api',
    403,
    '{"code":"INSUFFICIENT_BALANCE","message":"Insufficient account balance"}',
    'quota_exceeded',
  ),
  refused('gigachat-402', 402, '{"status":402,"message":"Payment Required"}', 'quota_exceeded'),
  refused('copilot-402-plain', 402, 'quota exceeded\n', 'quota_exceeded'),
  refused(
    'baidu-17',
    200,
    '{"error_code":17,"error_msg":"Open api daily request limit reached"}',
    'rate_limited',
    true,
  ),
  refused(
    'modelscope-errors',
    429,
    '{"errors":{"message":"We have exceeded today\'s quota for model X, please try again tomorrow"},"request_id":"r"}',
    'rate_limited',
  ),
];
