import { IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { t } from '../../../language/translate.ts';

interface ReasoningProps {
  readonly text: string;
  /** True until the answer itself starts. */
  readonly thinking: boolean;
  /** Whether it contains a match of the search in this chat. */
  readonly found?: boolean;
}

/** The reasoning of a model, collapsed. */
export function Reasoning({ text, thinking, found = false }: ReasoningProps) {
  const [opened, setOpen] = useState(false);
  const open = opened || found;
  return (
    <div className="reasoning">
      <button type="button" className="reasoning-head" aria-expanded={open} onClick={() => setOpen(!open)}>
        <IconChevronRight size={14} stroke={1.8} aria-hidden />
        {thinking ? t('Thinking') : t('Thought')}
      </button>
      {open ? (
        <div className="reasoning-text" dir="auto">
          {text}
        </div>
      ) : null}
    </div>
  );
}
