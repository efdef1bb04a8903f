/**
 * What a chat needs from the rest of Tutee; joined in compose.ts. The same store interface is implemented twice over:
 * by the database file, and by a database in memory for temporary conversations.
 */
import type { CaptureState, Conversation, Message, MessageView } from '#shared/conversation.ts';
import type { RecallReport } from '#shared/recall.ts';

/** The fields of a message that change while it is written. */
export type MessageChanges = Partial<
  Pick<Message, 'text' | 'reasoning' | 'status' | 'error' | 'model' | 'usage' | 'durationMs'>
>;

export interface ConversationStore {
  /** Newest first, by their last message. */
  list(limit: number, offset: number): { items: Conversation[]; total: number };
  get(id: string): Conversation | undefined;
  create(conversation: Conversation): void;
  /** Throws `not_found`. */
  rename(id: string, title: string, at: number): Conversation;
  /** Removes the conversation with its messages and receipts; throws `not_found`. */
  remove(id: string): void;

  message(id: string): Message | undefined;
  /** The last `limit` messages of the shown branch, oldest first, or those before message `before`. */
  branch(conversationId: string, limit: number, before?: string): { messages: MessageView[]; hasEarlier: boolean };
  /** All messages from the root to this one, oldest first. */
  pathTo(messageId: string): Message[];
  /**
   * Adds a user message and its empty answer as the new end of the shown branch, in one transaction.
   * `requestId` is remembered, so that `turnOf` finds the turn again. A null `user` adds an answer beside an earlier one.
   */
  startTurn(requestId: string | null, user: Message | null, answer: Message): void;
  /** The turn that a request started; undefined when it is new. */
  turnOf(requestId: string): { userMessageId: string; answerId: string } | undefined;
  update(messageId: string, changes: MessageChanges): void;
  view(messageId: string): MessageView | undefined;

  saveReceipt(messageId: string, report: RecallReport): void;
  receipt(messageId: string): RecallReport | undefined;
  /** Null: nothing is being learned from this message. */
  setCapture(messageId: string, state: CaptureState | null): void;
  /** At the start: answers and captures that an earlier run left unfinished become `stopped` and `failed`. */
  settleInterrupted(): void;
}
