import { useState } from 'react';
import { useMemoryMode } from '../../../state/page/app-store.ts';
import { useIsFixed, useSettingsStore } from '../../../state/settings/settings-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { UsageOverview } from '../../runs/usage/usage-overview.tsx';
import { DetectedServers } from './detected-servers.tsx';
import { KeyProtectionWarning } from './key-protection-warning.tsx';
import { PricesSection } from './prices-section.tsx';
import { SavedNote } from '../form/saved-note.tsx';
import { SettingsSection } from '../form/settings-section.tsx';
import { ServerForm } from './server-form.tsx';
import { useSaveSettings } from '../form/use-save-settings.ts';

/** The Models tab: which model answers, from a server on this machine, any OpenAI-compatible server, or none. */
export function ModelsTab() {
  const settings = useSettingsStore(({ view }) => view?.settings);
  const saving = useSaveSettings();
  // The form is remounted when the server changes elsewhere: a detected server, memory mode, another window.
  const [round, setRound] = useState(0);
  if (settings === undefined) return <div aria-busy="true" />;
  const choose = async (changes: { baseUrl: string | null; model: string | null }) => {
    if (await saving.save(changes)) setRound(round + 1);
  };
  return (
    <>
      <KeyProtectionWarning />
      <DetectedServers
        current={settings.baseUrl}
        onChoose={(baseUrl) => void choose({ baseUrl, model: null })}
      />
      <SettingsSection
        title="Server"
        note="Tutee talks to any server that speaks the OpenAI protocol. Nothing is sent anywhere else."
      >
        <ServerForm key={round} settings={settings} saving={saving} />
      </SettingsSection>
      <SettingsSection title="What was used">
        <UsageOverview
          whenNothing={
            <p className="settings-state">
              Nothing in the last 30 days: no model was asked, or its server does not say.
            </p>
          }
        />
      </SettingsSection>
      <PricesSection settings={settings} />
      <MemoryModeSection onChoose={() => void choose({ baseUrl: null, model: null })} />
      <SavedNote saved={saving.saved} />
    </>
  );
}

function MemoryModeSection({ onChoose }: { readonly onChoose: () => void }) {
  const memoryMode = useMemoryMode();
  const fixed = useIsFixed('baseUrl');
  return (
    <SettingsSection
      title="No model"
      note="In memory mode Tutee learns what you teach and answers with what it remembers, without any model."
    >
      {memoryMode ? (
        <p className="settings-state">You are in memory mode now.</p>
      ) : (
        <Button disabled={fixed} onClick={onChoose}>
          Use without a model
        </Button>
      )}
    </SettingsSection>
  );
}
