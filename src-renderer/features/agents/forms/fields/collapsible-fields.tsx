import { IconChevronRight } from '@tabler/icons-react';
import { useId, useState } from 'react';
import type { ReactNode } from 'react';

interface CollapsibleFieldsProps {
  readonly label: string;
  /** True when a field inside has a fault; the section then opens by itself. */
  readonly faulty: boolean;
  readonly className: 'fields' | 'part-fields';
  readonly children: ReactNode;
}

/** Rarely used fields, collapsed until opened. */
export function CollapsibleFields({ label, faulty, className, children }: CollapsibleFieldsProps) {
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
        {label}
      </button>
      <div id={id} hidden={!open} className={className}>
        {open ? children : null}
      </div>
    </div>
  );
}
