import type { ReactNode } from 'react';
import { FootnoteRef, ExternalLink } from './links.tsx';
import { Formula } from './math/formula.tsx';
import type { Token } from './parser.ts';
import { renderTokens } from './render-tokens.ts';
import { t } from '../../language/translate.ts';

/** Renders the inline content of a block. */
export function renderInline(tokens: readonly Token[], notes: ReadonlyMap<string, number>): ReactNode {
  return renderTokens(tokens, {
    leaf: (token, key) => renderLeaf(token, key, notes),
    element: renderElement,
  });
}

function renderLeaf(token: Token, key: number, notes: ReadonlyMap<string, number>): ReactNode {
  switch (token.type) {
    case 'code_inline':
      return <code key={key}>{token.content}</code>;
    case 'math_inline':
      return <Formula key={key} source={token.content} display={token.meta?.['display'] === true} />;
    case 'softbreak':
      return '\n';
    case 'hardbreak':
      return <br key={key} />;
    case 'image':
      return renderImage(token, key);
    case 'footnote_ref':
      return <FootnoteRef key={key} number={notes.get(String(token.meta?.['label'])) ?? 0} />;
    default:
      return token.content;
  }
}

/**
 * Images whose bytes are in the text are shown. Others are not fetched: an address in an answer must not reveal that,
 * or when, it was read.
 */
function renderImage(token: Token, key: number): ReactNode {
  const href = attribute(token, 'src');
  if (href.startsWith('data:')) return <img key={key} className="image" src={href} alt={token.content} />;
  return (
    <ExternalLink key={key} href={href}>
      {t('Image: {{name}}', { name: token.content === '' ? href : token.content })}
    </ExternalLink>
  );
}

function renderElement(token: Token, children: ReactNode, key: number): ReactNode {
  switch (token.type) {
    case 'strong_open':
      return <strong key={key}>{children}</strong>;
    case 'em_open':
      return <em key={key}>{children}</em>;
    case 's_open':
      return <del key={key}>{children}</del>;
    case 'link_open':
      return (
        <ExternalLink key={key} href={attribute(token, 'href')} title={attribute(token, 'title')}>
          {children}
        </ExternalLink>
      );
    default:
      return children;
  }
}

/** An attribute of a token; empty when missing. */
function attribute({ attrs }: Token, name: string): string {
  return String(new Map(attrs).get(name) ?? '');
}
