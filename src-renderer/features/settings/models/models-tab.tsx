import { useState } from 'react';
import type { Settings } from '../../../../shared/settings.ts';
import { useMemoryMode } from '../../../state/page/app-store.ts';
import { addProviderAt } from '../../../state/settings/change-providers.ts';
import { useIsFixed, useSettingsStore } from '../../../state/settings/settings-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { UsageOverview } from '../../runs/usage/usage-overview.tsx';
import { parametersOf } from '../../chat/model/chosen-model.ts';
import { ModelParameters } from '../../chat/model/model-parameters.tsx';
import { useInsideStore } from '../../../state/settings/inside-store.ts';
import { InsideSection } from '../inside/inside-section.tsx';
import { DetectedServers } from './detected-servers.tsx';
import { KeyProtectionWarning } from './key-protection-warning.tsx';
import { LearnerSection } from './learner-section.tsx';
import { PricesSection } from './prices-section.tsx';
import { ProviderList } from './provider-list.tsx';
import { SavedNote } from '../form/saved-note.tsx';
import { SettingsSection } from '../form/settings-section.tsx';
import { ServerForm } from './server-form.tsx';
import { useSaveSettings } from '../form/use-save-settings.ts';
import { t } from '../../../language/translate.ts';

/** The Models tab: which models answer, from servers on this machine, any OpenAI-compatible server, or none. */
export function ModelsTab() {
  const settings = useSettingsStore(({ view }) => view?.settings);
  if (settings === undefined) return <div aria-busy="true" />;
  return <Models settings={settings} />;
}

function Models({ settings }: { readonly settings: Settings }) {
  const saving = useSaveSettings();
  const { providers, defaultProvider } = settings;
  // The models inside have a section of their own.
  const servers = providers.filter(({ kind }) => kind !== 'inside');
  const first = servers.find(({ id }) => id === defaultProvider) ?? servers[0];
  const [selected, setSelected] = useState(first?.id ?? null);
  // The form is remounted when another server is chosen, but not when the server being typed is added.
  const [round, setRound] = useState(0);
  const show = (id: string | null): void => {
    setSelected(id);
    setRound(round + 1);
  };
  // The shown one may have been removed here or in another window.
  if (selected !== null && !servers.some(({ id }) => id === selected)) show(first?.id ?? null);
  const use = async (baseUrl: string): Promise<void> => {
    const id = await addProviderAt(saving.save, baseUrl);
    if (id !== null) show(id);
  };
  const known = new Set(providers.flatMap(({ baseUrl }) => baseUrl ?? []));
  const inside = <InsideSection settings={settings} save={saving.save} />;
  // If models cannot run here, the reason is shown last.
  const runsHere = useInsideStore(({ view }) => view?.unavailable == null);
  // Who has a server comes for it, who has none starts with what needs none. Fixed while the tab is open, so that nothing moves.
  const [serversFirst] = useState(servers.length > 0);
  return (
    <>
      <KeyProtectionWarning />
      {runsHere && !serversFirst ? inside : null}
      <DetectedServers known={known} onChoose={(baseUrl) => void use(baseUrl)} />
      <SettingsSection
        title={t('Servers')}
        note={t(
          'Tutee talks to any server that speaks the protocol of OpenAI, Anthropic or Google. What you write goes to the server of the chat’s model and nowhere else.',
        )}
      >
        {servers.length === 0 ? null : (
          <ProviderList
            servers={servers}
            defaultProvider={defaultProvider}
            selected={selected}
            onSelect={show}
          />
        )}
        <ServerForm
          key={round}
          settings={settings}
          saving={saving}
          initialId={selected}
          onAdded={setSelected}
        />
      </SettingsSection>
      {runsHere && serversFirst ? inside : null}
      <SettingsSection
        title={t('How models answer')}
        note={t(
          'In every chat that does not say otherwise, nor its project. Empty fields leave it to the server.',
        )}
      >
        <ModelParameters
          chosen={settings.defaultParameters}
          otherwise={parametersOf(null)}
          onChange={(changes) =>
            void saving.save({ defaultParameters: { ...settings.defaultParameters, ...changes } })
          }
        />
      </SettingsSection>
      <LearnerSection />
      {runsHere ? null : inside}
      <SettingsSection title={t('Usage')}>
        <UsageOverview
          whenNothing={
            <p className="settings-state">
              {t('Nothing in the last 30 days: no model was asked, or its server does not say.')}
            </p>
          }
        />
      </SettingsSection>
      <PricesSection settings={settings} />
      <MemoryModeSection onChoose={() => void saving.save({ baseUrl: null, model: null })} />
      <SavedNote saved={saving.saved} />
    </>
  );
}

function MemoryModeSection({ onChoose }: { readonly onChoose: () => void }) {
  const memoryMode = useMemoryMode();
  const fixed = useIsFixed('baseUrl');
  return (
    <SettingsSection
      title={t('No model')}
      note={t(
        'In memory mode Tutee learns what you teach and answers with what it remembers, without any model. Your servers stay.',
      )}
    >
      {memoryMode ? (
        <p className="settings-state">{t('You are in memory mode now.')}</p>
      ) : (
        <Button disabled={fixed} onClick={onChoose}>
          {t('Use without a model')}
        </Button>
      )}
    </SettingsSection>
  );
}
