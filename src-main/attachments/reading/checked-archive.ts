/**
 * Checks Office files, which are ZIP archives of XML. Everything is unpacked once, counted and discarded before a library that unpacks all
 * of it sees the file, because the sizes stated in an archive cannot be trusted.
 */
import { fromBuffer } from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';
import { TuteeError } from '#shared/errors.ts';
import { unreadable } from './file-content.ts';

/** The maximum unpacked size: far more than a book or a table of a million cells takes. */
const MOST_BYTES = 120_000_000;
const MOST_ENTRIES = 5_000;
/** Entity declarations can only occur at the beginning of a document. In characters. */
const DECLARED_WITHIN = 4_096;

/** The names in an archive. Throws `unreadable_file` if it is damaged, encrypted, a ZIP bomb, or refers to external entities. */
export async function checkedArchive(bytes: Uint8Array): Promise<ReadonlySet<string>> {
  let zip: ZipFile | null = null;
  try {
    zip = await opened(bytes);
    if (zip.entryCount > MOST_ENTRIES) throw bursting();
    const names = new Set<string>();
    let total = 0;
    for await (const entry of zip.eachEntry()) {
      if (entry.isEncrypted())
        throw unreadable('This file is locked with a password. Save it without one and attach it again.');
      names.add(entry.fileName);
      total += await unpackedSize(zip, entry, MOST_BYTES - total);
    }
    return names;
  } catch (thrown) {
    throw thrown instanceof TuteeError ? thrown : unreadable('This file is damaged.', thrown);
  } finally {
    zip?.close();
  }
}

function opened(bytes: Uint8Array): Promise<ZipFile> {
  const options = { lazyEntries: true, autoClose: false, validateEntrySizes: true };
  return new Promise((resolve, reject) => {
    fromBuffer(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), options, (error, zip) => {
      if (error === null) resolve(zip);
      else reject(error);
    });
  });
}

async function unpackedSize(zip: ZipFile, entry: Entry, room: number): Promise<number> {
  if (entry.uncompressedSize > room) throw bursting();
  const isXml = /\.(?:xml|rels|vml)$/i.test(entry.fileName);
  let beginning = '';
  let size = 0;
  const stream = await zip.openReadStreamPromise(entry);
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > room) throw bursting();
    if (!isXml || beginning.length >= DECLARED_WITHIN) continue;
    // NUL bytes are removed so that UTF-16 documents are searched too.
    beginning += chunk
      .subarray(0, 2 * DECLARED_WITHIN)
      .toString('latin1')
      .replaceAll('\u0000', '');
    if (/<!(?:DOCTYPE|ENTITY)/i.test(beginning))
      throw unreadable(
        'This file declares entities of its own, which office programs never do. It was not read.',
      );
  }
  return size;
}

function bursting(): TuteeError {
  return unreadable('This file unpacks to far more than a document holds. It was not read.');
}
