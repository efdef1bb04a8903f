import type { ComposerMenuState } from './use-composer-menu.ts';
import './composer-menu.css';

export function optionId(listId: string, index: number): string {
  return `${listId}-${index}`;
}

/** The menu above the message field. */
export function ComposerMenu({ menu }: { readonly menu: ComposerMenuState }) {
  const { open } = menu;
  const at = open?.active ?? -1;
  const count = open?.choices.length ?? 0;
  return (
    <>
      <span className="sr-only" role="status">
        {open === null
          ? ''
          : `${open.name}: ${count === 1 ? 'one choice' : `${count} choices`}. Arrow keys move, Enter chooses, Escape closes.`}
      </span>
      {open === null ? null : (
        <div className="composer-menu" role="listbox" id={open.listId} aria-label={open.name} tabIndex={-1}>
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
