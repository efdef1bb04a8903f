import { Modal } from '@mantine/core';
import type { MemoryClient } from '../../../../shared/memory/memory-client.ts';
import { removeClient } from '../../../state/memory/clients-store.ts';
import { Button } from '../../../ui/controls/button.tsx';

interface RemoveProgramDialogProps {
  readonly client: MemoryClient | null;
  readonly onClose: () => void;
}

/** Asks first, since a removed program needs a new key and its log is gone. */
export function RemoveProgramDialog({ client, onClose }: RemoveProgramDialogProps) {
  const remove = (id: string): void => {
    onClose();
    void removeClient(id);
  };
  return (
    <Modal opened={client !== null} onClose={onClose} title={`Remove ${client?.name ?? ''}?`} size={420}>
      {client === null ? null : (
        <>
          <p>
            {client.name} can no longer use the memory, and the list of what it did is deleted. What it taught
            stays, with the tag “{client.name.toLowerCase()}”.
          </p>
          <div className="dialog-actions">
            <Button onClick={onClose} data-autofocus>
              Cancel
            </Button>
            <Button variant="danger" onClick={() => remove(client.id)}>
              Remove
            </Button>
          </div>
        </>
      )}
    </Modal>
  );
}
