import type { ErrorData } from '../../shared/errors.ts';
import type { Result } from '../../shared/result.ts';
import { client } from './client.ts';
import { failure } from './failure.ts';

/** `fromCharCode` accepts a limited number of arguments. */
const SLICE = 0x8000;

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
  for (let offset = 0; offset < file.size; offset += partBytes) {
    const problem = isUnwanted() ? unwanted() : await sendPart(fileId, file, offset, partBytes);
    if (problem !== null) {
      await client.call('files.discard', { fileId });
      return { ok: false, error: problem };
    }
    onProgress(Math.min(1, (offset + partBytes) / file.size));
  }
  return { ok: true, value: fileId };
}

function unwanted(): ErrorData | null {
  const stopped = failure('cancelled', 'The upload was stopped.');
  return stopped.ok ? null : stopped.error;
}

async function sendPart(
  fileId: string,
  file: File,
  offset: number,
  partBytes: number,
): Promise<ErrorData | null> {
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await file.slice(offset, offset + partBytes).arrayBuffer());
  } catch {
    // The file was moved or changed, or its disk was removed, while it was read.
    const unreadable = failure('invalid_input', 'The file could not be read. Choose it again.');
    return unreadable.ok ? null : unreadable.error;
  }
  const sent = await client.call('files.part', { fileId, offset, data: base64(bytes) });
  return sent.ok ? null : sent.error;
}

function base64(bytes: Uint8Array): string {
  let text = '';
  for (let start = 0; start < bytes.length; start += SLICE) {
    text += String.fromCharCode(...bytes.subarray(start, start + SLICE));
  }
  return btoa(text);
}
