import type { Settings } from '../../../../shared/settings.ts';

/** The props of every field on a settings tab. */
export interface SettingsFormProps {
  readonly settings: Settings;
  /** Resolves to whether it was saved. */
  readonly save: (changes: Partial<Settings>) => Promise<boolean>;
}
