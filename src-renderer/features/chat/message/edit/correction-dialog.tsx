import { Modal, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { SyntheticEvent } from 'react';
import type { ErrorData } from '../../../../../shared/errors.ts';
import { correctMemory, forgetMemory, offerUndo } from '../../../../state/memory/memory-actions.ts';
import { Button } from '../../../../ui/controls/button.tsx';
import { TextDiff } from '../../../../ui/diff/text-diff.tsx';
import { t } from '../../../../language/translate.ts';
import './correction-dialog.css';

/** A wrong memory that an answer used. */
export interface WrongMemory {
  readonly memoryId: string;
  readonly text: string;
  readonly messageId: string;
}

interface CorrectionDialogProps {
  readonly wrong: WrongMemory | null;
  readonly onClose: () => void;
}

/** "That's wrong": replaces the memory with a correction, or forgets it. */
export function CorrectionDialog({ wrong, onClose }: CorrectionDialogProps) {
  return (
    <Modal opened={wrong !== null} onClose={onClose} title={t('Correct this memory')} size={520}>
      {wrong === null ? null : <CorrectionForm wrong={wrong} onClose={onClose} />}
    </Modal>
  );
}

function CorrectionForm({ wrong, onClose }: { readonly wrong: WrongMemory; readonly onClose: () => void }) {
  const { memoryId: id, messageId } = wrong;
  const [text, setText] = useState(wrong.text);
  const [error, setError] = useState<ErrorData | null>(null);
  const [busy, setBusy] = useState(false);
  const same = text.trim() === wrong.text || text.trim() === '';
  const save = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    if (same) return;
    setBusy(true);
    const result = await correctMemory({ id, messageId, text });
    setBusy(false);
    if (!result.ok) {
      setError(result.error);
      return;
    }
    const { changeId } = result.value;
    onClose();
    offerUndo(t('Corrected.'), changeId);
  };
  const forget = async (): Promise<void> => {
    onClose();
    await forgetMemory(id);
  };
  return (
    <form className="correction" onSubmit={(event) => void save(event)}>
      <Textarea
        label={t('What is right?')}
        rows={3}
        dir="auto"
        maxLength={4_000}
        data-autofocus
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save(event);
        }}
      />
      {same ? null : <TextDiff before={wrong.text} after={text} />}
      {error === null ? null : (
        <p role="alert" className="form-error">
          {error.message}
        </p>
      )}
      <div className="dialog-actions">
        <Button variant="danger" className="correction-forget" onClick={() => void forget()}>
          {t('Forget it')}
        </Button>
        <Button onClick={onClose}>{t('Cancel')}</Button>
        <Button variant="primary" type="submit" disabled={busy || same}>
          {t('Correct')}
        </Button>
      </div>
    </form>
  );
}
