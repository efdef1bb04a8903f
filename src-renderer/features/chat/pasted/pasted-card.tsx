import { IconClipboardText } from '@tabler/icons-react';
import { memo, useId, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { PastedBody } from './pasted-body.tsx';
import { formatPasteSize } from './pasted-size.ts';
import { t } from '../../../language/translate.ts';
import './pasted.css';

interface PastedCardProps {
  readonly text: string;
  /** Whether the first lines are shown while it is collapsed. */
  readonly preview?: boolean;
  /** Further actions. */
  readonly children?: ReactNode;
}

/** How much of a collapsed text is shown, in lines and UTF-16 units. */
const PREVIEW_LINES = 4;
const PREVIEW_UNITS = 400;

/** A pasted text, collapsed: its size, and the full text on demand. */
export const PastedCard = memo(function PastedCard({ text, preview = false, children }: PastedCardProps) {
  const [open, setOpen] = useState(false);
  const body = useId();
  const size = useMemo(() => formatPasteSize(text), [text]);
  return (
    <div className="pasted-card" role="group" aria-label={t('Pasted text, {{size}}', { size })}>
      <div className="pasted-head">
        <IconClipboardText size={15} stroke={1.6} aria-hidden />
        <span className="pasted-name">{t('Pasted text')}</span>
        <span className="pasted-size">{size}</span>
        <span className="pasted-actions">
          <button
            type="button"
            className="text-button"
            aria-expanded={open}
            aria-controls={open ? body : undefined}
            onClick={() => setOpen(!open)}
          >
            {toggleLabel(open, preview)}
          </button>
          {children}
        </span>
      </div>
      {preview && !open ? (
        <div className="pasted-preview" dir="auto">
          {firstLines(text)}
        </div>
      ) : null}
      {open ? <PastedBody id={body} text={text} /> : null}
    </div>
  );
});

function toggleLabel(open: boolean, preview: boolean): string {
  if (preview) return open ? t('Show less') : t('Show all');
  return open ? t('Hide') : t('Show');
}

function firstLines(text: string): string {
  return text.slice(0, PREVIEW_UNITS).split('\n', PREVIEW_LINES).join('\n').trimEnd();
}
