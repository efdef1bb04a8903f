import { useState } from 'react';
import { canLearnAgain } from '../../../../../shared/memory/learn-again.ts';
import type { MessageView } from '../../../../../shared/conversation.ts';
import { learnAgain } from '../../../../state/chat/learn-again.ts';
import { ErrorText } from '../../../../ui/controls/error-text.tsx';
import { RememberedChip } from './remembered-chip.tsx';
import { tMessage } from '../../../../language/translate-message.ts';
import { t } from '../../../../language/translate.ts';

interface RememberedListProps {
  readonly message: Pick<MessageView, 'id' | 'runId' | 'remembered' | 'capture'>;
}

/** The memories that a message taught, and the state of learning from it. */
export function RememberedList({ message }: RememberedListProps) {
  const { remembered } = message;
  return (
    <>
      {remembered.map((item) => (
        <RememberedChip
          key={`${item.changeId} ${item.memoryId}`}
          item={item}
          shared={remembered.some((other) => other !== item && other.changeId === item.changeId)}
        />
      ))}
      <CaptureNote message={message} />
    </>
  );
}

/**
 * Learning is quiet: a text when it takes long (the style sheet delays it), a note when it failed or skipped
 * something, with a button where it can be tried again.
 */
function CaptureNote({ message }: RememberedListProps) {
  const { capture, remembered, runId, id } = message;
  if (capture === null || (capture.status === 'done' && capture.error === null)) return null;
  if (capture.status === 'pending') return <p className="capture-note capture-pending">{t('Learning…')}</p>;
  const failed = capture.status === 'failed';
  const nothing = failed && remembered.length === 0 ? t('Nothing was learned from this message.') : '';
  return (
    <div className="capture-note" role={failed ? 'alert' : 'status'}>
      <ErrorText message={`${nothing} ${tMessage(capture.error?.message ?? '')}`.trim()} />
      {runId === null && canLearnAgain(capture) ? <LearnNow messageId={id} /> : null}
    </div>
  );
}

function LearnNow({ messageId }: { readonly messageId: string }) {
  const [busy, setBusy] = useState(false);
  const learn = async (): Promise<void> => {
    setBusy(true);
    await learnAgain(messageId);
    setBusy(false);
  };
  return (
    <button type="button" className="text-button" disabled={busy} onClick={() => void learn()}>
      {t('Learn now')}
    </button>
  );
}
