import { Modal } from '@mantine/core';
import { Link } from 'wouter';
import { useViewStore, view } from '../../../state/page/view-store.ts';
import { Kbd } from '../../../ui/controls/kbd.tsx';
import { chordLabel, eitherLabel } from './chord.ts';
import { boundShortcuts, fixedShortcuts, placeNames } from './shortcuts.ts';
import { useBindings } from './use-bindings.ts';
import { RichText } from '../../../language/rich-text.tsx';
import { t } from '../../../language/translate.ts';
import './keys.css';

/** All keys as they are bound now, from anywhere. */
export function HelpSheet() {
  const opened = useViewStore((state) => state.helpOpen);
  return (
    <Modal opened={opened} onClose={view.closeHelp} title={t('Keyboard shortcuts')} size={860}>
      <Keys />
    </Modal>
  );
}

function Keys() {
  const all = boundShortcuts(useBindings()).filter(({ keys }) => keys.length > 0);
  const bound = (['everywhere', 'list'] as const).map((place) => ({
    group: placeNames[place],
    keys: all
      .filter((shortcut) => shortcut.place === place)
      .map(({ keys, what }) => [eitherLabel(keys.map((key) => chordLabel(key))), what] as const),
  }));
  return (
    <>
      <div className="help-sheet">
        {[...bound, ...fixedShortcuts].map(({ group, keys }) => (
          <section key={group}>
            <h3>{group}</h3>
            <dl className="shortcuts">
              {keys.map(([key, what]) => (
                <div key={`${key} ${what}`}>
                  <dt>
                    <Kbd keys={key} />
                    <span className="sr-only">{key}</span>
                  </dt>
                  <dd>{what}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p className="help-sheet-more">
        <RichText
          text="Other keys? {{settings}}"
          parts={{
            settings: (
              <Link href="/settings/shortcuts" onClick={view.closeHelp}>
                {t('Settings → Shortcuts')}
              </Link>
            ),
          }}
        />
      </p>
    </>
  );
}
