/** A chat of another assistant's export, in one form for all of them. */
import type { ChatSource } from '#shared/contract/transfer.ts';

export interface ExportedMessage {
  /** As the export calls it; unique within its chat. */
  readonly id: string;
  /** Null: a first message. */
  readonly parentId: string | null;
  readonly role: 'user' | 'assistant';
  /** What was written, without what was attached. */
  readonly text: string;
  /** What the model thought aloud; empty when the export does not say. */
  readonly reasoning: string;
  readonly model: string | null;
  /** Milliseconds since 1970 UTC; later than that of an earlier version of the same message. */
  readonly createdAt: number;
  /** Names of attached files and pictures, which exports do not hold. */
  readonly files: readonly string[];
  /** Texts of attachments that the export does hold. */
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
  /** Id of the end of the branch that was shown; null: there is no message. */
  readonly shown: string | null;
  /** Steps of tools between messages, which are left out. */
  readonly toolSteps: number;
  /** What the other assistant kept about the user, and what the user told it about themselves: lists and prose. */
  readonly about: readonly string[];
}

/** An element of an export that is no readable chat. */
export type ChatFault = 'no messages' | 'unknown form';

/** A node of a chat's tree before messages without content are taken out. */
export interface ChatNode {
  readonly id: string;
  /** Null, or the id of no node: a first one. */
  readonly parentId: string | null;
  /** Milliseconds since 1970 UTC; null: not said. */
  readonly createdAt: number | null;
  /** Null: it shows nothing, and what follows it follows its parent. */
  readonly content: Omit<ExportedMessage, 'id' | 'parentId' | 'createdAt'> | null;
}
