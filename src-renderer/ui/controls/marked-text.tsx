import { hitsIn } from '../../../shared/text-search.ts';

interface MarkedTextProps {
  readonly text: string;
  /** Folded; see `searchWords`. */
  readonly words: readonly string[];
}

/** A text with its search matches marked. */
export function MarkedText({ text, words }: MarkedTextProps) {
  const hits = hitsIn(text, words);
  return (
    <>
      {hits.map(({ start, end }, index) => (
        <span key={start}>
          {text.slice(hits[index - 1]?.end ?? 0, start)}
          <mark>{text.slice(start, end)}</mark>
        </span>
      ))}
      {text.slice(hits.at(-1)?.end ?? 0)}
    </>
  );
}
