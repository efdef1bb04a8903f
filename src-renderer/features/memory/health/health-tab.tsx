import { IconHeartbeat } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import type { HealthFinding } from '../../../../shared/contract/memory/memory-views.ts';
import type { Memory } from '../../../../shared/memory/memory.ts';
import { changeMany } from '../../../state/memory/bulk-change.ts';
import { loadHealth, openHealth, useHealthStore } from '../../../state/memory/health-store.ts';
import { view } from '../../../state/page/view-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { EmptyState, FailureState } from '../../../ui/controls/empty-state.tsx';
import { formatDate } from '../../../ui/format/format-time.ts';
import { Duplicates } from './duplicates.tsx';
import { findingTexts } from './finding-texts.ts';
import { memoryPath } from '../memory-route.ts';
import { untilLabel, usageLabel } from '../memory-labels.ts';
import { formatNumber, t, tCount } from '../../../language/translate.ts';
import './health.css';

/** How many memories of a finding are shown at first. */
const SHOWN = 5;

/** The Health tab: possible improvements, each with one-click fixes. */
export function HealthTab() {
  const { health, duplicates, error } = useHealthStore();
  useEffect(openHealth, []);
  if (error !== null) {
    return (
      <div className="health">
        <FailureState message={error.message} onRetry={() => void loadHealth()} />
      </div>
    );
  }
  if (health === null) return <div className="health" aria-busy="true" />;
  const findings = health.findings.filter(({ count }) => count > 0);
  if (findings.length === 0 && health.openConflicts === 0 && duplicates?.total === 0) {
    return (
      <EmptyState icon={<IconHeartbeat size={24} stroke={1.4} aria-hidden />} title={t('All is well')}>
        <p>
          {t(
            'Contradictions, duplicates and memories that are out of date, too long, about to end or never used are listed here, each with a way to put it right.',
          )}
        </p>
      </EmptyState>
    );
  }
  return (
    <div className="health">
      {health.openConflicts === 0 ? null : (
        <section className="finding" aria-label={t('Contradictions')}>
          <h2>{tCount(health.openConflicts, '{{count}} contradiction', '{{count}} contradictions')}</h2>
          <p className="finding-why">{t('Two memories that cannot both be true.')}</p>
          <Link href={memoryPath({ tab: 'review', openId: null })}>{t('Resolve on the Review tab')}</Link>
        </section>
      )}
      <Duplicates duplicates={duplicates} />
      {findings.map((finding) => (
        <Finding key={finding.problem} finding={finding} />
      ))}
    </div>
  );
}

function Finding({ finding: { problem, count, memories } }: { readonly finding: HealthFinding }) {
  const [wanted, setWanted] = useState(false);
  const { title, why, fixes } = findingTexts[problem];
  const shown = wanted ? memories : memories.slice(0, SHOWN);
  const ids = memories.map(({ id }) => id);
  return (
    <section className="finding" aria-label={title}>
      <div className="finding-head">
        <h2>
          {title} <span className="finding-count">{formatNumber(count)}</span>
        </h2>
        {fixes.map(({ label, all, first, changes, done, danger }) => (
          <Button
            key={label}
            small
            variant={danger === true ? 'danger' : 'plain'}
            onClick={() => void changeMany({ ids }, changes, done)}
          >
            {ids.length === count ? all(count) : first(ids.length)}
          </Button>
        ))}
      </div>
      <p className="finding-why">{why}</p>
      <ul aria-label={title}>
        {shown.map((memory) => (
          <FindingRow key={memory.id} memory={memory} problem={problem} />
        ))}
      </ul>
      {shown.length < memories.length ? (
        <button type="button" className="text-button" onClick={() => setWanted(true)}>
          {memories.length === count
            ? t('Show all {{count}}', { count })
            : t('Show the first {{count}}', { count: memories.length })}
        </button>
      ) : null}
    </section>
  );
}

interface FindingRowProps extends Pick<HealthFinding, 'problem'> {
  readonly memory: Memory;
}

function FindingRow({ memory, problem }: FindingRowProps) {
  const target = { ids: [memory.id] };
  const { validUntil } = memory;
  return (
    <li className="finding-row" aria-label={memory.text}>
      <Link href={memoryPath({ tab: 'health', openId: memory.id })} dir="auto">
        {memory.text}
      </Link>
      <span className="finding-when">
        {problem === 'ending_soon' && validUntil !== null
          ? untilLabel(validUntil)
          : `${usageLabel(memory.useCount)} · ${formatDate(memory.createdAt)}`}
      </span>
      <span className="finding-actions">
        {problem === 'too_long' || problem === 'stale' ? (
          <Button small onClick={() => view.openEdit(memory.id)}>
            {t('Edit')}
          </Button>
        ) : null}
        {findingTexts[problem].fixes.map(({ label, changes, done, danger }) => (
          <Button
            key={label}
            small
            variant={danger === true ? 'danger' : 'plain'}
            onClick={() => void changeMany(target, changes, done)}
          >
            {label}
          </Button>
        ))}
      </span>
    </li>
  );
}
