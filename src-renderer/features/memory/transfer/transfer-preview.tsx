import { NativeSelect } from '@mantine/core';
import { useEffect, useState } from 'react';
import { client } from '../../../client/client.ts';
import type { ErrorData } from '../../../../shared/errors.ts';
import type {
  ImportDecision,
  ImportGroup,
  ImportPreview,
  ImportRow,
} from '../../../../shared/contract/transfer.ts';
import { applyImport, chooseAgain } from '../../../state/memory/transfer-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { useFocusOnMount } from '../../../ui/hooks/use-focus-on-mount.ts';
import { FilterChip } from '../../../ui/controls/filter-chip.tsx';
import { TransferFailure } from './transfer-failure.tsx';
import { ImportRowItem } from './transfer-row.tsx';
import { t, tCount } from '../../../language/translate.ts';

const PAGE = 100;

const groups: readonly { readonly id: ImportGroup; readonly label: string }[] = [
  { id: 'add', label: t('New') },
  { id: 'conflict', label: t('Conflicts') },
  { id: 'same', label: t('Already here') },
];

const conflictChoices: readonly { readonly value: ImportDecision; readonly label: string }[] = [
  { value: 'skip', label: t('Keep what is here') },
  { value: 'replace', label: t('Take what the file says') },
  { value: 'add', label: t('Keep both') },
];

interface ImportPreviewFormProps {
  readonly preview: ImportPreview;
  /** Why the import could not start. */
  readonly error: ErrorData | null;
}

/** The preview of an import, row by row, with a decision for each. */
export function ImportPreviewForm({ preview, error }: ImportPreviewFormProps) {
  const { counts } = preview;
  const go = useFocusOnMount<HTMLButtonElement>();
  const [group, setGroup] = useState<ImportGroup>(
    counts.add === 0 && counts.conflict > 0 ? 'conflict' : 'add',
  );
  const [conflicts, setConflicts] = useState<ImportDecision>('skip');
  const [decisions, setDecisions] = useState<ReadonlyMap<number, ImportDecision>>(new Map());
  const [groupOf, setGroupOf] = useState<ReadonlyMap<number, ImportGroup>>(new Map());
  const decide = ({ row, group: of }: ImportRow, decision: ImportDecision): void => {
    setDecisions(new Map(decisions).set(row, decision));
    setGroupOf(new Map(groupOf).set(row, of));
  };
  const taken = countTaken(preview, conflicts, decisions, groupOf);
  return (
    <div className="transfer">
      <p className="transfer-name">
        <bdi>{preview.name}</bdi> · {tCount(preview.total, '{{count}} memory', '{{count}} memories')}
        {preview.format === 'pasted' ? ` · ${t('for your review')}` : ''}
      </p>
      {preview.notes.map((note) => (
        <p key={note} className="transfer-status">
          {note}
        </p>
      ))}
      <div role="group" aria-label={t('What would change')} className="filters">
        {groups.map(({ id, label }) => (
          <FilterChip
            key={id}
            label={label}
            count={counts[id]}
            on={group === id}
            onClick={() => setGroup(id)}
          />
        ))}
      </div>
      {group === 'conflict' && counts.conflict > 0 ? (
        <NativeSelect
          label={t('For all conflicts')}
          description={t('Something else is said here about the same.')}
          data={[...conflictChoices]}
          value={conflicts}
          onChange={(event) =>
            setConflicts(
              conflictChoices.find(({ value }) => value === event.currentTarget.value)?.value ?? 'skip',
            )
          }
        />
      ) : null}
      <PreviewRows
        key={group}
        importId={preview.importId}
        group={group}
        decisionOn={({ row }) => decisions.get(row) ?? (group === 'conflict' ? conflicts : 'add')}
        onDecide={decide}
      />
      <TransferFailure error={error} />
      <div className="dialog-actions">
        <Button onClick={chooseAgain}>{t('Back')}</Button>
        <Button
          variant="primary"
          disabled={taken === 0}
          ref={go}
          onClick={() => void applyImport(preview, { conflicts, rows: decisions })}
        >
          {taken === 0
            ? t('Nothing to import')
            : tCount(taken, 'Import {{count}} memory', 'Import {{count}} memories')}
        </Button>
      </div>
    </div>
  );
}

function countTaken(
  { counts }: ImportPreview,
  conflicts: ImportDecision,
  decisions: ReadonlyMap<number, ImportDecision>,
  groupOf: ReadonlyMap<number, ImportGroup>,
): number {
  const usual = counts.add + (conflicts === 'skip' ? 0 : counts.conflict);
  return [...decisions].reduce((sum, [row, decision]) => {
    const before = groupOf.get(row) === 'conflict' ? conflicts !== 'skip' : true;
    return sum + Number(decision !== 'skip') - Number(before);
  }, usual);
}

interface PreviewRowsProps {
  readonly importId: string;
  readonly group: ImportGroup;
  readonly decisionOn: (row: ImportRow) => ImportDecision;
  readonly onDecide: (row: ImportRow, decision: ImportDecision) => void;
}

function PreviewRows({ importId, group, decisionOn, onDecide }: PreviewRowsProps) {
  const [rows, setRows] = useState<readonly ImportRow[] | null>(null);
  const [total, setTotal] = useState(0);
  const [error, setError] = useState<ErrorData | null>(null);
  const [wanted, setWanted] = useState(PAGE);
  useEffect(() => {
    let cancelled = false;
    void client
      .call('imports.rows', { importId, group, offset: wanted - PAGE, limit: PAGE })
      .then((result) => {
        if (cancelled) return;
        if (!result.ok) setError(result.error);
        else {
          setRows((shown) => [...(shown ?? []).slice(0, wanted - PAGE), ...result.value.rows]);
          setTotal(result.value.total);
        }
      });
    return () => {
      cancelled = true;
    };
  }, [importId, group, wanted]);
  if (error !== null) return <TransferFailure error={error} />;
  if (rows === null) return <div className="transfer-rows" aria-busy="true" />;
  if (rows.length === 0) return <p className="transfer-none">{emptyText(group)}</p>;
  return (
    <>
      {/* A long list must also scroll by keyboard. */}
      <ul className="transfer-rows" aria-label={t('Memories in the file')} tabIndex={0}>
        {rows.map((row) => (
          <ImportRowItem
            key={row.row}
            row={row}
            decision={decisionOn(row)}
            onDecide={(decision) => onDecide(row, decision)}
          />
        ))}
      </ul>
      {rows.length < total ? (
        <Button small onClick={() => setWanted(rows.length + PAGE)}>
          {t('Show more ({{count}} left)', { count: total - rows.length })}
        </Button>
      ) : null}
    </>
  );
}

function emptyText(group: ImportGroup): string {
  if (group === 'add') return t('There is nothing new in it.');
  return group === 'conflict'
    ? t('Nothing in it conflicts with what is here.')
    : t('Nothing in it is here already.');
}
