import { attachmentName, sizeFault } from '#shared/attachments/limits.ts';
import { TuteeError } from '#shared/errors.ts';

/** The maximum number of concurrent uploads, which are held in memory. */
const MOST_OPEN = 8;
/** An upload without a new part for this long, in ms, is abandoned. */
const LEFT_AFTER = 120_000;

export interface Upload {
  readonly name: string;
  readonly temporary: boolean;
  readonly bytes: Uint8Array;
}

interface Open extends Upload {
  received: number;
  at: number;
}

/** Uploads in progress, in memory, so that files of temporary chats never touch the disk. */
export class Uploads {
  readonly #open = new Map<string, Open>();
  readonly #newId: () => string;
  readonly #now: () => number;

  constructor(newId: () => string, now: () => number) {
    this.#newId = newId;
    this.#now = now;
  }

  /** Throws `invalid_input` for an empty or too large file, and `busy`. */
  begin(given: string, bytes: number, temporary: boolean): string {
    const name = attachmentName(given);
    const fault = sizeFault(name, bytes);
    if (fault !== null) throw new TuteeError('invalid_input', fault, { field: 'bytes' });
    const now = this.#now();
    for (const [id, { at }] of this.#open) if (now - at > LEFT_AFTER) this.#open.delete(id);
    if (this.#open.size >= MOST_OPEN)
      throw new TuteeError('busy', 'Too many files arrive at once. Wait until some of them are there.');
    const id = this.#newId();
    this.#open.set(id, { name, temporary, bytes: Buffer.alloc(bytes), received: 0, at: now });
    return id;
  }

  /** Returns how many bytes have arrived. Throws `not_found`, or `invalid_input` for a part at the wrong offset. */
  part(id: string, offset: number, data: Uint8Array): number {
    const upload = this.#need(id);
    upload.at = this.#now();
    if (offset < upload.received) return upload.received;
    if (offset > upload.received || offset + data.length > upload.bytes.length)
      throw new TuteeError('invalid_input', 'A part of the file is missing. Attach it again.', {
        field: 'offset',
      });
    upload.bytes.set(data, offset);
    upload.received += data.length;
    return upload.received;
  }

  /** Returns the whole file and drops it here. Throws `not_found`, or `invalid_input` if a part is missing. */
  take(id: string): Upload {
    const upload = this.#need(id);
    this.#open.delete(id);
    if (upload.received === upload.bytes.length) return upload;
    throw new TuteeError('invalid_input', 'The file did not arrive whole. Attach it again.');
  }

  stop(id: string): void {
    this.#open.delete(id);
  }

  #need(id: string): Open {
    const upload = this.#open.get(id);
    if (upload !== undefined) return upload;
    throw new TuteeError('not_found', 'This file is not there any more. Attach it again.', {
      field: 'uploadId',
    });
  }
}
