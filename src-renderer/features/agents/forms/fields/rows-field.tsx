import { IconPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Button } from '../../../../ui/controls/button.tsx';
import '../form-parts.css';

interface RowsFieldProps {
  readonly label: string;
  readonly help: string;
  /** What is wrong with the rows as a whole. */
  readonly fault: string | undefined;
  /** What the button says that adds one. */
  readonly adds: string;
  /** Null: there is nothing to make one of. */
  readonly onAdd: (() => void) | null;
  /** The rows. */
  readonly children: ReactNode;
}

/** Several of one kind, one a row, with a way to add one. */
export function RowsField({ label, help, fault, adds, onAdd, children }: RowsFieldProps) {
  return (
    <fieldset className="ends">
      <legend>{label}</legend>
      <p className="choose-help">{help}</p>
      {children}
      <Button small className="add-button" disabled={onAdd === null} onClick={() => onAdd?.()}>
        <IconPlus size={14} stroke={1.8} aria-hidden />
        {adds}
      </Button>
      {fault === undefined ? null : (
        <p className="choose-fault" role="alert">
          {fault}
        </p>
      )}
    </fieldset>
  );
}
