import { IconBookmark, IconPencil, IconRefresh } from '@tabler/icons-react';
import { memo, useRef } from 'react';
import type { RefObject } from 'react';
import { TUTEE } from '../../../../shared/agents/names.ts';
import type { AgentMessage } from '../../../../shared/agents/messages.ts';
import type { AnswerWait, MessageView } from '../../../../shared/conversation.ts';
import type { ModelRef } from '../../../../shared/models/provider.ts';
import { useSettingsStore } from '../../../state/settings/settings-store.ts';
import { useChatUsageStore } from '../../../state/chat/chat-usage-store.ts';
import { CompareButton } from '../compare/compare-button.tsx';
import { AnswerAgainWith } from '../model/answer-again-with.tsx';
import { messageEdits, useMessageEdits } from '../../../state/chat/message-edits-store.ts';
import { CallCards, ToolCalls } from '../tools/tool-calls.tsx';
import { isWaiting } from '../../../state/chat/thread.ts';
import { useFoundIn } from '../../../state/chat/find-store.ts';
import { view } from '../../../state/page/view-store.ts';
import { IconButton } from '../../../ui/controls/button.tsx';
import { useAgentsStore } from '../../../state/runs/agents-store.ts';
import { RunSteps } from '../../runs/chat/run-steps.tsx';
import { AssistantSymbol } from '../assistant/assistant-symbol.tsx';
import { answerMeta, placeOf, usedMemoriesLabel } from './answer-meta.ts';
import { AnswerNotices } from './answer-notices.tsx';
import { CopyButton } from '../../../ui/controls/copy-button.tsx';
import { AnswerEditor } from './edit/answer-editor.tsx';
import { comparison } from '../../../state/chat/comparison-store.ts';
import { FeedbackButton } from './feedback/feedback-button.tsx';
import { FailedAnswer, retry } from './failed-answer.tsx';
import { LeftOutNotice } from './left-out-notice.tsx';
import { Markdown } from '../../../ui/markdown/markdown.tsx';
import { QuoteButton } from './actions/quote-button.tsx';
import { ReadAloudButton } from './actions/read-aloud-button.tsx';
import { PassageChips } from '../passages/passage-chips.tsx';
import { Reasoning } from './reasoning.tsx';
import { RememberedList } from './learning/remembered-list.tsx';
import { EditedNote, VersionNav } from './version-nav.tsx';
import { TypingIndicator } from './typing-indicator.tsx';
import { WaitClock } from './wait-clock.tsx';
import { t, tCount } from '../../../language/translate.ts';
import './message.css';
import './answer.css';
import './message-foot.css';

interface AnswerProps {
  readonly message: MessageView;
  /** Only the last answer of a conversation can be retried or edited. */
  readonly last: boolean;
  readonly temporary: boolean;
  /** Whether the right panel shows its memories. */
  readonly receiptOpen: boolean;
  /** What an agent did in a run before this message. */
  readonly steps: readonly AgentMessage[];
  /** How many earlier messages to report as left out of the request. */
  readonly leftOut: number;
  /** Why the answer has not started; null when nothing is known. */
  readonly wait: AnswerWait | null;
}

export const Answer = memo(function Answer({
  message,
  last,
  temporary,
  receiptOpen,
  steps,
  leftOut,
  wait,
}: AnswerProps) {
  const streaming = message.status === 'streaming';
  const empty = message.text === '';
  const isSilent = wait !== null && wait.reason !== 'limit' && wait.reason !== 'retry';
  const editing = useMessageEdits(({ texts }) => texts.has(message.id));
  const place = useSettingsStore(({ view: saved }) => placeOf(saved?.settings.providers ?? [], message));
  const cost = useChatUsageStore(({ costs }) => costs.get(message.id) ?? null);
  const found = useFoundIn(message.id);
  const isAssistant = message.runId === null && message.speaker !== TUTEE;
  const symbol = useAgentsStore(({ saved }) =>
    isAssistant ? saved?.find(({ name }) => name === message.speaker)?.introduction?.symbol : undefined,
  );
  const edit = useRef<HTMLButtonElement>(null);
  const close = (saved: boolean): void => {
    // The focused element is gone.
    if (saved) view.focusComposer();
    else requestAnimationFrame(() => edit.current?.focus());
  };
  return (
    <article className="message message-answer" aria-label={message.speaker} aria-busy={streaming}>
      <div className="message-head">
        {isAssistant ? <AssistantSymbol name={message.speaker} symbol={symbol} /> : null}
        <span className="message-speaker" dir="auto">
          {message.speaker}
        </span>
        <span className="message-meta">{answerMeta(message, cost, place)}</span>
      </div>
      {message.reasoning === '' ? null : (
        <Reasoning text={message.reasoning} thinking={streaming && empty} found={found === 'reasoning'} />
      )}
      <RunSteps steps={steps} />
      <ToolCalls message={message} last={last} />
      {empty && streaming && !isSilent ? <TypingIndicator speaker={message.speaker} wait={wait} /> : null}
      {editing ? <AnswerEditor message={message} temporary={temporary} onClose={close} /> : null}
      {empty || editing ? null : <Markdown text={message.text} whole={found !== null} />}
      <CallCards message={message} last={last} />
      {streaming || editing ? null : <PassageChips message={message} />}
      {streaming && isSilent ? (
        <WaitClock conversationId={message.conversationId} wait={wait} begun={!empty} />
      ) : null}
      {message.status === 'stopped' && !(last && isWaiting(message)) ? (
        <p className="message-stopped">{t('Stopped')}</p>
      ) : null}
      {message.status === 'failed' ? <FailedAnswer message={message} last={last} /> : null}
      <AnswerNotices message={message} last={last} />
      <LeftOutNotice conversationId={message.conversationId} count={leftOut} />
      {editing ? null : <EditedNote message={message} />}
      {/* Rendered while the answer streams too, so that nothing moves when it is filled. */}
      <div className="message-foot">
        <Receipt message={message} open={receiptOpen} />
        {streaming || editing ? null : (
          <AnswerActions
            message={message}
            last={last}
            temporary={temporary}
            edit={edit}
            onEdit={() => messageEdits.open(message.id, message.text)}
          />
        )}
      </div>
      <RememberedList message={message} />
    </article>
  );
});

function Receipt({ message, open }: { readonly message: MessageView; readonly open: boolean }) {
  const { receipt } = message;
  if (receipt === null || (receipt.used === 0 && receipt.leftOut === 0)) return null;
  const toggle = () => view.toggleReceipt(message.id);
  if (receipt.used === 0) {
    return (
      <button type="button" className="receipt-none" aria-expanded={open} onClick={toggle}>
        {tCount(
          receipt.leftOut,
          'No memory used · {{count}} memory considered, left out',
          'No memory used · {{count}} memories considered, left out',
        )}
      </button>
    );
  }
  return (
    <>
      <button type="button" className="receipt-button" aria-expanded={open} onClick={toggle}>
        <IconBookmark size={16} stroke={1.6} aria-hidden />
        {usedMemoriesLabel(receipt.used)}
      </button>
      {receipt.leftOut === 0 ? null : (
        <span className="receipt-left">
          {t('· {{number}} considered, left out', { number: receipt.leftOut })}
        </span>
      )}
    </>
  );
}

interface AnswerActionsProps extends Pick<AnswerProps, 'message' | 'last' | 'temporary'> {
  readonly edit: RefObject<HTMLButtonElement | null>;
  readonly onEdit: () => void;
}

function AnswerActions({ message, last, temporary, edit, onEdit }: AnswerActionsProps) {
  const editable = last && message.text !== '' && message.runId === null;
  return (
    <div className="message-actions">
      <VersionNav message={message} />
      {message.runId === null ? <CompareButton message={message} /> : null}
      {message.text === '' ? null : (
        <>
          <CopyButton text={message.text} label={t('Copy answer')} />
          <QuoteButton message={message} temporary={temporary} />
          <ReadAloudButton />
          {message.runId === null ? <FeedbackButton message={message} temporary={temporary} /> : null}
        </>
      )}
      {editable ? (
        <IconButton ref={edit} label={t('Edit')} onClick={onEdit}>
          <IconPencil size={15} stroke={1.6} aria-hidden />
        </IconButton>
      ) : null}
      {last && message.runId === null && message.status !== 'failed' ? (
        <IconButton label={t('Answer again')} onClick={() => void retry(message.id)}>
          <IconRefresh size={15} stroke={1.6} aria-hidden />
        </IconButton>
      ) : null}
      {last && message.runId === null ? (
        <AnswerAgainWith message={message} onChoose={(ref, beside) => void again(message.id, ref, beside)} />
      ) : null}
    </div>
  );
}

async function again(messageId: string, model: ModelRef, beside: boolean): Promise<void> {
  const answerId = await retry(messageId, model);
  if (beside && answerId !== null) comparison.open(answerId);
}
