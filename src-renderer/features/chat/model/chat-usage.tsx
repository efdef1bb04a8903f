import { useEffect } from 'react';
import { loadChatUsage, useChatUsageStore } from '../../../state/chat/chat-usage-store.ts';
import type { Thread } from '../../../state/chat/thread.ts';
import { formatCount } from '../../../ui/format/format-count.ts';
import { formatDollars } from '../../runs/run-labels.ts';

/** What this chat used and cost so far; nothing before its first answer from a model. */
export function ChatUsage({ thread }: { readonly thread: Thread }) {
  const { id } = thread.conversation;
  const shown = useChatUsageStore();
  const answered = thread.messages.filter(({ usage }) => usage !== null).length;
  useEffect(() => {
    if (answered > 0) void loadChatUsage(id);
  }, [id, answered]);
  if (shown.conversationId !== id || shown.usage === null || answered === 0) return null;
  const { promptTokens, completionTokens, cost, unpriced } = shown.usage;
  const tokens = formatCount(promptTokens + completionTokens, 'token', 'tokens');
  const atLeast = unpriced > 0 ? 'at least ' : '';
  const spent = cost > 0 ? ` · ${atLeast}${formatDollars(cost)}` : '';
  return (
    <span className="chat-usage" title="What the answers of this chat used, in all its versions">
      {tokens}
      {spent}
    </span>
  );
}
