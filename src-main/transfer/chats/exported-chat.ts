/** A chat of another assistant's export, in a common form. */
import type { ChatSource } from '#shared/contract/transfer.ts';

export interface ExportedMessage {
  /** Its id in the export; unique within its chat. */
  readonly id: string;
  /** Null: a first message. */
  readonly parentId: string | null;
  readonly role: 'user' | 'assistant';
  /** The text without attachments. */
  readonly text: string;
  /** The model's reasoning; empty if the export has none. */
  readonly reasoning: string;
  readonly model: string | null;
  /** Milliseconds since 1970 UTC; later than that of an earlier version of the same message. */
  readonly createdAt: number;
  /** Names of attached files and pictures, which exports do not contain. */
  readonly files: readonly string[];
  /** Texts of attachments that the export does contain. */
  readonly attached: readonly string[];
}

export interface ExportedChat {
  readonly source: ChatSource;
  readonly id: string;
  /** Empty when it has none. */
  readonly title: string;
  readonly createdAt: number;
  /** A message always comes after its parent, and versions of a message in the order in which they were made. */
  readonly messages: readonly ExportedMessage[];
  /** Id of the last message of the shown branch; null: there is no message. */
  readonly shown: string | null;
  /** Number of tool messages that were left out. */
  readonly toolSteps: number;
  /** What the other assistant stored about the user, and what the user told it about themself: lists and prose. */
  readonly about: readonly string[];
}

/** Why an element of an export is not a readable chat. */
export type ChatFault = 'no messages' | 'unknown form';

/** A node of a chat's tree, before nodes without content are removed. */
export interface ChatNode {
  readonly id: string;
  /** Null, or an id that does not exist: a root. */
  readonly parentId: string | null;
  /** Milliseconds since 1970 UTC; null: unknown. */
  readonly createdAt: number | null;
  /** Null: it shows nothing, and its children are attached to its parent. */
  readonly content: Omit<ExportedMessage, 'id' | 'parentId' | 'createdAt'> | null;
}
