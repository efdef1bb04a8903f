import { useEffect } from 'react';
import { loadChatUsage, useChatUsageStore } from '../../../state/chat/chat-usage-store.ts';
import type { Thread } from '../../../state/chat/thread.ts';
import { formatDollars } from '../../runs/run-labels.ts';
import { t, tCount } from '../../../language/translate.ts';

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
  const tokens = tCount(promptTokens + completionTokens, '{{count}} token', '{{count}} tokens');
  const dollars = formatDollars(cost);
  const spent = cost > 0 ? ` · ${unpriced > 0 ? t('at least {{dollars}}', { dollars }) : dollars}` : '';
  return (
    <span className="chat-usage" title={t('What the answers of this chat used, in all its versions')}>
      {tokens}
      {spent}
    </span>
  );
}
