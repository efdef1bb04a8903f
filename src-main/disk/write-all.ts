import { writeSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';

/** Writes a whole text or throws: on a disk that becomes full, a write call succeeds with fewer bytes. */
export function writeAll(file: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done);
}

/** The same, asynchronously, at a position. */
export async function writeAllAt(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}
