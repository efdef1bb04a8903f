import { memo } from 'react';
import { CopyButton } from '../../ui/copy-button.tsx';

interface CodeBlockProps {
  readonly lang: string;
  readonly text: string;
}

export const CodeBlock = memo(function CodeBlock({ lang, text }: CodeBlockProps) {
  return (
    <div className="code-block" dir="ltr">
      <div className="code-head">
        <span>{lang === '' ? 'code' : lang}</span>
        <CopyButton text={text} label="Copy code" />
      </div>
      <pre tabIndex={0}>
        <code>{text}</code>
      </pre>
    </div>
  );
});
