import { memo } from 'react';
import { CopyButton } from '../controls/copy-button.tsx';

interface CodeBlockProps {
  /** What follows the fence's mark: its first word names the language. */
  readonly info: string;
  readonly text: string;
}

/** A language's name is short; what is longer is something else. */
const LONGEST_NAME = 40;

export const CodeBlock = memo(function CodeBlock({ info, text }: CodeBlockProps) {
  const name = info.slice(0, LONGEST_NAME).trim().split(/\s/, 1)[0] ?? '';
  return (
    <div className="code-block" dir="ltr">
      <div className="code-head">
        <span>{name === '' ? 'code' : name}</span>
        <CopyButton text={text} label="Copy code" />
      </div>
      <pre tabIndex={0}>
        <code>{text}</code>
      </pre>
    </div>
  );
});
