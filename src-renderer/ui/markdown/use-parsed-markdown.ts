import { startTransition, useEffect, useState } from 'react';
import { isParsed, parseNext, unparsed, withText } from './incremental-parse.ts';
import type { ParsedText } from './incremental-parse.ts';

interface Progress {
  readonly of: string;
  readonly parsed: ParsedText;
  /** Whether it was parsed to its end once, so that it can be shown. */
  readonly shown: boolean;
}

/**
 * Parses a Markdown text. The first slice, or what was added, is parsed at once; a long text continues between
 * frames, so that it blocks nothing. Null until the end was reached once.
 */
export function useParsedMarkdown(text: string): ParsedText | null {
  const [progress, setProgress] = useState(() => initialProgress(text));
  let now = progress;
  if (now.of !== text) {
    now = advance({ ...now, of: text, parsed: withText(now.parsed, text) });
    setProgress(now);
  }
  const { parsed } = now;
  useEffect(() => {
    if (!isParsed(parsed)) startTransition(() => setProgress((current) => advance(current)));
  }, [parsed]);
  return now.shown ? parsed : null;
}

function initialProgress(text: string): Progress {
  return advance({ of: text, parsed: unparsed(text), shown: false });
}

function advance(progress: Progress): Progress {
  const parsed = parseNext(progress.parsed);
  return { ...progress, parsed, shown: progress.shown || isParsed(parsed) };
}
