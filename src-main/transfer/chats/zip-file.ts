import { open } from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';

export class ZipError extends Error {}

export interface ZipEntry {
  /** Its name without folders. */
  readonly name: string;
  /** Its unpacked size as stated in the archive, in bytes; no more is read. */
  readonly bytes: number;
  readonly read: () => Promise<AsyncIterable<Uint8Array>>;
}

/** An export contains a file for each picture. */
const MOST_ENTRIES = 200_000;
/** The maximum compression ratio. JSON of chats is compressed to a fifth or a tenth; a higher ratio indicates a ZIP bomb. */
const MOST_SHRUNK = 250;
/** Smaller entries may have any ratio. */
const HARMLESS_BYTES = 16 * 1024 ** 2;

/**
 * The entries of a ZIP archive with a matching name, read without unpacking anything to disk; names are used for selection only. Closes the
 * archive after `work`. Throws `ZipError` if the archive is damaged, encrypted or a ZIP bomb.
 */
export async function withZipEntries<T>(
  path: string,
  wanted: (name: string) => boolean,
  mostBytes: number,
  work: (entries: readonly ZipEntry[]) => Promise<T>,
): Promise<T> {
  const zip = await opened(path);
  try {
    return await work(await entriesOf(zip, wanted, mostBytes));
  } finally {
    zip.close();
  }
}

function opened(path: string): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    open(path, { lazyEntries: true, autoClose: false, validateEntrySizes: true }, (error, zip) => {
      if (error === null) resolve(zip);
      else reject(damaged());
    });
  });
}

async function entriesOf(
  zip: ZipFile,
  wanted: (name: string) => boolean,
  mostBytes: number,
): Promise<ZipEntry[]> {
  if (zip.entryCount > MOST_ENTRIES) throw new ZipError('There are too many files in it.');
  const entries: ZipEntry[] = [];
  let total = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      const name = entry.fileName.slice(entry.fileName.lastIndexOf('/') + 1);
      if (!wanted(name)) continue;
      total += entry.uncompressedSize;
      refuseBursting(entry, total, mostBytes);
      entries.push({ name, bytes: entry.uncompressedSize, read: () => read(zip, entry) });
    }
  } catch (thrown) {
    throw thrown instanceof ZipError ? thrown : damaged();
  }
  return entries.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function refuseBursting(entry: Entry, total: number, mostBytes: number): void {
  if (entry.isEncrypted())
    throw new ZipError('It is locked with a password. Unpack it and choose the file in it.');
  const { compressedSize, uncompressedSize } = entry;
  if (total > mostBytes)
    throw new ZipError(`Unpacked it would be larger than ${Math.floor(mostBytes / 1024 ** 3)} GB.`);
  if (uncompressedSize > HARMLESS_BYTES && uncompressedSize > compressedSize * MOST_SHRUNK)
    throw new ZipError('It would unpack to far more than an export holds.');
}

/** Fails with a `ZipError` if the content does not match what the archive states. */
async function read(zip: ZipFile, entry: Entry): Promise<AsyncIterable<Uint8Array>> {
  try {
    return checked(await zip.openReadStreamPromise(entry));
  } catch {
    throw damaged();
  }
}

async function* checked(stream: AsyncIterable<unknown>): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of stream) yield chunk as Uint8Array;
  } catch {
    throw damaged();
  }
}

function damaged(): ZipError {
  return new ZipError('It is a damaged ZIP archive.');
}
