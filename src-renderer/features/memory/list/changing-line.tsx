import { stopChanging, useChangingStore } from '../../../state/memory/changing-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { ProgressBar } from '../../../ui/controls/progress-bar.tsx';
import './changing-line.css';

interface ChangingLineProps {
  /** What is done to them, as in "Changing memories". */
  readonly doing?: string;
  readonly stop?: string;
}

/** How far a change of very many memories is, and the way to stop it; nothing when none is under way. */
export function ChangingLine({ doing = 'Changing memories', stop = 'Cancel' }: ChangingLineProps) {
  const progress = useChangingStore((store) => store.progress);
  if (progress === null) return null;
  const { changeId, done, total } = progress;
  return (
    <section className="changing" aria-label={doing}>
      <ProgressBar name={doing} done={done} total={total} />
      <p role="status">
        {doing}: {done.toLocaleString('en')} of {total.toLocaleString('en')}
      </p>
      <Button small onClick={() => void stopChanging(changeId)}>
        {stop}
      </Button>
    </section>
  );
}
