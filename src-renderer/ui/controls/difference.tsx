import { useMemo } from 'react';
import { wordDiff } from './word-diff.ts';
import './difference.css';

interface DifferenceProps {
  readonly before: string;
  readonly after: string;
}

/** One text with what changed in it marked: struck through what goes, underlined what comes. */
export function Difference({ before, after }: DifferenceProps) {
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
