import { IconExternalLink } from '@tabler/icons-react';
import { createContext, use } from 'react';
import type { ReactNode } from 'react';

/** Addresses that lead out of Tutee; anything else, such as a file path, is not a link here. */
const EXTERNAL = /^(?:https?:|mailto:)/i;

interface ExternalLinkProps {
  readonly href: string;
  readonly title?: string | undefined;
  readonly children: ReactNode;
}

/** Marked and titled with its address, since the text of a link does not say where it leads. */
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

/** Prefix of an answer's footnote ids. */
export const FootnotesContext = createContext('');

export function footnoteId(prefix: string, number: number): string {
  return `${prefix}-note-${number}`;
}

/** A footnote number that jumps to its footnote. */
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
