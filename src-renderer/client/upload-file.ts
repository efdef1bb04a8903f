import type { Attachment } from '../../shared/attachments/attachment.ts';
import type { ErrorData } from '../../shared/errors.ts';
import type { Result } from '../../shared/result.ts';
import { client } from './client.ts';
import { failure } from './failure.ts';
import { t } from '../language/translate.ts';

/** `fromCharCode` accepts a limited number of arguments. */
const SLICE = 0x8000;

/** Where a file goes: who takes its parts. */
interface Door {
  readonly partBytes: number;
  readonly send: (offset: number, data: string) => Promise<Result<unknown>>;
  /** Called when the upload ends before all parts are sent. */
  readonly discard: () => Promise<unknown>;
}

/**
 * Uploads a file to the main process in parts, the same way in both shells, and resolves to its file id.
 * @param onProgress receives the uploaded share, 0 to 1.
 * @param isUnwanted asked before each part; once true, the upload ends and nothing of it stays.
 */
export async function uploadFile(
  file: File,
  onProgress: (share: number) => void,
  isUnwanted: () => boolean = () => false,
): Promise<Result<string>> {
  const begun = await client.call('files.begin', { name: file.name.slice(-255) || 'file', bytes: file.size });
  if (!begun.ok) return begun;
  const { fileId, partBytes } = begun.value;
  const door: Door = {
    partBytes,
    send: (offset, data) => client.call('files.part', { fileId, offset, data }),
    discard: () => client.call('files.discard', { fileId }),
  };
  const problem = await sendParts(file, door, onProgress, isUnwanted);
  return problem === null ? { ok: true, value: fileId } : { ok: false, error: problem };
}

/** Uploads a file as an attachment, which it is once it was read. */
export async function uploadAttachment(
  file: File,
  temporary: boolean,
  onProgress: (share: number) => void,
  isUnwanted: () => boolean,
): Promise<Result<Attachment>> {
  const sent = await uploadUnread(file, onProgress, temporary, isUnwanted);
  if (!sent.ok) return sent;
  const finished = await client.call('attachments.finish', { uploadId: sent.value });
  return finished.ok ? { ok: true, value: finished.value.attachment } : finished;
}

/** Uploads a file and resolves to the id of the upload, which some other command takes. */
export async function uploadUnread(
  file: File,
  onProgress: (share: number) => void,
  temporary = false,
  isUnwanted: () => boolean = () => false,
): Promise<Result<string>> {
  const name = file.name.slice(-1_000) || 'file';
  const begun = await client.call('attachments.begin', { name, bytes: file.size, temporary });
  if (!begun.ok) return begun;
  const { uploadId, partBytes } = begun.value;
  const door: Door = {
    partBytes,
    send: (offset, data) => client.call('attachments.part', { uploadId, offset, data }),
    discard: () => client.call('attachments.stop', { uploadId }),
  };
  const problem = await sendParts(file, door, onProgress, isUnwanted);
  return problem === null ? { ok: true, value: uploadId } : { ok: false, error: problem };
}

async function sendParts(
  file: File,
  door: Door,
  onProgress: (share: number) => void,
  isUnwanted: () => boolean,
): Promise<ErrorData | null> {
  for (let offset = 0; offset < file.size; offset += door.partBytes) {
    const problem = isUnwanted() ? unwanted() : await sendPart(file, offset, door);
    if (problem !== null) {
      await door.discard();
      return problem;
    }
    onProgress(Math.min(1, (offset + door.partBytes) / file.size));
  }
  return null;
}

function unwanted(): ErrorData | null {
  const stopped = failure('cancelled', t('The upload was stopped.'));
  return stopped.ok ? null : stopped.error;
}

async function sendPart(file: File, offset: number, { partBytes, send }: Door): Promise<ErrorData | null> {
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await file.slice(offset, offset + partBytes).arrayBuffer());
  } catch {
    // The file was moved or changed, or its disk was removed, while it was read.
    const unreadable = failure('invalid_input', t('The file could not be read. Choose it again.'));
    return unreadable.ok ? null : unreadable.error;
  }
  const sent = await send(offset, base64(bytes));
  return sent.ok ? null : sent.error;
}

function base64(bytes: Uint8Array): string {
  let text = '';
  for (let start = 0; start < bytes.length; start += SLICE) {
    text += String.fromCharCode(...bytes.subarray(start, start + SLICE));
  }
  return btoa(text);
}
