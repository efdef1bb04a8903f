import { IconCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { client } from '../../client/client.ts';
import type { CommandOutput } from '../../../shared/contract/commands.ts';
import type { Result } from '../../../shared/result.ts';
import type { Settings } from '../../../shared/settings.ts';
import { Button } from '../../ui/button.tsx';
import { durationWords } from '../../ui/time-words.ts';

/** Asks the model for one short answer and says in words how it went. */
export function ConnectionTest({ settings: { baseUrl, model } }: { readonly settings: Settings }) {
  const [result, setResult] = useState<Result<CommandOutput<'models.test'>> | null>(null);
  const [busy, setBusy] = useState(false);
  const test = async (): Promise<void> => {
    if (baseUrl === null) return;
    setBusy(true);
    setResult(null);
    setResult(await client.call('models.test', { baseUrl, model }));
    setBusy(false);
  };
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
