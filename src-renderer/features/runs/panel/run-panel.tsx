import { Link } from 'wouter';
import type { RunDetails } from '../../../state/runs/run-reducer.ts';
import { isActive, speakersOf } from '../../../state/runs/run-reducer.ts';
import { isChatMessage, messageText, speakerName } from '../../../state/chat/chat-message.ts';
import { formatClock, formatDay, formatDuration } from '../../../ui/format/format-time.ts';
import { isComponent } from '../../agents/component/component-json.ts';
import { TeamGraphView } from '../../agents/graph/team-graph-view.tsx';
import { StatusDot } from '../status-dot.tsx';
import { RunBudgetMeters } from '../requests/run-budget.tsx';
import { RunAgain } from '../chat/run-again.tsx';
import { RunUsageTable } from '../usage/run-usage-table.tsx';
import { summarizeEvent, describeOutcome, runStatusLabel } from '../run-labels.ts';
import { t, tCount } from '../../../language/translate.ts';
import './run-panel.css';

/** How many events the panel lists; the replay has all of them. */
const LATEST = 40;
const EXCERPT = 120;

interface RunPanelProps {
  readonly details: RunDetails;
  /** Who is highlighted in the graph; by default, who speaks now. */
  readonly speaking?: readonly string[];
  /** Whether the replay is shown beside it. */
  readonly replayed?: boolean;
}

/** A run in detail: its state, usage, members and events. */
export function RunPanel({ details, speaking = speakersOf(details), replayed = false }: RunPanelProps) {
  const { run, messages, usageByAgent, component } = details;
  const outcome = describeOutcome(run);
  return (
    <div className="run-panel">
      <p className="run-panel-status">
        <StatusDot status={run.status} />
        {runStatusLabel(run)}
      </p>
      {outcome === null ? null : (
        <p className="run-note" dir="auto">
          {outcome}
        </p>
      )}
      <p className="run-note">{describeTimes(run)}</p>
      {run.budget === null ? null : (
        <section aria-label={t('Budget')}>
          <h3>{t('Budget')}</h3>
          <RunBudgetMeters budget={run.budget} />
        </section>
      )}
      <section>
        <h3>{t('Tokens and money')}</h3>
        <RunUsageTable rows={usageByAgent} total={run.usage} />
      </section>
      {isComponent(component) ? (
        <section>
          <h3>{t('Who is in it')}</h3>
          <TeamGraphView team={component} speaking={speaking} />
        </section>
      ) : null}
      {run.recorded && !isActive(run) ? <RunAgain runId={run.id} /> : null}
      {replayed ? null : (
        <section>
          <h3>{t('What happened')}</h3>
          <RunEvents messages={messages} />
          <Link href={`/agents/runs/${run.id}`} className="button button-plain button-small">
            {t('Replay this run')}
          </Link>
        </section>
      )}
    </div>
  );
}

function describeTimes(run: RunDetails['run']): string {
  const began = { day: formatDay(run.startedAt), time: formatClock(run.startedAt) };
  return isActive(run)
    ? t('Began {{day}} at {{time}}', began)
    : t('Began {{day}} at {{time}}, took {{duration}}', {
        ...began,
        duration: formatDuration(run.updatedAt - run.startedAt),
      });
}

function RunEvents({ messages }: Pick<RunDetails, 'messages'>) {
  const latest = messages.slice(-LATEST);
  const hidden = messages.length - latest.length;
  return (
    <>
      {hidden === 0 ? null : (
        <p className="run-note">
          {tCount(hidden, '{{count}} earlier step in the replay.', '{{count}} earlier steps in the replay.')}
        </p>
      )}
      <ol className="run-events" aria-label={t('Events')}>
        {latest.map((message) => (
          <li key={message.id}>
            <time>{formatClock(message.createdAt)}</time>
            <span className="run-events-words" dir="auto">
              <strong>{speakerName(message)}</strong> {summarizeEvent(message)?.line ?? excerpt(message)}
            </span>
          </li>
        ))}
      </ol>
    </>
  );
}

/** A message shortened to one line. */
function excerpt(message: RunDetails['messages'][number]): string {
  if (message.type === 'HandoffMessage') return t('hands over to {{name}}', { name: message.target });
  if (message.type === 'StopMessage') return t('asks to stop');
  return isChatMessage(message) ? messageText(message).replaceAll(/\s+/g, ' ').slice(0, EXCERPT) : '';
}
