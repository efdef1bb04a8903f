import { Kbd } from '../../ui/controls/kbd.tsx';
import { shortcutList } from '../shell/shortcut-keys.ts';
import { Section } from './form/section.tsx';

/** Every key there is. */
export function ShortcutsTab() {
  return shortcutList.map(({ group, keys }) => (
    <Section key={group} title={group}>
      <dl className="shortcuts">
        {keys.map(([key, what]) => (
          <div key={key}>
            <dt>
              <Kbd keys={key} />
              <span className="sr-only">{key}</span>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Section>
  ));
}
