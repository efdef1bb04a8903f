import type { FocusEvent, KeyboardEvent } from 'react';
import { view } from '../../../../state/page/view-store.ts';
import type { ComposerMenuState } from './use-composer-menu.ts';
import { tCount } from '../../../../language/translate.ts';
import './composer-menu.css';

export function optionId(listId: string, index: number): string {
  return `${listId}-${index}`;
}

/** The menu above the message field. */
export function ComposerMenu({ menu }: { readonly menu: ComposerMenuState }) {
  const { open } = menu;
  const at = open?.active ?? -1;
  const count = open?.choices.length ?? 0;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (menu.onKeyDown(event) && event.key === 'Escape') view.focusComposer();
  };
  const onBlur = (event: FocusEvent): void => {
    if (!isInMenu(event)) menu.onCaret(null);
  };
  return (
    <>
      <span className="sr-only" role="status">
        {open === null
          ? ''
          : tCount(
              count,
              '{{menu}}: one choice. Arrow keys move, Enter chooses, Escape closes.',
              '{{menu}}: {{count}} choices. Arrow keys move, Enter chooses, Escape closes.',
              { menu: open.name },
            )}
      </span>
      {open === null ? null : (
        <div
          className="composer-menu"
          role="listbox"
          id={open.listId}
          aria-label={open.name}
          aria-activedescendant={optionId(open.listId, open.active)}
          // It scrolls, so that it must be reached by Shift+Tab; the keys work in it as in the field.
          tabIndex={0}
          onKeyDown={onKeyDown}
          onBlur={onBlur}
        >
          {open.choices.map((choice, index) => (
            <div
              key={choice.id}
              ref={index === at ? scrollIntoSight : undefined}
              id={optionId(open.listId, index)}
              role="option"
              tabIndex={-1}
              aria-selected={index === at}
              className="composer-choice"
              // The field keeps the focus and handles the keys; the pointer is an alternative.
              onMouseDown={(event) => event.preventDefault()}
              onPointerUp={() => menu.choose(choice)}
            >
              {choice.icon}
              <span className="composer-choice-label" dir="auto">
                {choice.label}
              </span>
              {choice.detail === undefined ? null : (
                <span className="composer-choice-detail" dir="auto">
                  {choice.detail}
                </span>
              )}
            </div>
          ))}
        </div>
      )}
    </>
  );
}

function scrollIntoSight(option: HTMLElement | null): void {
  option?.scrollIntoView({ block: 'nearest' });
}

/** Whether the focus goes to the menu, or stays in it. */
export function isInMenu({ relatedTarget }: Pick<FocusEvent, 'relatedTarget'>): boolean {
  return relatedTarget instanceof Element && relatedTarget.closest('.composer-menu') !== null;
}
