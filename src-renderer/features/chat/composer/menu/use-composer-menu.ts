import { useId, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { menuTrigger } from './menu-trigger.ts';
import type { MenuTrigger } from './menu-trigger.ts';

/** One line of a menu in the message field. */
export interface MenuChoice {
  readonly id: string;
  readonly label: string;
  /** A second, fainter line or word. */
  readonly detail?: string;
  readonly icon?: ReactNode;
  /** Called with what the text is without the sign and the query. */
  readonly choose: (rest: MenuRest) => void;
}

/** The text around the sign and the query. */
export interface MenuRest {
  readonly before: string;
  readonly after: string;
}

export interface MenuSource {
  readonly name: string;
  readonly choices: readonly MenuChoice[];
}

export interface ComposerMenuState {
  /** Null: no menu is open. */
  readonly open: (MenuSource & { readonly listId: string; readonly active: number }) | null;
  /** True when the key was for the menu. */
  readonly onKeyDown: (event: KeyboardEvent) => boolean;
  readonly onCaret: (caret: number | null) => void;
  readonly choose: (choice: MenuChoice) => void;
}

/**
 * The menu that the text before the caret opens. The field keeps the focus; the arrows move through the list.
 * @param sourceOf the choices for a sign and a query; a menu without any is not shown.
 */
export function useComposerMenu(
  text: string,
  sourceOf: ((trigger: MenuTrigger) => MenuSource) | null,
): ComposerMenuState {
  const listId = useId();
  /** Null: the field has no caret. */
  const [caret, setCaret] = useState<number | null>(null);
  const [at, setAt] = useState({ key: '', index: 0 });
  /** The trigger that Escape closed. */
  const [dismissed, setDismissed] = useState<string | null>(null);
  const trigger =
    sourceOf === null || caret === null ? null : menuTrigger(text, Math.min(caret, text.length));
  const place = trigger === null ? null : `${trigger.sign} ${trigger.from}`;
  const isShown = trigger !== null && place !== dismissed;
  const source = isShown ? (sourceOf?.(trigger) ?? null) : null;
  const choices = source?.choices ?? [];
  const key = trigger === null ? '' : `${trigger.sign} ${trigger.query}`;
  const active = at.key === key ? Math.min(at.index, choices.length - 1) : 0;
  const move = (by: number): void => setAt({ key, index: (active + by + choices.length) % choices.length });
  const choose = (choice: MenuChoice): void => {
    if (trigger === null) return;
    choice.choose({ before: text.slice(0, trigger.from), after: text.slice(trigger.to) });
  };
  const onKeyDown = (event: KeyboardEvent): boolean => {
    if (choices.length === 0 || event.altKey || event.ctrlKey || event.metaKey) return false;
    const chosen = choices[active];
    switch (event.key) {
      case 'ArrowDown':
        move(1);
        break;
      case 'ArrowUp':
        move(-1);
        break;
      case 'Enter':
      case 'Tab':
        if (event.shiftKey || chosen === undefined) return false;
        choose(chosen);
        break;
      case 'Escape':
        setDismissed(place);
        break;
      default:
        return false;
    }
    event.preventDefault();
    event.stopPropagation();
    return true;
  };
  const onCaret = (next: number | null): void => {
    setCaret(next);
    // Without the sign there is nothing that stays closed.
    if (dismissed !== null && (next === null || menuTrigger(text, next) === null)) setDismissed(null);
  };
  return {
    open: source === null || choices.length === 0 ? null : { ...source, listId, active },
    onKeyDown,
    onCaret,
    choose,
  };
}
