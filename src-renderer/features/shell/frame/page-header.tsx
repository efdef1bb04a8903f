import type { ReactNode } from 'react';
import { useWindowWidth } from '../../../ui/hooks/window-width.ts';
import { SideButton } from '../side/side.tsx';
import './page-header.css';

interface PageHeaderProps {
  readonly title: string;
  /** Quiet words beside the title; below it in narrow windows. */
  readonly note?: ReactNode;
  /** Buttons at the end. */
  readonly children?: ReactNode;
}

/** The bar on top of every page. */
export function PageHeader({ title, note, children }: PageHeaderProps) {
  const narrow = useWindowWidth() === 'narrow';
  return (
    <header className="page-header">
      {narrow ? <SideButton /> : null}
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
