import { IconDeviceFloppy, IconTrash } from '@tabler/icons-react';
import type { Backup } from '../../../../shared/contract/backups.ts';
import { saveBackup } from '../../../state/settings/backups-store.ts';
import { Button, IconButton } from '../../../ui/controls/button.tsx';
import { backupName, formatBytes } from './backup-labels.ts';
import { t } from '../../../language/translate.ts';

interface BackupRowProps {
  readonly backup: Backup;
  readonly onRestore: () => void;
  readonly onDelete: () => void;
}

export function BackupRow({ backup, onRestore, onDelete }: BackupRowProps) {
  const { name, kind, bytes } = backup;
  const title = backupName(backup);
  return (
    <li className="backup" aria-label={title}>
      <div className="backup-name">
        {title}
        <span className="backup-note" title={name}>
          {kindLabels[kind]} · {formatBytes(bytes)}
        </span>
      </div>
      <Button small aria-label={t('Restore {{name}}', { name: title })} onClick={onRestore}>
        {t('Restore…')}
      </Button>
      <IconButton label={t('Save {{name}} elsewhere', { name: title })} onClick={() => void saveBackup(name)}>
        <IconDeviceFloppy size={16} stroke={1.6} aria-hidden />
      </IconButton>
      <IconButton label={t('Delete {{name}}', { name: title })} onClick={onDelete}>
        <IconTrash size={16} stroke={1.6} aria-hidden />
      </IconButton>
    </li>
  );
}

const kindLabels: Readonly<Record<Backup['kind'], string>> = {
  asked: t('made by you'),
  scheduled: t('by schedule'),
  update: t('before an update'),
  restore: t('before a restore'),
  repair: t('before a repair'),
};
