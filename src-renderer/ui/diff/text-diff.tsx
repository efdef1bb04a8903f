import { useMemo } from 'react';
import { wordDiff } from './word-diff.ts';
import './text-diff.css';

interface TextDiffProps {
  readonly before: string;
  readonly after: string;
}

/** A text with its changes: deletions struck through, insertions underlined. */
export function TextDiff({ before, after }: TextDiffProps) {
  const parts = useMemo(() => wordDiff(before, after), [before, after]);
  return (
    <p className="difference" dir="auto">
      {parts.map(({ type, text }, index) => {
        const key = `${index}${type}`;
        if (type === 'removed') return <del key={key}>{text}</del>;
        return type === 'added' ? <ins key={key}>{text}</ins> : <span key={key}>{text}</span>;
      })}
    </p>
  );
}
