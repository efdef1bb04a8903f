/** The memories in use, grouped. */
import { create } from 'zustand';
import { client } from '../../client/client.ts';
import type { CommandInput } from '../../../shared/contract/commands.ts';
import type { MemoryGroup } from '../../../shared/contract/memory/memory-views.ts';
import type { ErrorData } from '../../../shared/errors.ts';

export type GroupBy = CommandInput<'memories.groups'>['by'];

/** Debounces reloads after changes, in ms. */
const SETTLE_MS = 300;

interface GroupsState {
  /** Null: the list is not grouped. */
  readonly by: GroupBy | null;
  /** Null: not loaded. */
  readonly groups: readonly MemoryGroup[] | null;
  readonly error: ErrorData | null;
}

const closed: GroupsState = { by: null, groups: null, error: null };

export const useGroupsStore = create<GroupsState>(() => closed);

let timer: ReturnType<typeof setTimeout> | undefined;

/** Changes the grouping; null removes it. */
export function groupMemories(by: GroupBy | null): void {
  useGroupsStore.setState({ ...closed, by });
  void loadGroups();
}

export async function loadGroups(): Promise<void> {
  clearTimeout(timer);
  const { by } = useGroupsStore.getState();
  if (by === null) return;
  const result = await client.call('memories.groups', { by });
  if (useGroupsStore.getState().by !== by) return;
  useGroupsStore.setState(result.ok ? { groups: result.value.groups, error: null } : { error: result.error });
}

export function receiveGroups(): void {
  clearTimeout(timer);
  timer = setTimeout(() => void loadGroups(), SETTLE_MS);
}
