import { IconDeviceFloppy, IconTrash } from '@tabler/icons-react';
import type { Backup } from '../../../../shared/contract/backups.ts';
import { saveBackup } from '../../../state/settings/backups-store.ts';
import { Button, IconButton } from '../../../ui/controls/button.tsx';
import { backupName, formatBytes } from './backup-labels.ts';

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
      <Button small aria-label={`Restore ${title}`} onClick={onRestore}>
        Restore…
      </Button>
      <IconButton label={`Save ${title} elsewhere`} onClick={() => void saveBackup(name)}>
        <IconDeviceFloppy size={16} stroke={1.6} aria-hidden />
      </IconButton>
      <IconButton label={`Delete ${title}`} onClick={onDelete}>
        <IconTrash size={16} stroke={1.6} aria-hidden />
      </IconButton>
    </li>
  );
}

const kindLabels: Readonly<Record<Backup['kind'], string>> = {
  asked: 'made by you',
  scheduled: 'by schedule',
  update: 'before an update',
  restore: 'before a restore',
  repair: 'before a repair',
};
