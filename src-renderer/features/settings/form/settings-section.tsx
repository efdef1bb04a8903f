import type { ReactNode } from 'react';
import { t } from '../../../language/translate.ts';

interface SettingsSectionProps {
  readonly title: string;
  readonly note?: ReactNode;
  readonly children?: ReactNode;
}

/** A group of settings under a heading. */
export function SettingsSection({ title, note, children }: SettingsSectionProps) {
  return (
    <section className="settings-section">
      <h2>{title}</h2>
      {note === undefined ? null : <p className="settings-note">{note}</p>}
      {children}
    </section>
  );
}

/** Note on a setting that a flag or an environment variable fixes. */
export const fixedNote = t('Set by the environment for this run.');
