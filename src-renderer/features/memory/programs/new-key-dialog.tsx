import { Modal } from '@mantine/core';
import { useState } from 'react';
import type { ErrorData } from '../../../../shared/errors.ts';
import type { MemoryClient } from '../../../../shared/memory/memory-client.ts';
import { renewClientKey } from '../../../state/memory/clients-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { Added } from './add-program-dialog.tsx';

interface NewKeyDialogProps {
  readonly client: MemoryClient | null;
  readonly onClose: () => void;
}

/** Asks first: the program stops working until it has the new key. */
export function NewKeyDialog({ client, onClose }: NewKeyDialogProps) {
  return (
    <Modal opened={client !== null} onClose={onClose} title={`New key for ${client?.name ?? ''}`} size={560}>
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
      <p>The old key stops working at once. {client.name} needs the new one in its configuration.</p>
      {error === null ? null : (
        <p role="alert" className="form-error">
          {error.message}
        </p>
      )}
      <div className="dialog-actions">
        <Button onClick={onClose} data-autofocus>
          Cancel
        </Button>
        <Button variant="primary" onClick={() => void renew()}>
          Make a new key
        </Button>
      </div>
    </>
  );
}
