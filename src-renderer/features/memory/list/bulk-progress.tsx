import { stopBulkChange, useBulkProgressStore } from '../../../state/memory/bulk-progress-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { ProgressBar } from '../../../ui/controls/progress-bar.tsx';
import { t } from '../../../language/translate.ts';
import './bulk-progress.css';

interface BulkProgressProps {
  /** What is being done, for example "Changing memories". */
  readonly doing?: string;
  readonly stop?: string;
}

/** The progress of a change to many memories, with a button that stops it; renders nothing when none is running. */
export function BulkProgress({ doing = t('Changing memories'), stop = t('Cancel') }: BulkProgressProps) {
  const progress = useBulkProgressStore((store) => store.progress);
  if (progress === null) return null;
  const { changeId, done, total } = progress;
  return (
    <section className="changing" aria-label={doing}>
      <ProgressBar name={doing} done={done} total={total} />
      <p role="status">{t('{{doing}}: {{done}} of {{total}}', { doing, done, total })}</p>
      <Button small onClick={() => void stopBulkChange(changeId)}>
        {stop}
      </Button>
    </section>
  );
}
