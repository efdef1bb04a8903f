import { useRef } from 'react';
import type { ReactNode } from 'react';
import { CopyButton } from '../controls/copy-button.tsx';
import { csvOf } from './csv.ts';
import type { Direction } from './direction.ts';
import { t } from '../../language/translate.ts';

/** A table that scrolls when it is wider than the text and can be copied for a spreadsheet. */
export function Table({
  dir,
  children,
}: {
  readonly dir: Direction | undefined;
  readonly children: ReactNode;
}) {
  const table = useRef<HTMLTableElement>(null);
  return (
    <div className="table-block" dir={dir}>
      <div className="table-scroll" tabIndex={0} role="group" aria-label={t('Table')}>
        <table ref={table}>{children}</table>
      </div>
      <div className="table-actions">
        <CopyButton text={() => csvOf(cellsOf(table.current))} label={t('Copy table as CSV')} />
      </div>
    </div>
  );
}

function cellsOf(table: HTMLTableElement | null): string[][] {
  return [...(table?.rows ?? [])].map((row) => [...row.cells].map(textOf));
}

/** The text of a cell: formulas as their source, line breaks as such. */
function textOf(cell: HTMLTableCellElement): string {
  const copy = cell.cloneNode(true) as HTMLElement;
  for (const formula of copy.querySelectorAll<HTMLElement>('.formula'))
    formula.replaceWith(formula.dataset['source'] ?? '');
  for (const lineBreak of copy.querySelectorAll('br')) lineBreak.replaceWith('\n');
  return copy.textContent.trim();
}
