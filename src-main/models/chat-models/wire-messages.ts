import type {
  ChatCompletionContentPart,
  ChatCompletionMessageParam,
} from 'openai/resources/chat/completions';
import { textOf } from '#shared/agents/content.ts';
import type { ContentPart, FunctionCall } from '#shared/agents/content.ts';
import type { ModelMessage } from '#shared/models/model-message.ts';
import type { RequestFeatures } from './request-features.ts';

type UserMessage = Extract<ModelMessage, { role: 'user' }>;

/** Google accepts this in place of a signature for calls that another model made. */
const NO_SIGNATURE = { google: { thought_signature: 'skip_thought_signature_validator' } };

/** Converts messages to the protocol's form, in which each tool result is its own message. */
export function wireMessages(
  messages: readonly ModelMessage[],
  features: RequestFeatures,
): ChatCompletionMessageParam[] {
  const named = features.names ? messages : namesInText(messages);
  const folded = features.systemRole ? named : withoutSystem(named);
  const told = features.toolRole ? folded : withoutToolRole(folded);
  const joined = features.alternating ? alternating(told) : told;
  return joined.flatMap((message) => wireMessage(message, features));
}

/**
 * The messages with the name of each speaker before its words, for servers whose templates know no names. One speaker alone needs none.
 */
function namesInText(messages: readonly ModelMessage[]): readonly ModelMessage[] {
  const speakers = new Set(
    messages.flatMap((message) => (message.role === 'user' ? (message.name ?? []) : [])),
  );
  if (speakers.size < 2) return messages;
  return messages.map((message) => {
    if (message.role !== 'user' || message.name === undefined) return message;
    return { ...message, content: saidBy(message.name, message.content) };
  });
}

function saidBy(name: string, content: Content): string | ContentPart[] {
  const head = `${name} said:`;
  return typeof content === 'string'
    ? `${head}\n${content}`
    : [{ type: 'text' as const, text: head }, ...content];
}

/** Puts the instructions before the first user message, for models whose template has no system role. */
function withoutSystem(messages: readonly ModelMessage[]): ModelMessage[] {
  const instructions = messages.flatMap((message) => (message.role === 'system' ? [message.content] : []));
  const others = messages.filter(({ role }) => role !== 'system');
  if (instructions.length === 0) return others;
  const first = others.findIndex(({ role }) => role === 'user');
  const text = instructions.join('\n\n');
  const user = others[first];
  if (user?.role !== 'user') return [{ role: 'user', content: text }, ...others];
  const opened: UserMessage = { ...user, content: joinedContent(text, user.content) };
  return others.with(first, opened);
}

/** Writes calls and their results as words, for models whose template knows no results. Calls have a form in which an answer may call too. */
function withoutToolRole(messages: readonly ModelMessage[]): ModelMessage[] {
  const names = new Map<string, string>();
  return messages.map((message) => {
    if (message.role === 'assistant' && (message.toolCalls ?? []).length > 0) {
      for (const { id, name } of message.toolCalls ?? []) names.set(id, name);
      return {
        role: 'assistant',
        content: [message.content, ...callsAsText(message)].filter(Boolean).join('\n'),
      };
    }
    if (message.role !== 'tool') return message;
    const results = message.results.map(
      ({ callId, content }) => `The tool ${names.get(callId) ?? ''} returned:\n${content}`,
    );
    return { role: 'user', content: results.join('\n\n') };
  });
}

function callsAsText({ toolCalls = [] }: Extract<ModelMessage, { role: 'assistant' }>): string[] {
  return toolCalls.map(
    ({ name, arguments: text }) =>
      `<tool_call>\n{"name": ${JSON.stringify(name)}, "arguments": ${text}}\n</tool_call>`,
  );
}

/** Joins adjacent messages of one role; the first message after the instructions and the last one are a user's. */
export function alternating(messages: readonly ModelMessage[]): ModelMessage[] {
  const made: ModelMessage[] = [];
  for (const message of messages) {
    const last = made.at(-1);
    if (last?.role === 'user' && message.role === 'user') made[made.length - 1] = joinedUsers(last, message);
    else if (last?.role === 'assistant' && message.role === 'assistant' && last.toolCalls === undefined)
      made[made.length - 1] = {
        ...message,
        content: [last.content, message.content].filter(Boolean).join('\n\n'),
      };
    else made.push(message);
  }
  const start = made.findIndex(({ role }) => role !== 'system');
  if (start >= 0 && made[start]?.role === 'assistant') made.splice(start, 0, { role: 'user', content: '…' });
  const last = made.at(-1);
  if (last?.role === 'assistant') made.push({ role: 'user', content: 'Go on.' });
  return made;
}

function joinedUsers(first: UserMessage, second: UserMessage): UserMessage {
  const notes = [first.notes, second.notes].filter((note) => note !== undefined && note !== '').join('\n\n');
  const { name } = second;
  return {
    role: 'user',
    content: joinedContent(first.content, second.content),
    ...(name !== undefined && name === first.name && { name }),
    ...(notes !== '' && { notes }),
  };
}

type Content = string | readonly ContentPart[];

function joinedContent(first: Content, second: Content): string | ContentPart[] {
  if (typeof first === 'string' && typeof second === 'string') return `${first}\n\n${second}`;
  return [...partsOf(first), ...partsOf(second)];
}

function partsOf(content: Content): readonly ContentPart[] {
  return typeof content === 'string' ? [{ type: 'text', text: content }] : content;
}

function wireMessage(message: ModelMessage, features: RequestFeatures): ChatCompletionMessageParam[] {
  switch (message.role) {
    case 'system':
      return [{ role: 'system', content: message.content }];
    case 'user': {
      const name = features.names ? wireName(message.name) : undefined;
      return [{ role: 'user', content: userContent(message, features), ...(name !== undefined && { name }) }];
    }
    case 'assistant':
      return [assistantMessage(message, features)];
    case 'tool':
      return message.results.map(({ callId, content }) => ({
        role: 'tool',
        tool_call_id: wireId(callId, features),
        content,
      }));
  }
}

function userContent(
  { content: own, notes }: UserMessage,
  { parts }: RequestFeatures,
): string | ChatCompletionContentPart[] {
  const content = notes === undefined || notes === '' ? own : joinedContent(notes, own);
  if (typeof content === 'string') return content;
  if (!parts) return textOf(content);
  return content.map((part) =>
    part.type === 'text'
      ? { type: 'text', text: part.text }
      : { type: 'image_url', image_url: { url: `data:${part.mediaType};base64,${part.data}` } },
  );
}

function assistantMessage(
  { content, toolCalls, reasoning = '' }: Extract<ModelMessage, { role: 'assistant' }>,
  features: RequestFeatures,
): ChatCompletionMessageParam {
  if (toolCalls === undefined || toolCalls.length === 0) return { role: 'assistant', content };
  const { nullContent, thoughtsBack } = features;
  return {
    role: 'assistant',
    // Several servers reject an empty text beside tool calls.
    content: content === '' && nullContent ? null : content,
    ...(thoughtsBack && { reasoning_content: reasoning }),
    tool_calls: toolCalls.map((call) => wireCall(call, features)),
  };
}

function wireCall({ id, name, arguments: text, extra }: FunctionCall, features: RequestFeatures) {
  // Signatures of Anthropic mean nothing to other servers.
  const given = extra === undefined || 'anthropic' in extra ? undefined : extra;
  const signed = given ?? (features.signatures ? NO_SIGNATURE : undefined);
  return {
    id: wireId(id, features),
    type: 'function' as const,
    function: { name, arguments: text },
    ...(signed !== undefined && { extra_content: signed }),
  };
}

/** Mistral accepts nine letters and digits; the end of an id distinguishes calls better than its beginning. */
function wireId(id: string, { shortIds }: RequestFeatures): string {
  if (!shortIds || /^[a-zA-Z0-9]{9}$/.test(id)) return id;
  return id
    .replace(/[^a-zA-Z0-9]/g, '')
    .slice(-9)
    .padStart(9, '0');
}

/** OpenAI accepts only letters, digits, _ and -, at most 64 of them. */
function wireName(name: string | undefined): string | undefined {
  const clean = name?.replace(/[^a-zA-Z0-9_-]+/g, '_').slice(0, 64);
  return clean === '' ? undefined : clean;
}

/** Stands for a picture in a request to a model that cannot see it. */
const NOT_SHOWN = '[A picture that this model cannot see.]';

/** The messages with a note in place of each picture. */
export function withoutPictures(messages: readonly ModelMessage[]): readonly ModelMessage[] {
  return messages.map((message) => {
    if (message.role !== 'user' || typeof message.content === 'string') return message;
    const content = message.content.map((part) =>
      part.type === 'image' ? { type: 'text' as const, text: NOT_SHOWN } : part,
    );
    return { ...message, content };
  });
}

/** The messages without answers that say nothing, such as those that were stopped before a word: several servers refuse them. */
export function withoutBlank(messages: readonly ModelMessage[]): readonly ModelMessage[] {
  return messages.filter(
    (message) =>
      message.role !== 'assistant' || message.content.trim() !== '' || (message.toolCalls ?? []).length > 0,
  );
}
