import { IconExternalLink } from '@tabler/icons-react';
import { createContext, use } from 'react';
import type { ReactNode } from 'react';

/** An address that leads out of Tutee; anything else, such as a path in a project, leads nowhere from here. */
const EXTERNAL = /^(?:https?:|mailto:)/i;

interface ExternalLinkProps {
  readonly href: string;
  readonly title?: string | undefined;
  readonly children: ReactNode;
}

/** Marked, with its address: the text of a link say nothing about where it leads. */
export function ExternalLink({ href, title, children }: ExternalLinkProps) {
  if (!EXTERNAL.test(href)) return <span title={href}>{children}</span>;
  return (
    <a
      href={href}
      title={title === undefined || title === '' ? href : `${title} (${href})`}
      target="_blank"
      rel="noopener noreferrer"
    >
      {children}
      <IconExternalLink className="outside-mark" size={12} stroke={1.6} aria-hidden />
    </a>
  );
}

/** What the identifiers of an answer's footnotes begin with. */
export const FootnotesContext = createContext('');

export function footnoteId(prefix: string, number: number): string {
  return `${prefix}-note-${number}`;
}

/** The small number that stands for a footnote, and goes to it. */
export function FootnoteRef({ number }: { readonly number: number }) {
  const prefix = use(FootnotesContext);
  const show = (): void => {
    const note = document.getElementById(footnoteId(prefix, number));
    note?.scrollIntoView({ block: 'nearest' });
    note?.focus({ preventScroll: true });
  };
  return (
    <sup>
      <button type="button" className="note-mark" aria-label={`Footnote ${number}`} onClick={show}>
        {number}
      </button>
    </sup>
  );
}
