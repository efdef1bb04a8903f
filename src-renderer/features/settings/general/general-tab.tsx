import { useLocation } from 'wouter';
import { useSettingsStore } from '../../../state/settings/settings-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { SavedNote } from '../form/saved-note.tsx';
import { SettingsSection } from '../form/settings-section.tsx';
import { useSaveSettings } from '../form/use-save-settings.ts';
import { LanguageSection } from './language-section.tsx';
import { LooksSection } from './looks-section.tsx';
import { NotificationsSection } from './notifications-section.tsx';
import { t } from '../../../language/translate.ts';
import './general.css';

/** The General tab: looks, notifications, and the first steps again. */
export function GeneralTab() {
  const settings = useSettingsStore(({ view }) => view?.settings);
  const saving = useSaveSettings();
  const [, navigate] = useLocation();
  if (settings === undefined) return <div aria-busy="true" />;
  return (
    <>
      <LanguageSection settings={settings} save={saving.save} />
      <LooksSection settings={settings} save={saving.save} />
      <NotificationsSection settings={settings} save={saving.save} />
      <SettingsSection
        title={t('First steps')}
        note={t('How Tutee talks, how it learns, moving in from another assistant, and where your data is.')}
      >
        <Button onClick={() => navigate('/first-steps')}>{t('Go through them again')}</Button>
      </SettingsSection>
      {saving.error === null ? null : (
        <p className="form-error" role="alert">
          {saving.error.message}
        </p>
      )}
      <SavedNote saved={saving.saved} />
    </>
  );
}
