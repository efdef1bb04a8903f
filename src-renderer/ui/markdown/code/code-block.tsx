import { IconListNumbers, IconTextWrap } from '@tabler/icons-react';
import { memo } from 'react';
import { IconButton } from '../../controls/button.tsx';
import { CopyButton } from '../../controls/copy-button.tsx';
import { CodeText } from './code-text.tsx';
import { toggleCodeView, useCodeView } from './code-view.ts';
import { t } from '../../../language/translate.ts';
import './code.css';

interface CodeBlockProps {
  /** The info string of the fence; its first word is the language. */
  readonly info: string;
  readonly text: string;
}

/** Anything longer is not a language name. */
const MAX_LANGUAGE_LENGTH = 40;

export const CodeBlock = memo(function CodeBlock({ info, text }: CodeBlockProps) {
  const name = info.slice(0, MAX_LANGUAGE_LENGTH).trim().split(/\s/, 1)[0] ?? '';
  const { wrap, numbers } = useCodeView();
  return (
    <div className="code-block" dir="ltr">
      <div className="code-head">
        <span>{name === '' ? t('code') : name}</span>
        <div className="code-actions">
          <IconButton
            label={t('Line numbers')}
            aria-pressed={numbers}
            onClick={() => toggleCodeView('numbers')}
          >
            <IconListNumbers size={15} stroke={1.6} aria-hidden />
          </IconButton>
          <IconButton label={t('Wrap long lines')} aria-pressed={wrap} onClick={() => toggleCodeView('wrap')}>
            <IconTextWrap size={15} stroke={1.6} aria-hidden />
          </IconButton>
          <CopyButton text={text} label={t('Copy code')} />
        </div>
      </div>
      <pre tabIndex={0} className={wrap ? 'code-wrapped' : undefined}>
        <CodeText language={name} text={text} numbers={numbers} />
      </pre>
    </div>
  );
});
