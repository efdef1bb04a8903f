import type { MemoryConflict } from '../../../../shared/contract/memory/memory-review.ts';
import type { Memory } from '../../../../shared/memory/memory.ts';
import { resolveConflict } from '../../../state/memory/review-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { formatDay } from '../../../ui/format/format-time.ts';
import { t } from '../../../language/translate.ts';

interface ConflictCardProps {
  readonly conflict: MemoryConflict;
  readonly onEdit: (conflict: MemoryConflict) => void;
}

/** Two contradicting memories and the ways to resolve them. */
export function ConflictCard({ conflict, onEdit }: ConflictCardProps) {
  const { id, older, newer, reason } = conflict;
  const choose = (resolution: 'keep_newer' | 'keep_older' | 'keep_both'): void =>
    void resolveConflict({ id, resolution });
  return (
    <li className="conflict-card" aria-label={`${older.text} / ${newer.text}`}>
      <p className="conflict-reason">{reason}</p>
      <Side name={t('Older')} memory={older} />
      <Side name={t('Newer')} memory={newer} />
      <div className="review-actions">
        <Button small onClick={() => choose('keep_newer')}>
          {t('Keep newer')}
        </Button>
        <Button small onClick={() => choose('keep_older')}>
          {t('Keep older')}
        </Button>
        <Button small onClick={() => choose('keep_both')}>
          {t('Keep both')}
        </Button>
        <Button small onClick={() => onEdit(conflict)}>
          {t('Edit')}
        </Button>
      </div>
    </li>
  );
}

function Side({ name, memory }: { readonly name: string; readonly memory: Memory }) {
  return (
    <div className="conflict-side">
      <span>
        {name} · {formatDay(memory.createdAt)}
      </span>
      <p dir="auto">{memory.text}</p>
    </div>
  );
}
