import { IconChevronRight } from '@tabler/icons-react';
import { useId, useState } from 'react';
import type { ReactNode } from 'react';

interface FoldedFieldsProps {
  readonly head: string;
  /** True: something inside is wrong, so it is shown unasked. */
  readonly faulty: boolean;
  readonly className: 'fields' | 'part-fields';
  readonly children: ReactNode;
}

/** Rarer fields, shown when they are asked for. */
export function FoldedFields({ head, faulty, className, children }: FoldedFieldsProps) {
  const [asked, setAsked] = useState(false);
  const id = useId();
  const open = asked || faulty;
  return (
    <div className="more-fields">
      <button
        type="button"
        className="more-fields-head"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setAsked(!open)}
      >
        <IconChevronRight size={14} stroke={1.8} aria-hidden />
        {head}
      </button>
      <div id={id} hidden={!open} className={className}>
        {open ? children : null}
      </div>
    </div>
  );
}
