import type { ReactNode } from 'react';
import { PageHeader } from './page-header.tsx';

/** Stands in for a page that cannot be shown. It keeps the header, which leads to the other pages. */
export function PageFrame({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className="page">
      <main className="page-main" id="main" tabIndex={-1}>
        <PageHeader title={title} />
        <div className="page-failure">{children}</div>
      </main>
    </div>
  );
}
