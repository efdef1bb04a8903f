import { useSettingsStore } from '../../../state/settings/settings-store.ts';
import { chordLabel } from './chord.ts';
import { keysOf } from './shortcuts.ts';
import type { KeyBindings, ShortcutId } from './shortcuts.ts';

const usual: KeyBindings = {};

/** The keys that the user chose. */
export function useBindings(): KeyBindings {
  return useSettingsStore(({ view }) => view?.settings.keyBindings ?? usual);
}

export function currentBindings(): KeyBindings {
  return useSettingsStore.getState().view?.settings.keyBindings ?? usual;
}

/** How the keys of a shortcut are shown: the first that work here; undefined: none does. */
export function useKeyLabel(id: ShortcutId): string | undefined {
  return keyLabel(id, useBindings());
}

export function keyLabel(id: ShortcutId, bindings: KeyBindings): string | undefined {
  const keys = keysOf(id, bindings);
  const chord = keys.find((key) => !isKeptByBrowser(key)) ?? keys[0];
  return chord === undefined ? undefined : chordLabel(chord);
}

/** Browsers open windows and tabs with these and ask no page. */
export function isKeptByBrowser(chord: string): boolean {
  return !globalThis.navigator.userAgent.includes('Electron') && /^Mod\+(?:Shift\+)?[NTW]$/.test(chord);
}
