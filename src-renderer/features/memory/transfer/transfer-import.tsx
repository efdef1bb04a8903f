import { Modal, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { SyntheticEvent } from 'react';
import { useLocation } from 'wouter';
import type { ErrorData } from '../../../../shared/errors.ts';
import type { ImportState } from '../../../../shared/contract/transfer.ts';
import {
  cancelImport,
  chooseAgain,
  closeImport,
  importSummary,
  openPastedText,
  stopReading,
  undoImport,
  useTransferStore,
} from '../../../state/memory/transfer-store.ts';
import type { Reading } from '../../../state/memory/transfer-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { ProgressBar } from '../../../ui/controls/progress-bar.tsx';
import { useFocusOnMount } from '../../../ui/hooks/use-focus-on-mount.ts';
import { ImportChatsForm } from './transfer-chats.tsx';
import { FileField } from './transfer-file-field.tsx';
import { TransferFailure } from './transfer-failure.tsx';
import { ImportPreviewForm } from './transfer-preview.tsx';
import { t } from '../../../language/translate.ts';
import '../dialogs/memory-form.css';
import './transfer.css';

/**
 * Imports memories from a file or a pasted list: choose, preview, import. Opened from the Memory page, Settings and
 * the command palette.
 */
export function ImportDialog() {
  const importing = useTransferStore((state) => state.importing);
  const step = useTransferStore((state) => state.step);
  return (
    <Modal
      opened={importing}
      onClose={closeImport}
      onExitTransitionEnd={focusTransferMenu}
      title={t('Import memories and chats')}
      size={660}
    >
      {step.type === 'choose' ? <ChooseSource busy={step.busy} error={step.error} /> : null}
      {step.type === 'preview' && step.preview.chats !== null ? (
        <ImportChatsForm
          key={step.preview.importId}
          preview={step.preview}
          chats={step.preview.chats}
          error={step.error}
        />
      ) : null}
      {step.type === 'preview' && step.preview.chats === null ? (
        <ImportPreviewForm key={step.preview.importId} preview={step.preview} error={step.error} />
      ) : null}
      {step.type === 'import' && step.state.state === 'running' ? <ImportRunning state={step.state} /> : null}
      {step.type === 'import' && step.state.state !== 'running' ? <ImportEnded state={step.state} /> : null}
    </Modal>
  );
}

/** The menu item that opened the dialog is gone, and the focus with it. */
function focusTransferMenu(): void {
  if (document.activeElement !== document.body) return;
  const menu = document.querySelector<HTMLElement>('[data-transfer-menu]');
  (menu ?? document.getElementById('main'))?.focus();
}

interface ChooseSourceProps {
  /** Null: waiting for the user. */
  readonly busy: Reading | null;
  readonly error: ErrorData | null;
}

function ChooseSource({ busy, error }: ChooseSourceProps) {
  const [text, setText] = useState('');
  const read = (event: SyntheticEvent): void => {
    event.preventDefault();
    void openPastedText(text);
  };
  return (
    <div className="transfer">
      <FileField disabled={busy !== null} />
      <form className="transfer-paste" onSubmit={read}>
        <Textarea
          label={t('Or paste what another assistant remembers about you')}
          description={t(
            'Ask it: “List everything you remember about me, one statement a line.” What you paste waits on the Review tab until you approve it.',
          )}
          placeholder={t('User’s name is Ana.\nUser prefers short answers.')}
          rows={6}
          dir="auto"
          maxLength={500_000}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button type="submit" disabled={busy !== null || text.trim() === ''}>
          {t('Read pasted text')}
        </Button>
      </form>
      <p role="status" className="transfer-status">
        {busy?.what}
      </p>
      {busy === null || busy.share === null ? null : (
        <ProgressBar name={t('Reading the file')} done={busy.share} total={1} />
      )}
      {busy === null ? null : <Button onClick={stopReading}>{t('Stop reading')}</Button>}
      <TransferFailure error={error} />
    </div>
  );
}

function ImportRunning({ state }: { readonly state: ImportState }) {
  const cancel = useFocusOnMount<HTMLButtonElement>();
  const { importId, name, done, total } = state;
  return (
    <div className="transfer">
      <p dir="auto">{t('Importing {{name}}', { name })}</p>
      <ProgressBar name={t('Import')} done={done} total={total} />
      <p role="status" className="transfer-status">
        {t('{{done}} of {{total}}. You can close this and go on.', { done, total })}
      </p>
      <div className="dialog-actions">
        <Button ref={cancel} onClick={() => void cancelImport(importId)}>
          {t('Cancel import')}
        </Button>
      </div>
    </div>
  );
}

function ImportEnded({ state }: { readonly state: ImportState }) {
  const [, navigate] = useLocation();
  const done = useFocusOnMount<HTMLButtonElement>();
  const { importId, pending } = state;
  const review = (): void => {
    closeImport();
    navigate('/memory/review');
  };
  return (
    <div className="transfer">
      {state.state === 'done' ? <p role="status">{importSummary(state)}</p> : null}
      {state.state === 'cancelled' ? <p role="status">{t('Cancelled. Nothing was changed.')}</p> : null}
      <TransferFailure error={state.error} />
      <div className="dialog-actions">
        {state.state === 'done' ? (
          <Button onClick={() => void undoImport(importId)}>{t('Undo import')}</Button>
        ) : (
          <Button onClick={chooseAgain}>{t('Choose again')}</Button>
        )}
        {pending > 0 ? <Button onClick={review}>{t('Review')}</Button> : null}
        <Button ref={done} variant="primary" onClick={closeImport}>
          {t('Done')}
        </Button>
      </div>
    </div>
  );
}
