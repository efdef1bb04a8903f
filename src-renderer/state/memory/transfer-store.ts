/** Import and export of memories: which dialog is open, and the progress of an import. */
import { create } from 'zustand';
import { client } from '../../client/client.ts';
import { saveFile } from '../../client/save-file.ts';
import { uploadFile } from '../../client/upload-file.ts';
import type { ErrorData } from '../../../shared/errors.ts';
import type { CommandOutput } from '../../../shared/contract/commands.ts';
import type { Events } from '../../../shared/contract/events.ts';
import type { Result } from '../../../shared/result.ts';
import type { ImportDecision, ImportPreview, ImportState } from '../../../shared/contract/transfer.ts';
import { loadMemories } from './memories-store.ts';
import { showFailure, showNotice, showUndo } from '../page/toast-store.ts';
import { t, tCount } from '../../language/translate.ts';

/** What is being read, and how far, 0 to 1; null: a moment. */
export interface Reading {
  readonly what: string;
  readonly share: number | null;
}

export type ImportStep =
  | {
      readonly type: 'choose';
      /** Null: nothing is being read. */
      readonly busy: Reading | null;
      readonly error: ErrorData | null;
    }
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
  if (opening !== null) stopReading();
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

/** The upload that is being read, so that it can be stopped. */
let opening: string | null = null;

export async function openMemoryFile(file: File): Promise<void> {
  choices += 1;
  const request = choices;
  const show = (busy: Reading | null, error: ErrorData | null = null) => {
    if (request === choices) set({ step: { type: 'choose', busy, error } });
  };
  const what = t('Reading {{name}}…', { name: file.name });
  show({ what, share: null });
  const sent = await uploadFile(
    file,
    (share) => show({ what, share: share / 2 }),
    () => request !== choices,
  );
  if (!sent.ok) return show(null, sent.error);
  opening = sent.value;
  show({ what: t('Comparing with what is here…'), share: null });
  const opened = await client.call('imports.open', { fileId: sent.value });
  if (opening === sent.value) opening = null;
  receivePreview(opened, request);
}

/** Shows how much of a large file is read. */
export function receiveReading({ fileId, share }: Events['import-reading']): void {
  if (fileId !== opening) return;
  set(({ step }) =>
    step.type === 'choose' && step.busy !== null
      ? { step: { ...step, busy: { what: t('Comparing with what is here…'), share: 0.5 + share / 2 } } }
      : {},
  );
}

/** Stops reading a file; nothing of it stays. */
export function stopReading(): void {
  choices += 1;
  if (opening !== null) void client.call('files.discard', { fileId: opening });
  opening = null;
  set({ step: choose });
}

export async function openPastedText(text: string): Promise<void> {
  choices += 1;
  const request = choices;
  set({ step: { type: 'choose', busy: { what: t('Reading what you pasted…'), share: null }, error: null } });
  receivePreview(await client.call('imports.openText', { text }), request);
}

function receivePreview(result: Result<ImportPreview>, choice: number): void {
  if (choice !== choices) {
    // The dialog was closed meanwhile.
    if (result.ok) void client.call('imports.cancel', { importId: result.value.importId });
  } else if (result.ok) set({ step: { type: 'preview', preview: result.value, error: null } });
  else set({ step: { type: 'choose', busy: null, error: result.error } });
}

export interface ImportChoices {
  readonly conflicts?: ImportDecision;
  readonly rows?: ReadonlyMap<number, ImportDecision>;
  readonly skipChats?: ReadonlySet<number>;
  readonly propose?: boolean;
}

export async function applyImport(
  preview: ImportPreview,
  { conflicts = 'skip', rows = new Map(), skipChats = new Set(), propose = true }: ImportChoices,
): Promise<void> {
  const result = await client.call('imports.apply', {
    importId: preview.importId,
    conflicts,
    rows: [...rows].map(([row, decision]) => ({ row, decision })),
    skipChats: [...skipChats],
    propose,
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
    showNotice(undoneText(result.value));
  }
}

function undoneText({ removed, kept, chats, chatsKept }: CommandOutput<'imports.undo'>): string {
  const memories = tCount(removed, '{{count}} memory', '{{count}} memories');
  const sentences = [
    chats === 0
      ? t('The import was taken back: {{memories}}.', { memories })
      : t('The import was taken back: {{chats}}, {{memories}}.', {
          chats: tCount(chats, '{{count}} chat', '{{count}} chats'),
          memories,
        }),
  ];
  if (kept > 0)
    sentences.push(
      tCount(
        kept,
        '{{count}} memory that you changed since stayed.',
        '{{count}} memories that you changed since stayed.',
      ),
    );
  if (chatsKept > 0)
    sentences.push(
      tCount(
        chatsKept,
        '{{count}} chat that you continued since stayed.',
        '{{count}} chats that you continued since stayed.',
      ),
    );
  return sentences.join(' ');
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

export function importSummary({ added, replaced, pending, chats, messages }: ImportState): string {
  const taken = added - pending;
  const parts: string[] = [];
  if (chats > 0)
    parts.push(
      tCount(chats, '{{count}} chat with {{messages}} added', '{{count}} chats with {{messages}} added', {
        messages: tCount(messages, '{{count}} message', '{{count}} messages'),
      }),
    );
  if (taken > 0 || (pending === 0 && chats === 0))
    parts.push(tCount(taken, '{{count}} memory added', '{{count}} memories added'));
  if (replaced > 0) parts.push(tCount(replaced, '{{count}} replaced', '{{count}} replaced'));
  if (pending > 0)
    parts.push(
      tCount(pending, '{{count}} memory waits for your review', '{{count}} memories wait for your review'),
    );
  return `${parts.join(', ')}.`;
}

export async function exportMemories(format: 'json' | 'markdown'): Promise<Result<string | null>> {
  const made = await client.call('exports.memories', { format });
  return made.ok ? saveFile(made.value.fileId, made.value.name) : made;
}
