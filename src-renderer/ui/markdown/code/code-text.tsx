import { memo } from 'react';
import type { CSSProperties } from 'react';
import type { HighlightedLine } from './highlighted.ts';
import { useHighlightedLines } from './use-highlighted-lines.ts';

interface CodeTextProps {
  readonly language: string;
  readonly text: string;
  readonly numbers: boolean;
}

/** Longer code has no line numbers, because each line is an element. */
const MAX_NUMBERED = 3_000;

/** Code, highlighted once the highlighting is available. Its text content always equals the code. */
export function CodeText({ language, text, numbers }: CodeTextProps) {
  const part = useHighlightedLines(language, text);
  const lines = part === null ? null : joined(part.lines, part.rest);
  const plain = numbers && lines === null ? plainLines(text) : null;
  const shown = lines ?? plain;
  if (shown === null) return <code>{text}</code>;
  return (
    <code
      className={numbers ? 'code-numbered' : undefined}
      style={numbers ? ({ '--digits': `${String(shown.length).length}ch` } as CSSProperties) : undefined}
    >
      {shown.map((line, index) => (
        // Lines are only appended or replaced, so the index is a stable key.
        <CodeLine key={`line ${index}`} line={line} last={index === shown.length - 1} />
      ))}
    </code>
  );
}

interface CodeLineProps {
  readonly line: HighlightedLine;
  readonly last: boolean;
}

const CodeLine = memo(function CodeLine({ line, last }: CodeLineProps) {
  return (
    <span className="code-line">
      {line.map(([kind, text], index) =>
        kind === 'text' ? (
          text
        ) : (
          <span key={`part ${index}`} className={`code-${kind}`}>
            {text}
          </span>
        ),
      )}
      {last ? null : '\n'}
    </span>
  );
});

/** The highlighted lines joined with the plain text that was added since. */
function joined(lines: readonly HighlightedLine[], rest: string): readonly HighlightedLine[] {
  if (rest === '') return lines;
  const [first = '', ...more] = rest.split('\n');
  const before = lines.slice(0, -1);
  return [...before, [...(lines.at(-1) ?? []), ['text', first]], ...more.map(plainLine)];
}

function plainLines(text: string): readonly HighlightedLine[] | null {
  const lines = text.split('\n', MAX_NUMBERED + 1);
  return lines.length > MAX_NUMBERED ? null : lines.map(plainLine);
}

function plainLine(text: string): HighlightedLine {
  return [['text', text]];
}
