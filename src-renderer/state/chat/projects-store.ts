/** Projects, and the chats of those that are expanded in the sidebar. */
import { create } from 'zustand';
import { client } from '../../client/client.ts';
import type { CommandInput } from '../../../shared/contract/commands.ts';
import type { Conversation } from '../../../shared/conversation.ts';
import type { ModelChoice } from '../../../shared/models/provider.ts';
import type { Project } from '../../../shared/project.ts';
import type { Result } from '../../../shared/result.ts';
import { upsertChat, removeChat } from './chat-list.ts';
import type { ChatList } from './chat-list.ts';
import { showFailure, showNotice, showUndo, withdrawUndo } from '../page/toast-store.ts';
import { t } from '../../language/translate.ts';

const PAGE = 200;

interface ProjectsState {
  /** Ordered by name. */
  readonly projects: readonly Project[];
  /** The chats of expanded projects, by project id; null while loading. */
  readonly open: ReadonlyMap<string, ChatList | null>;
}

export const useProjectsStore = create<ProjectsState>(() => ({ projects: [], open: new Map() }));

/** The project with this id; undefined for none. */
export function useProject(id: string | null | undefined): Project | undefined {
  return useProjectsStore(({ projects }) => projects.find((project) => project.id === id));
}

export async function loadProjects(): Promise<void> {
  const result = await client.call('projects.list', {});
  if (result.ok) receiveProjects(result.value.projects);
}

export function receiveProjects(projects: readonly Project[]): void {
  const known = new Set(projects.map(({ id }) => id));
  const open = [...useProjectsStore.getState().open].filter(([id]) => known.has(id));
  useProjectsStore.setState({ projects, open: new Map(open) });
  for (const [id] of open) void loadChats(id);
  withdrawUndo(
    (about) =>
      (about.type === 'deleted-project' && known.has(about.id)) ||
      (about.type === 'move' && about.from !== null && !known.has(about.from)),
  );
}

/** @param choice null: its chats follow the settings. */
export async function chooseForProject(id: string, choice: ModelChoice | null): Promise<void> {
  const result = await client.call('projects.update', { id, model: choice });
  if (!result.ok) showFailure(result.error);
}

export function expandProject(id: string): void {
  if (useProjectsStore.getState().open.has(id)) return;
  setChats(id, null);
  void loadChats(id);
}

export function collapseProject(id: string): void {
  const open = new Map(useProjectsStore.getState().open);
  if (open.delete(id)) useProjectsStore.setState({ open });
}

export function loadMoreProjectChats(id: string): void {
  const shown = useProjectsStore.getState().open.get(id)?.items.length ?? 0;
  void loadChats(id, shown + PAGE);
}

/** Counts changes by events; chats that were requested before a change and arrive after it are stale. */
let changes = 0;
/** Projects whose chats are loading; a stale result is requested again. */
const loading = new Set<string>();

async function loadChats(projectId: string, wanted = PAGE): Promise<void> {
  const before = changes;
  const { open } = useProjectsStore.getState();
  const limit = Math.min(500, Math.max(wanted, open.get(projectId)?.items.length ?? 0));
  loading.add(projectId);
  const result = await client.call('conversations.list', { projectId, limit });
  loading.delete(projectId);
  if (!useProjectsStore.getState().open.has(projectId)) return;
  if (result.ok && changes !== before) await loadChats(projectId, wanted);
  else if (result.ok) setChats(projectId, result.value);
  else {
    collapseProject(projectId);
    showFailure(result.error);
  }
}

function setChats(id: string, chats: ChatList | null): void {
  useProjectsStore.setState(({ open }) => ({ open: new Map(open).set(id, chats) }));
}

/** @param before the chat before the change, if known. */
export function receiveListedInProject(conversation: Conversation, before: Conversation | undefined): void {
  changes += 1;
  for (const [id, chats] of useProjectsStore.getState().open) {
    if (chats === null) continue;
    const counted = before === undefined ? null : before.projectId === id;
    if (conversation.projectId === id && !conversation.archived)
      applyChats(id, upsertChat(chats, conversation, counted));
    else applyChats(id, removeChat(chats, conversation.id, counted));
  }
}

export function removeListedInProject(conversationId: string, before: Conversation | undefined): void {
  changes += 1;
  for (const [id, chats] of useProjectsStore.getState().open) {
    const counted = before === undefined ? null : before.projectId === id;
    if (chats !== null) applyChats(id, removeChat(chats, conversationId, counted));
  }
}

function applyChats(id: string, chats: ChatList | null): void {
  if (chats === null) {
    if (!loading.has(id)) void loadChats(id);
  } else setChats(id, chats);
}

export function createProject(input: CommandInput<'projects.create'>): Promise<Result<{ project: Project }>> {
  return client.call('projects.create', input);
}

export function updateProject(input: CommandInput<'projects.update'>): Promise<Result<{ project: Project }>> {
  return client.call('projects.update', input);
}

/** Deletes without asking: its chats and memories stay, and it can be undone. */
export async function deleteProject({ id, name }: Project): Promise<void> {
  const result = await client.call('projects.delete', { id });
  if (result.ok)
    showUndo(
      t('Project “{{name}}” deleted. Its chats and memories stay.', { name }),
      () => void restoreProject(id),
      {
        type: 'deleted-project',
        id,
      },
    );
  else showFailure(result.error);
}

async function restoreProject(id: string): Promise<void> {
  const result = await client.call('projects.restore', { id });
  if (result.ok) showNotice(t('Project “{{name}}” is back.', { name: result.value.project.name }));
  else showFailure(result.error);
}

/** Moves a chat into a project, or out of any with null, and offers Undo. */
export async function moveConversation(
  { id, projectId: from }: Conversation,
  to: string | null,
): Promise<Result<{ conversation: Conversation }>> {
  const result = await client.call('conversations.move', { id, projectId: to });
  if (!result.ok || from === to) return result;
  const name = useProjectsStore.getState().projects.find((project) => project.id === to)?.name;
  const words =
    to === null ? t('Moved out of its project.') : t('Moved to project “{{name}}”.', { name: name ?? '' });
  showUndo(words, () => void moveBack(id, from), { type: 'move', id, from });
  return result;
}

async function moveBack(id: string, projectId: string | null): Promise<void> {
  const result = await client.call('conversations.move', { id, projectId });
  if (!result.ok) showFailure(result.error);
}
