/** What a run is doing at this moment, in words. */
import type { RunDetails, RunView } from '../../../state/runs/run-log.ts';
import { speakersOf } from '../../../state/runs/run-log.ts';
import { statusWords, waitWords } from '../run-words.ts';

interface Wait {
  readonly words: string;
  /** When it is over, in ms since 1970; from then on nothing is known of it. */
  readonly until: number;
}

/** What an agent waits for that has not done anything since; null when nobody waits. */
export function waitIn({ run, messages, writing }: RunDetails): Wait | null {
  if (run.status !== 'running') return null;
  const at = messages.findLastIndex(({ type }) => type === 'ModelClientWaitEvent');
  const wait = messages[at];
  if (wait?.type !== 'ModelClientWaitEvent') return null;
  const { source, createdAt, ms } = wait;
  const wentOn = [...messages.slice(at + 1), ...writing].some((later) => later.source === source);
  return wentOn ? null : { words: `${source} waits ${waitWords(wait)}`, until: createdAt + ms };
}

/** `waited`: whether what `waitIn` says is over. */
export function nowWords(run: RunView, details: RunDetails | undefined, waited: boolean): string {
  if (details === undefined || run.status !== 'running') return statusWords(run);
  const current = { ...details, run };
  const wait = waitIn(current);
  if (wait !== null && !waited) return wait.words;
  const last = details.messages.at(-1);
  if (last?.type === 'ModelClientFallbackEvent')
    return `${last.source} asks ${last.next} instead of ${last.model}…`;
  const speakers = speakersOf(current);
  if (speakers.length === 0) return statusWords(run);
  const verb = details.writing.length > 0 ? 'writing' : 'working';
  return `${speakers.join(', ')} ${speakers.length === 1 ? 'is' : 'are'} ${verb}…`;
}
