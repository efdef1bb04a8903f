import { Modal, Textarea } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { DragEvent, SyntheticEvent } from 'react';
import { useLocation } from 'wouter';
import type { ErrorData } from '../../../../shared/errors.ts';
import type { ImportState } from '../../../../shared/contract/transfer.ts';
import {
  cancelImport,
  chooseAgain,
  closeImport,
  importSummary,
  openMemoryFile,
  openPastedText,
  undoImport,
  useTransferStore,
} from '../../../state/memory/transfer-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { ProgressBar } from '../../../ui/controls/progress-bar.tsx';
import { useFocusOnMount } from '../../../ui/hooks/use-focus-on-mount.ts';
import { TransferFailure } from './transfer-failure.tsx';
import { ImportPreviewForm } from './transfer-preview.tsx';
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
      title="Import memories"
      size={660}
    >
      {step.type === 'choose' ? <ChooseSource busy={step.busy} error={step.error} /> : null}
      {step.type === 'preview' ? (
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
  const menu = document.querySelector<HTMLElement>('[aria-label="Import or export"]');
  (menu ?? document.getElementById('main'))?.focus();
}

interface ChooseSourceProps {
  /** What is in progress; null: waiting for the user. */
  readonly busy: string | null;
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
          label="Or paste what another assistant remembers about you"
          description="Ask it: “List everything you remember about me, one statement a line.” What you paste waits on the Review tab until you approve it."
          placeholder={'User’s name is Ana.\nUser prefers short answers.'}
          rows={6}
          dir="auto"
          maxLength={500_000}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button type="submit" disabled={busy !== null || text.trim() === ''}>
          Read pasted text
        </Button>
      </form>
      <p role="status" className="transfer-status">
        {busy}
      </p>
      <TransferFailure error={error} />
    </div>
  );
}

function FileField({ disabled }: { readonly disabled: boolean }) {
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
        A file that Tutee exported, as JSON or Markdown.
        <br />
        You see what it would change before anything changes.
      </p>
      <Button variant="primary" disabled={disabled} data-autofocus onClick={() => input.current?.click()}>
        Choose a file
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label="File of memories"
        accept=".json,.md,.markdown,.txt,application/json,text/markdown,text/plain"
        onChange={(event) => {
          take(event.currentTarget.files);
          // Reset, so that choosing the same file again fires a change event.
          event.currentTarget.value = '';
        }}
      />
    </div>
  );
}

function ImportRunning({ state }: { readonly state: ImportState }) {
  const cancel = useFocusOnMount<HTMLButtonElement>();
  const { importId, name, done, total } = state;
  return (
    <div className="transfer">
      <p dir="auto">Importing {name}</p>
      <ProgressBar name="Import" done={done} total={total} />
      <p role="status" className="transfer-status">
        {done.toLocaleString('en')} of {total.toLocaleString('en')}. You can close this and go on.
      </p>
      <div className="dialog-actions">
        <Button ref={cancel} onClick={() => void cancelImport(importId)}>
          Cancel import
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
      {state.state === 'cancelled' ? <p role="status">Cancelled. Nothing was changed.</p> : null}
      <TransferFailure error={state.error} />
      <div className="dialog-actions">
        {state.state === 'done' ? (
          <Button onClick={() => void undoImport(importId)}>Undo import</Button>
        ) : (
          <Button onClick={chooseAgain}>Choose again</Button>
        )}
        {pending > 0 ? <Button onClick={review}>Review</Button> : null}
        <Button ref={done} variant="primary" onClick={closeImport}>
          Done
        </Button>
      </div>
    </div>
  );
}
