/** What attachments need from the rest of Tutee; compose.ts connects it. Each has two instances: on disk, and in memory for temporary chats. */
import type { Attachment } from '#shared/attachments/attachment.ts';

/** An attachment with its content's hash and text. */
export interface NewAttachment extends Attachment {
  /** SHA-256 of its content in hexadecimal. */
  readonly hash: string;
  readonly text: string;
}

export interface AttachmentRows {
  add(attachment: NewAttachment): void;
  find(id: string): Attachment | undefined;
  hash(id: string): string | undefined;
  text(id: string): string;
  /** Deletes an attachment that belongs to no message. */
  discard(id: string): void;
  /** Deletes attachments that were created before this time and belong to no message. Returns their number. */
  expire(before: number): number;
  /** Hashes of files that no attachment uses any more. */
  leftovers(): string[];
  /** Removes a hash from that list. */
  settle(hash: string): void;
  isUsed(hash: string): boolean;
}

/** Files by the hash of their content, each stored once. */
export interface AttachmentFiles {
  /** Does nothing if it exists already. Throws `disk_full`. */
  write(hash: string, bytes: Uint8Array): Promise<void>;
  /** A part of a file, ending at its end at the latest; null if there is no such file. */
  read(hash: string, offset: number, length: number): Promise<Buffer | null>;
  remove(hash: string): void;
  hashes(): string[];
}

export interface AttachmentShelf {
  readonly rows: AttachmentRows;
  readonly files: AttachmentFiles;
}
