/**
 * Chat messages among the messages of a run. `isChatMessage` duplicates the one in shared/agents/messages.ts, whose
 * schemas would make the page a fifth larger.
 */
import type { ChatMessage } from '../../../shared/agents/chat-messages.ts';
import type { AgentMessage } from '../../../shared/agents/messages.ts';
import { t } from '../../language/translate.ts';

const types: Readonly<Record<ChatMessage['type'], true>> = {
  TextMessage: true,
  MultiModalMessage: true,
  StructuredMessage: true,
  StopMessage: true,
  HandoffMessage: true,
  ToolCallSummaryMessage: true,
};

export function isChatMessage(message: AgentMessage): message is ChatMessage {
  return Object.hasOwn(types, message.type);
}

/** The text of a message; images are left out. A structured answer becomes a JSON code block. */
export function messageText(message: ChatMessage): string {
  if (message.type === 'StructuredMessage') {
    return `\`\`\`json\n${JSON.stringify(message.content, null, 2)}\n\`\`\``;
  }
  if (typeof message.content === 'string') return message.content;
  return message.content.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n');
}

/** The display name of a speaker: a person is "You", whatever their name in the team. */
export function speakerName({ source, metadata }: Pick<AgentMessage, 'source' | 'metadata'>): string {
  if (metadata['standIn'] === 'person') return t('You, for {{source}}', { source });
  return metadata['by'] === 'person' || source === 'user' ? t('You') : source;
}
