import { NativeSelect } from '@mantine/core';
import type { ImportDecision, ImportRow } from '../../../../shared/contract/transfer.ts';
import { useScopesStore } from '../../../state/memory/scopes-store.ts';
import { KindIcon } from '../../../ui/controls/kind-icon.tsx';
import { formatScope } from '../../../ui/format/format-scope.ts';
import { kindNames } from '../../../ui/format/kind-names.ts';
import { t } from '../../../language/translate.ts';

interface ImportRowItemProps {
  readonly row: ImportRow;
  readonly decision: ImportDecision;
  readonly onDecide: (decision: ImportDecision) => void;
}

/** One memory of the file, its counterpart here, and the decision. */
export function ImportRowItem({ row, decision, onDecide }: ImportRowItemProps) {
  if (row.group === 'add') {
    return (
      <li className="transfer-row">
        <label className="transfer-take">
          <input
            type="checkbox"
            checked={decision !== 'skip'}
            onChange={(event) => onDecide(event.currentTarget.checked ? 'add' : 'skip')}
          />
          <RowText row={row} />
        </label>
      </li>
    );
  }
  if (row.group === 'same') {
    return (
      <li className="transfer-row">
        <RowText row={row} />
      </li>
    );
  }
  return (
    <li className="transfer-row transfer-conflict">
      <div>
        <span className="transfer-where">{existingLabel(row)}</span>
        <del dir="auto" data-kept={decision !== 'replace'}>
          {row.existing?.text}
        </del>
      </div>
      <div>
        <span className="transfer-where">{t('In the file')}</span>
        <RowText row={row} />
      </div>
      <NativeSelect
        aria-label={t('For “{{text}}”', { text: row.text })}
        data={[
          { value: 'skip', label: t('Keep mine') },
          { value: 'replace', label: t('Take theirs') },
          { value: 'add', label: t('Keep both') },
        ]}
        value={decision}
        onChange={(event) => onDecide(decisionOf(event.currentTarget.value))}
      />
    </li>
  );
}

const statusNames: Readonly<Record<ImportRow['status'], string>> = {
  active: t('active'),
  pending: t('pending'),
  paused: t('paused'),
  superseded: t('superseded'),
  expired: t('expired'),
  forgotten: t('forgotten'),
};

function RowText({ row }: { readonly row: ImportRow }) {
  const status = row.status === 'active' || row.status === 'pending' ? '' : ` · ${statusNames[row.status]}`;
  return (
    <span className="transfer-said" dir="auto">
      {row.text}
      <span className="transfer-kind">
        <KindIcon kind={row.kind} size={13} /> {kindNames[row.kind]}
        {status}
        {row.scope.type === 'everywhere' ? null : <ScopeNote row={row} />}
      </span>
    </span>
  );
}

/** The scope it will have, named as here, else as in the file. */
function ScopeNote({ row: { scope, scopeName } }: { readonly row: ImportRow }) {
  const named = useScopesStore(({ scopes }) => scopes);
  const inFile = scopeName === null ? [] : [{ scope, name: scopeName, state: 'elsewhere' as const }];
  return (
    <span className="transfer-scope">
      {' · '}
      <bdi>{formatScope(scope, [...named, ...inFile])}</bdi>
    </span>
  );
}

function existingLabel({ reason, existing }: ImportRow): string {
  if (reason === 'rejected') return t('You rejected this before');
  if (reason === 'forgotten' && existing === null) return t('You forgot this for good');
  return reason === 'forgotten' ? t('You forgot here') : t('Here');
}

function decisionOf(value: string): ImportDecision {
  return value === 'replace' || value === 'add' ? value : 'skip';
}
