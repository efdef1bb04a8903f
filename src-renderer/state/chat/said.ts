/**
 * What of a run is said, not only done. The same is in shared/agents/messages.ts, with the schemas around it, which would
 * make the page a fifth larger.
 */
import type { ChatMessage } from '../../../shared/agents/chat-messages.ts';
import type { AgentMessage } from '../../../shared/agents/messages.ts';

const types: Readonly<Record<ChatMessage['type'], true>> = {
  TextMessage: true,
  MultiModalMessage: true,
  StructuredMessage: true,
  StopMessage: true,
  HandoffMessage: true,
  ToolCallSummaryMessage: true,
};

export function isSaid(message: AgentMessage): message is ChatMessage {
  return Object.hasOwn(types, message.type);
}

/** The words of what was said; pictures are left out. A structured answer is JSON in a fence. */
export function saidWords(message: ChatMessage): string {
  if (message.type === 'StructuredMessage') {
    return `\`\`\`json\n${JSON.stringify(message.content, null, 2)}\n\`\`\``;
  }
  if (typeof message.content === 'string') return message.content;
  return message.content.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n');
}

/** Who it is by, as the chat calls them: a person's own words are "You", whatever their part in the team is called. */
export function speakerOf({ source, metadata }: Pick<AgentMessage, 'source' | 'metadata'>): string {
  if (metadata['standIn'] === 'person') return `You, for ${source}`;
  return metadata['by'] === 'person' || source === 'user' ? 'You' : source;
}
