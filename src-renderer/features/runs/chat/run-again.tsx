import { useState } from 'react';
import { client } from '../../../client/client.ts';
import type { CommandOutput } from '../../../../shared/contract/commands.ts';
import type { Result } from '../../../../shared/result.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { formatCount } from '../../../ui/format/format-count.ts';

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
      <h3>Recorded</h3>
      <p className="run-note">What models and people answered is kept. It can be run again without them.</p>
      <div className="run-again">
        <Button small disabled={busy} onClick={() => void again()}>
          Run again and compare
        </Button>
        <p role="status">{result === null ? '' : describeReplay(result)}</p>
      </div>
    </section>
  );
}

function describeReplay(result: Result<CommandOutput<'runs.replay'>>): string {
  if (!result.ok) return result.error.message;
  const { same, messages, reason } = result.value;
  const count = formatCount(messages, 'message', 'messages');
  return same ? `All ${count} came out the same.` : `${count} came out the same. ${reason ?? ''}`;
}
