import { useVirtualizer } from '@tanstack/react-virtual';
import { IconArrowDown } from '@tabler/icons-react';
import { useCallback, useEffect, useLayoutEffect, useRef } from 'react';
import type { MessageView } from '../../../../shared/conversation.ts';
import { loadEarlier, useChatStore } from '../../../state/chat/chat-store.ts';
import type { Thread } from '../../../state/chat/thread.ts';
import { currentRun, useChatRuns } from '../../../state/runs/chat-runs-store.ts';
import { isActive } from '../../../state/runs/run-reducer.ts';
import { useViewStore } from '../../../state/page/view-store.ts';
import { ErrorBoundary } from '../../shell/frame/error-boundary.tsx';
import { Answer } from '../message/answer.tsx';
import { noSteps, useChatSteps } from '../../runs/chat/use-chat-steps.ts';
import { useScrollAnchor } from './use-scroll-anchor.ts';
import { useScrollToMessage } from './use-scroll-to-message.ts';
import { useShowFound } from '../find/use-show-found.ts';
import { UserMessage } from '../message/user-message.tsx';
import { t } from '../../../language/translate.ts';
import './conversation-log.css';

/** Distance from the start, in px, below which earlier messages are loaded. */
const NEAR_START = 600;
/** Above the first row, in px. */
const SPACE_ABOVE = 20;

interface ConversationLogProps {
  readonly thread: Thread;
  /** The message to scroll to; null: the last. */
  readonly targetMessageId: string | null;
}

/**
 * The messages of a chat; only those near the viewport are rendered. The virtualizer says which. Rows are in normal
 * flow, so that a growing row moves the next ones at once, and `useScrollAnchor` keeps the reader's position.
 */
export function ConversationLog({ thread, targetMessageId }: ConversationLogProps) {
  const scroll = useRef<HTMLDivElement>(null);
  const receiptMessageId = useViewStore((state) => state.receiptMessageId);
  const steps = useChatSteps(thread);
  const runOn = useRunIsOn(thread.conversation.id);
  const { messages, hasEarlier, conversation } = thread;
  const virtualizer = useVirtualizer({
    count: messages.length,
    getScrollElement: () => scroll.current,
    estimateSize: (index) => estimatedHeight(messages[index]),
    getItemKey: (index) => messages[index]?.id ?? index,
    overscan: 4,
    paddingStart: SPACE_ABOVE,
    paddingEnd: 12,
    // Keep the range in place when earlier messages are prepended; the scroll anchor restores the position.
    anchorTo: 'end',
    scrollEndThreshold: -1,
  });
  virtualizer.shouldAdjustScrollPositionOnItemSizeChange = () => false;
  const anchor = useScrollAnchor(scroll, messages[0]?.id);
  const { rows, spacer, atEnd, onInteract, stickToEnd, release } = anchor;
  const scrollToEnd = useCallback(() => {
    stickToEnd();
    virtualizer.scrollToEnd();
  }, [stickToEnd, virtualizer]);
  useScrollToMessage(thread, targetMessageId, (index) => {
    release();
    virtualizer.scrollToIndex(index, { align: 'center' });
  });
  const showFound = useCallback(
    (index: number) => {
      release();
      virtualizer.scrollToIndex(index, { align: 'center' });
    },
    [release, virtualizer],
  );
  useShowFound(scroll, thread, showFound);
  const newest = messages.at(-1)?.id;
  /** With a target message, the log does not start at its end. */
  const arrived = useRef(targetMessageId === null ? undefined : newest);
  useLayoutEffect(() => {
    if (newest === undefined || newest === arrived.current) return;
    const index = indexOfRequestedVersion(conversation.id);
    // A turn that begins here scrolls to its end; a version that the user asked for scrolls to its message.
    if (index === null) scrollToEnd();
    else {
      release();
      virtualizer.scrollToIndex(index, { align: 'center' });
    }
  }, [scrollToEnd, release, virtualizer, conversation.id, newest]);
  const onScroll = (): void => {
    anchor.onScroll();
    if (hasEarlier && (scroll.current?.scrollTop ?? NEAR_START) < NEAR_START)
      void loadEarlier(conversation.id);
  };
  useEffect(() => {
    // A first page that is too short to scroll would never trigger loading.
    const element = scroll.current;
    if (hasEarlier && element !== null && element.scrollHeight <= element.clientHeight) {
      void loadEarlier(conversation.id);
    }
  }, [hasEarlier, conversation.id, messages.length]);
  const items = virtualizer.getVirtualItems();
  const total = virtualizer.getTotalSize();
  // The same before the first rows are known as after it, since what moves is scrolled back.
  const start = items[0]?.start ?? SPACE_ABOVE;
  const end = items.at(-1)?.end ?? start;
  return (
    <div className="log-frame">
      <div
        ref={scroll}
        className="log"
        role="log"
        aria-label={t('Conversation')}
        aria-live="off"
        tabIndex={0}
        onScroll={onScroll}
        onPointerDownCapture={onInteract}
        onKeyDownCapture={onInteract}
      >
        <div ref={rows} className="log-rows" style={{ paddingTop: start, paddingBottom: total - end }}>
          {items.map(({ index, key }) => {
            const message = messages[index];
            if (message === undefined) return null;
            return (
              <div
                key={key}
                data-index={index}
                data-message={message.id}
                ref={virtualizer.measureElement}
                className="log-item"
                data-target={message.id === targetMessageId || undefined}
              >
                <ErrorBoundary region="part" resetKey={message.text}>
                  {message.role === 'user' ? (
                    <UserMessage message={message} editable={!runOn} />
                  ) : (
                    <Answer
                      message={message}
                      last={index === messages.length - 1}
                      temporary={conversation.temporary}
                      receiptOpen={receiptMessageId === message.id}
                      steps={steps.get(message.id) ?? noSteps}
                      leftOut={leftOutCount(message, messages[index - 1])}
                      wait={index === messages.length - 1 ? thread.wait : null}
                    />
                  )}
                </ErrorBoundary>
              </div>
            );
          })}
        </div>
        <div ref={spacer} aria-hidden />
      </div>
      {atEnd ? null : (
        <button type="button" className="jump" onClick={scrollToEnd}>
          <IconArrowDown size={15} stroke={1.8} aria-hidden />
          {t('Jump to latest')}
        </button>
      )}
    </div>
  );
}

/** All agents of a run are told the same, so only the first of them shows the count. */
function leftOutCount(message: MessageView, before: MessageView | undefined): number {
  const again = message.runId !== null && before?.runId === message.runId && before.role === 'assistant';
  return again && before.leftOut === message.leftOut ? 0 : message.leftOut;
}

/** The index of the version that the user just asked for; null when there is none or when it is the last message. */
function indexOfRequestedVersion(conversationId: string): number | null {
  const { versionFocus } = useViewStore.getState();
  const messages = useChatStore.getState().threads.get(conversationId)?.messages ?? [];
  const index = messages.findIndex(({ id }) => id === versionFocus?.messageId);
  return index === -1 || index === messages.length - 1 ? null : index;
}

/**
 * Whether agents work or wait in this chat. They continue from what they were told, so messages cannot be edited
 * then.
 */
function useRunIsOn(conversationId: string): boolean {
  return useChatRuns(({ runs }) => {
    const run = currentRun(runs.get(conversationId));
    return run !== null && isActive(run);
  });
}

/** Estimated height in px before a message is measured; a good estimate keeps the scroll bar steady. */
function estimatedHeight(message: MessageView | undefined): number {
  if (message === undefined) return 120;
  const lines = Math.min(60, message.text.length / 90 + message.text.split('\n', 60).length);
  return 92 + lines * 22 + message.remembered.length * 38;
}
