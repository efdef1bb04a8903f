import { useState } from 'react';
import type { MessageView } from '../../../../shared/conversation.ts';
import type { CutReason } from '../../../../shared/models/reasons.ts';
import { client } from '../../../client/client.ts';
import { sendMessage } from '../../../state/chat/chat-store.ts';
import { showFailure } from '../../../state/page/toast-store.ts';
import { view } from '../../../state/page/view-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { t, tCount } from '../../../language/translate.ts';
import './answer-notices.css';

const NOT_YET = t(
  'Nothing with this answer. They are summarised after an answer that leaves them out, for the next one.',
);

/** The message that the button Continue sends for the user. */
const GO_ON = t('Go on where you stopped.');

const reasons: Readonly<Record<CutReason, string>> = {
  length: t('The answer reached its limit of length and is not finished.'),
  repetition: t('The model repeated itself without end, so its answer was stopped.'),
  unclear: t('The server closed the connection without saying whether the answer is whole.'),
};

interface NoticeProps {
  readonly message: MessageView;
  /** Whether it is the last message of its chat. */
  readonly last: boolean;
}

/** Notices under an answer: what is missing from it, and which part of the chat its model did not read. */
export function AnswerNotices({ message, last }: NoticeProps) {
  const { id, cut, shortened, runId, conversationId } = message;
  return (
    <>
      {cut === null ? null : (
        <div className="answer-notice" role="status">
          <span>{reasons[cut]}</span>
          {last && runId === null ? (
            <Button small onClick={() => void goOn(conversationId)}>
              {t('Continue')}
            </Button>
          ) : null}
        </div>
      )}
      {shortened === 0 ? null : (
        <div className="answer-notice">
          <span>
            {tCount(
              shortened,
              '{{count}} message from the beginning of this chat was left out: the model cannot read more at once.',
              '{{count}} messages from the beginning of this chat were left out: the model cannot read more at once.',
            )}
          </span>
          {runId === null ? <ToldInstead messageId={id} /> : null}
        </div>
      )}
    </>
  );
}

/** The summary that the model got instead of the omitted messages, collapsed. */
function ToldInstead({ messageId }: { readonly messageId: string }) {
  const [told, setTold] = useState<string | null>(null);
  const toggle = async (): Promise<void> => {
    if (told !== null) return setTold(null);
    const result = await client.call('chat.summary', { messageId });
    if (result.ok) setTold(result.value.text ?? NOT_YET);
    else showFailure(result.error);
  };
  return (
    <>
      <button
        type="button"
        className="text-button"
        aria-expanded={told !== null}
        onClick={() => void toggle()}
      >
        {t('What the model was told of them')}
      </button>
      {told === null ? null : (
        <p className="told-instead" dir="auto">
          {told}
        </p>
      )}
    </>
  );
}

async function goOn(conversationId: string): Promise<void> {
  // The button disappears with the next message, so the focus moves to the composer.
  view.focusComposer();
  const result = await sendMessage({
    requestId: crypto.randomUUID(),
    conversationId,
    text: GO_ON,
    pasted: [],
    attachments: [],
    temporary: false,
    projectId: null,
    model: null,
    answerer: null,
  });
  if (!result.ok) showFailure(result.error);
}
