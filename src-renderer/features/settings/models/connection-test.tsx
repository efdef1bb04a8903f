import { IconCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { client } from '../../../client/client.ts';
import type { CommandOutput } from '../../../../shared/contract/commands.ts';
import type { Result } from '../../../../shared/result.ts';
import type { Settings } from '../../../../shared/settings.ts';
import { savedSettings } from '../../../state/settings/settings-store.ts';
import { saveTyped } from '../../../state/settings/typed-fields.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { durationWords } from '../../../ui/words/time-words.ts';

type Server = Pick<Settings, 'baseUrl' | 'model'>;

/** Which server was asked, and after how many changes of its key. */
interface Asked extends Server {
  readonly changes: number;
}

interface Tested extends Asked {
  /** Null: nothing was asked, since what was typed could not be saved. */
  readonly result: Result<CommandOutput<'models.test'>> | null;
}

interface ConnectionTestProps {
  readonly settings: Settings;
  /** Counts the changes of the key, typed or saved: a result holds for the key it was reached with, and for no other. */
  readonly changes: number;
}

/**
 * Asks the model for one short answer and says in words how it went. Everything typed is saved first, so that what is asked
 * is what stands in the fields; the button stays where it was pressed.
 */
export function ConnectionTest({ settings: { baseUrl, model }, changes }: ConnectionTestProps) {
  const [tested, setTested] = useState<Tested | null>(null);
  const [busy, setBusy] = useState(false);
  const test = async (): Promise<void> => {
    setBusy(true);
    setTested(null);
    const saved = await saveTyped();
    const asked = { ...savedServer(), changes };
    if (!saved) setTested({ ...asked, result: null });
    else if (asked.baseUrl !== null) {
      const result = await client.call('models.test', { baseUrl: asked.baseUrl, model: asked.model });
      setTested({ ...asked, result });
    }
    setBusy(false);
  };
  // Of another server or key than the ones in the fields it would say what is not so.
  const current = tested?.baseUrl === baseUrl && tested.model === model && tested.changes === changes;
  const result = current ? tested.result : undefined;
  return (
    <div className="connection-test">
      <Button disabled={baseUrl === null || busy} onClick={() => void test()}>
        Test connection
      </Button>
      {busy ? <span className="settings-state">Asking for one short answer…</span> : null}
      {result === null ? (
        <span className="test-failure" role="alert">
          Not tested: what you typed could not be saved. Correct the field above that says why.
        </span>
      ) : null}
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
  const settings = savedSettings();
  return { baseUrl: settings?.baseUrl ?? null, model: settings?.model ?? null };
}
