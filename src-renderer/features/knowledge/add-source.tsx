import { Switch, TextInput } from '@mantine/core';
import { IconFolderPlus, IconUpload } from '@tabler/icons-react';
import { useId, useRef, useState } from 'react';
import type { SyntheticEvent } from 'react';
import { client } from '../../client/client.ts';
import type { KnowledgeOwner } from '../../../shared/knowledge/knowledge.ts';
import { addFiles, addPath } from '../../state/chat/knowledge-store.ts';
import { useAppStore } from '../../state/page/app-store.ts';
import { showFailure } from '../../state/page/toast-store.ts';
import { Button } from '../../ui/controls/button.tsx';
import { ProgressBar } from '../../ui/controls/progress-bar.tsx';
import { t } from '../../language/translate.ts';

/** Adds a folder or files: by the system's dialog in the desktop window, by a typed path or an upload in the browser. */
export function AddSource({ owner }: { readonly owner: KnowledgeOwner }) {
  const desktop = useAppStore(({ info }) => info?.shell === 'electron');
  const [onlyHere, setOnlyHere] = useState(false);
  return (
    <div className="add-source">
      {desktop ? (
        <ChoosePaths owner={owner} onlyHere={onlyHere} />
      ) : (
        <TypedPath owner={owner} onlyHere={onlyHere} />
      )}
      <Switch
        size="xs"
        label={t('Only for models on this machine')}
        description={t('What is added now is not sent to models elsewhere.')}
        checked={onlyHere}
        onChange={(event) => setOnlyHere(event.currentTarget.checked)}
      />
    </div>
  );
}

interface AddingProps {
  readonly owner: KnowledgeOwner;
  readonly onlyHere: boolean;
}

function ChoosePaths({ owner, onlyHere }: AddingProps) {
  const choose = async (what: 'folder' | 'files'): Promise<void> => {
    const chosen = await client.call('knowledge.choose', { what });
    if (!chosen.ok) return showFailure(chosen.error);
    for (const path of chosen.value.paths) {
      const added = await addPath(owner, path, onlyHere);
      if (!added.ok) showFailure(added.error);
    }
  };
  return (
    <div className="add-source-row">
      <Button onClick={() => void choose('folder')}>
        <IconFolderPlus size={16} stroke={1.6} aria-hidden />
        {t('Add a folder')}
      </Button>
      <Button onClick={() => void choose('files')}>{t('Add files')}</Button>
    </div>
  );
}

function TypedPath({ owner, onlyHere }: AddingProps) {
  const [path, setPath] = useState('');
  const [error, setError] = useState<string | null>(null);
  const [share, setShare] = useState<number | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const fileLabel = useId();
  const submit = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    const added = await addPath(owner, path, onlyHere);
    setError(added.ok ? null : added.error.message);
    if (added.ok) setPath('');
  };
  const upload = async (files: readonly File[]): Promise<void> => {
    if (files.length === 0) return;
    setShare(0);
    const added = await addFiles(owner, files, onlyHere, setShare);
    setShare(null);
    if (!added.ok) showFailure(added.error);
  };
  return (
    <>
      <form className="add-source-row" onSubmit={(event) => void submit(event)}>
        <TextInput
          className="add-source-path"
          label={t('Folder or file on this machine')}
          placeholder="/home/me/Notes"
          value={path}
          error={error}
          dir="ltr"
          spellCheck={false}
          onChange={(event) => {
            setPath(event.currentTarget.value);
            setError(null);
          }}
        />
        <Button type="submit" variant="primary" disabled={path.trim() === ''}>
          {t('Add')}
        </Button>
      </form>
      <div className="add-source-row">
        <Button disabled={share !== null} onClick={() => input.current?.click()}>
          <IconUpload size={16} stroke={1.6} aria-hidden />
          {t('Upload files')}
        </Button>
        <span id={fileLabel} className="knowledge-source-line">
          {t('Tutee keeps a copy of uploaded files; a folder stays where it is.')}
        </span>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          aria-label={t('Files to add')}
          aria-describedby={fileLabel}
          onChange={(event) => {
            void upload([...(event.currentTarget.files ?? [])]);
            // The same file can be chosen again.
            event.currentTarget.value = '';
          }}
        />
      </div>
      {share === null ? null : (
        <ProgressBar name={t('Uploading')} done={Math.round(share * 100)} total={100} />
      )}
    </>
  );
}
