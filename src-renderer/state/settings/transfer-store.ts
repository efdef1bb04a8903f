/** Memories on their way in and out: which dialog is open, and how far an import is. */
import { create } from 'zustand';
import { client } from '../../client/client.ts';
import { download } from '../../client/download.ts';
import { sendFile } from '../../client/send-file.ts';
import type { ErrorData } from '../../../shared/errors.ts';
import type { Result } from '../../../shared/result.ts';
import type { ImportDecision, ImportPreview, ImportState } from '../../../shared/contract/transfer.ts';
import { countWords } from '../../ui/words/time-words.ts';
import { loadMemories } from '../memory/memories-store.ts';
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

/** A running import goes on without its dialog; a preview that nobody looks at any more is dropped. */
export function closeImport(): void {
  choices += 1;
  const { step } = useTransferStore.getState();
  if (step.type === 'preview') {
    void client.call('imports.cancel', { importId: step.preview.importId });
  }
  const running = step.type === 'import' && step.state.state === 'running';
  set(running ? { importing: false } : { importing: false, step: choose });
}

/** Back to choosing, such as from a preview of the wrong file. */
export function chooseAgain(): void {
  closeImport();
  set({ importing: true });
}

/** Counts what was chosen and closed: what comes of a file that was chosen before is not shown any more. */
let choices = 0;

export async function openMemoryFile(file: File): Promise<void> {
  choices += 1;
  const mine = choices;
  const show = (busy: string | null, error: ErrorData | null = null) => {
    if (mine === choices) set({ step: { type: 'choose', busy, error } });
  };
  show(`Reading ${file.name}…`);
  const sent = await sendFile(file, (share) => show(`Reading ${file.name}… ${Math.round(share * 100)} %`));
  if (!sent.ok) show(null, sent.error);
  else {
    show('Comparing with what is here…');
    receivePreview(await client.call('imports.open', { fileId: sent.value }), mine);
  }
}

export async function openPastedText(text: string): Promise<void> {
  choices += 1;
  const mine = choices;
  set({ step: { type: 'choose', busy: 'Reading what you pasted…', error: null } });
  receivePreview(await client.call('imports.openText', { text }), mine);
}

function receivePreview(result: Result<ImportPreview>, choice: number): void {
  if (choice !== choices) {
    // The dialog was closed while it was read.
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
  // A small import may have ended before this answer came.
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
      kept === 0 ? '' : ` ${countWords(kept, 'memory', 'memories')} that you changed since stayed.`;
    showNotice(`The import was taken back: ${countWords(removed, 'memory', 'memories')}.${stayed}`);
  }
}

/** Shows how far an import is; when it ended without its dialog being open, a short message says so. */
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
    showUndo(doneWords(state), () => void undoImport(importId), { type: 'change', id: importId });
  }
  if (state.error !== null) showFailure(state.error);
  set({ step: choose });
}

export function doneWords({ added, replaced, pending }: ImportState): string {
  const taken = added - pending;
  const parts: string[] = [];
  if (taken > 0 || pending === 0) parts.push(`${countWords(taken, 'memory', 'memories')} added`);
  if (replaced > 0) parts.push(`${replaced.toLocaleString('en')} replaced`);
  if (pending > 0) parts.push(`${countWords(pending, 'memory waits', 'memories wait')} for your review`);
  return `${parts.join(', ')}.`;
}

export async function exportMemories(format: 'json' | 'markdown'): Promise<Result<string | null>> {
  const made = await client.call('exports.memories', { format });
  return made.ok ? saveFile(made.value.fileId, made.value.name) : made;
}

/** Lets the user save a file. Answers where it is, in words; null when they changed their mind. */
export async function saveFile(fileId: string, name: string): Promise<Result<string | null>> {
  const saved = await client.call('files.save', { fileId });
  if (!saved.ok) return saved;
  const { outcome, href, path } = saved.value;
  if (outcome === 'download' && href !== null) {
    const downloaded = await download(href, name);
    return downloaded.ok ? { ok: true, value: `Saved as ${name} in your downloads.` } : downloaded;
  }
  return { ok: true, value: path === null ? null : `Saved as ${path}.` };
}
