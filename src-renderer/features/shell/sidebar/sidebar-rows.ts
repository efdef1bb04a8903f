import type { Conversation } from '../../../../shared/conversation.ts';
import type { Project } from '../../../../shared/project.ts';
import { groupByDay } from '../../../ui/format/group-by-day.ts';
import { t } from '../../../language/translate.ts';

/** A row of the sidebar list. */
export type SidebarRow =
  | { readonly type: 'project'; readonly project: Project; readonly open: boolean }
  | {
      readonly type: 'chat';
      readonly conversation: Conversation;
      readonly inProject: boolean;
      /** The heading above it where a new day begins. */
      readonly heading: string | null;
    }
  /** Says that an open project is loading, has no chats, or has more. */
  | { readonly type: 'note'; readonly projectId: string; readonly note: 'loading' | 'empty' | 'more' };

type OpenProjects = ReadonlyMap<
  string,
  { readonly items: readonly Conversation[]; readonly total: number } | null
>;

/** Pinned chats, projects by name, each with its chats when expanded, then all other chats by day. */
export function sidebarRows(
  projects: readonly Project[],
  open: OpenProjects,
  conversations: readonly Conversation[],
): SidebarRow[] {
  const known = new Set(projects.map(({ id }) => id));
  const pinned = conversations.filter((conversation) => conversation.pinned);
  const loose = conversations.filter(
    (chat) => !chat.pinned && (chat.projectId === null || !known.has(chat.projectId)),
  );
  return [
    ...pinned.map((conversation, index) => ({
      type: 'chat' as const,
      conversation,
      inProject: false,
      heading: index === 0 ? t('Pinned', {}, 'chats') : null,
    })),
    ...projects.flatMap((project) => rowsOf(project, open)),
    ...groupByDay(loose, (item) => item.updatedAt).map(({ item, heading }) => ({
      type: 'chat' as const,
      conversation: item,
      inProject: false,
      heading,
    })),
  ];
}

function rowsOf(project: Project, open: OpenProjects): SidebarRow[] {
  const { id: projectId } = project;
  const chats = open.get(projectId);
  if (chats === undefined) return [{ type: 'project', project, open: false }];
  const head = { type: 'project', project, open: true } as const;
  if (chats === null) return [head, { type: 'note', projectId, note: 'loading' }];
  if (chats.items.length === 0) return [head, { type: 'note', projectId, note: 'empty' }];
  const rows = chats.items.map((conversation) => ({
    type: 'chat' as const,
    conversation,
    inProject: true,
    heading: null,
  }));
  // The list command returns at most 500.
  const more = chats.items.length < Math.min(chats.total, 500);
  return more ? [head, ...rows, { type: 'note', projectId, note: 'more' }] : [head, ...rows];
}

export function keyOf(row: SidebarRow): string {
  switch (row.type) {
    case 'project':
      return row.project.id;
    case 'chat':
      return `${row.conversation.id}${row.heading === null ? '' : '+'}${row.inProject ? ' in' : ''}`;
    case 'note':
      return `${row.projectId} ${row.note}`;
  }
}
