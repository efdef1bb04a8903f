/** The backups in the folder, loaded when Settings shows them and reloaded when they change. */
import { create } from 'zustand';
import { client } from '../../client/client.ts';
import { saveFile } from '../../client/save-file.ts';
import { uploadFile } from '../../client/upload-file.ts';
import type { Backup, BackupContents } from '../../../shared/contract/backups.ts';
import type { ErrorData } from '../../../shared/errors.ts';
import type { Result } from '../../../shared/result.ts';
import { showFailure, showNotice } from '../page/toast-store.ts';
import { t } from '../../language/translate.ts';

/** A backup in the folder, or an uploaded file. */
export type BackupSource = { readonly name: string } | { readonly fileId: string };

interface BackupsState {
  /** Null: not loaded. */
  readonly items: readonly Backup[] | null;
  readonly folder: string;
  readonly making: boolean;
}

export const useBackupsStore = create<BackupsState>(() => ({ items: null, folder: '', making: false }));

export async function loadBackups(): Promise<void> {
  const result = await client.call('backups.list', {});
  if (result.ok) useBackupsStore.setState(result.value);
  else showFailure(result.error);
}

/** Shows a failed scheduled backup on any page; reloads the list only if it was loaded. */
export function receiveBackups({ error }: { readonly error: ErrorData | null }): void {
  if (error !== null) showFailure(error);
  if (useBackupsStore.getState().items !== null) void loadBackups();
}

export async function makeBackup(): Promise<void> {
  useBackupsStore.setState({ making: true });
  const result = await client.call('backups.make', {});
  useBackupsStore.setState({ making: false });
  if (result.ok) showNotice(t('Backed up.'));
  else showFailure(result.error);
}

export async function removeBackup(name: string): Promise<void> {
  const result = await client.call('backups.remove', { name });
  if (!result.ok) showFailure(result.error);
}

export async function saveBackup(name: string): Promise<void> {
  const offered = await client.call('backups.offer', { name });
  const saved = offered.ok ? await saveFile(offered.value.fileId, name) : offered;
  if (!saved.ok) showFailure(saved.error);
  else if (saved.value !== null) showNotice(saved.value);
}

export function uploadBackup(file: File, onProgress: (share: number) => void): Promise<Result<string>> {
  return uploadFile(file, onProgress);
}

export function checkBackup(source: BackupSource): Promise<Result<BackupContents>> {
  return client.call('backups.check', source);
}

export async function restoreBackup(source: BackupSource): Promise<Result<{ setAside: string }>> {
  const result = await client.call('backups.restore', source);
  if (result.ok) await loadBackups();
  return result;
}

export function discardBackupSource(source: BackupSource): void {
  if ('fileId' in source) void client.call('files.discard', source);
}
