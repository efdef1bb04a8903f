import { IconHistory, IconTrash } from '@tabler/icons-react';
import { useEffect } from 'react';
import type { KeyboardEvent } from 'react';
import { Link } from 'wouter';
import type { RunView } from '../../../state/runs/run-reducer.ts';
import { deleteRun, loadMoreRuns, loadRuns, useRunsStore } from '../../../state/runs/runs-store.ts';
import { Button, IconButton } from '../../../ui/controls/button.tsx';
import { EmptyState, FailureState } from '../../../ui/controls/empty-state.tsx';
import { groupByDay } from '../../../ui/format/group-by-day.ts';
import { formatClock } from '../../../ui/format/format-time.ts';
import { useRestoreFocus } from '../../../ui/hooks/use-restore-focus.ts';
import { StatusDot } from '../../runs/status-dot.tsx';
import { runStatusLabel, formatUsage } from '../../runs/run-labels.ts';
import { agentsPath } from '../agents-route.ts';
import { UsageOverview } from '../../runs/usage/usage-overview.tsx';
import { t } from '../../../language/translate.ts';
import './run-page.css';

/** The Runs tab: every run, newest first. */
export function RunsTab() {
  const { items, nextCursor, error } = useRunsStore();
  useEffect(() => void loadRuns(), []);
  const keepFocus = useRestoreFocus(() => document.querySelector<HTMLElement>('.run-row a, .agents-scroll'));
  const remove = (run: RunView): void => {
    keepFocus();
    void deleteRun(run);
  };
  if (items === null) {
    return (
      <div className="agents" aria-busy={error === null}>
        {error === null ? null : <FailureState message={error.message} onRetry={() => void loadRuns()} />}
      </div>
    );
  }
  if (items.length === 0) {
    return (
      <EmptyState icon={<IconHistory size={24} stroke={1.4} aria-hidden />} title={t('No runs yet')}>
        <p>{t('Start a ready team in the Gallery. What it did, and what that cost, is kept here.')}</p>
      </EmptyState>
    );
  }
  return (
    <div className="agents">
      <UsageOverview key={items.length} />
      <ul className="run-rows" aria-label={t('Runs')}>
        {groupByDay(items, (run) => run.startedAt).map(({ item, heading }) => (
          <li key={item.id} aria-label={item.task}>
            {heading === null ? null : <h2 className="group-heading">{heading}</h2>}
            <RunRow run={item} onRemove={() => remove(item)} />
          </li>
        ))}
      </ul>
      {nextCursor === null ? null : (
        <Button className="more-runs" onClick={() => void loadMoreRuns()}>
          {t('Show earlier runs')}
        </Button>
      )}
    </div>
  );
}

function RunRow({ run, onRemove }: { readonly run: RunView; readonly onRemove: () => void }) {
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Delete') onRemove();
  };
  return (
    <div className="run-row">
      <StatusDot status={run.status} />
      <div className="run-row-words">
        <Link href={agentsPath({ type: 'run', id: run.id })} dir="auto" onKeyDown={onKeyDown}>
          {run.task}
        </Link>
        <p>
          <span dir="auto">{run.name}</span> · {runStatusLabel(run)} · {formatClock(run.startedAt)}
        </p>
      </div>
      <span className="run-row-usage">{formatUsage(run.usage)}</span>
      <IconButton label={t('Delete the run: {{task}}', { task: run.task.slice(0, 60) })} onClick={onRemove}>
        <IconTrash size={15} stroke={1.6} aria-hidden />
      </IconButton>
    </div>
  );
}
