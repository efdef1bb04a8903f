import { Modal } from '@mantine/core';
import type { Backup } from '../../../../shared/contract/backups.ts';
import { removeBackup } from '../../../state/settings/backups-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { backupName } from './backup-labels.ts';
import { t } from '../../../language/translate.ts';

interface DeleteBackupDialogProps {
  readonly backup: Backup | null;
  readonly onClose: () => void;
}

/** Asks first, since a deleted backup cannot be restored. */
export function DeleteBackupDialog({ backup, onClose }: DeleteBackupDialogProps) {
  const remove = (name: string): void => {
    onClose();
    void removeBackup(name);
  };
  return (
    <Modal opened={backup !== null} onClose={onClose} title={t('Delete this backup?')} size={420}>
      {backup === null ? null : (
        <>
          <p>
            {t('The backup of {{time}} will be deleted from this machine. It cannot be brought back.', {
              time: backupName(backup),
            })}
          </p>
          <div className="dialog-actions">
            <Button onClick={onClose} data-autofocus>
              {t('Cancel')}
            </Button>
            <Button variant="danger" onClick={() => remove(backup.name)}>
              {t('Delete')}
            </Button>
          </div>
        </>
      )}
    </Modal>
  );
}
