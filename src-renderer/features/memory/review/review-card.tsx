import type { KeyboardEvent, MouseEvent } from 'react';
import { Link } from 'wouter';
import type { ReviewItem } from '../../../../shared/contract/memory/memory-review.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { TextDiff } from '../../../ui/diff/text-diff.tsx';
import { KindIcon } from '../../../ui/controls/kind-icon.tsx';
import { formatClock, formatDay } from '../../../ui/format/format-time.ts';
import { originWords } from '../memory-labels.ts';
import { memoryPath } from '../memory-route.ts';
import { kindNames } from '../../../ui/format/kind-names.ts';
import { t, tCount } from '../../../language/translate.ts';

/** The actions on a pending memory. */
export interface ReviewActions {
  readonly approve: (item: ReviewItem) => void;
  readonly edit: (item: ReviewItem) => void;
  readonly reject: (item: ReviewItem) => void;
  /** Available only when there is something to merge with. */
  readonly merge: (item: ReviewItem) => void;
}

interface ReviewCardProps {
  readonly item: ReviewItem;
  readonly index: number;
  /** Whether Tab reaches this card. */
  readonly reachable: boolean;
  readonly selected: boolean;
  readonly actions: ReviewActions;
  readonly onSelect: (range: boolean) => void;
  readonly onReach: () => void;
  readonly onKey: (event: KeyboardEvent) => void;
}

/** A pending memory: its text, its effect, its source and the decision. */
export function ReviewCard(props: ReviewCardProps) {
  const { item, index, reachable, selected, actions, onSelect, onReach, onKey } = props;
  const { memory, effect, others } = item;
  const [other] = others;
  const tabIndex = reachable ? 0 : -1;
  const tick = (event: MouseEvent): void => onSelect(event.shiftKey);
  return (
    <li className="review-card" aria-label={memory.text} data-selected={selected || undefined}>
      <input
        type="checkbox"
        aria-label={t('Select “{{text}}”', { text: memory.text })}
        tabIndex={tabIndex}
        checked={selected}
        onChange={() => {}}
        onClick={tick}
      />
      <div className="review-words">
        <p className="review-text" dir="auto">
          <Link
            href={memoryPath({ tab: 'review', openId: memory.id })}
            data-card={index}
            tabIndex={tabIndex}
            onFocus={onReach}
            onKeyDown={onKey}
          >
            {memory.text}
          </Link>
        </p>
        {other === undefined ? null : (
          <div className="review-effect">
            <span>{effectLabel(effect, others.length)}</span>
            <TextDiff before={other.text} after={memory.text} />
          </div>
        )}
        <p className="review-source">
          <KindIcon kind={memory.kind} size={13} /> {kindNames[memory.kind]} ·{' '}
          {originWords(memory.source.origin)} · {formatDay(memory.createdAt)} {formatClock(memory.createdAt)}
        </p>
        {memory.source.quote === null || memory.source.quote === memory.text ? null : (
          <blockquote className="review-quote" dir="auto">
            “{memory.source.quote}”
          </blockquote>
        )}
      </div>
      <div className="review-actions">
        <Button small tabIndex={tabIndex} onClick={() => actions.approve(item)}>
          {t('Approve')}
        </Button>
        <Button small tabIndex={tabIndex} onClick={() => actions.edit(item)}>
          {t('Edit')}
        </Button>
        {other === undefined ? null : (
          <Button small tabIndex={tabIndex} onClick={() => actions.merge(item)}>
            {t('Merge')}
          </Button>
        )}
        <Button small variant="danger" tabIndex={tabIndex} onClick={() => actions.reject(item)}>
          {t('Reject')}
        </Button>
      </div>
    </li>
  );
}

function effectLabel(effect: ReviewItem['effect'], others: number): string {
  if (effect === 'repeats') return t('Says the same as one you have');
  return others > 1
    ? tCount(
        others - 1,
        'Would replace what you have, and {{count}} more',
        'Would replace what you have, and {{count}} more',
      )
    : t('Would replace what you have');
}
