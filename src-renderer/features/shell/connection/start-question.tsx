import { useState } from 'react';
import type { StartQuestion } from '../../../../shared/contract/starting.ts';
import { answerStart } from '../../../state/page/app-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { backupName, formatBytes } from '../../settings/data/backup-labels.ts';
import { Logo } from '../sidebar/logo.tsx';
import { t } from '../../../language/translate.ts';

/** Replaces the whole page while Tutee must be told how to start. */
export function StartQuestionPage({ question: { message, newest } }: { readonly question: StartQuestion }) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const answer = async (choice: 'restore' | 'empty') => {
    setBusy(true);
    setFailure(await answerStart(choice));
    setBusy(false);
  };
  return (
    <main className="start-question" aria-busy={busy}>
      <Logo />
      <h1>{t('Your chats and memories are not here.')}</h1>
      <p>{message}</p>
      {newest === null ? null : (
        <p>
          {t('The newest backup: {{backup}}, {{size}}.', {
            backup: backupName(newest),
            size: formatBytes(newest.bytes),
          })}
        </p>
      )}
      {failure === null ? null : <p role="alert">{failure}</p>}
      <div className="start-question-choices">
        {newest === null ? null : (
          <Button variant="primary" disabled={busy} onClick={() => void answer('restore')}>
            {t('Restore the newest backup')}
          </Button>
        )}
        <Button disabled={busy} onClick={() => void answer('empty')}>
          {t('Start empty')}
        </Button>
      </div>
      <p className="start-question-note">
        {t('If you start empty, your backups stay. You can restore one later under Settings, Data.')}
      </p>
    </main>
  );
}
