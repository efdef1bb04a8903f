import { IconLayoutSidebarRight, IconMessageCircle } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { loadRun, watchRun, useRunDetails } from '../../../state/runs/run-details-store.ts';
import type { RunDetails } from '../../../state/runs/run-reducer.ts';
import { deleteRun } from '../../../state/runs/runs-store.ts';
import { Button, IconButton } from '../../../ui/controls/button.tsx';
import { FailureState } from '../../../ui/controls/empty-state.tsx';
import { useHasRoomForPanel } from '../../../ui/hooks/use-breakpoint.ts';
import { replaySteps } from '../../runs/replay/replay-steps.ts';
import { ReplayBar } from '../../runs/replay/replay-bar.tsx';
import { RunEntry } from '../../runs/chat/run-entry.tsx';
import { RunPanel } from '../../runs/panel/run-panel.tsx';
import { runStatusLabel } from '../../runs/run-labels.ts';
import { useReplay } from '../../runs/replay/use-replay.ts';
import { useReplayKeys } from '../../runs/replay/use-replay-keys.ts';
import { PageHeader } from '../../shell/frame/page-header.tsx';
import { RightPanel } from '../../shell/frame/right-panel.tsx';
import { agentsPath } from '../agents-route.ts';
import { t } from '../../../language/translate.ts';
import './run-page.css';

/** The replay of one run, step by step or played. */
export function RunPage({ runId }: { readonly runId: string }) {
  const details = useRunDetails((state) => state.details.get(runId));
  const failure = useRunDetails((state) => state.failures.get(runId));
  useEffect(() => watchRun(runId), [runId]);
  if (details !== undefined) return <OpenRun details={details} />;
  return (
    <div className="page">
      <main className="page-main" id="main" tabIndex={-1}>
        <PageHeader title={t('Run')} />
        <div className="agents" aria-busy={failure === undefined}>
          {failure === undefined ? null : (
            <>
              <FailureState message={failure.message} onRetry={() => void loadRun(runId)} />
              <p className="agents-note">
                <Link href={agentsPath({ type: 'list', list: 'runs' })}>{t('All runs')}</Link>
              </p>
            </>
          )}
        </div>
      </main>
    </div>
  );
}

function OpenRun({ details }: { readonly details: RunDetails }) {
  const { run } = details;
  const messages = useMemo(() => replaySteps(details.messages), [details.messages]);
  const [, navigate] = useLocation();
  const room = useHasRoomForPanel();
  const [panel, setPanel] = useState(room);
  const replay = useReplay(messages.length);
  useReplayKeys(replay, messages.length);
  const speaker = messages[replay.step - 1]?.source;
  const remove = async (): Promise<void> => {
    if (!(await deleteRun(run))) return;
    navigate(agentsPath({ type: 'list', list: 'runs' }));
    // The page and the focus in it go away; the focus moves to the list.
    requestAnimationFrame(() => document.querySelector<HTMLElement>('.agents-scroll')?.focus());
  };
  return (
    <div className="page">
      <main className="page-main" id="main" tabIndex={-1}>
        <PageHeader title={run.name} note={runStatusLabel(run)}>
          {run.conversationId === null ? null : (
            <Link href={`/chat/${run.conversationId}`} className="button button-plain">
              <IconMessageCircle size={16} stroke={1.6} aria-hidden />
              {t('Open the chat')}
            </Link>
          )}
          <IconButton label={t('Details')} aria-pressed={panel} onClick={() => setPanel(!panel)}>
            <IconLayoutSidebarRight size={17} stroke={1.6} aria-hidden />
          </IconButton>
        </PageHeader>
        <ReplayLog messages={messages} step={replay.step} />
        <div className="replay-foot">
          <ReplayBar replay={replay} count={messages.length} />
          <div className="replay-links">
            <Link href={agentsPath({ type: 'list', list: 'runs' })}>{t('All runs')}</Link>
            <Button variant="danger" small onClick={() => void remove()}>
              {t('Delete this run')}
            </Button>
          </div>
        </div>
      </main>
      <RightPanel opened={panel} onClose={() => setPanel(false)} name={t('Run')}>
        <RunPanel details={details} speaking={speaker === undefined ? [] : [speaker]} replayed />
      </RightPanel>
    </div>
  );
}

interface ReplayLogProps {
  readonly messages: RunDetails['messages'];
  readonly step: number;
}

/** How many steps up to the current one are rendered; a run may have thousands. */
const RENDERED_STEPS = 120;

function ReplayLog({ messages, step }: ReplayLogProps) {
  const scroll = useRef<HTMLDivElement>(null);
  useEffect(() => {
    scroll.current?.querySelector(`[data-step="${step}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [step]);
  const first = Math.max(0, step - RENDERED_STEPS);
  return (
    <div className="replay-log" role="log" aria-label={t('Replay of the run')} tabIndex={0} ref={scroll}>
      <div className="replay-log-inner">
        {messages.slice(first, step).map((message, at) => (
          <div key={message.id} data-step={first + at + 1}>
            <RunEntry message={message} current={first + at === step - 1} />
          </div>
        ))}
      </div>
    </div>
  );
}
