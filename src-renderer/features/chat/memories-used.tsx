import { useEffect, useState } from 'react';
import { client } from '../../client/client.ts';
import type { RecallReport } from '../../../shared/recall.ts';
import type { Result } from '../../../shared/result.ts';
import { FailureState } from '../../ui/empty-state.tsx';
import { RecallCards } from '../../ui/recall-cards.tsx';

/** The account of the memories of one answer: which were sent and why, which were left out and why. */
export function MemoriesUsed({ messageId }: { readonly messageId: string }) {
  const [result, setResult] = useState<Result<{ report: RecallReport }> | null>(null);
  const [tries, setTries] = useState(0);
  useEffect(() => {
    let current = true;
    void client.call('chat.receipt', { messageId }).then((answer) => {
      if (current) setResult(answer);
    });
    return () => {
      current = false;
    };
  }, [messageId, tries]);
  if (result === null) return <div aria-busy="true" />;
  if (!result.ok) return <FailureState message={result.error.message} onRetry={() => setTries(tries + 1)} />;
  return <RecallCards report={result.value.report} />;
}
