import { Fragment, type ReactNode } from 'react';
import { textPieces } from './translate.ts';

/** A text of the page with elements at its places: `<RichText text="Look in {{place}}." parts={{ place: <a … /> }} />`. */
export function RichText({
  text,
  parts,
}: {
  readonly text: string;
  readonly parts: Readonly<Record<string, ReactNode>>;
}) {
  return textPieces(text).map((piece) => (
    <Fragment key={`${piece.text}|${piece.place}`}>
      {piece.text}
      {parts[piece.place]}
    </Fragment>
  ));
}
