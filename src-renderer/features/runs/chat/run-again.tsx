import { useState } from 'react';
import { client } from '../../../client/client.ts';
import type { CommandOutput } from '../../../../shared/contract/commands.ts';
import type { Result } from '../../../../shared/result.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { countWords } from '../../../ui/words/time-words.ts';

/** Runs a recorded run again from its recording, and says whether it came out the same. */
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
        <p role="status">{result === null ? '' : againWords(result)}</p>
      </div>
    </section>
  );
}

function againWords(result: Result<CommandOutput<'runs.replay'>>): string {
  if (!result.ok) return result.error.message;
  const { same, messages, reason } = result.value;
  const count = countWords(messages, 'message', 'messages');
  return same ? `All ${count} came out the same.` : `${count} came out the same. ${reason ?? ''}`;
}
