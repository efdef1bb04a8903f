import { useSettingsStore } from './settings-store.ts';

/** What lists with rows of a fixed height need to know of the chosen looks. `rem` in px. */
export function useLooks(): { readonly compact: boolean; readonly rem: number } {
  const compact = useSettingsStore(({ view }) => view?.settings.density === 'compact');
  const rem = useSettingsStore((state) => state.rem);
  return { compact, rem };
}
