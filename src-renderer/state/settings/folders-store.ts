/** Folders whose files tools may use, loaded when Settings, Tools is first shown and kept up to date by events. */
import { create } from 'zustand';
import { client } from '../../client/client.ts';
import type { CommandInput } from '../../../shared/contract/commands.ts';
import type { ErrorData } from '../../../shared/errors.ts';
import type { Result } from '../../../shared/result.ts';
import type { AllowedFolder, OwnTool } from '../../../shared/tools/allowed-folder.ts';
import type { ToolPermission } from '../../../shared/tools/tool-server.ts';
import { showAction, showFailure } from '../page/toast-store.ts';
import { t } from '../../language/translate.ts';

interface FoldersState {
  /** In the order in which they were added; null: not loaded. */
  readonly folders: readonly AllowedFolder[] | null;
  readonly tools: readonly OwnTool[];
  /** Why they could not be loaded. */
  readonly error: ErrorData | null;
}

export const useFoldersStore = create<FoldersState>(() => ({ folders: null, tools: [], error: null }));

export async function loadFolders(): Promise<void> {
  const result = await client.call('folders.list', {});
  useFoldersStore.setState(result.ok ? { ...result.value, error: null } : { error: result.error });
}

/** After the connection was lost. */
export function reloadFolders(): void {
  if (useFoldersStore.getState().folders !== null) void loadFolders();
}

export function receiveFolders(
  all: Pick<FoldersState, 'tools'> & { readonly folders: readonly AllowedFolder[] },
): void {
  if (useFoldersStore.getState().folders !== null) useFoldersStore.setState(all);
}

export function addFolder(input: CommandInput<'folders.add'>): Promise<Result<{ id: string }>> {
  return client.call('folders.add', input);
}

export async function allowChanges(id: string, mayWrite: boolean): Promise<void> {
  told(await client.call('folders.update', { id, mayWrite }));
}

export async function removeFolder({ id, name, path, owner, mayWrite }: AllowedFolder): Promise<void> {
  const result = await client.call('folders.remove', { id });
  if (!result.ok) return showFailure(result.error);
  showAction(t('Tools cannot use {{name}} any more.', { name }), t('Undo'), () => {
    void addFolder({ path, owner, mayWrite }).then(told);
  });
}

export async function permitOwnTool(tool: string, permission: ToolPermission): Promise<void> {
  told(await client.call('folders.permit', { tool, permission }));
}

function told(result: Result<unknown>): void {
  if (!result.ok) showFailure(result.error);
}
