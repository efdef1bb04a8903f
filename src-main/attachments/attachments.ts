/**
 * Files attached to messages: receives them, has them read in a separate thread, stores each content once, and deletes those that no
 * message uses. Knows neither chats nor SQL. The content of a file is only used in requests to models (chat/attached-material.ts).
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

/** How long an uploaded file is kept without a message, in ms. */
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

  /** Reads and stores a complete upload. Throws `unreadable_file`, `disk_full`, and the errors of `Uploads.take`. */
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
    // The row is written first: after a crash a file without a row would never be found again.
    rows.add({ ...attachment, hash, text });
    try {
      await files.write(hash, bytes);
    } catch (thrown) {
      rows.discard(attachment.id);
      throw thrown;
    }
    return attachment;
  }

  /** Null if it was deleted. */
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

  /** The text extracted from it; empty for an image. Throws `not_found`. */
  text(id: string): string {
    return this.#need(id).rows.text(id);
  }

  /** The whole image in base64; null if its file is missing. */
  async image(id: string): Promise<string | null> {
    const { rows, files } = this.#need(id);
    const bytes = await files.read(rows.hash(id) ?? '', 0, Number.MAX_SAFE_INTEGER);
    return bytes?.toString('base64') ?? null;
  }

  /** Deletes files that no attachment uses any more. */
  tidy(): void {
    for (const { rows, files } of this.#shelves)
      for (const hash of rows.leftovers()) {
        files.remove(hash);
        rows.settle(hash);
      }
  }

  /** Also deletes uploads that were never sent. Returns the number of deleted rows. */
  sweep(now: number): number {
    let gone = 0;
    for (const { rows } of this.#shelves) gone += rows.expire(now - UNSENT);
    this.tidy();
    return gone;
  }

  /** Deletes files that the database does not know, such as those of a database that was replaced. */
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
