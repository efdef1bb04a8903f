import type { EmbeddingState } from '../../../../shared/contract/embedding.ts';
import {
  pauseEmbedding,
  resumeEmbedding,
  useEmbeddingStore,
} from '../../../state/settings/embedding-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { ProgressBar } from '../../../ui/controls/progress-bar.tsx';
import './embedding-progress.css';

/** Progress of re-embedding; renders nothing when idle. */
export function EmbeddingProgress() {
  const embedding = useEmbeddingStore((store) => store.embedding);
  if (embedding === null || embedding.state === 'idle') return null;
  const { state, done, total } = embedding;
  return (
    <div className="embedding-progress">
      <ProgressBar name="Memories read anew" done={done} total={total} />
      <div className="embedding-progress-line">
        <p role="status">{progressText(embedding)}</p>
        {state === 'working' ? (
          <Button small onClick={() => void pauseEmbedding()}>
            Pause
          </Button>
        ) : (
          <Button small onClick={() => void resumeEmbedding()}>
            {state === 'paused' ? 'Resume' : 'Try again'}
          </Button>
        )}
      </div>
    </div>
  );
}

function progressText({ state, done, total, error }: EmbeddingState): string {
  const share = `${done.toLocaleString('en')} of ${total.toLocaleString('en')}`;
  if (state === 'working')
    return `Reading your memories anew: ${share}. Until then they are found as before.`;
  if (state === 'paused') return `Paused at ${share}. Memories are found as before.`;
  return `${error?.message ?? 'It did not work.'} Tutee tries again in a minute.`;
}
