import { Link } from 'wouter';
import type { RunDetails } from '../../../state/runs/run-log.ts';
import { isOn, speakersOf } from '../../../state/runs/run-log.ts';
import { isSaid, saidWords, speakerOf } from '../../../state/chat/said.ts';
import { clock, countWords, dayWords, durationWords } from '../../../ui/words/time-words.ts';
import { isComponent } from '../../agents/component/component-json.ts';
import { TeamGraphView } from '../../agents/graph/team-graph-view.tsx';
import { StatusDot } from '../status-dot.tsx';
import { RunBudgetMeters } from '../requests/run-budget.tsx';
import { RunAgain } from '../chat/run-again.tsx';
import { RunUsageTable } from '../usage/run-usage-table.tsx';
import { eventWords, outcomeWords, statusWords } from '../run-words.ts';
import './run-panel.css';

/** How many events the panel lists; the replay has them all. */
const LATEST = 40;
const EXCERPT = 120;

interface RunPanelProps {
  readonly details: RunDetails;
  /** Who is marked in the graph; left out: who speaks now. */
  readonly speaking?: readonly string[];
  /** Whether its replay is beside it. */
  readonly replayed?: boolean;
}

/** A run in detail: how it stands, what it used, who is in it, what happened. */
export function RunPanel({ details, speaking = speakersOf(details), replayed = false }: RunPanelProps) {
  const { run, messages, usageByAgent, component } = details;
  const outcome = outcomeWords(run);
  return (
    <div className="run-panel">
      <p className="run-panel-status">
        <StatusDot status={run.status} />
        {statusWords(run)}
      </p>
      {outcome === null ? null : (
        <p className="run-note" dir="auto">
          {outcome}
        </p>
      )}
      <p className="run-note">
        Began {dayWords(run.startedAt)} at {clock(run.startedAt)}
        {isOn(run) ? '' : `, took ${durationWords(run.updatedAt - run.startedAt)}`}
      </p>
      {run.budget === null ? null : (
        <section aria-label="Budget">
          <h3>Budget</h3>
          <RunBudgetMeters budget={run.budget} />
        </section>
      )}
      <section>
        <h3>Tokens and money</h3>
        <RunUsageTable rows={usageByAgent} total={run.usage} />
      </section>
      {isComponent(component) ? (
        <section>
          <h3>Who is in it</h3>
          <TeamGraphView team={component} speaking={speaking} />
        </section>
      ) : null}
      {run.recorded && !isOn(run) ? <RunAgain runId={run.id} /> : null}
      {replayed ? null : (
        <section>
          <h3>What happened</h3>
          <RunEvents messages={messages} />
          <Link href={`/agents/runs/${run.id}`} className="button button-plain button-small">
            Replay this run
          </Link>
        </section>
      )}
    </div>
  );
}

function RunEvents({ messages }: Pick<RunDetails, 'messages'>) {
  const latest = messages.slice(-LATEST);
  const hidden = messages.length - latest.length;
  return (
    <>
      {hidden === 0 ? null : (
        <p className="run-note">{countWords(hidden, 'earlier step', 'earlier steps')} in the replay.</p>
      )}
      <ol className="run-events" aria-label="Events">
        {latest.map((message) => (
          <li key={message.id}>
            <time>{clock(message.createdAt)}</time>
            <span className="run-events-words" dir="auto">
              <strong>{speakerOf(message)}</strong> {eventWords(message)?.line ?? inShort(message)}
            </span>
          </li>
        ))}
      </ol>
    </>
  );
}

/** What was said, as far as a line goes. */
function inShort(message: RunDetails['messages'][number]): string {
  if (message.type === 'HandoffMessage') return `hands over to ${message.target}`;
  if (message.type === 'StopMessage') return 'asks to stop';
  return isSaid(message) ? saidWords(message).replaceAll(/\s+/g, ' ').slice(0, EXCERPT) : '';
}
