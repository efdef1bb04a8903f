import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { showFailure } from '../../state/page/toast-store.ts';
import { IconButton } from './button.tsx';
import { failure } from '../../client/failure.ts';
import { t } from '../../language/translate.ts';

const SHOWN_MS = 1_600;

interface CopyButtonProps {
  /** A function if the text is created on demand. */
  readonly text: string | (() => string);
  readonly label: string;
}

/** Copies a text and confirms it for a moment on the button. */
export function CopyButton({ text, label }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(typeof text === 'string' ? text : text());
      setCopied(true);
    } catch {
      const refused = failure(
        'not_supported',
        t('This window may not use the clipboard. Select the text and copy it.'),
      );
      if (!refused.ok) showFailure(refused.error);
    }
  };
  const Icon = copied ? IconCheck : IconCopy;
  return (
    <IconButton label={copied ? t('Copied') : label} onClick={() => void copy()}>
      <Icon size={15} stroke={1.6} aria-hidden />
    </IconButton>
  );
}
