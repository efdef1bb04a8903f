/**
 * Imports and exports as the page sees them: one import at a time, with its state published as events; the worker does
 * the work. Knows the worker's jobs and files; not the formats of memory files.
 */
import type { Publish } from '#shared/contract/events.ts';
import type { ImportDecision, ImportGroup, ImportPreview, ImportState } from '#shared/contract/transfer.ts';
import { TuteeError, toErrorData } from '#shared/errors.ts';
import type { TransferFiles } from './transfer-files.ts';
import type { WorkerThread } from './worker-thread.ts';

export interface MemoryTransferPorts {
  readonly worker: Pick<WorkerThread, 'run'>;
  readonly files: TransferFiles;
  readonly publish: Publish;
  readonly newId: () => string;
  readonly now: () => number;
  readonly version: string;
  /** Key of the embedder in use. */
  readonly embedder: () => string;
  /** Called after the worker wrote to the database: caches must be updated. */
  readonly onWritten: (memories: number, vectorsMissing: boolean) => void;
}

export interface ImportChoices {
  readonly importId: string;
  readonly conflicts: ImportDecision;
  readonly rows: readonly { readonly row: number; readonly decision: ImportDecision }[];
  readonly skipChats: readonly number[];
  readonly propose: boolean;
}

/** Maximum number of progress events of an import. */
const PROGRESS_EVENTS = 100;

interface Running {
  state: ImportState;
  cancelled: boolean;
  ended: Promise<void>;
}

export class MemoryTransfer {
  readonly #ports: MemoryTransferPorts;
  readonly #open = new Map<string, ImportPreview>();
  /** Uploaded exports of chats, by import; they are read again when the import is applied. */
  readonly #files = new Map<string, string>();
  /** Uploads that are being read; false: reading is to stop. */
  readonly #reading = new Map<string, boolean>();
  #running: Running | null = null;

  constructor(ports: MemoryTransferPorts) {
    this.#ports = ports;
  }

  /** True while an import is being applied or reverted. */
  get busy(): boolean {
    return this.#running !== null;
  }

  /** Opens an uploaded file. Throws `not_found`; `invalid_input` with the reason when it is no file to import; `cancelled`. */
  async openFile(fileId: string): Promise<ImportPreview> {
    const { files, worker, newId, publish } = this.#ports;
    const { path, name } = await files.received(fileId);
    const importId = newId();
    this.#reading.set(fileId, true);
    let isNeeded = false;
    try {
      const preview = await worker.run('openFile', { importId, name, path }, (percent) => {
        publish('import-reading', { fileId, share: percent / 100 });
        return this.#reading.get(fileId) === true;
      });
      if (preview === null) throw new TuteeError('cancelled', 'The reading of this file was stopped.');
      isNeeded = preview.chats !== null;
      if (isNeeded) this.#files.set(importId, fileId);
      return this.#opened(preview);
    } finally {
      this.#reading.delete(fileId);
      if (!isNeeded) await files.discard(fileId);
    }
  }

  /** Stops reading a file that is being opened. */
  stopReading(fileId: string): void {
    if (this.#reading.has(fileId)) this.#reading.set(fileId, false);
  }

  async openText(text: string): Promise<ImportPreview> {
    return this.#opened(await this.#ports.worker.run('openText', { importId: this.#ports.newId(), text }));
  }

  rows(importId: string, group: ImportGroup, offset: number, limit: number) {
    return this.#ports.worker.run('rows', { importId, group, offset, limit });
  }

  chats(importId: string, offset: number, limit: number) {
    return this.#ports.worker.run('chats', { importId, offset, limit });
  }

  /** Starts an import and returns its first state. Throws `not_found`, `busy`. */
  apply({ importId, ...choices }: ImportChoices): ImportState {
    const preview = this.#open.get(importId);
    if (preview === undefined) throw notOpen();
    this.#refuseWhileBusy();
    this.#open.delete(importId);
    const { name, counts, chats } = preview;
    // Chats that exist already are read again too.
    const total = counts.add + counts.conflict + (chats === null ? 0 : counts.same);
    const state: ImportState = { ...idle(importId), name, state: 'running', total };
    const running: Running = { state, cancelled: false, ended: Promise.resolve() };
    this.#running = running;
    running.ended = this.#carryOut(running, choices);
    return state;
  }

  /** Cancels an import. Resolves when it is reverted entirely. */
  async cancel(importId: string): Promise<void> {
    if (this.#open.delete(importId)) {
      await this.#ports.worker.run('drop', { importId });
      await this.#letFileGo(importId);
    }
    const running = this.#running;
    if (running?.state.importId !== importId) return;
    running.cancelled = true;
    await running.ended;
  }

  async undo(importId: string): Promise<{ removed: number; kept: number; chats: number; chatsKept: number }> {
    this.#refuseWhileBusy();
    const state = { ...idle(importId), state: 'undone' } as const;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#running = { state, cancelled: false, ended: promise };
    try {
      const undone = await this.#ports.worker.run('undo', { importId });
      this.#ports.onWritten(undone.removed + undone.restored, undone.restored > 0);
      const { removed, restored, ...counts } = undone;
      return { ...counts, removed: removed + restored };
    } finally {
      this.#running = null;
      resolve();
      this.#ports.publish('import-changed', state);
    }
  }

  async exportMemories(format: 'json' | 'markdown') {
    const { files, worker, version, now } = this.#ports;
    const { fileId, path } = files.reserve();
    const { memories } = await worker.run('exportMemories', { path, format, writtenBy: `Tutee ${version}` });
    const date = new Date(now()).toISOString().slice(0, 10);
    const name = `tutee-memories-${date}.${format === 'json' ? 'json' : 'md'}`;
    return { fileId, name, bytes: files.offer(fileId, { name, path }), memories };
  }

  /** One saved chat, or all of them in JSON. Throws `not_found`, `invalid_input`. */
  async exportChats(conversationId: string | null, format: 'json' | 'markdown') {
    const { files, worker, version, now } = this.#ports;
    const { fileId, path } = files.reserve();
    const job = { path, format, conversationId, writtenBy: `Tutee ${version}` };
    const { chats, title } = await worker.run('exportChats', job);
    const date = new Date(now()).toISOString().slice(0, 10);
    const ending = format === 'json' ? 'json' : 'md';
    const name = title === null ? `tutee-chats-${date}.${ending}` : `${fileNameOf(title)}.${ending}`;
    return { fileId, name, bytes: files.offer(fileId, { name, path }), chats };
  }

  /** Cancels and reverts a running import; if the process ends before, the next startup reverts it. */
  async close(): Promise<void> {
    if (this.#running === null) return;
    this.#running.cancelled = true;
    await this.#running.ended;
  }

  async #carryOut(running: Running, choices: Omit<ImportChoices, 'importId'>): Promise<void> {
    const { worker, embedder, onWritten } = this.#ports;
    const { importId, total } = running.state;
    const step = Math.max(1, Math.floor(total / PROGRESS_EVENTS));
    try {
      const input = { importId, ...choices, embedder: embedder() };
      const { applied, vectorsMissing, ...counts } = await worker.run('apply', input, (done) => {
        if (done >= running.state.done + step) this.#publish(running, { done });
        return !running.cancelled;
      });
      onWritten(counts.added + counts.replaced, vectorsMissing);
      this.#end(running, applied ? { state: 'done', done: total, ...counts } : { state: 'cancelled' });
    } catch (thrown) {
      onWritten(running.state.done, false);
      this.#end(running, { state: 'failed', error: toErrorData(thrown) });
    } finally {
      await this.#letFileGo(importId);
    }
  }

  async #letFileGo(importId: string): Promise<void> {
    const fileId = this.#files.get(importId);
    this.#files.delete(importId);
    if (fileId !== undefined) await this.#ports.files.discard(fileId);
  }

  #end(running: Running, changes: Partial<ImportState>): void {
    this.#running = null;
    this.#publish(running, changes);
  }

  #publish(running: Running, changes: Partial<ImportState>): void {
    running.state = { ...running.state, ...changes };
    this.#ports.publish('import-changed', running.state);
  }

  #opened(preview: ImportPreview): ImportPreview {
    this.#open.set(preview.importId, preview);
    return preview;
  }

  #refuseWhileBusy(): void {
    if (this.#running === null) return;
    throw new TuteeError('busy', 'An import is under way. Wait until it is done, or cancel it.');
  }
}

function idle(importId: string): Omit<ImportState, 'state'> {
  const counts = { done: 0, total: 0, added: 0, replaced: 0, pending: 0, chats: 0, messages: 0 };
  return { importId, name: '', ...counts, error: null };
}

function notOpen(): TuteeError {
  return new TuteeError('not_found', 'This import is not open any more. Choose the file again.');
}

/** A title as a file name that is valid on every system. */
function fileNameOf(title: string): string {
  const clean = title
    .replaceAll(/[\\/:*?"<>|\p{Cc}]/gu, ' ')
    .replaceAll(/\s+/gu, ' ')
    .trim();
  const start = Array.from(clean).slice(0, 80).join('').replace(/^\.+/, '').trim();
  return start === '' ? 'chat' : start;
}
