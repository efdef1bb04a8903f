import { IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';

interface ReasoningProps {
  readonly text: string;
  /** True until the answer itself begins. */
  readonly thinking: boolean;
}

/** What a reasoning model thought aloud, folded away. */
export function Reasoning({ text, thinking }: ReasoningProps) {
  const [open, setOpen] = useState(false);
  return (
    <div className="reasoning">
      <button type="button" className="reasoning-head" aria-expanded={open} onClick={() => setOpen(!open)}>
        <IconChevronRight size={14} stroke={1.8} aria-hidden />
        {thinking ? 'Thinking' : 'Thought'}
      </button>
      {open ? (
        <div className="reasoning-text" dir="auto">
          {text}
        </div>
      ) : null}
    </div>
  );
}
