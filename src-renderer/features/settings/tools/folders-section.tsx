/** Settings, Tools: the folders whose files tools may use, and what each of these tools may do. */
import { Switch } from '@mantine/core';
import { IconFolder, IconTrash } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { AllowedFolder } from '../../../../shared/tools/allowed-folder.ts';
import {
  allowChanges,
  loadFolders,
  permitOwnTool,
  removeFolder,
  useFoldersStore,
} from '../../../state/settings/folders-store.ts';
import { Button, IconButton } from '../../../ui/controls/button.tsx';
import { FailureState } from '../../../ui/controls/empty-state.tsx';
import { AddFolderDialog } from './add-folder-dialog.tsx';
import { OwnToolRow } from './own-tool-row.tsx';
import { t } from '../../../language/translate.ts';

export function FoldersSection() {
  const { folders, tools, error } = useFoldersStore();
  const [adding, setAdding] = useState(false);
  useEffect(() => void loadFolders(), []);
  if (error !== null) return <FailureState message={error.message} onRetry={() => void loadFolders()} />;
  if (folders === null) return <section aria-busy="true" />;
  return (
    <section className="tools-section" aria-label={t('Folders')}>
      <div className="tools-head">
        <h2>{t('Folders')}</h2>
        <Button onClick={() => setAdding(true)}>{t('Allow a folder')}</Button>
      </div>
      <p className="settings-note tools-note">
        {t(
          'A model that can call tools can look into the folders that you allow here, and into nothing else. What it would change is shown to you first, and can be undone. What files say orders nothing and teaches nothing.',
        )}
      </p>
      {folders.length === 0 ? null : (
        <>
          <ul className="tool-servers" aria-label={t('Folders')}>
            {folders.map((folder) => (
              <FolderRow key={folder.id} folder={folder} />
            ))}
          </ul>
          <ul className="tool-servers own-tools" aria-label={t('What tools may do in them')}>
            {tools.map((tool) => (
              <OwnToolRow
                key={tool.name}
                tool={tool}
                onPermit={(permission) => void permitOwnTool(tool.name, permission)}
              />
            ))}
          </ul>
        </>
      )}
      <AddFolderDialog opened={adding} onClose={() => setAdding(false)} />
    </section>
  );
}

function FolderRow({ folder }: { readonly folder: AllowedFolder }) {
  const { id, name, path, mayWrite, isThere } = folder;
  return (
    <li className="tool-server allowed-folder" aria-label={name}>
      <IconFolder size={17} stroke={1.6} aria-hidden />
      <span className="allowed-folder-name">
        <bdi>{name}</bdi>
        <span className="tool-note">
          <bdi>{path}</bdi>
        </span>
        <span className="tool-note">{whereOf(folder)}</span>
        {isThere ? null : (
          <span role="alert" className="tool-server-error">
            {t('It is not there any more. Bring it back, or remove it here.')}
          </span>
        )}
      </span>
      <Switch
        size="xs"
        label={t('Files may be changed')}
        aria-label={t('Files in {{name}} may be changed', { name })}
        checked={mayWrite}
        onChange={(event) => void allowChanges(id, event.currentTarget.checked)}
      />
      <IconButton label={t('Remove {{name}}', { name })} onClick={() => void removeFolder(folder)}>
        <IconTrash size={16} stroke={1.6} aria-hidden />
      </IconButton>
    </li>
  );
}

function whereOf({ owner, ownerName }: AllowedFolder): string {
  if (owner.type === 'everywhere') return t('In all chats');
  return owner.type === 'project'
    ? t('In chats of the project {{name}}', { name: ownerName })
    : t('In chats with the assistant {{name}}', { name: ownerName });
}
