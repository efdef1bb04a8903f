import type { ReactNode } from 'react';
import type { Token } from './parser.ts';

/** How tokens are drawn. */
export interface Drawing {
  readonly leaf: (token: Token, key: number, around: readonly Around[]) => ReactNode;
  readonly element: (token: Token, children: readonly ReactNode[], key: number) => ReactNode;
}

/** An element that is open, and what was drawn in it so far. */
export interface Around {
  readonly token: Token;
  readonly drawn: readonly ReactNode[];
}

/** The parser gives a flat list in which elements open and close; this draws it as what it stands for, in one pass. */
export function nested(tokens: readonly Token[], { leaf, element }: Drawing): ReactNode[] {
  const root: ReactNode[] = [];
  const open: { token: Token; drawn: ReactNode[] }[] = [];
  for (const token of tokens) {
    const siblings = open.at(-1)?.drawn ?? root;
    if (token.nesting === 1) open.push({ token, drawn: [] });
    else if (token.nesting === 0) siblings.push(leaf(token, siblings.length, open));
    else {
      const closed = open.pop();
      if (closed === undefined) continue;
      const parent = open.at(-1)?.drawn ?? root;
      parent.push(element(closed.token, closed.drawn, parent.length));
    }
  }
  return root;
}
