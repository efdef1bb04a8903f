import { Modal } from '@mantine/core';
import { Button } from '../../../ui/controls/button.tsx';
import { t } from '../../../language/translate.ts';

interface RemoveServerDialogProps {
  readonly name: string;
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onRemove: () => void;
}

/** Asks first, since its keys are deleted with it. */
export function RemoveServerDialog({ name, opened, onClose, onRemove }: RemoveServerDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={t('Remove {{name}}?', { name })} size={420}>
      <p>
        {t(
          'Its tools are not offered any more, and its keys and what you allowed are deleted. What it did stays listed.',
        )}
      </p>
      <div className="dialog-actions">
        <Button onClick={onClose} data-autofocus>
          {t('Cancel')}
        </Button>
        <Button
          variant="danger"
          onClick={() => {
            onClose();
            onRemove();
          }}
        >
          {t('Remove')}
        </Button>
      </div>
    </Modal>
  );
}
