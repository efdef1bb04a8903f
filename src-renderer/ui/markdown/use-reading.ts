import { startTransition, useEffect, useState } from 'react';
import { isRead, readOn, unread, withText } from './reading.ts';
import type { ReadText } from './reading.ts';

interface Progress {
  readonly of: string;
  readonly read: ReadText;
  /** Whether it was read to its end once: what is there of it is worth showing. */
  readonly shown: boolean;
}

/**
 * A text as Markdown. Its first slice, or what it has grown by, is read at once; a long text is read on between frames, so
 * that it holds up nothing. Null until the end of it was reached once.
 */
export function useReading(text: string): ReadText | null {
  const [progress, setProgress] = useState(() => begun(text));
  let now = progress;
  if (now.of !== text) {
    now = advanced({ ...now, of: text, read: withText(now.read, text) });
    setProgress(now);
  }
  const { read } = now;
  useEffect(() => {
    if (!isRead(read)) startTransition(() => setProgress((current) => advanced(current)));
  }, [read]);
  return now.shown ? read : null;
}

function begun(text: string): Progress {
  return advanced({ of: text, read: unread(text), shown: false });
}

function advanced(progress: Progress): Progress {
  const read = readOn(progress.read);
  return { ...progress, read, shown: progress.shown || isRead(read) };
}
