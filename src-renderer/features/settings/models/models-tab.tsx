import { useState } from 'react';
import { useMemoryMode } from '../../../state/page/app-store.ts';
import { useFixed, useSettingsStore } from '../../../state/settings/settings-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { UsageOverview } from '../../runs/usage/usage-overview.tsx';
import { DetectedServers } from './detected-servers.tsx';
import { KeyProtectionWarning } from './key-protection-warning.tsx';
import { PricesSection } from './prices-section.tsx';
import { SavedNote } from '../form/saved-note.tsx';
import { Section } from '../form/section.tsx';
import { ServerForm } from './server-form.tsx';
import { useSaving } from '../form/use-saving.ts';

/** Which model talks: found on this machine, or any server that speaks the OpenAI protocol, or none. */
export function ModelsTab() {
  const settings = useSettingsStore(({ view }) => view?.settings);
  const saving = useSaving();
  // The form begins anew when the server is chosen elsewhere: a detected one, memory mode, another window.
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
      <Section
        title="Server"
        note="Tutee talks to any server that speaks the OpenAI protocol. Nothing is sent anywhere else."
      >
        <ServerForm key={round} settings={settings} saving={saving} />
      </Section>
      <Section title="What was used">
        <UsageOverview
          whenNothing={
            <p className="settings-state">
              Nothing in the last 30 days: no model was asked, or its server does not say.
            </p>
          }
        />
      </Section>
      <PricesSection settings={settings} />
      <MemoryModeSection onChoose={() => void choose({ baseUrl: null, model: null })} />
      <SavedNote saved={saving.saved} />
    </>
  );
}

function MemoryModeSection({ onChoose }: { readonly onChoose: () => void }) {
  const memoryMode = useMemoryMode();
  const fixed = useFixed('baseUrl');
  return (
    <Section
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
    </Section>
  );
}
