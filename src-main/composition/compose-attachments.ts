/** Wires the files attached to messages; called by compose.ts only. No behaviour of its own. */
import { DiskFiles, MemoryFiles } from '../attachments/attachment-files.ts';
import { Attachments } from '../attachments/attachments.ts';
import { ReadingThread } from '../attachments/reading/reading-thread.ts';
import { attachmentFolder } from '../store/attached/packed-files.ts';
import { setAsideIn } from '../store/backups/set-aside.ts';
import type { Store } from '../store/store.ts';
import { workerEntry } from './worker-entry.ts';

export function composeAttachments(store: Store, dataDir: string, newId: () => string) {
  const reading = new ReadingThread(workerEntry('attachment-worker'));
  const attachments = new Attachments({
    saved: { rows: store.attachments, files: new DiskFiles(attachmentFolder(dataDir)) },
    temporary: { rows: store.temporaryAttachments, files: new MemoryFiles() },
    read: (bytes) => reading.read(bytes),
    newId,
    now: Date.now,
  });
  attachments.tidy();
  // A database that was set aside may be restored, and its chats still have theirs.
  if (!setAsideIn(dataDir)) attachments.dropUnknown();
  return { attachments, reading };
}
