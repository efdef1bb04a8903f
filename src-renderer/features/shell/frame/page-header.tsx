import type { ReactNode } from 'react';
import { useBreakpoint } from '../../../ui/hooks/use-breakpoint.ts';
import { SidebarButton } from '../sidebar/sidebar.tsx';
import './page-header.css';

interface PageHeaderProps {
  readonly title: string;
  /** Secondary text beside the title; below it in narrow windows. */
  readonly note?: ReactNode;
  /** Buttons at the end. */
  readonly children?: ReactNode;
}

/** The header of every page. */
export function PageHeader({ title, note, children }: PageHeaderProps) {
  const narrow = useBreakpoint() === 'narrow';
  return (
    <header className="page-header">
      {narrow ? <SidebarButton /> : null}
      <div className="page-heading">
        <h1 className="page-title" dir="auto">
          {title}
        </h1>
        {note === undefined ? null : <span className="page-note">{note}</span>}
      </div>
      <div className="page-actions">{children}</div>
    </header>
  );
}
