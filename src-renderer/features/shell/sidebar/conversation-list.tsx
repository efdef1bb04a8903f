import { useVirtualizer } from '@tanstack/react-virtual';
import { IconArchive, IconPlus } from '@tabler/icons-react';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import {
  loadConversations,
  loadMoreConversations,
  useConversationsStore,
} from '../../../state/chat/conversations-store.ts';
import { openArchive } from '../../../state/chat/archive-store.ts';
import { loadMoreProjectChats, useProjectsStore } from '../../../state/chat/projects-store.ts';
import { useLooks } from '../../../state/settings/use-looks.ts';
import { view } from '../../../state/page/view-store.ts';
import { IconButton } from '../../../ui/controls/button.tsx';
import { ConversationDialogs } from './conversation-dialogs.tsx';
import type { ConversationTask } from './conversation-dialogs.tsx';
import { ConversationRow } from './conversation-row.tsx';
import { ProjectRow } from './project-row.tsx';
import { keyOf, sidebarRows } from './sidebar-rows.ts';
import type { SidebarRow } from './sidebar-rows.ts';
import { t } from '../../../language/translate.ts';
import './conversation-list.css';

/** Heights in rem, as in the style sheet; between rows are 2 px. */
const ROW = 1.9375;
const COMPACT_ROW = 1.6875;
const HEADING = 2;
const GAP = 2;

/** Pinned chats, projects with their chats, and all other conversations by day, newest first. */
export function ConversationList() {
  const { items, loaded, error } = useConversationsStore();
  const { projects, open } = useProjectsStore();
  const rows = useMemo(() => sidebarRows(projects, open, items), [projects, open, items]);
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
          {t('Try again')}
        </button>
      </div>
    );
  }
  return (
    <>
      <div className="side-projects">
        <h2 className="group-heading">{t('Projects')}</h2>
        <IconButton label={t('Archived chats')} onClick={openArchive}>
          <IconArchive size={15} stroke={1.7} aria-hidden />
        </IconButton>
        <IconButton label={t('New project')} onClick={() => view.openProject('new')}>
          <IconPlus size={15} stroke={1.7} aria-hidden />
        </IconButton>
      </div>
      {loaded && rows.length === 0 ? (
        <p className="side-scroll side-note">{t('Your chats will be listed here.')}</p>
      ) : (
        <Rows rows={rows} onTask={setTask} />
      )}
      <ConversationDialogs task={task} onClose={() => setTask(null)} />
    </>
  );
}

interface RowsProps {
  readonly rows: readonly SidebarRow[];
  readonly onTask: (task: ConversationTask) => void;
}

function Rows({ rows, onTask }: RowsProps) {
  const scroll = useRef<HTMLDivElement>(null);
  const all = useConversationsStore(({ items, total }) => items.length >= total);
  const { compact, rem } = useLooks();
  const height = rem * (compact ? COMPACT_ROW : ROW) + GAP;
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: (index) => height + (headingOf(rows[index]) === null ? 0 : HEADING * rem),
    getItemKey: (index) => {
      const row = rows[index];
      return row === undefined ? index : keyOf(row);
    },
    overscan: 8,
  });
  // The virtualizer caches sizes.
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, height]);
  const visible = virtualizer.getVirtualItems();
  const atEnd = (visible.at(-1)?.index ?? 0) >= rows.length - 5;
  useEffect(() => {
    if (atEnd) void loadMoreConversations();
    // A page whose chats all belong to projects adds no row, so the next one is loaded at once.
  }, [atEnd, rows]);
  return (
    <div className="side-scroll" ref={scroll}>
      <ul aria-label={t('Chats')} className="virtual-list" style={{ height: virtualizer.getTotalSize() }}>
        {visible.map(({ index, key, start }) => {
          const row = rows[index];
          if (row === undefined) return null;
          return (
            <li
              key={key}
              // Unknown while not all chats are loaded.
              aria-setsize={all ? rows.length : -1}
              aria-posinset={index + 1}
              className="virtual-row"
              style={{ transform: `translateY(${start}px)` }}
            >
              <Row row={row} onTask={onTask} />
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function headingOf(row: SidebarRow | undefined): string | null {
  return row?.type === 'chat' ? row.heading : null;
}

function Row({ row, onTask }: Omit<RowsProps, 'rows'> & { readonly row: SidebarRow }) {
  switch (row.type) {
    case 'project':
      return <ProjectRow project={row.project} open={row.open} />;
    case 'chat':
      return (
        <>
          {row.heading === null ? null : <h2 className="group-heading">{row.heading}</h2>}
          <ConversationRow conversation={row.conversation} inProject={row.inProject} onTask={onTask} />
        </>
      );
    case 'note':
      if (row.note === 'more') {
        return (
          <button
            type="button"
            className="text-button project-note"
            onClick={() => loadMoreProjectChats(row.projectId)}
          >
            {t('Show more')}
          </button>
        );
      }
      return <p className="project-note">{row.note === 'empty' ? t('No chats yet') : t('Loading…')}</p>;
  }
}
