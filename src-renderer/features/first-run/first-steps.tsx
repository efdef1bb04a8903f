import { useState } from 'react';
import type { ComponentType } from 'react';
import { useAppStore, useMemoryMode } from '../../state/page/app-store.ts';
import { transfer } from '../../state/memory/transfer-store.ts';
import { useSettingsStore } from '../../state/settings/settings-store.ts';
import { Button } from '../../ui/controls/button.tsx';
import { CopyButton } from '../../ui/controls/copy-button.tsx';
import { learningOptions } from '../../ui/learning/learning-options.ts';
import { FoundServers } from '../chat/model/found-servers.tsx';
import { useSaveSettings } from '../settings/form/use-save-settings.ts';
import { InsideSection } from '../settings/inside/inside-section.tsx';
import { ServerForm } from '../settings/models/server-form.tsx';
import { t } from '../../language/translate.ts';
import '../settings/settings.css';

interface FirstStep {
  /** In the list of steps. */
  readonly name: string;
  readonly title: string;
  readonly note: string;
  readonly Body: ComponentType;
}

export const firstSteps: readonly FirstStep[] = [
  {
    name: t('Talking'),
    title: t('How Tutee talks'),
    note: t(
      'A model writes the answers. Without one, Tutee already remembers what you teach and answers from that.',
    ),
    Body: Talking,
  },
  {
    name: t('Learning'),
    title: t('How Tutee learns'),
    note: t(
      'It learns from what you write, never from its own answers, from pasted texts or from files. Whatever it learns is shown under your message, with Undo.',
    ),
    Body: Learning,
  },
  {
    name: t('Moving in'),
    title: t('Move in from another assistant'),
    note: t(
      'Bring your chats with ChatGPT or Claude, and what another assistant remembers of you. What would be learned from them waits for your review; one Undo takes all of it back.',
    ),
    Body: MovingIn,
  },
  {
    name: t('Your data'),
    title: t('Where your data is'),
    note: t(
      'Chats, memories and settings are files in one folder on this machine. Nothing is sent anywhere but what you write, and the memories that bear on it, to the model that you choose.',
    ),
    Body: YourData,
  },
];

function Talking() {
  const settings = useSettingsStore(({ view }) => view?.settings);
  const memoryMode = useMemoryMode();
  const model = useAppStore((state) => state.model?.model ?? null);
  const saving = useSaveSettings();
  const [added, setAdded] = useState<string | null>(null);
  if (settings === undefined) return null;
  return (
    <div className="first-run-ways">
      <p role="status" className="first-run-state">
        {memoryMode
          ? t('No model is connected now.')
          : model === null
            ? t('A model answers now.')
            : t('{{model}} answers now.', { model })}
      </p>
      <FoundServers />
      <details>
        <summary>{t('A service or a server, with its address or a key')}</summary>
        <ServerForm
          settings={settings}
          saving={saving}
          initialId={added ?? settings.defaultProvider}
          onAdded={setAdded}
        />
      </details>
      <details>
        <summary>{t('A model inside Tutee, without server and key')}</summary>
        <InsideSection settings={settings} save={saving.save} />
      </details>
      <p className="first-run-state">
        {t('None for now is fine: press Next. Settings → Models has all of this later.')}
      </p>
    </div>
  );
}

function Learning() {
  const learning = useSettingsStore(({ view }) => view?.settings.learning);
  const { save, error } = useSaveSettings();
  return (
    <fieldset className="first-run-choices">
      <legend className="sr-only">{t('When Tutee learns')}</legend>
      {learningOptions.map(({ value, label }) => (
        <label key={value}>
          <input
            type="radio"
            name="learning"
            value={value}
            checked={learning === value}
            onChange={() => void save({ learning: value })}
          />
          {label}
        </label>
      ))}
      {error === null ? null : (
        <p className="form-error" role="alert">
          {error.message}
        </p>
      )}
    </fieldset>
  );
}

function MovingIn() {
  return (
    <div>
      <Button onClick={transfer.openImport}>{t('Move in from another assistant…')}</Button>
    </div>
  );
}

function YourData() {
  const info = useAppStore((state) => state.info);
  if (info === null) return <div aria-busy="true" />;
  return (
    <>
      <div className="data-path">
        <code>{info.dataDir}</code>
        <CopyButton text={info.dataDir} label={t('Copy path')} />
      </div>
      <ul className="first-run-facts">
        <li>{t('A backup is made every week, and the last five are kept. Settings → Data changes that.')}</li>
        <li>{t('Memories that you mark as private never leave this machine.')}</li>
        <li>{t('Keys are kept by your system where it can, and are never part of a backup.')}</li>
      </ul>
    </>
  );
}
