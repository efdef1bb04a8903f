import type { ReactNode } from 'react';
import type { Token } from './parser.ts';

/** How tokens are rendered. */
export interface TokenRenderers {
  readonly leaf: (token: Token, key: number, ancestors: readonly OpenElement[]) => ReactNode;
  readonly element: (token: Token, children: readonly ReactNode[], key: number) => ReactNode;
}

/** An open element and its rendered children so far. */
export interface OpenElement {
  readonly token: Token;
  readonly rendered: readonly ReactNode[];
}

/** Renders the parser's flat list of opening and closing tokens as a tree, in one pass. */
export function renderTokens(tokens: readonly Token[], { leaf, element }: TokenRenderers): ReactNode[] {
  const root: ReactNode[] = [];
  const open: { token: Token; rendered: ReactNode[] }[] = [];
  for (const token of tokens) {
    const siblings = open.at(-1)?.rendered ?? root;
    if (token.nesting === 1) open.push({ token, rendered: [] });
    else if (token.nesting === 0) siblings.push(leaf(token, siblings.length, open));
    else {
      const closed = open.pop();
      if (closed === undefined) continue;
      const parent = open.at(-1)?.rendered ?? root;
      parent.push(element(closed.token, closed.rendered, parent.length));
    }
  }
  return root;
}
