import { useId } from 'react';
import type { ReactNode } from 'react';

interface ProjectSectionProps {
  readonly title: string;
  readonly children: ReactNode;
}

/** A headed part of a project's page. */
export function ProjectSection({ title, children }: ProjectSectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      {children}
    </section>
  );
}
