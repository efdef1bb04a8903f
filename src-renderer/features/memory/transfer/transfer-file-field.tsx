import { IconFileImport } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { DragEvent } from 'react';
import { openMemoryFile } from '../../../state/memory/transfer-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { t } from '../../../language/translate.ts';

/** Where a file to import is dropped or chosen. */
export function FileField({ disabled }: { readonly disabled: boolean }) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const take = (files: FileList | null): void => {
    const file = files?.[0];
    if (file !== undefined && !disabled) void openMemoryFile(file);
  };
  const hold = (event: DragEvent): void => {
    event.preventDefault();
    setOver(event.type === 'dragover');
  };
  const drop = (event: DragEvent): void => {
    hold(event);
    take(event.dataTransfer.files);
  };
  return (
    <div className="transfer-drop" data-over={over} onDragOver={hold} onDragLeave={hold} onDrop={drop}>
      <IconFileImport size={20} stroke={1.6} aria-hidden />
      <p>
        {t(
          'The export of ChatGPT or Claude as it came (a ZIP archive), what another assistant remembers, or a file that Tutee exported.',
        )}
        <br />
        {t('You see what it would change before anything changes.')}
      </p>
      <Button variant="primary" disabled={disabled} data-autofocus onClick={() => input.current?.click()}>
        {t('Choose a file')}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={t('File of memories or chats')}
        accept=".json,.jsonl,.af,.zip,.md,.markdown,.txt,application/json,application/zip,text/markdown,text/plain"
        onChange={(event) => {
          take(event.currentTarget.files);
          // Reset, so that choosing the same file again fires a change event.
          event.currentTarget.value = '';
        }}
      />
      <details className="transfer-how">
        <summary>{t('How do I get an export?')}</summary>
        <ul>
          <li>{t('ChatGPT: Settings → Data controls → Export data. The archive comes by mail.')}</li>
          <li>{t('Claude: Settings → Privacy → Export data. The archive comes by mail.')}</li>
        </ul>
      </details>
    </div>
  );
}
