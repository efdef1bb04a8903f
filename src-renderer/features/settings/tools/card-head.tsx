import { Switch } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { t } from '../../../language/translate.ts';

interface CardHeadProps {
  readonly name: string;
  /** One line below the name. */
  readonly note: string;
  readonly opened: boolean;
  readonly onToggle: () => void;
  readonly enabled: boolean;
  readonly onSwitch: (enabled: boolean) => void;
  /** What else can be done with it. */
  readonly children: ReactNode;
}

/** The first row of a server or a skill: its name, which opens it, and a switch. */
export function CardHead({ name, note, opened, onToggle, enabled, onSwitch, children }: CardHeadProps) {
  return (
    <div className="tool-server-head">
      <button type="button" className="tool-server-name" aria-expanded={opened} onClick={onToggle}>
        <IconChevronRight size={14} stroke={1.8} aria-hidden />
        <span dir="auto">
          {name}
          <span className="tool-note">{note}</span>
        </span>
      </button>
      <Switch
        size="xs"
        aria-label={t('Use {{name}}', { name })}
        checked={enabled}
        onChange={(event) => onSwitch(event.currentTarget.checked)}
      />
      {children}
    </div>
  );
}
