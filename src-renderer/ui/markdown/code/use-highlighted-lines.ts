import { startTransition, useEffect, useState } from 'react';
import type { HighlightedLine } from './highlighted.ts';
import { highlight, highlightedBefore } from './highlighter.ts';

/** Growing code is highlighted again after it has not changed for this long, in ms. */
const PAUSE = 120;

interface Result {
  readonly language: string;
  readonly text: string;
  readonly lines: readonly HighlightedLine[];
}

/** The highlighted part of a code, and the rest, which is shown plain until it is highlighted too. */
export interface HighlightedPart {
  readonly lines: readonly HighlightedLine[];
  readonly rest: string;
}

/** Highlights code in the background; the highlighted beginning stays while the code grows. Null: plain. */
export function useHighlightedLines(language: string, text: string): HighlightedPart | null {
  const [result, setResult] = useState<Result | null>(() => {
    const lines = highlightedBefore(language, text) ?? null;
    return lines === null ? null : { language, text, lines };
  });
  useEffect(() => {
    const taken = new AbortController();
    const timer = setTimeout(() => {
      void highlight(language, text, taken.signal).then((lines) => {
        if (lines !== null && !taken.signal.aborted)
          startTransition(() => setResult({ language, text, lines }));
      });
    }, PAUSE);
    return () => {
      clearTimeout(timer);
      taken.abort();
    };
  }, [language, text]);
  if (result === null || result.language !== language || !text.startsWith(result.text)) return null;
  return { lines: result.lines, rest: text.slice(result.text.length) };
}
