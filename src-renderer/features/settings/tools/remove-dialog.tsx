import { Modal } from '@mantine/core';
import { Button } from '../../../ui/controls/button.tsx';
import { t } from '../../../language/translate.ts';

interface RemoveDialogProps {
  readonly name: string;
  /** What goes and what stays. */
  readonly consequence: string;
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onRemove: () => void;
}

/** Asks before something is removed that cannot be brought back. */
export function RemoveDialog({ name, consequence, opened, onClose, onRemove }: RemoveDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={t('Remove {{name}}?', { name })} size={420}>
      <p>{consequence}</p>
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
