import { IconPaperclip } from '@tabler/icons-react';
import { useRef } from 'react';
import { IconButton } from '../../../ui/controls/button.tsx';
import { t } from '../../../language/translate.ts';

/** Chooses files from the disk. */
export function AttachButton({ onFiles }: { readonly onFiles: (files: readonly File[]) => void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <IconButton label={t('Attach files')} className="attach-button" onClick={() => input.current?.click()}>
        <IconPaperclip size={17} stroke={1.6} aria-hidden />
      </IconButton>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={t('Files to attach')}
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])]);
          // The same file can be chosen again after it was removed.
          event.currentTarget.value = '';
        }}
      />
    </>
  );
}
