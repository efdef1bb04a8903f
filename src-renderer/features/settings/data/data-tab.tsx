import { client } from '../../../client/client.ts';
import { useAppStore } from '../../../state/page/app-store.ts';
import { showFailure } from '../../../state/page/toast-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { CopyButton } from '../../../ui/controls/copy-button.tsx';
import { saveChat } from '../../../state/chat/export-chats.ts';
import { transfer } from '../../../state/memory/transfer-store.ts';
import { BackupsSection } from './backups-section.tsx';
import { SettingsSection } from '../form/settings-section.tsx';
import { t } from '../../../language/translate.ts';

/** The Data tab: backups, export and import, and the data folder. */
export function DataTab() {
  const info = useAppStore((state) => state.info);
  if (info === null) return <div aria-busy="true" />;
  const open = async (): Promise<void> => {
    const result = await client.call('app.openDataFolder', {});
    if (!result.ok) showFailure(result.error);
  };
  return (
    <>
      <BackupsSection />
      <SettingsSection
        title={t('Move in')}
        note={t(
          'Bring your chats with ChatGPT or Claude, and what another assistant remembers about you. Nothing leaves this machine, and one Undo takes all of it back.',
        )}
      >
        <Button onClick={transfer.openImport}>{t('Move in from another assistant…')}</Button>
      </SettingsSection>
      <SettingsSection
        title={t('Memories')}
        note={t('Take your memories along as a file, or bring in what you taught elsewhere.')}
      >
        <div className="backup-actions">
          <Button onClick={transfer.openExport}>{t('Export memories…')}</Button>
          <Button onClick={transfer.openImport}>{t('Import memories…')}</Button>
        </div>
      </SettingsSection>
      <SettingsSection
        title={t('Chats')}
        note={t(
          'Take all your chats along as one JSON file, with every branch and every attached file. A single chat is saved or printed from its menu in the sidebar.',
        )}
      >
        <Button onClick={() => void saveChat(null, 'json')}>{t('Save all chats…')}</Button>
      </SettingsSection>
      <SettingsSection
        title={t('Data folder')}
        note={t('Chats, memories, settings and backups are files in this folder on this machine.')}
      >
        <div className="data-path">
          <code>{info.dataDir}</code>
          <CopyButton text={info.dataDir} label={t('Copy path')} />
        </div>
        {info.shell === 'electron' ? <Button onClick={() => void open()}>{t('Open folder')}</Button> : null}
      </SettingsSection>
    </>
  );
}
