import { stopChanging, useChangingStore } from '../../state/changing-store.ts';
import { Button } from '../../ui/button.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import './changing-line.css';

/** How far a change of very many memories is, and the way to stop it; nothing when none is under way. */
export function ChangingLine() {
  const progress = useChangingStore((store) => store.progress);
  if (progress === null) return null;
  const { changeId, done, total } = progress;
  return (
    <section className="changing" aria-label="Changing memories">
      <ProgressBar name="Memories changed" done={done} total={total} />
      <p role="status">
        Changing memories: {done.toLocaleString('en')} of {total.toLocaleString('en')}
      </p>
      <Button small onClick={() => void stopChanging(changeId)}>
        Cancel
      </Button>
    </section>
  );
}
