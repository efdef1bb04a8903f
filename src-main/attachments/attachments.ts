/**
 * Files attached to messages: takes them in, has them read in a thread of their own, keeps each content once, and deletes what no message
 * has any more. Knows neither chats nor SQL; what is in a file reaches nothing but a model's request (chat/attached-material.ts).
 */
import { createHash } from 'node:crypto';
import type { Attachment } from '#shared/attachments/attachment.ts';
import { TuteeError } from '#shared/errors.ts';
import { IMAGE_TOKENS } from '#shared/models/model-message.ts';
import { estimateTokens } from '#shared/tokens.ts';
import type { AttachmentShelf } from './ports.ts';
import type { FileContent } from './reading/file-content.ts';
import { Uploads } from './uploads.ts';
import type { Upload } from './uploads.ts';

/** How long a file waits for its message, in ms. */
const UNSENT = 24 * 3_600_000;

export interface AttachmentPorts {
  readonly saved: AttachmentShelf;
  readonly temporary: AttachmentShelf;
  /** Throws `unreadable_file`. */
  readonly read: (bytes: Uint8Array) => Promise<FileContent>;
  readonly newId: () => string;
  readonly now: () => number;
}

export class Attachments {
  readonly #ports: AttachmentPorts;
  readonly #shelves: readonly AttachmentShelf[];
  readonly uploads: Uploads;

  constructor(ports: AttachmentPorts) {
    this.#ports = ports;
    this.#shelves = [ports.saved, ports.temporary];
    this.uploads = new Uploads(ports.newId, ports.now);
  }

  /** Reads an upload that has arrived, and keeps it. Throws `unreadable_file`, `disk_full`, and as `Uploads.take` does. */
  async finish(uploadId: string): Promise<Attachment> {
    const upload = this.uploads.take(uploadId);
    const content = await this.#ports.read(upload.bytes);
    return await this.#keep(upload, content);
  }

  async #keep({ name, bytes, temporary }: Upload, content: FileContent): Promise<Attachment> {
    const { rows, files } = temporary ? this.#ports.temporary : this.#ports.saved;
    const { kind, mediaType, text, cut } = content;
    const attachment: Attachment = {
      id: this.#ports.newId(),
      name,
      kind,
      mediaType,
      bytes: bytes.length,
      tokens: kind === 'image' ? IMAGE_TOKENS : estimateTokens(text),
      cut,
      createdAt: this.#ports.now(),
    };
    const hash = createHash('sha256').update(bytes).digest('hex');
    // The row comes first: a file without one would never be found again after a crash.
    rows.add({ ...attachment, hash, text });
    try {
      await files.write(hash, bytes);
    } catch (thrown) {
      rows.discard(attachment.id);
      throw thrown;
    }
    return attachment;
  }

  /** Null when it is gone. */
  find(id: string): Attachment | null {
    return this.#holder(id)?.rows.find(id) ?? null;
  }

  discard(id: string): void {
    this.#holder(id)?.rows.discard(id);
    this.tidy();
  }

  /** Bytes of the file from `offset`; empty at its end. Throws `not_found`. */
  async content(id: string, offset: number, length: number): Promise<Buffer> {
    const { rows, files } = this.#need(id);
    const part = await files.read(rows.hash(id) ?? '', offset, length);
    if (part !== null) return part;
    throw new TuteeError(
      'not_found',
      'The file itself is missing; only its name and what was read of it are there.',
    );
  }

  /** The text read of it; empty for an image. Throws `not_found`. */
  text(id: string): string {
    return this.#need(id).rows.text(id);
  }

  /** The whole image in base64; null when its file is missing. */
  async image(id: string): Promise<string | null> {
    const { rows, files } = this.#need(id);
    const bytes = await files.read(rows.hash(id) ?? '', 0, Number.MAX_SAFE_INTEGER);
    return bytes?.toString('base64') ?? null;
  }

  /** Deletes files that no message has any more. */
  tidy(): void {
    for (const { rows, files } of this.#shelves)
      for (const hash of rows.leftovers()) {
        files.remove(hash);
        rows.settle(hash);
      }
  }

  /** Deletes what was never sent, too. Returns how many rows are gone. */
  sweep(now: number): number {
    let gone = 0;
    for (const { rows } of this.#shelves) gone += rows.expire(now - UNSENT);
    this.tidy();
    return gone;
  }

  /** Deletes files of which the database knows nothing: those of a database that was set aside and is gone now, too. */
  dropUnknown(): void {
    const { rows, files } = this.#ports.saved;
    for (const hash of files.hashes()) if (!rows.isUsed(hash)) files.remove(hash);
  }

  #holder(id: string): AttachmentShelf | undefined {
    return this.#shelves.find(({ rows }) => rows.find(id) !== undefined);
  }

  #need(id: string): AttachmentShelf {
    const shelf = this.#holder(id);
    if (shelf !== undefined) return shelf;
    throw new TuteeError('not_found', 'This file is not there any more.', { field: 'attachmentId' });
  }
}
