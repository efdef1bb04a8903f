/** Import and export of memories: which dialog is open, and the progress of an import. */
import { create } from 'zustand';
import { client } from '../../client/client.ts';
import { saveFile } from '../../client/save-file.ts';
import { uploadFile } from '../../client/upload-file.ts';
import type { ErrorData } from '../../../shared/errors.ts';
import type { Result } from '../../../shared/result.ts';
import type { ImportDecision, ImportPreview, ImportState } from '../../../shared/contract/transfer.ts';
import { formatCount } from '../../ui/format/format-count.ts';
import { loadMemories } from './memories-store.ts';
import { showFailure, showNotice, showUndo } from '../page/toast-store.ts';

export type ImportStep =
  | { readonly type: 'choose'; readonly busy: string | null; readonly error: ErrorData | null }
  | { readonly type: 'preview'; readonly preview: ImportPreview; readonly error: ErrorData | null }
  | { readonly type: 'import'; readonly state: ImportState };

interface TransferState {
  readonly importing: boolean;
  readonly exporting: boolean;
  readonly step: ImportStep;
}

const choose: ImportStep = { type: 'choose', busy: null, error: null };

export const useTransferStore = create<TransferState>(() => ({
  importing: false,
  exporting: false,
  step: choose,
}));

const set = useTransferStore.setState;

export const transfer = {
  openImport: () => set({ importing: true }),
  openExport: () => set({ exporting: true }),
  closeExport: () => set({ exporting: false }),
};

/** A running import continues without its dialog; an abandoned preview is cancelled. */
export function closeImport(): void {
  choices += 1;
  const { step } = useTransferStore.getState();
  if (step.type === 'preview') {
    void client.call('imports.cancel', { importId: step.preview.importId });
  }
  const running = step.type === 'import' && step.state.state === 'running';
  set(running ? { importing: false } : { importing: false, step: choose });
}

/** Back to the first step, for example after choosing the wrong file. */
export function chooseAgain(): void {
  closeImport();
  set({ importing: true });
}

/** Increases with every choice and close, so that the result of an earlier file is ignored. */
let choices = 0;

export async function openMemoryFile(file: File): Promise<void> {
  choices += 1;
  const request = choices;
  const show = (busy: string | null, error: ErrorData | null = null) => {
    if (request === choices) set({ step: { type: 'choose', busy, error } });
  };
  show(`Reading ${file.name}…`);
  const sent = await uploadFile(file, (share) => show(`Reading ${file.name}… ${Math.round(share * 100)} %`));
  if (!sent.ok) show(null, sent.error);
  else {
    show('Comparing with what is here…');
    receivePreview(await client.call('imports.open', { fileId: sent.value }), request);
  }
}

export async function openPastedText(text: string): Promise<void> {
  choices += 1;
  const request = choices;
  set({ step: { type: 'choose', busy: 'Reading what you pasted…', error: null } });
  receivePreview(await client.call('imports.openText', { text }), request);
}

function receivePreview(result: Result<ImportPreview>, choice: number): void {
  if (choice !== choices) {
    // The dialog was closed meanwhile.
    if (result.ok) void client.call('imports.cancel', { importId: result.value.importId });
  } else if (result.ok) set({ step: { type: 'preview', preview: result.value, error: null } });
  else set({ step: { type: 'choose', busy: null, error: result.error } });
}

export async function applyImport(
  preview: ImportPreview,
  conflicts: ImportDecision,
  rows: ReadonlyMap<number, ImportDecision>,
): Promise<void> {
  const result = await client.call('imports.apply', {
    importId: preview.importId,
    conflicts,
    rows: [...rows].map(([row, decision]) => ({ row, decision })),
  });
  if (!result.ok) set({ step: { type: 'preview', preview, error: result.error } });
  // A small import may have ended before this response.
  else if (useTransferStore.getState().step.type === 'preview')
    set({ step: { type: 'import', state: result.value } });
}

export async function cancelImport(importId: string): Promise<void> {
  const result = await client.call('imports.cancel', { importId });
  if (!result.ok) showFailure(result.error);
}

export async function undoImport(importId: string): Promise<void> {
  const result = await client.call('imports.undo', { importId });
  if (!result.ok) showFailure(result.error);
  else {
    const { removed, kept } = result.value;
    const stayed =
      kept === 0 ? '' : ` ${formatCount(kept, 'memory', 'memories')} that you changed since stayed.`;
    showNotice(`The import was taken back: ${formatCount(removed, 'memory', 'memories')}.${stayed}`);
  }
}

/** Shows the progress of an import; when it ends while its dialog is closed, a toast says so. */
export function receiveImport(state: ImportState): void {
  const { step, importing } = useTransferStore.getState();
  const shown =
    step.type === 'import' ? step.state.importId : step.type === 'preview' ? step.preview.importId : null;
  if (state.state !== 'running') loadMemories();
  if (state.state === 'undone') {
    if (shown === state.importId) set({ step: choose, importing: false });
    return;
  }
  if (shown === state.importId || state.state === 'running') set({ step: { type: 'import', state } });
  if (importing || state.state === 'running') return;
  if (state.state === 'done') {
    const { importId } = state;
    showUndo(importSummary(state), () => void undoImport(importId), { type: 'change', id: importId });
  }
  if (state.error !== null) showFailure(state.error);
  set({ step: choose });
}

export function importSummary({ added, replaced, pending }: ImportState): string {
  const taken = added - pending;
  const parts: string[] = [];
  if (taken > 0 || pending === 0) parts.push(`${formatCount(taken, 'memory', 'memories')} added`);
  if (replaced > 0) parts.push(`${replaced.toLocaleString('en')} replaced`);
  if (pending > 0) parts.push(`${formatCount(pending, 'memory waits', 'memories wait')} for your review`);
  return `${parts.join(', ')}.`;
}

export async function exportMemories(format: 'json' | 'markdown'): Promise<Result<string | null>> {
  const made = await client.call('exports.memories', { format });
  return made.ok ? saveFile(made.value.fileId, made.value.name) : made;
}
