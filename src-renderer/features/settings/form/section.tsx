import type { ReactNode } from 'react';

interface SectionProps {
  readonly title: string;
  readonly note?: ReactNode;
  readonly children?: ReactNode;
}

/** One block of settings under a heading. */
export function Section({ title, note, children }: SectionProps) {
  return (
    <section className="settings-section">
      <h2>{title}</h2>
      {note === undefined ? null : <p className="settings-note">{note}</p>}
      {children}
    </section>
  );
}

/** Stands at a setting that a flag or the environment holds fixed. */
export const fixedWords = 'Set by the environment for this run.';
