import { useEffect, useState } from 'react';
import type { ErrorData } from '../../../../shared/errors.ts';
import type { Settings } from '../../../../shared/settings.ts';
import { saveSettings } from '../../../state/settings/settings-store.ts';

const SHOWN_MS = 2_000;

interface Saving {
  readonly save: (changes: Partial<Settings>) => Promise<boolean>;
  /** True for a moment after a save. */
  readonly saved: boolean;
  /** Why the last save failed. */
  readonly error: ErrorData | null;
}

/** Saves settings and keeps the outcome for display. */
export function useSaveSettings(): Saving {
  const [saved, setSaved] = useState(0);
  const [error, setError] = useState<ErrorData | null>(null);
  useEffect(() => {
    if (saved === 0) return;
    const timer = setTimeout(() => setSaved(0), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [saved]);
  const save = async (changes: Partial<Settings>): Promise<boolean> => {
    const result = await saveSettings(changes);
    setError(result.ok ? null : result.error);
    setSaved((count) => (result.ok ? count + 1 : 0));
    return result.ok;
  };
  return { save, saved: saved > 0, error };
}
