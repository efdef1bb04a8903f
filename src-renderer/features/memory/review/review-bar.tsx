import type { ReviewItem } from '../../../../shared/contract/memory/memory-review.ts';
import type { MemorySelection } from '../../../../shared/memory/memory-filter.ts';
import {
  clearSelection,
  isSelected,
  selectAll,
  selectedCount,
  selectionTarget,
  useSelectionStore,
} from '../../../state/memory/selection-store.ts';
import { approve, mergeMemories, reject } from '../../../state/memory/review-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { Kbd } from '../../../ui/controls/kbd.tsx';
import type { Combination } from '../dialogs/combine-dialog.tsx';
import { noFilter } from '../../../state/memory/memory-filters.ts';
import { t, tCount } from '../../../language/translate.ts';

/** The limit of one merge command. */
const MAX_MERGED = 20;

const hints: readonly (readonly [keys: string, what: string])[] = [
  ['J K', t('move')],
  ['A', t('approve')],
  ['E', t('edit')],
  ['R', t('reject')],
  ['M', t('merge')],
  [t('Space'), t('select')],
];

interface ReviewBarProps {
  readonly items: readonly ReviewItem[];
  readonly total: number;
  readonly onCombine: (combination: Combination) => void;
}

/** The number of pending memories with key hints, or the actions on the selection. */
export function ReviewBar({ items, total, onCombine }: ReviewBarProps) {
  const selection = useSelectionStore((state) => state.selection);
  const count = selectedCount(selection, total);
  const target = selectionTarget(selection, { ...noFilter, statuses: ['pending'] });
  if (target !== null && count > 0) {
    const chosen = items.filter(({ memory }) => isSelected(selection, memory.id));
    return (
      <div role="toolbar" aria-label={t('Selected memories')} className="bulk-bar">
        <span className="bulk-count" role="status">
          {tCount(count, '{{count}} selected', '{{count}} selected')}
        </span>
        <Decisions target={target} />
        {chosen.length === count && count > 1 && count <= MAX_MERGED ? (
          <Button small onClick={() => onCombine(mergeAll(chosen))}>
            {t('Merge')}
          </Button>
        ) : null}
        <Button small variant="quiet" className="bulk-clear" onClick={clearSelection}>
          {t('Clear')}
        </Button>
      </div>
    );
  }
  return (
    <div className="review-bar">
      <span role="status">{tCount(total, '{{count}} memory waits', '{{count}} memories wait')}</span>
      <Button small variant="quiet" onClick={selectAll}>
        {t('Select all')}
      </Button>
      <span className="review-hints">
        {hints.map(([keys, what]) => (
          <span key={keys}>
            <Kbd keys={keys} /> {what}
          </span>
        ))}
      </span>
    </div>
  );
}

function Decisions({ target }: { readonly target: MemorySelection }) {
  return (
    <>
      <Button small onClick={() => approve(target)}>
        {t('Approve')}
      </Button>
      <Button small variant="danger" onClick={() => reject(target)}>
        {t('Reject')}
      </Button>
    </>
  );
}

/** Merges selected pending memories; the oldest remains. */
function mergeAll(chosen: readonly ReviewItem[]): Combination {
  const memories = chosen.map(({ memory }) => memory).toReversed();
  const ids = memories.map(({ id }) => id);
  return { title: t('Merge'), memories, onSave: (text) => mergeMemories(ids, ids[0] ?? '', text) };
}
