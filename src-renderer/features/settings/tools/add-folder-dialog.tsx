import { Modal, NativeSelect, Switch } from '@mantine/core';
import { useEffect, useState } from 'react';
import { client } from '../../../client/client.ts';
import type { ErrorData } from '../../../../shared/errors.ts';
import type { FolderOwner } from '../../../../shared/tools/allowed-folder.ts';
import { loadProjects, useProjectsStore } from '../../../state/chat/projects-store.ts';
import { useAppStore } from '../../../state/page/app-store.ts';
import { showFailure } from '../../../state/page/toast-store.ts';
import { loadAgents, useAgentsStore } from '../../../state/runs/agents-store.ts';
import { addFolder } from '../../../state/settings/folders-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { PathField } from './path-field.tsx';
import { t } from '../../../language/translate.ts';

interface AddFolderDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

export function AddFolderDialog({ opened, onClose }: AddFolderDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={t('Allow a folder')} size={520}>
      {opened ? <Form onClose={onClose} /> : null}
    </Modal>
  );
}

interface Place {
  readonly owner: FolderOwner;
  readonly label: string;
}

/** Where a folder can be allowed. */
function usePlaces(): readonly Place[] {
  const projects = useProjectsStore((state) => state.projects);
  const saved = useAgentsStore((state) => state.saved);
  useEffect(() => {
    void loadProjects();
    void loadAgents();
  }, []);
  return [
    { owner: { type: 'everywhere' }, label: t('In all chats') },
    ...projects.map(({ id, name }): Place => {
      return { owner: { type: 'project', id }, label: t('In chats of the project {{name}}', { name }) };
    }),
    ...(saved ?? []).flatMap(({ id, name, kind }): Place[] =>
      kind === 'assistant'
        ? [{ owner: { type: 'assistant', id }, label: t('In chats with the assistant {{name}}', { name }) }]
        : [],
    ),
  ];
}

function Form({ onClose }: Pick<AddFolderDialogProps, 'onClose'>) {
  const desktop = useAppStore(({ info }) => info?.shell === 'electron');
  const places = usePlaces();
  const [path, setPath] = useState('');
  const [index, setIndex] = useState(0);
  const [mayWrite, setMayWrite] = useState(false);
  const [error, setError] = useState<ErrorData | null>(null);
  const choose = async (): Promise<void> => {
    const chosen = await client.call('knowledge.choose', { what: 'folder' });
    if (!chosen.ok) return showFailure(chosen.error);
    const [first] = chosen.value.paths;
    if (first !== undefined) setPath(first);
    setError(null);
  };
  const add = async (): Promise<void> => {
    const owner = places[index]?.owner ?? { type: 'everywhere' };
    const result = await addFolder({ path, owner, mayWrite });
    if (result.ok) onClose();
    else setError(result.error);
  };
  return (
    <form
      className="tool-form"
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <PathField
        label={t('Folder on this machine')}
        example="/home/me/Notes"
        value={path}
        error={error}
        onChange={(typed) => {
          setPath(typed);
          setError(null);
        }}
      />
      {desktop ? <Button onClick={() => void choose()}>{t('Choose a folder')}</Button> : null}
      <NativeSelect
        label={t('Where it may be used')}
        data={places.map(({ label }, number) => ({ value: String(number), label }))}
        value={String(index)}
        onChange={(event) => setIndex(Number(event.currentTarget.value))}
      />
      <Switch
        size="xs"
        label={t('Files may be changed')}
        description={t('Each change is shown to you before it happens, unless you say otherwise.')}
        checked={mayWrite}
        onChange={(event) => setMayWrite(event.currentTarget.checked)}
      />
      <div className="dialog-actions">
        <Button onClick={onClose}>{t('Cancel')}</Button>
        <Button type="submit" variant="primary" disabled={path.trim() === ''}>
          {t('Allow')}
        </Button>
      </div>
    </form>
  );
}
