/** Folders of projects and assistants, loaded when they are first shown and kept up to date by events. */
import { create } from 'zustand';
import { client } from '../../client/client.ts';
import { uploadUnread } from '../../client/upload-file.ts';
import type { ErrorData } from '../../../shared/errors.ts';
import type { KnowledgeOwner, KnowledgeSource } from '../../../shared/knowledge/knowledge.ts';
import type { Result } from '../../../shared/result.ts';
import { showFailure, showUndo } from '../page/toast-store.ts';
import { t } from '../../language/translate.ts';

interface KnowledgeState {
  /** By owner; absent: not loaded. */
  readonly sources: ReadonlyMap<string, readonly KnowledgeSource[]>;
  /** Why they could not be loaded. */
  readonly error: ErrorData | null;
}

export const useKnowledgeStore = create<KnowledgeState>(() => ({ sources: new Map(), error: null }));

export function ownerKey({ type, id }: KnowledgeOwner): string {
  return `${type} ${id}`;
}

/** Whose folders are loaded. */
const owners = new Map<string, KnowledgeOwner>();

export async function loadKnowledge(owner: KnowledgeOwner): Promise<void> {
  owners.set(ownerKey(owner), owner);
  const result = await client.call('knowledge.list', { owner });
  if (result.ok) receiveKnowledge({ owner, sources: result.value.sources });
  else useKnowledgeStore.setState({ error: result.error });
}

export function receiveKnowledge(given: {
  readonly owner: KnowledgeOwner;
  readonly sources: readonly KnowledgeSource[];
}): void {
  useKnowledgeStore.setState(({ sources }) => ({
    sources: new Map(sources).set(ownerKey(given.owner), given.sources),
    error: null,
  }));
}

/** After the connection was lost. */
export function reloadKnowledge(): void {
  for (const owner of owners.values()) void loadKnowledge(owner);
}

export function addPath(
  owner: KnowledgeOwner,
  path: string,
  onlyHere: boolean,
): Promise<Result<{ source: KnowledgeSource }>> {
  return client.call('knowledge.addPath', { owner, path, onlyHere });
}

/** Uploads files and adds them together. */
export async function addFiles(
  owner: KnowledgeOwner,
  files: readonly File[],
  onlyHere: boolean,
  onProgress: (share: number) => void,
): Promise<Result<{ source: KnowledgeSource }>> {
  const uploadIds: string[] = [];
  for (const [index, file] of files.entries()) {
    const sent = await uploadUnread(file, (share) => onProgress((index + share) / files.length));
    if (!sent.ok) {
      for (const uploadId of uploadIds) void client.call('attachments.stop', { uploadId });
      return sent;
    }
    uploadIds.push(sent.value);
  }
  return client.call('knowledge.addFiles', { owner, uploadIds, onlyHere });
}

export async function keepHere(id: string, onlyHere: boolean): Promise<void> {
  told(await client.call('knowledge.update', { id, onlyHere }));
}

export async function readAgain(id: string): Promise<void> {
  told(await client.call('knowledge.read', { id }));
}

export async function stopReading(id: string): Promise<void> {
  told(await client.call('knowledge.stop', { id }));
}

/** Without asking: the files stay where they are, and it can be undone. */
export async function removeSource({ id, name }: KnowledgeSource): Promise<boolean> {
  const result = await client.call('knowledge.remove', { id });
  if (result.ok)
    showUndo(
      t('“{{name}}” removed. The files stay where they are.', { name }),
      () => void restoreSource(id),
      {
        type: 'removed-source',
        id,
      },
    );
  else showFailure(result.error);
  return result.ok;
}

async function restoreSource(id: string): Promise<void> {
  told(await client.call('knowledge.restore', { id }));
}

function told(result: Result<unknown>): void {
  if (!result.ok) showFailure(result.error);
}
