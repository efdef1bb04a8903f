import { IconChecks } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import type { ReviewItem } from '../../../../shared/contract/memory/memory-review.ts';
import {
  clearSelection,
  isSelected,
  select,
  selectAll,
  toggleSelected,
  useSelectionStore,
} from '../../../state/memory/selection-store.ts';
import {
  approve,
  loadMoreReview,
  loadReview,
  mergeMemories,
  reject,
  resolveConflict,
  useReviewStore,
} from '../../../state/memory/review-store.ts';
import { view } from '../../../state/page/view-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { EmptyState, FailureState } from '../../../ui/controls/empty-state.tsx';
import { useRestoreFocus } from '../../../ui/hooks/use-restore-focus.ts';
import type { Combination } from '../dialogs/combine-dialog.tsx';
import { CombineDialog } from '../dialogs/combine-dialog.tsx';
import { ConflictCard } from './conflict-card.tsx';
import { ReviewBar } from './review-bar.tsx';
import type { ReviewActions } from './review-card.tsx';
import { ReviewCard } from './review-card.tsx';
import { reviewKey } from './review-keys.ts';
import { t, tCount } from '../../../language/translate.ts';
import './review.css';

/** The Review tab: contradictions first, then pending memories, newest first. */
export function ReviewTab() {
  const { items, total, conflicts, conflictTotal, error } = useReviewStore();
  const [combination, setCombination] = useState<Combination | null>(null);
  useEffect(() => {
    void loadReview();
    return clearSelection;
  }, []);
  if (error !== null) {
    return (
      <div className="review">
        <FailureState message={error.message} onRetry={() => void loadReview()} />
      </div>
    );
  }
  if (items === null) return <div className="review" aria-busy="true" />;
  if (items.length === 0 && conflicts.length === 0) return <NothingToReview />;
  return (
    <div className="review">
      {conflicts.length === 0 ? null : (
        <section aria-label={t('Contradictions')}>
          <h2 className="review-heading">
            {conflictTotal === 1
              ? t('A contradiction')
              : tCount(conflictTotal, '{{count}} contradiction', '{{count}} contradictions')}
          </h2>
          <ul className="conflicts" aria-label={t('Contradictions')}>
            {conflicts.map((conflict) => (
              <ConflictCard
                key={conflict.id}
                conflict={conflict}
                onEdit={({ id, older, newer }) =>
                  setCombination({
                    title: t('Resolve in your words'),
                    memories: [older, newer],
                    onSave: async (text) => {
                      await resolveConflict({ id, resolution: 'edit', text });
                      return true;
                    },
                  })
                }
              />
            ))}
          </ul>
        </section>
      )}
      {items.length === 0 ? null : <Queue items={items} total={total} onCombine={setCombination} />}
      <CombineDialog combination={combination} onClose={() => setCombination(null)} />
    </div>
  );
}

function NothingToReview() {
  return (
    <EmptyState icon={<IconChecks size={24} stroke={1.4} aria-hidden />} title={t('Nothing to review')}>
      <p>
        {t(
          'Memories that wait for your word are listed here: what Tutee learned while it asks first, what you pasted from another assistant, and what contradicts something it knows. Until you approve one, it does not come to mind.',
        )}
      </p>
    </EmptyState>
  );
}

interface QueueProps {
  readonly items: readonly ReviewItem[];
  readonly total: number;
  readonly onCombine: (combination: Combination) => void;
}

function Queue({ items, total, onCombine }: QueueProps) {
  const selection = useSelectionStore((state) => state.selection);
  const list = useRef<HTMLUListElement>(null);
  const anchor = useRef(0);
  const [active, setActive] = useState(0);
  const reachable = Math.min(active, items.length - 1);
  const card = (index: number) => list.current?.querySelector<HTMLElement>(`[data-card="${index}"]`);
  const keepFocus = useRestoreFocus(() => card(reachable));
  const actions: ReviewActions = {
    approve: ({ memory }) => approve({ ids: [memory.id] }),
    edit: ({ memory }) => view.openEdit(memory.id),
    reject: ({ memory }) => reject({ ids: [memory.id] }),
    merge: (item) => onCombine(mergeOf(item)),
  };
  const onSelect = (index: number, range: boolean): void => {
    if (!range) anchor.current = index;
    const [first, last] = [Math.min(anchor.current, index), Math.max(anchor.current, index)];
    if (range) select(items.slice(first, last + 1).map(({ memory }) => memory.id));
    else toggleSelected(items[index]?.memory.id ?? '');
  };
  const onKey = (event: KeyboardEvent, item: ReviewItem, index: number): void => {
    const key = reviewKey(event);
    if (key === null) return;
    if (key === 'merge' && item.others.length === 0) return;
    event.preventDefault();
    keepFocus();
    if (key === 'next' || key === 'previous') {
      const to = Math.min(items.length - 1, Math.max(0, index + (key === 'next' ? 1 : -1)));
      if (event.shiftKey) {
        onSelect(index, true);
        onSelect(to, true);
      }
      card(to)?.focus();
    } else if (key === 'select') onSelect(index, event.shiftKey);
    else if (key === 'select-all') selectAll();
    else if (key === 'clear') clearSelection();
    else actions[key](item);
  };
  return (
    <section aria-label={t('To review')}>
      <ReviewBar items={items} total={total} onCombine={onCombine} />
      <ul ref={list} className="review-list" aria-label={t('Memories to review')} onClickCapture={keepFocus}>
        {items.map((item, index) => (
          <ReviewCard
            key={item.memory.id}
            item={item}
            index={index}
            reachable={index === reachable}
            selected={isSelected(selection, item.memory.id)}
            actions={actions}
            onSelect={(range) => onSelect(index, range)}
            onReach={() => setActive(index)}
            onKey={(event) => onKey(event, item, index)}
          />
        ))}
      </ul>
      {items.length < total ? (
        <Button onClick={loadMoreReview}>
          {t('Show more ({{count}} left)', { count: total - items.length })}
        </Button>
      ) : null}
    </section>
  );
}

/** Merges a pending memory into the one it is about. */
function mergeOf({ memory, others }: ReviewItem): Combination {
  const keep = others[0]?.id ?? memory.id;
  const memories = [...others, memory];
  return {
    title: t('Merge'),
    memories,
    onSave: (text) =>
      mergeMemories(
        memories.map(({ id }) => id),
        keep,
        text,
      ),
  };
}
