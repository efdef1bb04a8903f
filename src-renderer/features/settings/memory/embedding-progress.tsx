import type { EmbeddingState } from '../../../../shared/contract/embedding.ts';
import {
  pauseEmbedding,
  resumeEmbedding,
  useEmbeddingStore,
} from '../../../state/settings/embedding-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { ProgressBar } from '../../../ui/controls/progress-bar.tsx';
import { t } from '../../../language/translate.ts';
import './embedding-progress.css';

/** Progress of re-embedding; renders nothing when idle. */
export function EmbeddingProgress() {
  const embedding = useEmbeddingStore((store) => store.embedding);
  if (embedding === null || embedding.state === 'idle') return null;
  const { state, done, total } = embedding;
  return (
    <div className="embedding-progress">
      <ProgressBar name={t('Memories read anew')} done={done} total={total} />
      <div className="embedding-progress-line">
        <p role="status">{progressText(embedding)}</p>
        {state === 'working' ? (
          <Button small onClick={() => void pauseEmbedding()}>
            {t('Pause')}
          </Button>
        ) : (
          <Button small onClick={() => void resumeEmbedding()}>
            {state === 'paused' ? t('Resume') : t('Try again')}
          </Button>
        )}
      </div>
    </div>
  );
}

function progressText({ state, done, total, error }: EmbeddingState): string {
  if (state === 'working')
    return t('Reading your memories anew: {{done}} of {{total}}. Until then they are found as before.', {
      done,
      total,
    });
  if (state === 'paused')
    return t('Paused at {{done}} of {{total}}. Memories are found as before.', { done, total });
  return t('{{problem}} Tutee tries again in a minute.', {
    problem: error?.message ?? t('It did not work.'),
  });
}
