/** Settings as saved, and which of them this run holds fixed. */
import { create } from 'zustand';
import { client } from '../../client/client.ts';
import { keepTheme, lastTheme } from '../../theme/color-scheme.ts';
import type { Result } from '../../../shared/result.ts';
import type { SettingName, Settings, SettingsView } from '../../../shared/settings.ts';
import { pendingSave } from './pending-saves.ts';

interface SettingsState {
  /** Null until they are here. */
  readonly view: SettingsView | null;
  readonly theme: Settings['theme'];
}

export const useSettingsStore = create<SettingsState>(() => ({ view: null, theme: lastTheme() }));

export function receiveSettings(view: SettingsView): void {
  keepTheme(view.settings.theme);
  useSettingsStore.setState({ view, theme: view.settings.theme });
}

export async function loadSettings(): Promise<void> {
  const result = await client.call('settings.get', {});
  if (result.ok) receiveSettings(result.value);
}

/** Saves changes; the page shows them when the main side has them. */
export async function saveSettings(changes: Partial<Settings>): Promise<Result<SettingsView>> {
  const result = await pendingSave(client.call('settings.update', { changes }));
  if (result.ok) receiveSettings(result.value);
  return result;
}

/** As saved, whatever is drawn at the moment; null until they are here. */
export function savedSettings(): Settings | null {
  return useSettingsStore.getState().view?.settings ?? null;
}

export function useFixed(name: SettingName): boolean {
  return useSettingsStore(({ view }) => view?.fixed.includes(name) ?? false);
}
