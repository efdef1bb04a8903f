import { IconQuote } from '@tabler/icons-react';
import type { MouseEvent } from 'react';
import { drafts } from '../../../../state/chat/message-drafts-store.ts';
import { view } from '../../../../state/page/view-store.ts';
import { IconButton } from '../../../../ui/controls/button.tsx';
import type { MessageView } from '../../../../../shared/conversation.ts';
import { withQuote } from './with-quote.ts';
import { t } from '../../../../language/translate.ts';

interface QuoteButtonProps {
  readonly message: Pick<MessageView, 'conversationId' | 'text'>;
  readonly temporary: boolean;
}

/** Quotes the selected passage of an answer, or all of it, in the composer. */
export function QuoteButton({ message, temporary }: QuoteButtonProps) {
  const quote = ({ currentTarget }: MouseEvent): void => {
    const key = message.conversationId;
    const passage = selectedIn(currentTarget.closest('article')) ?? message.text;
    drafts.write(key, withQuote(drafts.read(key), passage), { persist: !temporary });
    view.focusComposer();
  };
  return (
    // Clicking the button would move the focus and clear the selection.
    <IconButton
      label={t('Quote in your message')}
      onMouseDown={(event) => event.preventDefault()}
      onClick={quote}
    >
      <IconQuote size={15} stroke={1.6} aria-hidden />
    </IconButton>
  );
}

function selectedIn(article: Element | null): string | null {
  const selection = globalThis.getSelection();
  const words = selection?.toString().trim() ?? '';
  if (selection === null || words === '' || article === null) return null;
  const isInside = [selection.anchorNode, selection.focusNode].every((node) => article.contains(node));
  return isInside ? words : null;
}
