import { useEffect } from 'react';
import { loadRun, watchRun, useRunDetails } from '../../../state/runs/run-details-store.ts';
import { FailureState } from '../../../ui/controls/empty-state.tsx';
import { RunPanel } from './run-panel.tsx';

/** The details of a chat's run. */
export default function RunDetailsPanel({ runId }: { readonly runId: string }) {
  const details = useRunDetails((state) => state.details.get(runId));
  const failure = useRunDetails((state) => state.failures.get(runId));
  useEffect(() => watchRun(runId), [runId]);
  if (details !== undefined) return <RunPanel details={details} />;
  if (failure === undefined) return <div aria-busy="true" />;
  return <FailureState message={failure.message} onRetry={() => void loadRun(runId)} />;
}
