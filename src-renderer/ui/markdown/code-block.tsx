import { memo } from 'react';
import { CopyButton } from '../controls/copy-button.tsx';

interface CodeBlockProps {
  /** The info string of the fence; its first word is the language. */
  readonly info: string;
  readonly text: string;
}

/** Anything longer is not a language name. */
const MAX_LANGUAGE_LENGTH = 40;

export const CodeBlock = memo(function CodeBlock({ info, text }: CodeBlockProps) {
  const name = info.slice(0, MAX_LANGUAGE_LENGTH).trim().split(/\s/, 1)[0] ?? '';
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
