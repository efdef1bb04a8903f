import { Modal } from '@mantine/core';
import { useState } from 'react';
import type { ErrorData } from '../../../../shared/errors.ts';
import type { MemoryClient } from '../../../../shared/memory/memory-client.ts';
import { renewClientKey } from '../../../state/memory/clients-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { Added } from './add-program-dialog.tsx';
import { t } from '../../../language/translate.ts';

interface NewKeyDialogProps {
  readonly client: MemoryClient | null;
  readonly onClose: () => void;
}

/** Asks first: the program stops working until it has the new key. */
export function NewKeyDialog({ client, onClose }: NewKeyDialogProps) {
  return (
    <Modal
      opened={client !== null}
      onClose={onClose}
      title={t('New key for {{name}}', { name: client?.name ?? '' })}
      size={560}
    >
      {client === null ? null : <Content client={client} onClose={onClose} />}
    </Modal>
  );
}

function Content({ client, onClose }: { readonly client: MemoryClient; readonly onClose: () => void }) {
  const [key, setKey] = useState<string | null>(null);
  const [error, setError] = useState<ErrorData | null>(null);
  const renew = async (): Promise<void> => {
    const result = await renewClientKey(client.id);
    if (result.ok) setKey(result.value.key);
    else setError(result.error);
  };
  if (key !== null) return <Added name={client.name} clientKey={key} onClose={onClose} />;
  return (
    <>
      <p>
        {t('The old key stops working at once. {{name}} needs the new one in its configuration.', {
          name: client.name,
        })}
      </p>
      {error === null ? null : (
        <p role="alert" className="form-error">
          {error.message}
        </p>
      )}
      <div className="dialog-actions">
        <Button onClick={onClose} data-autofocus>
          {t('Cancel')}
        </Button>
        <Button variant="primary" onClick={() => void renew()}>
          {t('Make a new key')}
        </Button>
      </div>
    </>
  );
}
