import { Switch } from '@mantine/core';
import { IconPlug } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { MemoryClient } from '../../../../shared/memory/memory-client.ts';
import type { MemoryClientsState } from '../../../../shared/contract/memory/memory-clients.ts';
import { loadClients, useClientsStore } from '../../../state/memory/clients-store.ts';
import { saveSettings, useSettingsStore } from '../../../state/settings/settings-store.ts';
import { showFailure } from '../../../state/page/toast-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { EmptyState, FailureState } from '../../../ui/controls/empty-state.tsx';
import { AddProgramDialog } from './add-program-dialog.tsx';
import { NewKeyDialog } from './new-key-dialog.tsx';
import { ProgramCalls } from './program-calls.tsx';
import { ProgramRow } from './program-row.tsx';
import { RemoveProgramDialog } from './remove-program-dialog.tsx';
import { t } from '../../../language/translate.ts';
import './programs.css';

/** The Programs tab: which other programs on this machine use the memory, what they may do, and what they did. */
export function ProgramsTab() {
  const { state, error } = useClientsStore();
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<MemoryClient | null>(null);
  const [renewing, setRenewing] = useState<MemoryClient | null>(null);
  useEffect(() => void loadClients(), []);
  if (error !== null) {
    return (
      <div className="programs">
        <FailureState message={error.message} onRetry={() => void loadClients()} />
      </div>
    );
  }
  if (state === null) return <div className="programs" aria-busy="true" />;
  return (
    <div className="programs">
      <Serving state={state} />
      {state.clients.length === 0 ? (
        <EmptyState
          icon={<IconPlug size={24} stroke={1.4} aria-hidden />}
          title={t('No other program uses the memory')}
        >
          <p>
            {t(
              'Claude Desktop, Cursor, VS Code, Zed and other programs that speak MCP can recall what you taught here, and teach it. Each gets a key of its own, sees nothing private, and what it does is listed.',
            )}
          </p>
          <Button variant="primary" onClick={() => setAdding(true)}>
            {t('Add a program')}
          </Button>
        </EmptyState>
      ) : (
        <>
          <div className="programs-head">
            <h2>{t('Programs')}</h2>
            <Button small onClick={() => setAdding(true)}>
              {t('Add a program')}
            </Button>
          </div>
          <ul className="program-list" aria-label={t('Programs')}>
            {state.clients.map((client) => (
              <ProgramRow
                key={client.id}
                client={client}
                onRemove={() => setRemoving(client)}
                onRenew={() => setRenewing(client)}
              />
            ))}
          </ul>
          <ProgramCalls />
        </>
      )}
      <AddProgramDialog opened={adding} onClose={() => setAdding(false)} />
      <NewKeyDialog client={renewing} onClose={() => setRenewing(null)} />
      <RemoveProgramDialog client={removing} onClose={() => setRemoving(null)} />
    </div>
  );
}

function Serving({ state: { url, error } }: { readonly state: MemoryClientsState }) {
  const on = useSettingsStore(({ view }) => view?.settings.memoryServer ?? false);
  const change = async (changes: { memoryServer?: boolean; memoryServerPort?: number }): Promise<void> => {
    const result = await saveSettings(changes);
    if (!result.ok) showFailure(result.error);
  };
  return (
    <div className="programs-serving">
      <Switch
        label={t('Other programs may use the memory')}
        description={
          url === null
            ? t('Only programs on this machine, and only those that you add.')
            : t('Only programs on this machine, and only those that you add. Address: {{url}}', { url })
        }
        checked={on}
        onChange={(event) => void change({ memoryServer: event.currentTarget.checked })}
      />
      {error === null ? null : (
        <div role="alert" className="programs-problem">
          <p>{error.message}</p>
          <Button small onClick={() => void change({ memoryServerPort: 0 })}>
            {t('Take another port')}
          </Button>
        </div>
      )}
    </div>
  );
}
