import { Kbd } from '../../ui/controls/kbd.tsx';
import { shortcutList } from '../shell/shortcut-keys.ts';
import { SettingsSection } from './form/settings-section.tsx';

/** The Shortcuts tab: all keyboard shortcuts. */
export function ShortcutsTab() {
  return shortcutList.map(({ group, keys }) => (
    <SettingsSection key={group} title={group}>
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
    </SettingsSection>
  ));
}
