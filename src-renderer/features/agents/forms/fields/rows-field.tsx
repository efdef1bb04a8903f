import { IconPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Button } from '../../../../ui/controls/button.tsx';
import '../form-parts.css';

interface RowsFieldProps {
  readonly label: string;
  readonly help: string;
  /** The fault of the list as a whole. */
  readonly fault: string | undefined;
  /** The label of the button that adds a row. */
  readonly addLabel: string;
  /** Null when no row can be added. */
  readonly onAdd: (() => void) | null;
  readonly children: ReactNode;
}

/** A list of rows of one kind, with a button that adds one. */
export function RowsField({ label, help, fault, addLabel, onAdd, children }: RowsFieldProps) {
  return (
    <fieldset className="ends">
      <legend>{label}</legend>
      <p className="choose-help">{help}</p>
      {children}
      <Button small className="add-button" disabled={onAdd === null} onClick={() => onAdd?.()}>
        <IconPlus size={14} stroke={1.8} aria-hidden />
        {addLabel}
      </Button>
      {fault === undefined ? null : (
        <p className="choose-fault" role="alert">
          {fault}
        </p>
      )}
    </fieldset>
  );
}
