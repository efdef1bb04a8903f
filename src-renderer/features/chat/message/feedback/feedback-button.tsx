import { Modal, Textarea } from '@mantine/core';
import { IconThumbDown } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { MessageView } from '../../../../../shared/conversation.ts';
import type { MemoryScope } from '../../../../../shared/memory/memory.ts';
import { useChatStore } from '../../../../state/chat/chat-store.ts';
import { drafts } from '../../../../state/chat/message-drafts-store.ts';
import { useProject } from '../../../../state/chat/projects-store.ts';
import { view } from '../../../../state/page/view-store.ts';
import { Button, IconButton } from '../../../../ui/controls/button.tsx';
import { FilterChip } from '../../../../ui/controls/filter-chip.tsx';
import { againWith, feedbackOptions } from './feedback-options.ts';
import type { FeedbackOption } from './feedback-options.ts';
import { t } from '../../../../language/translate.ts';
import './feedback.css';

interface FeedbackButtonProps {
  readonly message: Pick<MessageView, 'conversationId'>;
  readonly temporary: boolean;
}

/** Says what was not right with an answer: to have it again, or to have it remembered. Nothing is stored by it. */
export function FeedbackButton({ message, temporary }: FeedbackButtonProps) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const cancel = (): void => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    <>
      <IconButton ref={button} label={t('Not what I wanted')} onClick={() => setOpen(true)}>
        <IconThumbDown size={15} stroke={1.6} aria-hidden />
      </IconButton>
      <Modal
        opened={open}
        onClose={cancel}
        title={t('What was not right?')}
        size={460}
        // What it leads to takes the focus.
        returnFocus={false}
      >
        <Feedback
          conversationId={message.conversationId}
          temporary={temporary}
          onDone={() => setOpen(false)}
        />
      </Modal>
    </>
  );
}

interface FeedbackProps {
  readonly conversationId: string;
  readonly temporary: boolean;
  readonly onDone: () => void;
}

function Feedback({ conversationId, temporary, onDone }: FeedbackProps) {
  const [chosen, setChosen] = useState<FeedbackOption | null>(null);
  const [wish, setWish] = useState('');
  const scope = useTeachingScope(conversationId);
  const choose = (option: FeedbackOption): void => {
    setChosen(option);
    setWish(option.rule);
  };
  const isOwn = chosen === null || wish.trim() !== chosen.rule;
  const again = (): void => {
    onDone();
    const text = isOwn ? againWith(wish) : chosen.again;
    drafts.prepend(conversationId, text, { persist: !temporary });
    view.focusComposer();
  };
  const remember = (): void => {
    onDone();
    view.openTeach(wish.trim(), scope);
  };
  return (
    <div className="feedback">
      <div className="feedback-options" role="group" aria-label={t('Common reasons')}>
        {feedbackOptions.map((option) => (
          <FilterChip
            key={option.label}
            label={option.label}
            count={null}
            on={option === chosen}
            onClick={() => choose(option)}
          />
        ))}
      </div>
      <Textarea
        label={t('How you want it')}
        value={wish}
        rows={2}
        dir="auto"
        data-autofocus
        onChange={(event) => setWish(event.currentTarget.value)}
      />
      <p className="feedback-note">
        {temporary
          ? t('In a temporary chat nothing can be remembered.')
          : t('Nothing is remembered unless you say so: you see it, and may change it, before it is saved.')}
      </p>
      <div className="dialog-actions">
        {temporary ? null : (
          <Button disabled={wish.trim() === ''} onClick={remember}>
            {t('Remember this…')}
          </Button>
        )}
        <Button variant="primary" disabled={wish.trim() === ''} onClick={again}>
          {t('Say it differently')}
        </Button>
      </div>
    </div>
  );
}

/** Where the chat keeps what it teaches. */
function useTeachingScope(conversationId: string): MemoryScope {
  const projectId = useChatStore(({ threads }) => threads.get(conversationId)?.conversation.projectId);
  const project = useProject(projectId);
  return project?.keepsTeachings === true ? { type: 'project', id: project.id } : { type: 'everywhere' };
}
