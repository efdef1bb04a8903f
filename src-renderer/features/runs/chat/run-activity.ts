/** Describes what a run is doing at this moment. */
import type { RunDetails, RunView } from '../../../state/runs/run-reducer.ts';
import { speakersOf } from '../../../state/runs/run-reducer.ts';
import { runStatusLabel, describeWait } from '../run-labels.ts';
import { t, tCount } from '../../../language/translate.ts';

interface Wait {
  readonly text: string;
  /** When the wait ends, in ms since 1970; infinite when nobody knows. */
  readonly until: number;
}

/** What an agent is waiting for, unless it has acted since; null when nobody waits. */
export function currentWait({ run, messages, writing }: RunDetails): Wait | null {
  if (run.status !== 'running') return null;
  const at = messages.findLastIndex(({ type }) => type === 'ModelClientWaitEvent');
  const wait = messages[at];
  if (wait?.type !== 'ModelClientWaitEvent') return null;
  const { source, createdAt, ms } = wait;
  const wentOn = [...messages.slice(at + 1), ...writing].some((later) => later.source === source);
  const isOpen = wait.reason !== 'limit' && wait.reason !== 'retry';
  const until = isOpen ? Number.POSITIVE_INFINITY : createdAt + ms;
  return wentOn
    ? null
    : { text: t('{{name}} waits {{wait}}', { name: source, wait: describeWait(wait) }), until };
}

/** `waited`: whether the wait that `currentWait` returns has ended. */
export function describeActivity(run: RunView, details: RunDetails | undefined, waited: boolean): string {
  if (details === undefined || run.status !== 'running') return runStatusLabel(run);
  const current = { ...details, run };
  const wait = currentWait(current);
  if (wait !== null && !waited) return wait.text;
  const last = details.messages.at(-1);
  if (last?.type === 'ModelClientFallbackEvent')
    return t('{{name}} asks {{next}} instead of {{model}}…', {
      name: last.source,
      next: last.next,
      model: last.model,
    });
  const speakers = speakersOf(current);
  if (speakers.length === 0) return runStatusLabel(run);
  const names = speakers.join(', ');
  return details.writing.length > 0
    ? tCount(speakers.length, '{{names}} is writing…', '{{names}} are writing…', { names })
    : tCount(speakers.length, '{{names}} is working…', '{{names}} are working…', { names });
}
