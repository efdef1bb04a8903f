import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Conversation } from '../../../shared/conversation.ts';
import {
  loadConversations,
  loadMoreConversations,
  useConversationsStore,
} from '../../state/conversations-store.ts';
import { groupByDay } from '../../ui/grouped-rows.ts';
import { ConversationDialogs } from './conversation-dialogs.tsx';
import type { ConversationTask } from './conversation-dialogs.tsx';
import { ConversationRow } from './conversation-row.tsx';
import './conversation-list.css';

const ROW = 33;
const HEADING = 32;

/** Every conversation, newest first, by day. */
export function ConversationList() {
  const { items, total, loaded, error } = useConversationsStore();
  const [task, setTask] = useState<ConversationTask | null>(null);
  if (error !== null && items.length === 0) {
    return (
      <div className="side-scroll side-note" role="alert">
        <p>{error.message}</p>
        <button
          type="button"
          className="button button-plain button-small"
          onClick={() => void loadConversations()}
        >
          Try again
        </button>
      </div>
    );
  }
  return (
    <>
      {loaded && items.length === 0 ? (
        <p className="side-scroll side-note">Your chats will be listed here.</p>
      ) : (
        <Rows items={items} total={total} onTask={setTask} />
      )}
      <ConversationDialogs task={task} onClose={() => setTask(null)} />
    </>
  );
}

interface RowsProps {
  readonly items: readonly Conversation[];
  readonly total: number;
  readonly onTask: (task: ConversationTask) => void;
}

function Rows({ items, total, onTask }: RowsProps) {
  const scroll = useRef<HTMLDivElement>(null);
  const rows = useMemo(() => groupByDay(items, (item) => item.updatedAt), [items]);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: (index) => ROW + (rows[index]?.heading === null ? 0 : HEADING),
    getItemKey: (index) => `${rows[index]?.item.id}${rows[index]?.heading === null ? '' : '+'}`,
    overscan: 8,
  });
  const visible = virtualizer.getVirtualItems();
  const atEnd = (visible.at(-1)?.index ?? 0) >= rows.length - 5;
  useEffect(() => {
    if (atEnd) void loadMoreConversations();
  }, [atEnd]);
  return (
    <div className="side-scroll" ref={scroll}>
      <ul aria-label="Chats" className="virtual-list" style={{ height: virtualizer.getTotalSize() }}>
        {visible.map(({ index, key, start }) => {
          const row = rows[index];
          if (row === undefined) return null;
          return (
            <li
              key={key}
              aria-setsize={total}
              aria-posinset={index + 1}
              className="virtual-row"
              style={{ transform: `translateY(${start}px)` }}
            >
              {row.heading === null ? null : <h2 className="group-heading">{row.heading}</h2>}
              <ConversationRow conversation={row.item} onTask={onTask} />
            </li>
          );
        })}
      </ul>
    </div>
  );
}
