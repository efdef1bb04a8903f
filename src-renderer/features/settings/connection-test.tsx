import { IconCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { client } from '../../client/client.ts';
import type { CommandOutput } from '../../../shared/contract/commands.ts';
import type { Result } from '../../../shared/result.ts';
import type { Settings } from '../../../shared/settings.ts';
import { savesDone } from '../../state/pending-saves.ts';
import { useSettingsStore } from '../../state/settings-store.ts';
import { Button } from '../../ui/button.tsx';
import { durationWords } from '../../ui/time-words.ts';

type Server = Pick<Settings, 'baseUrl' | 'model'>;

interface Tested extends Server {
  readonly result: Result<CommandOutput<'models.test'>>;
}

/**
 * Asks the model for one short answer and says in words how it went. The press that asks for it is often the one that
 * leaves, and so saves, a field: what is asked is what was typed, and the button stays where it was pressed.
 */
export function ConnectionTest({ settings: { baseUrl, model } }: { readonly settings: Settings }) {
  const [tested, setTested] = useState<Tested | null>(null);
  const [busy, setBusy] = useState(false);
  const test = async (): Promise<void> => {
    setBusy(true);
    setTested(null);
    await savesDone();
    const server = savedServer();
    if (server.baseUrl !== null) {
      const result = await client.call('models.test', { baseUrl: server.baseUrl, model: server.model });
      setTested({ ...server, result });
    }
    setBusy(false);
  };
  // Of another server than the one in the fields it would say what is not so.
  const result = tested?.baseUrl === baseUrl && tested.model === model ? tested.result : null;
  return (
    <div className="connection-test">
      <Button disabled={baseUrl === null || busy} onClick={() => void test()}>
        Test connection
      </Button>
      {busy ? <span className="settings-state">Asking for one short answer…</span> : null}
      {result?.ok === true ? (
        <span className="test-success" role="status">
          <IconCheck size={16} stroke={1.8} aria-hidden />
          {result.value.model} answered in {durationWords(result.value.tookMs)}.
        </span>
      ) : null}
      {result?.ok === false ? (
        <span className="test-failure" role="alert">
          {result.error.message}
        </span>
      ) : null}
    </div>
  );
}

function savedServer(): Server {
  const settings = useSettingsStore.getState().view?.settings;
  return { baseUrl: settings?.baseUrl ?? null, model: settings?.model ?? null };
}
