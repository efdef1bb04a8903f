import { startTransition, useEffect, useState } from 'react';
import type { HighlightedLine } from './highlighted.ts';
import { highlight, highlightedBefore } from './highlighter.ts';

/** For this long a growing code has to stand still before it is highlighted again, in ms. */
const PAUSE = 120;

interface Result {
  readonly language: string;
  readonly text: string;
  readonly lines: readonly HighlightedLine[];
}

/** What is highlighted of a code, and the rest of it, which is shown plain until it is too. */
export interface HighlightedPart {
  readonly lines: readonly HighlightedLine[];
  readonly rest: string;
}

/** Highlights a code in the background; what came before stays highlighted while the code grows. Null: plain. */
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
