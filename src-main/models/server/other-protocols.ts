/**
 * Converts chunks of other protocols (Anthropic's messages, OpenAI's responses, Gemini, Cohere, Workers AI, DashScope, Qianfan,
 * Meta's Llama API, TGI, KoboldCpp, llama.cpp) to chunks of chat completions, because gateways and some servers pass them through. Never fails: unknown chunks stay unchanged.
 */
import { firstOf, isRecord } from './json-value.ts';
import { foundAnswer } from './unknown-protocol.ts';

type Fields = Record<string, unknown>;

/** The chunk as a chunk of chat completions. */
export function asChatChunk(chunk: Fields): Fields {
  if ('choices' in chunk) return chunk;
  const { type, candidates, token, response, result, stop } = chunk;
  if (typeof type === 'string') return eventOf(type, chunk) ?? chunk;
  if (Array.isArray(candidates)) return candidateOf(firstOf(candidates), chunk['usageMetadata']);
  if (isRecord(chunk['event'])) return llamaEvent(chunk['event']);
  if (isRecord(chunk['completion_message']))
    return llamaMessage(chunk['completion_message'], chunk['metrics']);
  if (isRecord(token)) return tokenOf(token, chunk);
  if (typeof token === 'string') return choice({ content: token }, chunk['finish_reason']);
  if (typeof response === 'string') return choice({ content: response }, null, chunk['usage']);
  if (isRecord(result) && typeof result['response'] === 'string') return asChatChunk(result);
  if (isRecord(chunk['output']) && typeof chunk['output']['text'] === 'string')
    return wholeSoFar(chunk['output'], chunk['usage']);
  if (typeof result === 'string')
    return choice({ content: result }, chunk['is_end'] === false ? null : 'stop');
  if (typeof chunk['generated_text'] === 'string')
    return choice({ content: chunk['generated_text'] }, 'stop');
  if (typeof chunk['content'] === 'string' && typeof stop === 'boolean')
    return choice({ content: chunk['content'] }, stop ? (chunk['stop_type'] ?? 'stop') : null);
  return unknownChunk(chunk);
}

function choice(delta: Fields, finish: unknown = null, usage?: unknown): Fields {
  const choices = [{ index: 0, delta, finish_reason: finish }];
  return usage === undefined ? { choices } : { choices, usage };
}

/** What can be found in a chunk of no known protocol. */
function unknownChunk(chunk: Fields): Fields {
  const found = foundAnswer(chunk);
  if (found === null) return chunk;
  const { text, calls, finish, usage } = found;
  return choice({ content: text, ...(calls.length > 0 && { tool_calls: calls }) }, finish, usage);
}

/** Each chunk has all of the text so far. */
function wholeSoFar({ text, finish_reason: reason }: Fields, usage: unknown): Fields {
  return { choices: [{ index: 0, message: { content: text }, finish_reason: reason }], usage };
}

/** An event with its name in `type`; null for one of an unknown name. */
function eventOf(type: string, chunk: Fields): Fields | null {
  const { delta } = chunk;
  const inner = isRecord(delta) ? delta : {};
  switch (type) {
    case 'message':
      return wholeMessage(chunk);
    case 'content_block_start':
      return isRecord(chunk['content_block']) ? blockOf(chunk['content_block'], chunk['index']) : null;
    case 'content_block_delta':
      return typeof inner['partial_json'] === 'string'
        ? choice(callPiece(chunk['index'], { arguments: inner['partial_json'] }))
        : choice({ content: inner['text'], reasoning: inner['thinking'] });
    case 'message_delta':
    case 'message-end':
      return choice({}, inner['stop_reason'] ?? inner['finish_reason'], chunk['usage'] ?? inner['usage']);
    case 'content-delta':
      return choice(isRecord(inner['message']) ? inner['message'] : {});
    case 'tool-call-start':
    case 'tool-call-delta':
      return choice(callIn(inner['message'], chunk['index']));
    case 'response.output_item.added':
      return choice(itemOf(chunk['item'], chunk['output_index']));
    case 'response.function_call_arguments.delta':
      return choice(callPiece(chunk['output_index'], { arguments: delta }));
    case 'response.output_text.delta':
      return choice({ content: delta });
    case 'response.reasoning_text.delta':
    case 'response.reasoning_summary_text.delta':
      return choice({ reasoning: delta });
    case 'response.completed':
    case 'response.incomplete':
      return endOfResponse(chunk['response']);
    default:
      return /^(?:message|content|response|tool)[._-]/.test(type) ? choice({}) : null;
  }
}

function wholeMessage({ content, stop_reason: reason, usage }: Fields): Fields {
  const blocks = (Array.isArray(content) ? content : [content]) as unknown[];
  const calls = blocks.flatMap((block, index) =>
    isRecord(block) && block['type'] === 'tool_use'
      ? [{ index, id: block['id'], function: { name: block['name'], arguments: block['input'] } }]
      : [],
  );
  const message = { content, ...(calls.length > 0 && { tool_calls: calls }) };
  return { choices: [{ index: 0, message, finish_reason: reason ?? null }], usage };
}

/** The start of a block: for a tool call it contains the name, for a text only its first words. */
function blockOf(block: Fields, index: unknown): Fields {
  const { type, id, name } = block;
  return type === 'tool_use' ? choice(callPiece(index, { name }, id)) : choice({ content: block['text'] });
}

function callPiece(index: unknown, called: Fields, id?: unknown): Fields {
  return { tool_calls: [{ index, ...(id !== undefined && { id }), function: called }] };
}

/** Cohere gives one call where others give a list. */
function callIn(message: unknown, index: unknown): Fields {
  const call = isRecord(message) ? message['tool_calls'] : null;
  return isRecord(call) ? { tool_calls: [{ ...call, index }] } : {};
}

/** The beginning of a call in OpenAI's responses. */
function itemOf(item: unknown, index: unknown): Fields {
  return isRecord(item) && item['type'] === 'function_call'
    ? callPiece(index, { name: item['name'] }, item['call_id'] ?? item['id'])
    : {};
}

function endOfResponse(response: unknown): Fields {
  const { incomplete_details: details, usage } = isRecord(response) ? response : {};
  const reason = isRecord(details) ? details['reason'] : 'stop';
  return choice({}, reason, usage ?? null);
}

function candidateOf(candidate: unknown, metadata: unknown): Fields {
  const { content, finishReason } = isRecord(candidate) ? candidate : {};
  const parts = isRecord(content) && Array.isArray(content['parts']) ? (content['parts'] as unknown[]) : [];
  const calls = parts.flatMap((part, index) => {
    const called = isRecord(part) ? part['functionCall'] : undefined;
    return isRecord(called)
      ? [{ index, function: { name: called['name'], arguments: called['args'] ?? {} } }]
      : [];
  });
  const { promptTokenCount, candidatesTokenCount } = isRecord(metadata) ? metadata : {};
  const usage = { prompt_tokens: promptTokenCount, completion_tokens: candidatesTokenCount };
  return choice({ content: parts, ...(calls.length > 0 && { tool_calls: calls }) }, finishReason, usage);
}

/** Special tokens, such as the end mark, are not text. */
function tokenOf({ text, special }: Fields, { details }: Fields): Fields {
  const reason = isRecord(details) ? details['finish_reason'] : null;
  return choice({ content: special === true ? '' : text }, reason);
}

/** Meta's Llama API in a stream: one piece of text or of a call. */
function llamaEvent({ delta, stop_reason: reason, metrics }: Fields): Fields {
  const { type, text, id, function: called } = isRecord(delta) ? delta : {};
  const piece =
    type === 'tool_call' && isRecord(called) ? callPiece(undefined, called, id) : { content: text };
  return choice(piece, reason ?? null, llamaUsage(metrics));
}

/** The same at once. */
function llamaMessage({ content, tool_calls: calls, stop_reason: reason }: Fields, metrics: unknown): Fields {
  const isCall = Array.isArray(calls) && calls.length > 0;
  const message = { content: isRecord(content) ? [content] : content, ...(isCall && { tool_calls: calls }) };
  return { choices: [{ index: 0, message, finish_reason: reason }], usage: llamaUsage(metrics) };
}

/** Tokens, from a list of named metrics; undefined if there is none. */
function llamaUsage(metrics: unknown): Fields | undefined {
  if (!Array.isArray(metrics)) return undefined;
  const values = new Map(
    (metrics as unknown[]).filter(isRecord).map(({ metric, value }) => [metric, value] as const),
  );
  return {
    prompt_tokens: values.get('num_prompt_tokens'),
    completion_tokens: values.get('num_completion_tokens'),
  };
}
