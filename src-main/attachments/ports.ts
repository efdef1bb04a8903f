/** What attachments need from the rest of Tutee; compose.ts connects it. Each has two instances: on disk, and in memory for temporary chats. */
import type { Attachment } from '#shared/attachments/attachment.ts';

/** An attachment as it is stored. */
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
  /** Deletes one that no message has. */
  discard(id: string): void;
  /** Deletes those made before this time that no message has. Returns their number. */
  expire(before: number): number;
  /** Hashes whose files nothing has any more. */
  leftovers(): string[];
  /** Takes a hash off that list. */
  settle(hash: string): void;
  isUsed(hash: string): boolean;
}

/** Files by the hash of their content, each once. */
export interface AttachmentFiles {
  /** Does nothing when it is there already. Throws `disk_full`. */
  write(hash: string, bytes: Uint8Array): Promise<void>;
  /** A part of a file, or up to its end; null when it is not there. */
  read(hash: string, offset: number, length: number): Promise<Buffer | null>;
  remove(hash: string): void;
  hashes(): string[];
}

export interface AttachmentShelf {
  readonly rows: AttachmentRows;
  readonly files: AttachmentFiles;
}
