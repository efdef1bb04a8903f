import { useMediaQuery } from '@mantine/hooks';
import type { Settings } from '../../shared/settings.ts';

export type ColorScheme = 'light' | 'dark';

const DARK = '(prefers-color-scheme: dark)';
const KEY = 'tutee.theme';

/** The active colour scheme: the chosen one, or the system's. */
export function useColorScheme(theme: Settings['theme']): ColorScheme {
  const systemDark = useMediaQuery(DARK, false, { getInitialValueInEffect: false });
  if (theme !== 'system') return theme;
  return systemDark ? 'dark' : 'light';
}

/** The theme of the last visit, which avoids a flash of the other one before the settings are loaded. */
export function storedTheme(): Settings['theme'] {
  try {
    const theme = localStorage.getItem(KEY);
    return theme === 'light' || theme === 'dark' ? theme : 'system';
  } catch {
    return 'system';
  }
}

export function storeTheme(theme: Settings['theme']): void {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // Without storage, the next start shows the system's theme for a moment.
  }
}
