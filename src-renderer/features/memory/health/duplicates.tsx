import { useState } from 'react';
import { Link } from 'wouter';
import type { CommandOutput } from '../../../../shared/contract/commands.ts';
import { mergeMemories } from '../../../state/memory/review-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { TextDiff } from '../../../ui/diff/text-diff.tsx';
import type { Combination } from '../dialogs/combine-dialog.tsx';
import { CombineDialog } from '../dialogs/combine-dialog.tsx';
import { memoryPath } from '../memory-route.ts';
import { formatNumber, t } from '../../../language/translate.ts';

type Found = CommandOutput<'memories.duplicates'>;
type Pair = Found['pairs'][number];

interface DuplicatesProps {
  /** Null while they are computed. */
  readonly duplicates: Found | null;
}

/** Memories that say nearly the same. Only the user merges them. */
export function Duplicates({ duplicates }: DuplicatesProps) {
  const [combination, setCombination] = useState<Combination | null>(null);
  if (duplicates === null) {
    return (
      <p className="finding-why" role="status">
        {t('Looking for memories that say the same…')}
      </p>
    );
  }
  const { pairs, total } = duplicates;
  return (
    <>
      {total === 0 ? null : (
        <section className="finding" aria-label={t('Nearly the same')}>
          <h2>
            {t('Nearly the same')} <span className="finding-count">{formatNumber(total)}</span>
          </h2>
          <p className="finding-why">{t('One memory instead of two comes to mind more surely.')}</p>
          <ul aria-label={t('Nearly the same')}>
            {pairs.map((pair) => (
              <PairRow
                key={pair.memories.map(({ id }) => id).join(' ')}
                pair={pair}
                onCombine={setCombination}
              />
            ))}
          </ul>
        </section>
      )}
      <CombineDialog combination={combination} onClose={() => setCombination(null)} />
    </>
  );
}

interface PairRowProps {
  readonly pair: Pair;
  readonly onCombine: (combination: Combination) => void;
}

function PairRow({ pair: { memories }, onCombine }: PairRowProps) {
  const [older, newer] = memories;
  const merge = (text: string): Promise<boolean> => mergeMemories([older.id, newer.id], older.id, text);
  return (
    <li className="finding-row" aria-label={`${older.text} / ${newer.text}`}>
      <Link href={memoryPath({ tab: 'health', openId: older.id })} dir="auto">
        <TextDiff before={older.text} after={newer.text} />
      </Link>
      <span className="finding-actions">
        <Button small onClick={() => void merge(newer.text)}>
          {t('Keep newer words')}
        </Button>
        <Button small onClick={() => void merge(older.text)}>
          {t('Keep older words')}
        </Button>
        <Button small onClick={() => onCombine({ title: t('Merge'), memories, onSave: merge })}>
          {t('Merge…')}
        </Button>
      </span>
    </li>
  );
}
