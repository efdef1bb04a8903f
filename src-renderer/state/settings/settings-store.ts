/**
 * Saved settings, and which of them are fixed for this run. state/settings owns settings, fields that save
 * themselves, and backups. It may not know other kinds of state except state/page, nor what components show.
 */
import { create } from 'zustand';
import { client } from '../../client/client.ts';
import { applyLanguage } from '../../language/language.ts';
import { storeTheme, storedTheme } from '../../theme/color-scheme.ts';
import { applyLooks, remInPixels, storedLooks, storeLooks } from '../../theme/looks.ts';
import type { Result } from '../../../shared/result.ts';
import type { SettingName, Settings, SettingsView } from '../../../shared/settings.ts';
import { pendingSave } from './pending-saves.ts';

interface SettingsState {
  /** Null until loaded. */
  readonly view: SettingsView | null;
  readonly theme: Settings['theme'];
  /** The size of a rem in px, which follows the chosen size of text and the width of very large windows. */
  readonly rem: number;
}

applyLooks(storedLooks());
export const useSettingsStore = create<SettingsState>(() => ({
  view: null,
  theme: storedTheme(),
  rem: remInPixels(),
}));

// The size of a rem follows the width of very large windows too. Chromium applies the new style in the frame after the event's.
globalThis.addEventListener?.('resize', () => requestAnimationFrame(() => requestAnimationFrame(noteRem)));

function noteRem(): void {
  const rem = remInPixels();
  if (rem !== useSettingsStore.getState().rem) useSettingsStore.setState({ rem });
}

export function receiveSettings(view: SettingsView): void {
  // Before anything is drawn anew: lists measure their rows by it.
  applyLooks(view.settings);
  storeLooks(view.settings);
  storeTheme(view.settings.theme);
  useSettingsStore.setState({ view, theme: view.settings.theme, rem: remInPixels() });
  applyLanguage(view.settings.language);
}

export async function loadSettings(): Promise<void> {
  const result = await client.call('settings.get', {});
  if (result.ok) receiveSettings(result.value);
}

/** Saves changes; the page shows them once the main process has them. */
export async function saveSettings(changes: Partial<Settings>): Promise<Result<SettingsView>> {
  const result = await pendingSave(client.call('settings.update', { changes }));
  if (result.ok) receiveSettings(result.value);
  return result;
}

/** The saved settings, whatever is rendered at the moment; null until loaded. */
export function savedSettings(): Settings | null {
  return useSettingsStore.getState().view?.settings ?? null;
}

export function useIsFixed(name: SettingName): boolean {
  return useSettingsStore(({ view }) => view?.fixed.includes(name) ?? false);
}
