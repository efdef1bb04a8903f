import type { Settings } from '../../../../shared/settings.ts';

/** What every field of a settings tab is given. */
export interface SavingProps {
  readonly settings: Settings;
  /** True when it was saved. */
  readonly save: (changes: Partial<Settings>) => Promise<boolean>;
}
