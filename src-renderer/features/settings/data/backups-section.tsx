import { NativeSelect } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { Backup } from '../../../../shared/contract/backups.ts';
import type { Settings } from '../../../../shared/settings.ts';
import { loadBackups, makeBackup, useBackupsStore } from '../../../state/settings/backups-store.ts';
import { useIsFixed, useSettingsStore } from '../../../state/settings/settings-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { BackupRow } from './backup-row.tsx';
import { DeleteBackupDialog } from './delete-backup-dialog.tsx';
import { RestoreDialog } from './restore-dialog.tsx';
import type { RestoreChoice } from './restore-dialog.tsx';
import { fixedNote, SettingsSection } from '../form/settings-section.tsx';
import { useSaveSettings } from '../form/use-save-settings.ts';
import { t } from '../../../language/translate.ts';
import './backups.css';

/** Backups of everything: made on demand or by schedule, saved elsewhere, restored. */
export function BackupsSection() {
  const { items, making } = useBackupsStore();
  const [deleting, setDeleting] = useState<Backup | null>(null);
  const [restoring, setRestoring] = useState<RestoreChoice | null>(null);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => void loadBackups(), []);
  return (
    <SettingsSection
      title={t('Backups')}
      note={t(
        'One file each with all chats, memories and settings. API keys are not in it. Memories you forget for good stay in backups made before; remove those too.',
      )}
    >
      <Schedule />
      <div className="backup-actions">
        <Button disabled={making} onClick={() => void makeBackup()}>
          {making ? t('Backing up…') : t('Back up now')}
        </Button>
        <Button onClick={() => input.current?.click()}>{t('Restore from a file…')}</Button>
        <input
          ref={input}
          type="file"
          hidden
          aria-label={t('Backup file')}
          accept=".db"
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            if (file !== undefined) setRestoring({ file });
            // Reset, so that choosing the same file again fires a change event.
            event.currentTarget.value = '';
          }}
        />
      </div>
      <BackupList items={items} onRestore={(backup) => setRestoring({ backup })} onDelete={setDeleting} />
      <DeleteBackupDialog backup={deleting} onClose={() => setDeleting(null)} />
      <RestoreDialog choice={restoring} onClose={() => setRestoring(null)} />
    </SettingsSection>
  );
}

interface BackupListProps {
  readonly items: readonly Backup[] | null;
  readonly onRestore: (backup: Backup) => void;
  readonly onDelete: (backup: Backup) => void;
}

function BackupList({ items, onRestore, onDelete }: BackupListProps) {
  if (items === null) return <div aria-busy="true" />;
  if (items.length === 0) return <p className="settings-state">{t('There is no backup yet.')}</p>;
  return (
    <ul className="backups" aria-label={t('Backups')}>
      {items.map((backup) => (
        <BackupRow
          key={backup.name}
          backup={backup}
          onRestore={() => onRestore(backup)}
          onDelete={() => onDelete(backup)}
        />
      ))}
    </ul>
  );
}

const every: readonly { readonly value: Settings['backupEvery']; readonly label: string }[] = [
  { value: 'daily', label: t('Every day') },
  { value: 'weekly', label: t('Every week') },
  { value: 'off', label: t('Only when I ask') },
];

const kept = [1, 3, 5, 10, 30];

function Schedule() {
  const settings = useSettingsStore(({ view }) => view?.settings);
  const fixed = useIsFixed('backupEvery');
  const { save, error } = useSaveSettings();
  if (settings === undefined) return null;
  const { backupEvery, backupsKept } = settings;
  const choose = (value: string): void => {
    const chosen = every.find((one) => one.value === value);
    if (chosen !== undefined) void save({ backupEvery: chosen.value });
  };
  const counts = kept.includes(backupsKept) ? kept : [...kept, backupsKept].toSorted((a, b) => a - b);
  return (
    <div className="backup-schedule">
      <NativeSelect
        label={t('Back up by itself')}
        description={fixed ? fixedNote : undefined}
        data={[...every]}
        value={backupEvery}
        disabled={fixed}
        onChange={(event) => choose(event.currentTarget.value)}
      />
      <NativeSelect
        label={t('Keep the newest')}
        data={counts.map(String)}
        value={String(backupsKept)}
        disabled={backupEvery === 'off'}
        onChange={(event) => void save({ backupsKept: Number(event.currentTarget.value) })}
      />
      {error === null ? null : (
        <p role="alert" className="form-error">
          {error.message}
        </p>
      )}
    </div>
  );
}
