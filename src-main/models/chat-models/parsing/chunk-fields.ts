/**
 * Finds the parts of an answer in a chunk of any shape that servers send: `delta`, `message` or `text`; content as text, as parts or as an
 * object; reasoning under any name. Never fails: unknown parts are skipped.
 */
import type { TokenUsage } from '#shared/conversation.ts';
import { firstOf, isRecord } from '../../server/json-value.ts';
import { asChatChunk } from '../../server/other-protocols.ts';

export interface ChunkParts {
  readonly text: string;
  readonly reasoning: string;
  /** True: `text` belongs to a whole message and may repeat earlier text. */
  readonly isWhole: boolean;
  /** Tool calls, not yet parsed. */
  readonly calls: readonly unknown[];
  /** The legacy form of a single call, not yet parsed. */
  readonly functionCall: unknown;
  /** In the server's own words. */
  readonly finishReason: string | null;
  readonly usage: TokenUsage | null;
  /** Whether the chunk has any field of an answer. */
  readonly isAnswer: boolean;
  /** Of several answers to one request, which one this is of; null: it does not say. */
  readonly choice: number | null;
}

/** The parts of a chunk or of a whole answer. */
export function partsOf(chunk: unknown): ChunkParts {
  const outer = unwrapped(chunk);
  if (outer === null) return nothing;
  const choice = firstChoice(outer['choices']);
  const holder = isRecord(choice) ? choice : outer;
  const isAnswer = 'choices' in outer || 'message' in outer || 'usage' in outer || 'delta' in outer;
  const usage = usageIn(outer) ?? usageIn(holder);
  const given = finishOf(holder['finish_reason'] ?? holder['finishReason'] ?? holder['done_reason']);
  const finishReason = given ?? (holder['done'] === true ? 'stop' : null);
  const content = withCallsBeside(contentOf(holder), outer['choices']);
  const index = isRecord(choice) ? choice['index'] : null;
  return {
    ...nothing,
    ...content,
    finishReason,
    usage,
    isAnswer,
    choice: typeof index === 'number' ? index : null,
  };
}

const nothing: ChunkParts = {
  text: '',
  reasoning: '',
  isWhole: false,
  calls: [],
  functionCall: null,
  finishReason: null,
  usage: null,
  isAnswer: false,
  choice: null,
};

/** Some gateways wrap the chunk in `data` or `response`. */
function unwrapped(chunk: unknown): Record<string, unknown> | null {
  if (!isRecord(chunk)) return null;
  if ('choices' in chunk || 'message' in chunk) return asChatChunk(chunk);
  const inner = chunk['data'] ?? chunk['response'] ?? chunk['result'] ?? chunk['output'];
  return isRecord(inner) && 'choices' in inner ? inner : asChatChunk(chunk);
}

/** If a request has several answers, only the first is read. */
function firstChoice(choices: unknown): unknown {
  const first = Array.isArray(choices)
    ? (choices as unknown[]).find((one) => isRecord(one) && String(one['index']) === '0')
    : undefined;
  return first ?? firstOf(choices);
}

/** Some gateways put the text and each call of one answer into choices of their own, without an index. */
function withCallsBeside(content: Partial<ChunkParts>, choices: unknown): Partial<ChunkParts> {
  const all = (Array.isArray(choices) ? choices : []) as unknown[];
  const isOne = all.length > 1 && all.every((one) => isRecord(one) && one['index'] === undefined);
  if (!isOne) return content;
  const calls = all.slice(1).flatMap((one) => (isRecord(one) ? (contentOf(one).calls ?? []) : []));
  return { ...content, calls: [...(content.calls ?? []), ...calls] };
}

function contentOf(holder: Record<string, unknown>): Partial<ChunkParts> {
  const delta = messageParts(holder['delta']);
  const message = messageParts(holder['message']);
  const isEmpty = delta.text === '' && delta.reasoning === '' && delta.calls.length === 0;
  if (isEmpty && delta.functionCall === null && (message.text !== '' || message.calls.length > 0))
    return { ...message, isWhole: true };
  if (isEmpty && message.reasoning !== '') return { ...message, isWhole: true };
  if (isEmpty && typeof holder['text'] === 'string') return { ...delta, text: holder['text'], isWhole: true };
  return delta;
}

type MessageParts = Pick<ChunkParts, 'text' | 'reasoning' | 'calls' | 'functionCall'>;
const noParts: MessageParts = { text: '', reasoning: '', calls: [], functionCall: null };

function messageParts(message: unknown): MessageParts {
  if (typeof message === 'string') return { ...noParts, text: message };
  if (!isRecord(message)) return noParts;
  const content = textsOf(message['content']);
  const refusal = typeof message['refusal'] === 'string' ? message['refusal'] : '';
  const audio = message['audio'];
  const spoken = content.text === '' && isRecord(audio) ? textsOf(audio['transcript']).text : '';
  const isThought = thoughtMark(message);
  const calls = message['tool_calls'] ?? blocksOf(message['content']);
  const apart = reasoningOf(message);
  return {
    text: isThought ? refusal : content.text + spoken + refusal,
    reasoning: apart + content.reasoning + (isThought ? withoutTags(content.text) : ''),
    calls: Array.isArray(calls) ? calls : isRecord(calls) ? [calls] : [],
    functionCall: message['function_call'] ?? null,
  };
}

/** Calls that Anthropic's form puts among the parts of the content. */
function blocksOf(content: unknown): unknown[] {
  const blocks = (Array.isArray(content) ? content : []) as unknown[];
  return blocks.flatMap((block) =>
    isRecord(block) && block['type'] === 'tool_use'
      ? [{ id: block['id'], function: { name: block['name'], arguments: block['input'] } }]
      : [],
  );
}

/** Several servers send the same reasoning under two names; the first one counts. */
function reasoningOf(message: Record<string, unknown>): string {
  for (const name of ['reasoning_content', 'reasoning', 'thinking', 'reasoning_details', 'thinking_blocks']) {
    const { text, reasoning } = textsOf(message[name]);
    if (text + reasoning !== '') return reasoning + text;
  }
  return '';
}

/** Google marks reasoning next to the content. */
function thoughtMark(message: Record<string, unknown>): boolean {
  const extra = message['extra_content'];
  const google = isRecord(extra) ? extra['google'] : undefined;
  return isRecord(google) && google['thought'] === true;
}

function withoutTags(text: string): string {
  return text.replace(/^<thought>|<\/thought>$/g, '');
}

const MAX_PART_DEPTH = 4;

/** The texts of a content: a string, an object with a string, or a list of parts, some of which are reasoning. */
function textsOf(content: unknown, depth = 0): { text: string; reasoning: string } {
  if (typeof content === 'string') return { text: content, reasoning: '' };
  if (depth > MAX_PART_DEPTH) return { text: '', reasoning: '' };
  if (Array.isArray(content)) {
    const parts = content.map((part) => textsOf(part, depth + 1));
    return {
      text: parts.map((part) => part.text).join(''),
      reasoning: parts.map((part) => part.reasoning).join(''),
    };
  }
  if (!isRecord(content)) return { text: '', reasoning: '' };
  const { type } = content;
  const isThought =
    type === 'thinking' || type === 'reasoning' || type === 'thought' || content['thought'] === true;
  const inner = textsOf(
    content['text'] ??
      content['thinking'] ??
      content['content'] ??
      content['value'] ??
      content['summary'] ??
      content['reasoning'] ??
      content['refusal'],
    depth + 1,
  );
  return isThought ? { text: '', reasoning: inner.reasoning + inner.text } : inner;
}

function finishOf(reason: unknown): string | null {
  if (typeof reason === 'string' && reason !== '' && reason !== 'null') return reason;
  return typeof reason === 'number' || reason === true ? 'stop' : null;
}

/** Under the usual name, in Groq's own object, or beside the answer. */
function usageIn(holder: Record<string, unknown>): TokenUsage | null {
  const { x_groq: groq } = holder;
  return usageOf(holder['usage']) ?? (isRecord(groq) ? usageOf(groq['usage']) : null) ?? usageOf(holder);
}

function usageOf(usage: unknown): TokenUsage | null {
  if (!isRecord(usage)) return null;
  const promptTokens = countOf(
    usage['prompt_tokens'] ?? usage['input_tokens'] ?? usage['prompt_eval_count'] ?? usage['inputTokens'],
  );
  const completionTokens = countOf(
    usage['completion_tokens'] ?? usage['output_tokens'] ?? usage['eval_count'] ?? usage['outputTokens'],
  );
  return promptTokens === null && completionTokens === null
    ? null
    : { promptTokens: promptTokens ?? 0, completionTokens: completionTokens ?? 0 };
}

function countOf(count: unknown): number | null {
  const number = typeof count === 'string' && /^\d{1,12}$/.test(count) ? Number(count) : count;
  return typeof number === 'number' && number >= 0 && number < 1e12 ? Math.round(number) : null;
}
