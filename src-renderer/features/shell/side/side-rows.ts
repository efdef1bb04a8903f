import type { Conversation } from '../../../../shared/conversation.ts';
import type { Project } from '../../../../shared/project.ts';
import { groupByDay } from '../../../ui/grouped-rows.ts';

/** One line of the list on the left. */
export type SideRow =
  | { readonly type: 'project'; readonly project: Project; readonly open: boolean }
  | {
      readonly type: 'chat';
      readonly conversation: Conversation;
      readonly inProject: boolean;
      /** Stands above it where a new day begins. */
      readonly heading: string | null;
    }
  /** Says that there are no chats in an open project, or that more can be shown. */
  | { readonly type: 'note'; readonly projectId: string; readonly note: 'loading' | 'empty' | 'more' };

type OpenProjects = ReadonlyMap<
  string,
  { readonly items: readonly Conversation[]; readonly total: number } | null
>;

/** Projects first, by name, each with its chats where it is open; then all other chats by day. */
export function sideRows(
  projects: readonly Project[],
  open: OpenProjects,
  conversations: readonly Conversation[],
): SideRow[] {
  const known = new Set(projects.map(({ id }) => id));
  const loose = conversations.filter(({ projectId }) => projectId === null || !known.has(projectId));
  return [
    ...projects.flatMap((project) => rowsOf(project, open)),
    ...groupByDay(loose, (item) => item.updatedAt).map(({ item, heading }) => ({
      type: 'chat' as const,
      conversation: item,
      inProject: false,
      heading,
    })),
  ];
}

function rowsOf(project: Project, open: OpenProjects): SideRow[] {
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
  // The list gives at most 500 at once.
  const more = chats.items.length < Math.min(chats.total, 500);
  return more ? [head, ...rows, { type: 'note', projectId, note: 'more' }] : [head, ...rows];
}

export function keyOf(row: SideRow): string {
  switch (row.type) {
    case 'project':
      return row.project.id;
    case 'chat':
      return `${row.conversation.id}${row.heading === null ? '' : '+'}`;
    case 'note':
      return `${row.projectId} ${row.note}`;
  }
}
