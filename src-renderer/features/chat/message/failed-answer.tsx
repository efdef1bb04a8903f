import { Link } from 'wouter';
import type { MessageView } from '../../../../shared/conversation.ts';
import type { ErrorCode } from '../../../../shared/errors.ts';
import type { ModelRef } from '../../../../shared/models/provider.ts';
import { retryAnswer, useChatStore } from '../../../state/chat/chat-store.ts';
import { messageEdits } from '../../../state/chat/message-edits-store.ts';
import { showFailure } from '../../../state/page/toast-store.ts';
import { view } from '../../../state/page/view-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { ErrorText } from '../../../ui/controls/error-text.tsx';
import { SendPrivate } from './left-out-notice.tsx';
import { t } from '../../../language/translate.ts';

/** Failures that another model may avoid. */
const ofTheModel: readonly ErrorCode[] = [
  'no_such_model',
  'out_of_memory',
  'template_failed',
  'tools_not_supported',
  'images_not_supported',
  'context_too_long',
  'quota_exceeded',
  'overloaded',
  'region_not_supported',
  'moderated',
];
/** Failures that are temporary, or that no setting can change. */
const beyondSettings: readonly ErrorCode[] = ['rate_limited', 'invalid_output', 'model_loading', 'blocked'];

interface FailedAnswerProps {
  readonly message: MessageView;
  /** Only the last answer of a conversation can be given again. */
  readonly last: boolean;
}

/** Why an answer failed, what the server said, and what the user can do. */
export function FailedAnswer({ message, last }: FailedAnswerProps) {
  const { error, runId } = message;
  const canRetry = last && runId === null;
  const help = error?.fault === 'model' && !beyondSettings.includes(error.code);
  return (
    <div className="message-failure" role="alert">
      <ErrorText message={error?.message ?? t('The answer failed. Try again.')} />
      <div className="message-failure-actions">
        {canRetry ? (
          <Button small onClick={() => void retry(message.id)}>
            {t('Try again')}
          </Button>
        ) : null}
        {canRetry && error?.code === 'context_too_long' ? <ShortenQuestion message={message} /> : null}
        {error?.code === 'private_message' ? <SendPrivate conversationId={message.conversationId} /> : null}
        {help ? (
          <Link href="/settings/models">
            {ofTheModel.includes(error.code) ? t('Choose another model') : t('Settings → Models')}
          </Link>
        ) : null}
      </div>
    </div>
  );
}

/** Opens the message that was too long for editing. */
function ShortenQuestion({ message: { conversationId, parentId } }: Pick<FailedAnswerProps, 'message'>) {
  const question = useChatStore(({ threads }) =>
    threads.get(conversationId)?.messages.find(({ id }) => id === parentId),
  );
  if (question?.role !== 'user') return null;
  return (
    <Button small variant="quiet" onClick={() => messageEdits.open(question.id, question.text)}>
      {t('Shorten the message')}
    </Button>
  );
}

/** Retries, with another model if one is given. Resolves to the id of the new answer; null if it could not start. */
export async function retry(messageId: string, model?: ModelRef): Promise<string | null> {
  // The button disappears with the old answer, so the focus moves to the composer.
  view.focusComposer();
  const result = await retryAnswer(messageId, model);
  if (result.ok) return result.value.assistantMessage.id;
  showFailure(result.error);
  return null;
}
