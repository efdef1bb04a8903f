import { Modal } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Backup, BackupContents } from '../../../../shared/contract/backups.ts';
import type { ErrorData } from '../../../../shared/errors.ts';
import {
  checkBackup,
  discardBackupSource,
  restoreBackup,
  uploadBackup,
} from '../../../state/settings/backups-store.ts';
import type { BackupSource } from '../../../state/settings/backups-store.ts';
import { showNotice } from '../../../state/page/toast-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { formatDay } from '../../../ui/format/format-time.ts';
import { backupName, formatBytes } from './backup-labels.ts';
import { t, tCount } from '../../../language/translate.ts';

/** A listed backup, or a file that the user chose. */
export type RestoreChoice = { readonly backup: Backup } | { readonly file: File };

interface RestoreDialogProps {
  readonly choice: RestoreChoice | null;
  readonly onClose: () => void;
}

/** Checks a backup, shows its contents, and asks before it replaces everything. */
export function RestoreDialog({ choice, onClose }: RestoreDialogProps) {
  return (
    <Modal opened={choice !== null} onClose={onClose} title={t('Restore a backup')} size={480}>
      {choice === null ? null : <RestoreForm choice={choice} onDone={onClose} />}
    </Modal>
  );
}

interface Checked {
  readonly source: BackupSource;
  readonly contents: BackupContents;
}

function RestoreForm({ choice, onDone }: { readonly choice: RestoreChoice; readonly onDone: () => void }) {
  const [checked, setChecked] = useState<Checked | null>(null);
  const [error, setError] = useState<ErrorData | null>(null);
  const [status, setStatus] = useState<string | null>(t('Checking…'));
  useEffect(() => {
    let cancelled = false;
    const look = async (): Promise<void> => {
      const source = await sourceOf(choice, (words) => cancelled || setStatus(words));
      const result = source.ok ? await checkBackup(source.value) : source;
      if (cancelled || !source.ok) {
        if (source.ok) discardBackupSource(source.value);
        else setError(source.error);
      } else if (result.ok) setChecked({ source: source.value, contents: result.value });
      else {
        discardBackupSource(source.value);
        setError(result.error);
      }
      setStatus(null);
    };
    void look();
    return () => {
      cancelled = true;
    };
  }, [choice]);
  const restore = async (): Promise<void> => {
    if (checked === null) return;
    setStatus(t('Restoring…'));
    const result = await restoreBackup(checked.source);
    setStatus(null);
    if (!result.ok) setError(result.error);
    else {
      onDone();
      showNotice(t('Restored. What was here before is the newest backup in the list.'));
    }
  };
  return (
    <div className="restore">
      <p className="restore-name" dir="auto">
        {'file' in choice ? choice.file.name : backupName(choice.backup)}
      </p>
      {checked === null ? null : (
        <>
          <p>{describeContents(checked.contents)}</p>
          <p>
            {t(
              'All chats, memories and settings here are replaced by those in it. What is here now is kept as a backup, so you can come back.',
            )}
          </p>
        </>
      )}
      <p role="status" className="settings-state">
        {status}
      </p>
      {error === null ? null : (
        <p role="alert" className="form-error">
          {error.message}
        </p>
      )}
      <div className="dialog-actions">
        <Button onClick={onDone} data-autofocus>
          {error === null ? t('Cancel') : t('Close')}
        </Button>
        {error === null ? (
          <Button
            variant="danger"
            disabled={checked === null || status !== null}
            onClick={() => void restore()}
          >
            {t('Restore')}
          </Button>
        ) : null}
      </div>
    </div>
  );
}

async function sourceOf(choice: RestoreChoice, tell: (words: string) => void) {
  if ('backup' in choice) return { ok: true, value: { name: choice.backup.name } } as const;
  const sent = await uploadBackup(choice.file, (share) =>
    tell(t('Reading… {{percent}} %', { percent: Math.round(share * 100) })),
  );
  return sent.ok ? ({ ok: true, value: { fileId: sent.value } } as const) : sent;
}

function describeContents({ conversations, memories, newest, bytes }: BackupContents): string {
  const contents = {
    chats: tCount(conversations, '{{count}} chat', '{{count}} chats'),
    memories: tCount(memories, '{{count}} memory', '{{count}} memories'),
    size: formatBytes(bytes),
  };
  return newest === null
    ? t('It holds {{chats}} and {{memories}}, {{size}}.', contents)
    : t('It holds {{chats}} and {{memories}}, {{size}}; the newest is from {{day}}.', {
        ...contents,
        day: formatDay(newest),
      });
}
