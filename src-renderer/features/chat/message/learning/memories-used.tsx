import { useCallback, useEffect, useState } from 'react';
import { client } from '../../../../client/client.ts';
import type { RecallReport } from '../../../../../shared/memory/recall.ts';
import type { Result } from '../../../../../shared/result.ts';
import { FailureState } from '../../../../ui/controls/empty-state.tsx';
import { RecallCards } from '../../../../ui/recall/recall-cards.tsx';
import type { WrongMemory } from '../edit/correction-dialog.tsx';
import { CorrectionDialog } from '../edit/correction-dialog.tsx';

/** The memories considered for one answer: which were sent, which were left out, and why. */
export function MemoriesUsed({ messageId }: { readonly messageId: string }) {
  const [result, setResult] = useState<Result<{ report: RecallReport }> | null>(null);
  const [wrong, setWrong] = useState<WrongMemory | null>(null);
  const load = useCallback(() => client.call('chat.receipt', { messageId }).then(setResult), [messageId]);
  useEffect(() => void load(), [load]);
  if (result === null) return <div aria-busy="true" />;
  if (!result.ok) return <FailureState message={result.error.message} onRetry={() => void load()} />;
  return (
    <>
      <RecallCards
        report={result.value.report}
        onWrong={({ memoryId, text }) => setWrong({ memoryId, text, messageId })}
      />
      <CorrectionDialog wrong={wrong} onClose={() => setWrong(null)} />
    </>
  );
}
