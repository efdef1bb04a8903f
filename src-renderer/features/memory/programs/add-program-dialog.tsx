import { Modal, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ErrorData } from '../../../../shared/errors.ts';
import type { ClientTeaching, MemoryClient } from '../../../../shared/memory/memory-client.ts';
import type { MemoryScope } from '../../../../shared/memory/memory.ts';
import { addClient, useClientsStore } from '../../../state/memory/clients-store.ts';
import { useFormatScope, useScopeOptions } from '../../../state/memory/scopes-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { scopeKey } from '../../../ui/format/format-scope.ts';
import { ConnectionSteps } from './connection-steps.tsx';
import { teachingChoices } from './teaching-choices.ts';
import { t } from '../../../language/translate.ts';

interface AddProgramDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

export function AddProgramDialog({ opened, onClose }: AddProgramDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={t('Add a program')} size={560}>
      {opened ? <Content onClose={onClose} /> : null}
    </Modal>
  );
}

function Content({ onClose }: Pick<AddProgramDialogProps, 'onClose'>) {
  const [made, setMade] = useState<{ readonly client: MemoryClient; readonly key: string } | null>(null);
  if (made === null) return <Form onClose={onClose} onMade={setMade} />;
  return <Added name={made.client.name} clientKey={made.key} onClose={onClose} />;
}

interface AddedProps {
  readonly name: string;
  readonly clientKey: string;
  readonly onClose: () => void;
}

export function Added({ name, clientKey, onClose }: AddedProps) {
  const state = useClientsStore(({ state: loaded }) => loaded);
  return (
    <>
      <p role="status">{t('{{name}} can use the memory once it knows this:', { name })}</p>
      <ConnectionSteps
        connection={{ url: state?.url ?? null, stdio: state?.stdio ?? null, key: clientKey }}
      />
      <div className="dialog-actions">
        <Button variant="primary" onClick={onClose}>
          {t('Done')}
        </Button>
      </div>
    </>
  );
}

interface FormProps {
  readonly onClose: () => void;
  readonly onMade: (made: { readonly client: MemoryClient; readonly key: string }) => void;
}

function Form({ onClose, onMade }: FormProps) {
  const scopes = useScopeOptions();
  const formatScope = useFormatScope();
  const [name, setName] = useState('');
  const [scope, setScope] = useState<MemoryScope>({ type: 'everywhere' });
  const [teaching, setTeaching] = useState<ClientTeaching>('review');
  const [error, setError] = useState<ErrorData | null>(null);
  const add = async (): Promise<void> => {
    const result = await addClient({ name, scope, teaching });
    if (result.ok) onMade(result.value);
    else setError(result.error);
  };
  return (
    <form
      className="program-form"
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <TextInput
        label={t('Name')}
        placeholder="Claude Desktop"
        value={name}
        data-autofocus
        error={error?.message}
        onChange={(event) => {
          setName(event.currentTarget.value);
          setError(null);
        }}
      />
      <NativeSelect
        label={t('What it sees')}
        data={scopes.map((one) => ({
          value: scopeKey(one),
          label:
            one.type === 'everywhere'
              ? t('What applies everywhere')
              : t('That, and {{scope}}', { scope: formatScope(one) }),
        }))}
        value={scopeKey(scope)}
        onChange={(event) => {
          const chosen = scopes.find((one) => scopeKey(one) === event.currentTarget.value);
          if (chosen !== undefined) setScope(chosen);
        }}
      />
      <NativeSelect
        label={t('What it teaches')}
        data={[...teachingChoices]}
        value={teaching}
        onChange={(event) => {
          const chosen = teachingChoices.find(({ value }) => value === event.currentTarget.value);
          if (chosen !== undefined) setTeaching(chosen.value);
        }}
      />
      <p className="settings-note">{t('Private memories are never shown to other programs.')}</p>
      <div className="dialog-actions">
        <Button onClick={onClose}>{t('Cancel')}</Button>
        <Button type="submit" variant="primary" disabled={name.trim() === ''}>
          {t('Add')}
        </Button>
      </div>
    </form>
  );
}
