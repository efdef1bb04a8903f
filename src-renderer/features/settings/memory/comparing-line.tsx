import type { ComparingState } from '../../../../shared/contract/comparing.ts';
import {
  pauseComparing,
  resumeComparing,
  useComparingStore,
} from '../../../state/settings/comparing-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { ProgressBar } from '../../../ui/controls/progress-bar.tsx';
import './comparing-line.css';

/** How far the change to another way of comparing is; nothing when there is none. */
export function ComparingLine() {
  const comparing = useComparingStore((store) => store.comparing);
  if (comparing === null || comparing.state === 'idle') return null;
  const { state, done, total } = comparing;
  return (
    <div className="comparing">
      <ProgressBar name="Memories read anew" done={done} total={total} />
      <div className="comparing-line">
        <p role="status">{comparingWords(comparing)}</p>
        {state === 'working' ? (
          <Button small onClick={() => void pauseComparing()}>
            Pause
          </Button>
        ) : (
          <Button small onClick={() => void resumeComparing()}>
            {state === 'paused' ? 'Resume' : 'Try again'}
          </Button>
        )}
      </div>
    </div>
  );
}

function comparingWords({ state, done, total, error }: ComparingState): string {
  const share = `${done.toLocaleString('en')} of ${total.toLocaleString('en')}`;
  if (state === 'working')
    return `Reading your memories anew: ${share}. Until then they are found as before.`;
  if (state === 'paused') return `Paused at ${share}. Memories are found as before.`;
  return `${error?.message ?? 'It did not work.'} Tutee tries again in a minute.`;
}
