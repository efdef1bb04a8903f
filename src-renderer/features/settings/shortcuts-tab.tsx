import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { KeyboardEvent } from 'react';
import { saveSettings, useIsFixed } from '../../state/settings/settings-store.ts';
import { showFailure } from '../../state/page/toast-store.ts';
import { Button } from '../../ui/controls/button.tsx';
import { Kbd } from '../../ui/controls/kbd.tsx';
import { chordLabel, chordOf } from '../shell/keys/chord.ts';
import {
  boundShortcuts,
  chordFault,
  conflictOf,
  fixedShortcuts,
  isUsual,
  placeNames,
  withBinding,
  withoutKeys,
  withUsual,
} from '../shell/keys/shortcuts.ts';
import type { KeyBindings, Shortcut } from '../shell/keys/shortcuts.ts';
import { isKeptByBrowser, useBindings } from '../shell/keys/use-bindings.ts';
import { SettingsSection } from './form/settings-section.tsx';
import { t } from '../../language/translate.ts';
import '../shell/keys/keys.css';

/** The Shortcuts tab: all keys, and other ones for what can be bound. */
export function ShortcutsTab() {
  const bindings = useBindings();
  const fixed = useIsFixed('keyBindings');
  const all = boundShortcuts(bindings);
  return (
    <>
      {(['everywhere', 'list'] as const).map((place) => (
        <SettingsSection key={place} title={placeNames[place]}>
          <ul>
            {all
              .filter((shortcut) => shortcut.place === place)
              .map((shortcut) => (
                <Binding key={shortcut.id} shortcut={shortcut} bindings={bindings} disabled={fixed} />
              ))}
          </ul>
        </SettingsSection>
      ))}
      <Button disabled={fixed || Object.keys(bindings).length === 0} onClick={() => void save({})}>
        {t('Reset all keys')}
      </Button>
      {fixedShortcuts.map(({ group, keys }) => (
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
      ))}
    </>
  );
}

interface BindingProps {
  readonly shortcut: Shortcut;
  readonly bindings: KeyBindings;
  readonly disabled: boolean;
}

/** A shortcut with its keys; while it listens, the next combination is taken. */
function Binding({ shortcut: { id, place, what, keys }, bindings, disabled }: BindingProps) {
  const [listening, setListening] = useState(false);
  /** A combination that cannot simply be taken. */
  const [pressed, setPressed] = useState<string | null>(null);
  const conflict = pressed === null ? null : conflictOf(pressed, id, bindings);
  const fault = pressed === null ? null : chordFault(pressed, place);
  const done = (next: KeyBindings): void => {
    setListening(false);
    setPressed(null);
    void save(next);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!listening || event.key === 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape' && !event.shiftKey) {
      setListening(false);
      setPressed(null);
      return;
    }
    const chord = chordOf({ ...pressOf(event), code: event.code });
    if (chord === null) return;
    if (chordFault(chord, place) !== null || conflictOf(chord, id, bindings) !== null) setPressed(chord);
    else done(withBinding(chord, id, bindings));
  };
  return (
    <li className="binding">
      <span id={`binding-${id}`}>{what}</span>
      <span className="binding-keys">
        {keys.map((key) => (
          <span key={key} className="binding-key">
            <Kbd keys={chordLabel(key)} />
            <span className="sr-only">{chordLabel(key)}</span>
            <button
              type="button"
              className="icon-button"
              aria-label={t('Remove {{keys}} from “{{action}}”', { keys: chordLabel(key), action: what })}
              disabled={disabled}
              onClick={() => done(withoutKeys(key, id, bindings))}
            >
              <IconX size={13} stroke={1.7} aria-hidden />
            </button>
          </span>
        ))}
        <Button
          small
          disabled={disabled}
          aria-pressed={listening}
          aria-label={
            listening
              ? t('Press keys… for “{{action}}”', { action: what })
              : t('Add keys for “{{action}}”', { action: what })
          }
          onKeyDown={onKeyDown}
          onBlur={() => setListening(false)}
          onClick={() => setListening(true)}
        >
          {listening ? t('Press keys…') : t('Add')}
        </Button>
        {isUsual(id, bindings) ? null : (
          <Button
            small
            variant="quiet"
            disabled={disabled}
            aria-label={t('Reset the keys of “{{action}}”', { action: what })}
            onClick={() => done(withUsual(id, bindings))}
          >
            {t('Reset')}
          </Button>
        )}
      </span>
      {pressed !== null && (fault !== null || conflict !== null) ? (
        <span className="binding-note" role="alert" data-fault={fault === null ? undefined : true}>
          {fault ??
            t('{{keys}} is for “{{action}}”.', { keys: chordLabel(pressed), action: conflict?.what ?? '' })}
          {fault === null ? (
            <button
              type="button"
              className="text-button"
              onClick={() => done(withBinding(pressed, id, bindings))}
            >
              {t('Use it here instead')}
            </button>
          ) : null}
        </span>
      ) : null}
      {keys.some(isKeptByBrowser) ? (
        <span className="binding-note">
          {t('Browsers keep {{keys}} for themselves; it works in Tutee’s own window.', {
            keys: chordLabel(keys.find(isKeptByBrowser) ?? ''),
          })}
        </span>
      ) : null}
    </li>
  );
}

function pressOf({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent) {
  return { key, ctrlKey, metaKey, altKey, shiftKey };
}

async function save(keyBindings: KeyBindings): Promise<void> {
  const saved = Object.fromEntries(Object.entries(keyBindings).map(([id, keys]) => [id, [...keys]]));
  const result = await saveSettings({ keyBindings: saved });
  if (!result.ok) showFailure(result.error);
}
