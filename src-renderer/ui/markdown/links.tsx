import { IconExternalLink } from '@tabler/icons-react';
import { createContext, use } from 'react';
import type { ReactNode } from 'react';
import { t } from '../../language/translate.ts';

/** Addresses that lead out of Tutee; anything else, such as a file path, is not a link here. */
const EXTERNAL = /^(?:https?:|mailto:)/i;

interface ExternalLinkProps {
  readonly href: string;
  readonly title?: string | undefined;
  readonly children: ReactNode;
}

/** An address, or something that looks like one, in the text of a link. */
const LOOKS_LIKE_HOST = /[\p{L}\p{N}-]{1,63}\.\p{L}{2,63}/u;

/**
 * Marks external links and shows their address in a tooltip, because the link text does not say where it leads. The host is shown on focus
 * and hover, and always if the text looks like another address.
 */
export function ExternalLink({ href, title, children }: ExternalLinkProps) {
  if (!EXTERNAL.test(href)) return <span title={href}>{children}</span>;
  const host = hostOf(href);
  return (
    <a
      className={isMisleading(textOf(children), host) ? 'outside outside-other' : 'outside'}
      data-host={host}
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

/** The host in ASCII form, which exposes look-alike letters; empty for a mail address. */
function hostOf(href: string): string {
  return URL.parse(href)?.host ?? '';
}

/** Whether the text names a host other than the link's. */
function isMisleading(text: string, host: string): boolean {
  return (
    host !== '' && LOOKS_LIKE_HOST.test(text) && !text.toLowerCase().includes(host.replace(/^www\./, ''))
  );
}

function textOf(children: ReactNode): string {
  if (Array.isArray(children)) return children.map(textOf).join('');
  return typeof children === 'string' ? children : '';
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
      <button
        type="button"
        className="note-mark"
        aria-label={t('Footnote {{number}}', { number })}
        onClick={show}
      >
        {number}
      </button>
    </sup>
  );
}
