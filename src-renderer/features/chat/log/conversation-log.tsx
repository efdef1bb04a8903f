import { useVirtualizer } from '@tanstack/react-virtual';
import { IconArrowDown } from '@tabler/icons-react';
import { useCallback, useEffect, useLayoutEffect, useRef } from 'react';
import type { MessageView } from '../../../../shared/conversation.ts';
import { loadEarlier, useChatStore } from '../../../state/chat/chat-store.ts';
import type { Thread } from '../../../state/chat/thread.ts';
import { currentRun, useChatRuns } from '../../../state/runs/chat-runs.ts';
import { isOn } from '../../../state/runs/run-log.ts';
import { useViewStore } from '../../../state/page/view-store.ts';
import { ErrorBoundary } from '../../shell/frame/error-boundary.tsx';
import { Answer } from '../message/answer.tsx';
import { noSteps, useChatSteps } from '../../runs/chat/use-chat-steps.ts';
import { useLogView } from './use-log-view.ts';
import { useLookAt } from '../composer/use-look-at.ts';
import { UserMessage } from '../message/user-message.tsx';
import './conversation-log.css';

/** Nearer to the start than this, in px, earlier messages are fetched. */
const NEAR_START = 600;

interface ConversationLogProps {
  readonly thread: Thread;
  /** The message to show first; null: the last. */
  readonly lookAt: string | null;
}

/**
 * The messages, only those in sight drawn. The virtualizer says which; they stand one below the other, so that a row that
 * grows moves the next ones at once, and `useLogView` keeps what is looked at in its place.
 */
export function ConversationLog({ thread, lookAt }: ConversationLogProps) {
  const scroll = useRef<HTMLDivElement>(null);
  const receiptOf = useViewStore((state) => state.receiptOf);
  const steps = useChatSteps(thread);
  const runOn = useRunIsOn(thread.conversation.id);
  const { messages, hasEarlier, conversation } = thread;
  const virtualizer = useVirtualizer({
    count: messages.length,
    getScrollElement: () => scroll.current,
    estimateSize: (index) => estimatedHeight(messages[index]),
    getItemKey: (index) => messages[index]?.id ?? index,
    overscan: 4,
    paddingStart: 20,
    paddingEnd: 12,
    // With earlier messages the range moves along; where they put the others is for the view to say.
    anchorTo: 'end',
    scrollEndThreshold: -1,
  });
  virtualizer.shouldAdjustScrollPositionOnItemSizeChange = () => false;
  const { rows, room, atEnd, onScroll, onUse, follow, letGo } = useLogView(scroll, messages[0]?.id);
  const toEnd = useCallback(() => {
    follow();
    virtualizer.scrollToEnd();
  }, [follow, virtualizer]);
  useLookAt(thread, lookAt, (index) => {
    letGo();
    virtualizer.scrollToIndex(index, { align: 'center' });
  });
  const newest = messages.at(-1)?.id;
  /** With a message to look at, the end is not where the reader is to arrive. */
  const arrived = useRef(lookAt === null ? undefined : newest);
  useLayoutEffect(() => {
    if (newest === undefined || newest === arrived.current) return;
    const index = placeOfVersion(conversation.id);
    // A turn begun here is looked at from its end, wherever the reader was; a version that was asked for, where it stands.
    if (index === null) toEnd();
    else {
      letGo();
      virtualizer.scrollToIndex(index, { align: 'center' });
    }
  }, [toEnd, letGo, virtualizer, conversation.id, newest]);
  const scrolled = (): void => {
    onScroll();
    if (hasEarlier && (scroll.current?.scrollTop ?? NEAR_START) < NEAR_START)
      void loadEarlier(conversation.id);
  };
  useEffect(() => {
    // A first page too short to scroll would never be scrolled up.
    const element = scroll.current;
    if (hasEarlier && element !== null && element.scrollHeight <= element.clientHeight) {
      void loadEarlier(conversation.id);
    }
  }, [hasEarlier, conversation.id, messages.length]);
  const items = virtualizer.getVirtualItems();
  const total = virtualizer.getTotalSize();
  const start = items[0]?.start ?? 0;
  const end = items.at(-1)?.end ?? start;
  return (
    <div className="log-frame">
      <div
        ref={scroll}
        className="log"
        role="log"
        aria-label="Conversation"
        aria-live="off"
        tabIndex={0}
        onScroll={scrolled}
        onPointerDownCapture={onUse}
        onKeyDownCapture={onUse}
      >
        <div ref={rows} className="log-rows" style={{ paddingTop: start, paddingBottom: total - end }}>
          {items.map(({ index, key }) => {
            const message = messages[index];
            if (message === undefined) return null;
            return (
              <div
                key={key}
                data-index={index}
                ref={virtualizer.measureElement}
                className="log-item"
                data-looked-at={message.id === lookAt || undefined}
              >
                <ErrorBoundary around="part" content={message.text}>
                  {message.role === 'user' ? (
                    <UserMessage message={message} editable={!runOn} />
                  ) : (
                    <Answer
                      message={message}
                      last={index === messages.length - 1}
                      temporary={conversation.temporary}
                      receiptOpen={receiptOf === message.id}
                      steps={steps.get(message.id) ?? noSteps}
                      leftOut={toldLeftOut(message, messages[index - 1])}
                      wait={index === messages.length - 1 ? thread.wait : null}
                    />
                  )}
                </ErrorBoundary>
              </div>
            );
          })}
        </div>
        <div ref={room} aria-hidden />
      </div>
      {atEnd ? null : (
        <button type="button" className="jump" onClick={toEnd}>
          <IconArrowDown size={15} stroke={1.8} aria-hidden />
          Jump to latest
        </button>
      )}
    </div>
  );
}

/** Agents of one run are all told the same: the first that speaks says so for all. */
function toldLeftOut(message: MessageView, before: MessageView | undefined): number {
  const again = message.runId !== null && before?.runId === message.runId && before.role === 'assistant';
  return again && before.leftOut === message.leftOut ? 0 : message.leftOut;
}

/** Where the version that was just asked for stands in its chat; null: none was, or it is the end. */
function placeOfVersion(conversationId: string): number | null {
  const { versionFocus } = useViewStore.getState();
  const messages = useChatStore.getState().threads.get(conversationId)?.messages ?? [];
  const index = messages.findIndex(({ id }) => id === versionFocus?.messageId);
  return index === -1 || index === messages.length - 1 ? null : index;
}

/** Agents that are at work in a chat, or wait in it, go on from what was said to them. */
function useRunIsOn(conversationId: string): boolean {
  return useChatRuns(({ runs }) => {
    const run = currentRun(runs.get(conversationId));
    return run !== null && isOn(run);
  });
}

/** A rough height in px before a message was measured; the nearer, the steadier the scroll bar. */
function estimatedHeight(message: MessageView | undefined): number {
  if (message === undefined) return 120;
  const lines = Math.min(60, message.text.length / 90 + message.text.split('\n', 60).length);
  return 92 + lines * 22 + message.remembered.length * 38;
}
