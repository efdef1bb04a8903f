import type { ReactNode } from 'react';
import { NoteMark, OutsideLink } from './links.tsx';
import type { Token } from './parser.ts';
import { nested } from './nested.ts';

/** What stands inside the lines of a block. */
export function drawInline(tokens: readonly Token[], notes: ReadonlyMap<string, number>): ReactNode {
  return nested(tokens, {
    leaf: (token, key) => drawLeaf(token, key, notes),
    element: drawElement,
  });
}

function drawLeaf(token: Token, key: number, notes: ReadonlyMap<string, number>): ReactNode {
  switch (token.type) {
    case 'code_inline':
      return <code key={key}>{token.content}</code>;
    case 'softbreak':
      return '\n';
    case 'hardbreak':
      return <br key={key} />;
    case 'image':
      return drawImage(token, key);
    case 'footnote_ref':
      return <NoteMark key={key} number={notes.get(String(token.meta?.['label'])) ?? 0} />;
    default:
      return token.content;
  }
}

/** Images are not fetched: an address in an answer must not tell anyone that, or when, it was read. */
function drawImage(token: Token, key: number): ReactNode {
  const href = attribute(token, 'src');
  return (
    <OutsideLink key={key} href={href}>
      Image: {token.content === '' ? href : token.content}
    </OutsideLink>
  );
}

function drawElement(token: Token, children: ReactNode, key: number): ReactNode {
  switch (token.type) {
    case 'strong_open':
      return <strong key={key}>{children}</strong>;
    case 'em_open':
      return <em key={key}>{children}</em>;
    case 's_open':
      return <del key={key}>{children}</del>;
    case 'link_open':
      return (
        <OutsideLink key={key} href={attribute(token, 'href')} title={attribute(token, 'title')}>
          {children}
        </OutsideLink>
      );
    default:
      return children;
  }
}

/** Of what the parser found; empty when there is none. */
function attribute({ attrs }: Token, name: string): string {
  return String(new Map(attrs).get(name) ?? '');
}
