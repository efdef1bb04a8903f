import { NativeSelect } from '@mantine/core';
import type { ImportDecision, ImportRow } from '../../../../shared/contract/transfer.ts';
import { useScopesStore } from '../../../state/memory/scopes-store.ts';
import { KindIcon } from '../../../ui/controls/kind-icon.tsx';
import { formatScope } from '../../../ui/format/format-scope.ts';

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
        <span className="transfer-where">In the file</span>
        <RowText row={row} />
      </div>
      <NativeSelect
        aria-label={`For “${row.text}”`}
        data={[
          { value: 'skip', label: 'Keep mine' },
          { value: 'replace', label: 'Take theirs' },
          { value: 'add', label: 'Keep both' },
        ]}
        value={decision}
        onChange={(event) => onDecide(decisionOf(event.currentTarget.value))}
      />
    </li>
  );
}

function RowText({ row }: { readonly row: ImportRow }) {
  const status = row.status === 'active' || row.status === 'pending' ? '' : ` · ${row.status}`;
  return (
    <span className="transfer-said" dir="auto">
      {row.text}
      <span className="transfer-kind">
        <KindIcon kind={row.kind} size={13} /> {row.kind}
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
  if (reason === 'rejected') return 'You rejected this before';
  if (reason === 'forgotten' && existing === null) return 'You forgot this for good';
  return reason === 'forgotten' ? 'You forgot here' : 'Here';
}

function decisionOf(value: string): ImportDecision {
  return value === 'replace' || value === 'add' ? value : 'skip';
}
