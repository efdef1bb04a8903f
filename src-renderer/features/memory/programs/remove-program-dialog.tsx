import { Modal } from '@mantine/core';
import type { MemoryClient } from '../../../../shared/memory/memory-client.ts';
import { removeClient } from '../../../state/memory/clients-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { t } from '../../../language/translate.ts';

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
    <Modal
      opened={client !== null}
      onClose={onClose}
      title={t('Remove {{name}}?', { name: client?.name ?? '' })}
      size={420}
    >
      {client === null ? null : (
        <>
          <p>
            {t(
              '{{name}} can no longer use the memory, and the list of what it did is deleted. What it taught stays, with the tag “{{tag}}”.',
              { name: client.name, tag: client.name.toLowerCase() },
            )}
          </p>
          <div className="dialog-actions">
            <Button onClick={onClose} data-autofocus>
              {t('Cancel')}
            </Button>
            <Button variant="danger" onClick={() => remove(client.id)}>
              {t('Remove')}
            </Button>
          </div>
        </>
      )}
    </Modal>
  );
}
