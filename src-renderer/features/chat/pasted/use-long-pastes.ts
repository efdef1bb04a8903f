import { useState } from 'react';
import type { ClipboardEvent, DragEvent } from 'react';
import { isLongPaste, formatPasteSize } from './pasted-size.ts';
import { t } from '../../../language/translate.ts';

interface LongPastes {
  readonly onPaste: (event: ClipboardEvent) => void;
  readonly onDrop: (event: DragEvent) => void;
  /** What was taken last, for screen readers. */
  readonly announcement: string;
}

/** Takes a long pasted or dropped text before the field has to lay it out. */
export function useLongPastes(take: (text: string) => void): LongPastes {
  const [announcement, setAnnouncement] = useState('');
  const takeFrom = (event: ClipboardEvent | DragEvent, data: DataTransfer): void => {
    const text = data.getData('text/plain').replace(/\r\n?/g, '\n');
    if (!isLongPaste(text) || text.trim() === '') return;
    event.preventDefault();
    take(text);
    setAnnouncement(t('Pasted text added to the message: {{size}}.', { size: formatPasteSize(text) }));
  };
  return {
    onPaste: (event) => takeFrom(event, event.clipboardData),
    onDrop: (event) => takeFrom(event, event.dataTransfer),
    announcement,
  };
}
