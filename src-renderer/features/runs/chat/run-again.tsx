import { useState } from 'react';
import { client } from '../../../client/client.ts';
import type { CommandOutput } from '../../../../shared/contract/commands.ts';
import type { Result } from '../../../../shared/result.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { t, tCount } from '../../../language/translate.ts';

/** Replays a recorded run and says whether the result was the same. */
export function RunAgain({ runId }: { readonly runId: string }) {
  const [busy, setBusy] = useState(false);
  const [result, setResult] = useState<Result<CommandOutput<'runs.replay'>> | null>(null);
  const again = async (): Promise<void> => {
    setBusy(true);
    setResult(await client.call('runs.replay', { runId }));
    setBusy(false);
  };
  return (
    <section>
      <h3>{t('Recorded')}</h3>
      <p className="run-note">
        {t('What models and people answered is kept. It can be run again without them.')}
      </p>
      <div className="run-again">
        <Button small disabled={busy} onClick={() => void again()}>
          {t('Run again and compare')}
        </Button>
        <p role="status">{result === null ? '' : describeReplay(result)}</p>
      </div>
    </section>
  );
}

function describeReplay(result: Result<CommandOutput<'runs.replay'>>): string {
  if (!result.ok) return result.error.message;
  const { same, messages, reason } = result.value;
  return same
    ? tCount(
        messages,
        'All {{count}} message came out the same.',
        'All {{count}} messages came out the same.',
      )
    : tCount(
        messages,
        '{{count}} message came out the same. {{reason}}',
        '{{count}} messages came out the same. {{reason}}',
        { reason: reason ?? '' },
      );
}
