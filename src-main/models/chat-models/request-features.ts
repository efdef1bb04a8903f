import * as z from 'zod';
import type { ModelMessage } from '#shared/models/model-message.ts';
import type { ModelRequest } from '#shared/models/model.ts';
import type { ModelFailure } from '../server/model-errors.ts';

/**
 * What a server and a model accept, as far as known. The first request uses everything; the next one omits what the server rejected. This
 * is called a concession and is remembered by server and model.
 */
export const requestFeaturesSchema = z.strictObject({
  usage: z.boolean(),
  schema: z.boolean(),
  temperature: z.boolean(),
  /** `reasoning_effort`, which models without reasoning reject. */
  effort: z.boolean(),
  /** True: speakers are the `name` of user messages. False: they are before their words, where there are several. */
  names: z.boolean(),
  toolChoice: z.boolean(),
  /** False: the parameters of tools are described in the part of JSON Schema that every server reads. */
  toolSchemas: z.boolean(),
  /** False: the answer is requested without streaming. */
  stream: z.boolean(),
  /** The name of the token limit; null: none is sent, because the server rejects this one. */
  limit: z.enum(['max_tokens', 'max_completion_tokens']).nullable(),
  /** True once the other name of the token limit was tried. */
  limitSwapped: z.boolean(),
  /** False: instructions are put at the beginning of the first user message. */
  systemRole: z.boolean(),
  /** False: calls of tools and their results are words of the assistant and the user. */
  toolRole: z.boolean(),
  /** True: adjacent messages of one role are joined, and the first and last are a user's. */
  alternating: z.boolean(),
  /** False: content is text, never a list of parts. */
  parts: z.boolean(),
  /** False: the content beside tool calls is an empty text, not null. */
  nullContent: z.boolean(),
  /** True: reasoning is sent back with the calls it led to. */
  thoughtsBack: z.boolean(),
  /** True: calls without a signature of the model's reasoning get a placeholder. */
  signatures: z.boolean(),
  /** True: ids of tool calls are nine letters and digits. */
  shortIds: z.boolean(),
});
export type RequestFeatures = z.infer<typeof requestFeaturesSchema>;

/**
 * Features of the first request. OpenAI's reasoning models accept only the new name of the token limit; other servers are more likely to
 * accept the old one. Only services that are known to show a model the `name` of a message get it: the templates of Ollama, llama.cpp, LM
 * Studio and vLLM drop it silently.
 */
export function defaultFeatures(baseUrl: string): RequestFeatures {
  const host = URL.parse(baseUrl)?.hostname ?? '';
  const limit = /(^|\.)(openai\.com|openai\.azure\.com)$/.test(host) ? 'max_completion_tokens' : 'max_tokens';
  return {
    usage: true,
    schema: true,
    temperature: true,
    effort: true,
    names: /(^|\.)(openai\.com|openai\.azure\.com|openrouter\.ai)$/.test(host),
    toolChoice: true,
    toolSchemas: true,
    stream: true,
    limit,
    limitSwapped: false,
    systemRole: true,
    toolRole: true,
    alternating: false,
    parts: true,
    nullContent: true,
    thoughtsBack: /(^|\.)(deepseek\.com|moonshot\.(ai|cn))$/.test(host),
    signatures: false,
    shortIds: false,
  };
}

type Concession = (
  features: RequestFeatures,
  request: ModelRequest,
  words: string,
) => Partial<RequestFeatures> | null;

/** Each returns the change that answers a rejection with these words; null if it does not apply or was already made. */
const concessions: readonly Concession[] = [
  ({ thoughtsBack }, _request, words) => {
    if (!/reasoning_content|content\[\]\.thinking/i.test(words)) return null;
    const wanted = /must be passed back|missing|required/i.test(words);
    return wanted === thoughtsBack ? null : { thoughtsBack: wanted };
  },
  ({ signatures }, _request, words) =>
    !signatures && /thought_?signature/i.test(words) ? { signatures: true } : null,
  ({ shortIds }, _request, words) =>
    !shortIds && /tool call id[\s\S]{0,120}length of 9/i.test(words) ? { shortIds: true } : null,
  ({ systemRole }, { messages }, words) =>
    systemRole && hasSystem(messages) && (refusesSystem.test(words) || leavesOut('system', words))
      ? { systemRole: false }
      : null,
  ({ toolRole }, { messages }, words) =>
    toolRole && messages.some(({ role }) => role === 'tool') && refusesTool(words)
      ? { toolRole: false }
      : null,
  ({ alternating }, { messages }, words) =>
    !alternating && refusesRoles.test(words) && messages.length > 0 ? { alternating: true } : null,
  ({ usage }, _request, words) =>
    usage && /stream_options|include_usage/i.test(words) ? { usage: false } : null,
  ({ stream }, _request, words) =>
    stream && refusesStream.test(words) ? { stream: false, usage: false } : null,
  ({ schema }, { responseSchema }, words) =>
    schema &&
    responseSchema &&
    /response_?(?:format|json_?schema|mime_?type)|json_?schema|structured output|output_(?:format|config\.format)|grammar/i.test(
      words,
    )
      ? { schema: false }
      : null,
  ({ limit, limitSwapped }, { maxTokens }, words) => {
    if (limit === null || maxTokens === undefined || !/max_(?:completion_)?tokens/i.test(words)) return null;
    const isSize = /too (?:large|high|big)|at most|less than|range|exceed|maximum value/i.test(words);
    if (limitSwapped || isSize) return { limit: null };
    return { limit: limit === 'max_tokens' ? 'max_completion_tokens' : 'max_tokens', limitSwapped: true };
  },
  ({ temperature }, request, words) =>
    temperature && request.temperature !== undefined && /temperature/i.test(words)
      ? { temperature: false }
      : null,
  ({ effort }, request, words) => (effort && refusesThinking(request, words) ? { effort: false } : null),
  ({ toolChoice }, request, words) =>
    toolChoice && request.toolChoice !== undefined && /tool_?choice/i.test(words)
      ? { toolChoice: false }
      : null,
  ({ toolSchemas }, request, words) =>
    toolSchemas && hasTools(request) && refusesParameters.test(words) ? { toolSchemas: false } : null,
  ({ names }, { messages }, words) =>
    names &&
    messages.some(hasName) &&
    /messages\W{0,5}\d{0,5}\W{0,5}(?:user\W{0,5})?name\b|\bname\b[^.]{0,200}\bmessages?\b/i.test(words)
      ? { names: false }
      : null,
  ({ nullContent }, { messages }, words) =>
    nullContent &&
    messages.some(hasCalls) &&
    /\bcontent\b[\s\S]{0,120}\b(?:null|none|string|required)\b/i.test(words)
      ? { nullContent: false }
      : null,
  ({ parts }, _request, words) =>
    parts && /\bcontent\b[\s\S]{0,120}\b(?:string|str|text)\b/i.test(words) ? { parts: false } : null,
];

/** Reasoning is also requested without a given effort, from models that are known to reason. */
function refusesThinking({ effort }: ModelRequest, words: string): boolean {
  if (/\bthinking(?:_?(?:level|budget|config))?\b|\bthoughts?\b/i.test(words)) return true;
  return effort !== undefined && /reasoning_?effort|reasoning\.effort|output_config\.effort/i.test(words);
}

/** The last form is the name of the refused field, as the body gives it apart. */
const refusesStream =
  /\bstream(?:ing)?\b[^.\n]{0,60}(?:not (?:supported|allowed|available)|unsupported|must be false)|\bto stream (?:this|the|from)\b|· stream(?: ·|$)/i;
const refusesSystem =
  /only user and assistant roles|\b(?:got|unsupported|invalid|unknown|unexpected)\b[^.\n]{0,20}\brole\b\W{0,5}(?:system|developer)|\bsystem\b[^.\n]{0,40}\b(?:not (?:supported|allowed|enabled|permitted)|unsupported|invalid)|(?:got|unsupported role|invalid role|unknown role|unexpected role)\W{0,5}(?:system|developer)|developer instruction is not enabled|supported, got system/i;
/** Words about the parameters of a tool, or about a grammar made of them. */
const refusesParameters =
  /\bschemas?\b|\bgrammar\b|input_?schema|function_?(?:declarations?|parameters)|\b(?:tools?|functions?)\b[^\n]{0,80}\b(?:parameters|properties)\b/i;
/** Words such as “Unexpected message role: tool”. */
const namesToolRole =
  /\b(?:got|unsupported|invalid|unknown|unexpected)\b[^.\n]{0,20}\brole\b\W{0,5}tool\b|\btool\b[^.\n]{0,20}\b(?:role|messages?)\b[^.\n]{0,20}\b(?:not (?:supported|allowed|permitted)|unsupported|invalid)|\brole\W{0,3}tool\b[^.\n]{0,40}\b(?:not|un|in)[ -]?(?:supported|allowed|valid)|\bsupported, got tool/i;

function refusesTool(words: string): boolean {
  return namesToolRole.test(words) || leavesOut('tool', words);
}

/** Whether a sentence lists the roles that there may be, without this one. */
function leavesOut(role: 'system' | 'tool', words: string): boolean {
  return words.split(/[.\n·]/).some((sentence) => {
    if (
      !/\broles?\b/i.test(sentence) ||
      !/should be|must be|expected|one of|allowed|only|permitted/i.test(sentence)
    )
      return false;
    const listed = new Set(
      sentence
        .replace(/\bgot\W{1,3}\w{1,20}/gi, ' ')
        .match(/\b(?:system|user|assistant|tool)\b/gi)
        ?.map((name) => name.toLowerCase()),
    );
    return listed.has('user') && listed.has('assistant') && !listed.has(role);
  });
}

const refusesRoles =
  /\balternat|consecutive|\bsuccessive\b|\binterleave\b|in a row\b|(?:last|first|final) (?:message|role)|expected (?:last )?role|roles? must|role sequence|odd number|must (?:start|begin|end) with (?:a )?['"]?user/i;

/**
 * The features for the next attempt after a rejected request; null if the rejection has another reason. Each is conceded at most twice, so
 * this terminates.
 */
export function withoutRejected(
  features: RequestFeatures,
  request: ModelRequest,
  { words, status, error }: ModelFailure,
): RequestFeatures | null {
  if (!mayBeConceded(status, error.code, words)) return null;
  for (const concession of concessions) {
    const change = concession(features, request, words);
    if (change !== null) return { ...features, ...change };
  }
  return error.code === 'rejected_request' && (status === 400 || status === 422)
    ? bare(features, request)
    : null;
}

/** For a rejection that names nothing: everything optional is omitted at once. Null if there is nothing optional. */
function bare(features: RequestFeatures, request: ModelRequest): RequestFeatures | null {
  const isBare =
    !features.usage &&
    (!features.schema || request.responseSchema === undefined) &&
    (!features.temperature || request.temperature === undefined) &&
    (!features.effort || request.effort === undefined) &&
    (!features.toolChoice || request.toolChoice === undefined) &&
    (!features.toolSchemas || !hasTools(request));
  if (isBare) return null;
  return {
    ...features,
    usage: false,
    schema: false,
    temperature: false,
    effort: false,
    toolChoice: false,
    toolSchemas: false,
  };
}

/** Templates and grammars fail with 500, some gateways with 502; a rejected parameter is a 400 or a 422. */
function mayBeConceded(status: number | null, code: string, words: string): boolean {
  if (code === 'template_failed') return true;
  if (code === 'server_failed') return status === 500 && /\bgrammar\b|\bschemas?\b/i.test(words);
  if (code !== 'rejected_request') return false;
  return status === null || status === 400 || status === 422 || status === 500;
}

function hasTools({ tools = [] }: ModelRequest): boolean {
  return tools.length > 0;
}

function hasName(message: ModelMessage): boolean {
  return message.role === 'user' && message.name !== undefined;
}

function hasCalls(message: ModelMessage): boolean {
  return message.role === 'assistant' && (message.toolCalls ?? []).length > 0;
}

function hasSystem(messages: readonly ModelMessage[]): boolean {
  return messages.some(({ role }) => role === 'system');
}
