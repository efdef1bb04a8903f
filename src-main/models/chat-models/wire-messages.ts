import type {
  ChatCompletionContentPart,
  ChatCompletionMessageParam,
} from 'openai/resources/chat/completions';
import type { ContentPart } from '#shared/agents/content.ts';
import type { ModelMessage } from '#shared/models/model-message.ts';
import type { RequestShape } from './request-shape.ts';

/** The messages of a request as the protocol words them: each result of a tool is a message of its own there. */
export function wireMessages(
  messages: readonly ModelMessage[],
  shape: RequestShape,
): ChatCompletionMessageParam[] {
  return messages.flatMap((message) => wireMessage(message, shape));
}

function wireMessage(message: ModelMessage, shape: RequestShape): ChatCompletionMessageParam[] {
  switch (message.role) {
    case 'system':
      return [{ role: 'system', content: message.content }];
    case 'user': {
      const name = shape.names ? wireName(message.name) : undefined;
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
    // Several servers refuse an empty text beside calls.
    content: content === '' ? null : content,
    tool_calls: toolCalls.map((call) => ({
      id: call.id,
      type: 'function',
      function: { name: call.name, arguments: call.arguments },
    })),
  };
}

/** OpenAI takes letters, digits, _ and - only, at most 64 of them. */
function wireName(name: string | undefined): string | undefined {
  const clean = name?.replace(/[^a-zA-Z0-9_-]+/g, '_').slice(0, 64);
  return clean === '' ? undefined : clean;
}
