import { IconLock } from '@tabler/icons-react';
import { client } from '../../../client/client.ts';
import { useChatStore } from '../../../state/chat/chat-store.ts';
import { showFailure } from '../../../state/page/toast-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { t, tCount } from '../../../language/translate.ts';
import './left-out-notice.css';

interface LeftOutNoticeProps {
  readonly conversationId: string;
  /** How many messages were left out of the request. */
  readonly count: number;
}

/** Says under an answer that earlier private messages stayed on this machine, with a button that sends them. */
export function LeftOutNotice({ conversationId, count }: LeftOutNoticeProps) {
  if (count === 0) return null;
  return (
    <div className="left-out">
      <IconLock size={15} stroke={1.6} aria-hidden />
      <span>
        {tCount(
          count,
          '{{count}} earlier message was not sent: private, and this model is not on this machine.',
          '{{count}} earlier messages were not sent: private, and this model is not on this machine.',
        )}
      </span>
      <SendPrivate conversationId={conversationId} />
    </div>
  );
}

/** Renders nothing when the chat already sends them. */
export function SendPrivate({ conversationId }: Pick<LeftOutNoticeProps, 'conversationId'>) {
  if (useSendsPrivate(conversationId)) return null;
  return (
    <button type="button" className="left-out-send" onClick={() => void sendPrivate(conversationId, true)}>
      {t('Send private messages in this chat')}
    </button>
  );
}

/** While a chat sends private messages: says so and offers to stop. */
export function SendsPrivateBanner({ conversationId }: { readonly conversationId: string | null }) {
  const sends = useSendsPrivate(conversationId);
  if (conversationId === null || !sends) return null;
  return (
    <div className="banner sends-private" role="status">
      <span>{t('Private messages of this chat are sent to models that are not on this machine.')}</span>
      <Button small variant="quiet" onClick={() => void sendPrivate(conversationId, false)}>
        {t('Keep them here')}
      </Button>
    </div>
  );
}

function useSendsPrivate(conversationId: string | null): boolean {
  return useChatStore(
    ({ threads }) =>
      conversationId !== null && threads.get(conversationId)?.conversation.sendsPrivate === true,
  );
}

async function sendPrivate(id: string, allowed: boolean): Promise<void> {
  const result = await client.call('conversations.sendPrivate', { id, allowed });
  if (!result.ok) showFailure(result.error);
}
