import type {
  ChatCompletionContentPart,
  ChatCompletionMessageParam,
} from 'openai/resources/chat/completions';
import type { ContentPart } from '#shared/agents/content.ts';
import type { ModelMessage } from '#shared/models/model-message.ts';
import type { RequestFeatures } from './request-features.ts';

/** Converts messages to the protocol's form, in which each tool result is its own message. */
export function wireMessages(
  messages: readonly ModelMessage[],
  features: RequestFeatures,
): ChatCompletionMessageParam[] {
  return messages.flatMap((message) => wireMessage(message, features));
}

function wireMessage(message: ModelMessage, features: RequestFeatures): ChatCompletionMessageParam[] {
  switch (message.role) {
    case 'system':
      return [{ role: 'system', content: message.content }];
    case 'user': {
      const name = features.names ? wireName(message.name) : undefined;
      return [{ role: 'user', content: userContent(message.content), ...(name !== undefined && { name }) }];
    }
    case 'assistant':
      return [assistantMessage(message)];
    case 'tool':
      return message.results.map(({ callId, content }) => ({ role: 'tool', tool_call_id: callId, content }));
  }
}

function userContent(content: string | readonly ContentPart[]): string | ChatCompletionContentPart[] {
  if (typeof content === 'string') return content;
  return content.map((part) =>
    part.type === 'text'
      ? { type: 'text', text: part.text }
      : { type: 'image_url', image_url: { url: `data:${part.mediaType};base64,${part.data}` } },
  );
}

function assistantMessage({
  content,
  toolCalls,
}: Extract<ModelMessage, { role: 'assistant' }>): ChatCompletionMessageParam {
  if (toolCalls === undefined || toolCalls.length === 0) return { role: 'assistant', content };
  return {
    role: 'assistant',
    // Several servers reject an empty text beside tool calls.
    content: content === '' ? null : content,
    tool_calls: toolCalls.map((call) => ({
      id: call.id,
      type: 'function',
      function: { name: call.name, arguments: call.arguments },
    })),
  };
}

/** OpenAI accepts only letters, digits, _ and -, at most 64 of them. */
function wireName(name: string | undefined): string | undefined {
  const clean = name?.replace(/[^a-zA-Z0-9_-]+/g, '_').slice(0, 64);
  return clean === '' ? undefined : clean;
}
