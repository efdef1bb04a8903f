import type {
  LanguageModelV4FilePart,
  LanguageModelV4Message,
  LanguageModelV4Prompt,
  LanguageModelV4TextPart,
  LanguageModelV4ToolCallPart,
} from '@ai-sdk/provider';
import type { FunctionCall } from '#shared/agents/content.ts';
import type { ModelMessage } from '#shared/models/model-message.ts';
import { alternating } from '../chat-models/wire-messages.ts';
import { isRecord, parseJson } from '../server/json-value.ts';
import { signedThoughts, thoughtSignature } from './native-extra.ts';

type UserMessage = Extract<ModelMessage, { role: 'user' }>;
type AssistantMessage = Extract<ModelMessage, { role: 'assistant' }>;
type UserPart = LanguageModelV4TextPart | LanguageModelV4FilePart;

/** Both protocols reject a message without content. */
const NOTHING = '…';
/** Anthropic caches the prompt up to a mark for some minutes; other providers ignore it. */
const CACHED = { anthropic: { cacheControl: { type: 'ephemeral' } } } as const;

/**
 * The messages in the library's form: instructions first, then user and model alternately, with cache marks for what stays the same in the
 * next request.
 */
export function nativePrompt(messages: readonly ModelMessage[]): LanguageModelV4Prompt {
  const found = messages.findIndex(({ role }) => role !== 'system');
  const start = found < 0 ? messages.length : found;
  const turns = alternating(messages.slice(start).map(laterInstruction));
  const named = new Set(turns.flatMap((message) => (message.role === 'user' ? [message.name] : []))).size > 1;
  const wired = turns.flatMap((message) => nativeMessage(message, named));
  const instructions = messages
    .slice(0, start)
    .flatMap((one) => (one.role === 'system' ? [one.content] : []));
  const system = instructions.filter((text) => text !== '').join('\n\n');
  const prompt: LanguageModelV4Prompt = system === '' ? [] : [{ role: 'system', content: system }];
  return withMarks([...prompt, ...(wired.length > 0 ? wired : [userMessage(NOTHING)])]);
}

/** Instructions are only supported at the beginning. */
function laterInstruction(message: ModelMessage): ModelMessage {
  return message.role === 'system' ? { role: 'user', content: message.content } : message;
}

function nativeMessage(message: ModelMessage, named: boolean): LanguageModelV4Message[] {
  switch (message.role) {
    case 'system':
      return [];
    case 'user':
      return [{ role: 'user', content: userContent(message, named) }];
    case 'assistant': {
      const content = assistantContent(message);
      return content.length === 0 ? [] : [{ role: 'assistant', content }];
    }
    case 'tool':
      return [
        {
          role: 'tool',
          content: message.results.map(({ callId, name, content, isError }) => ({
            type: 'tool-result',
            toolCallId: nativeId(callId),
            toolName: name,
            output: { type: isError ? 'error-text' : 'text', value: content },
          })),
        },
      ];
  }
}

function userMessage(text: string): LanguageModelV4Message {
  return { role: 'user', content: [{ type: 'text', text }] };
}

/** Neither protocol has a field for the speaker's name: if there are several speakers, it is put before their text. */
function userContent({ content, notes = '', name }: UserMessage, named: boolean): UserPart[] {
  const own: UserPart[] =
    typeof content === 'string'
      ? [{ type: 'text', text: content }]
      : content.map((part) =>
          part.type === 'text'
            ? { type: 'text', text: part.text }
            : { type: 'file', mediaType: part.mediaType, data: { type: 'data', data: part.data } },
        );
  const before = [notes, named && name !== undefined ? `${name}:` : ''].filter((text) => text !== '');
  const parts: UserPart[] = [...before.map((text) => ({ type: 'text' as const, text })), ...own];
  const said = parts.filter((part) => part.type !== 'text' || part.text.trim() !== '');
  return said.length > 0 ? said : [{ type: 'text', text: NOTHING }];
}

function assistantContent({ content, toolCalls = [] }: AssistantMessage) {
  const thoughts = toolCalls.flatMap(signedThoughts).map((thought) => ({
    type: 'reasoning' as const,
    text: 'text' in thought ? thought.text : '',
    providerOptions: {
      anthropic: 'text' in thought ? { signature: thought.signature } : { redactedData: thought.redacted },
    },
  }));
  const text = content.trim() === '' ? [] : [{ type: 'text' as const, text: content }];
  return [...thoughts, ...text, ...toolCalls.map(nativeCall)];
}

function nativeCall(call: FunctionCall): LanguageModelV4ToolCallPart {
  const input = parseJson(call.arguments);
  const signature = thoughtSignature(call);
  return {
    type: 'tool-call',
    toolCallId: nativeId(call.id),
    toolName: call.name,
    // Both protocols accept objects only; the model sees what it wrote instead in the error of the call.
    input: isRecord(input) ? input : {},
    ...(signature !== null && { providerOptions: { google: { thoughtSignature: signature } } }),
  };
}

/** Anthropic accepts letters, digits, _ and - in the id of a call; other models' calls have other characters too. */
function nativeId(id: string): string {
  const clean = id.replace(/[^a-zA-Z0-9_-]/g, '_');
  return clean === '' ? 'call' : clean;
}

/**
 * Marks the ends of what stays the same: the instructions, everything before the last user message (whose notes change from turn to turn)
 * and, during tool calls, the last result.
 */
function withMarks(prompt: LanguageModelV4Prompt): LanguageModelV4Prompt {
  const lastUser = prompt.findLastIndex(({ role }) => role === 'user');
  const marked = new Set([0, lastUser - 1]);
  if (prompt.at(-1)?.role === 'tool') marked.add(prompt.length - 1);
  if (prompt[0]?.role !== 'system') marked.delete(0);
  return prompt.map((message, at) => (marked.has(at) ? { ...message, providerOptions: CACHED } : message));
}
