/** Where the chat keeps conversations. `ConversationStore` has two instances: the file, and one in memory. */
import type { Bin } from '#shared/bin.ts';
import type { Attachment } from '#shared/attachments/attachment.ts';
import type { CaptureState, Conversation, Message, MessageView } from '#shared/conversation.ts';
import type { ModelChoice } from '#shared/models/provider.ts';
import type { RecallReport } from '#shared/memory/recall.ts';
import type { AnswerPassages } from './passages.ts';
import type { CallStore } from './tools.ts';

/** The fields of a message that change while it is being written. */
export type MessageChanges = Partial<
  Pick<
    Message,
    | 'text'
    | 'reasoning'
    | 'status'
    | 'error'
    | 'model'
    | 'provider'
    | 'usage'
    | 'durationMs'
    | 'cut'
    | 'shortened'
  >
>;

/** What decides whether messages of one branch may leave this machine. All keys and values are message ids. */
export interface PrivacyMarks {
  /** Messages that used a private memory, or that taught, changed or repeated one. */
  readonly own: ReadonlySet<string>;
  /** Version written by the user -> the answer it was first made from. */
  readonly originals: ReadonlyMap<string, string>;
  /** Answer -> earlier messages that its request did not include. */
  readonly leftOut: ReadonlyMap<string, ReadonlySet<string>>;
}

export interface ConversationStore {
  /** The calls of tools in its answers. */
  readonly calls: CallStore;
  /** The passages of files that its answers were given. */
  readonly passages: AnswerPassages;
  /** Runs `work` in one transaction: everything it wrote is on disk when this returns, nothing when it throws. One fsync. */
  inTransaction<T>(work: () => T): T;
  /** Pinned ones first, then newest last message first; of one project when `projectId` is given, or in the archive. */
  list(
    limit: number,
    offset: number,
    which?: { readonly projectId?: string | undefined; readonly archived?: boolean | undefined },
  ): { items: Conversation[]; total: number };
  /** Undefined also for one in the bin. */
  get(id: string): Conversation | undefined;
  create(conversation: Conversation): void;
  /** Throws `not_found`. */
  rename(id: string, title: string, at: number): Conversation;
  /** Moves it into a project; null: out of its project. Throws `not_found`. */
  move(id: string, projectId: string | null): Conversation;
  /** Sets whether its private messages may go to models on other machines. Throws `not_found`. */
  sendPrivate(id: string, allowed: boolean): Conversation;
  /** Chooses the model, or the agent, of its next answers; null: as its project or the settings say, or Tutee. Throws `not_found`. */
  chooseModel(id: string, choice: ModelChoice | null): Conversation;
  chooseAssistant(id: string, assistantId: string | null): Conversation;
  /** The answers of models in all its branches, with what they used. */
  answersOf(conversationId: string): Pick<Message, 'id' | 'model' | 'provider' | 'usage'>[];
  /** Lists it before all others, since `at`; null: in its place. Throws `not_found`. */
  pin(id: string, at: number | null): Conversation;
  /** Puts it into the archive until its next message; null takes it out. Throws `not_found`. */
  archive(id: string, at: number | null): Conversation;
  /** Deleted ones, for as long as that can be undone. */
  readonly bin: Bin;
  /** Deletes the conversation with its messages and receipts. Throws `not_found`. */
  remove(id: string): void;

  message(id: string): Message | undefined;
  /** The last `limit` messages of the shown branch, oldest first; with `before`, the last ones before that message. */
  branch(
    conversationId: string,
    limit: number,
    before?: string,
  ): { messages: MessageView[]; hasEarlier: boolean };
  /** All messages from the root to this one, oldest first. */
  pathTo(messageId: string): Message[];
  /**
   * Appends a user message and its empty answer to the shown branch, in one transaction. `requestId` is stored, so that
   * `turnOf` finds the turn again. With a null `user` only the answer is added, as a sibling of an earlier one.
   */
  startTurn(requestId: string | null, user: Message | null, answer: Message): void;
  /** Adds the user's version of an answer as its sibling and as the new end of the shown branch. */
  addVersion(version: Message, originalId: string): void;
  /** This message and its siblings, oldest first. */
  versionsOf(messageId: string): Message[];
  /** Makes the newest branch through this message the shown one. Throws `not_found`. */
  showBranchOf(messageId: string): void;
  /** Appends a message whose parent is the end of the shown branch. Throws `not_found` when its chat is gone. */
  append(message: Message): void;
  /** The turn that a request started; undefined when it is new. */
  turnOf(requestId: string): { userMessageId: string; answerId: string } | undefined;
  update(messageId: string, changes: MessageChanges): void;
  /** Stores a message as far as it is written. Survives a killed process at once, a power failure after the next fsync. */
  grow(messageId: string, written: { readonly text: string; readonly reasoning: string }): void;
  view(messageId: string): MessageView | undefined;
  /** The view of a message that is at hand: its text, which may be megabytes long, is not read again. */
  viewOf(message: Message): MessageView;
  /** What was learned from a message; undefined for one that is deleted or that nothing learns from. */
  learned(messageId: string): Pick<MessageView, 'capture' | 'remembered'> | undefined;

  /** Attaches files to a message, in order. Throws `not_found` when one is gone. */
  attach(messageId: string, attachmentIds: readonly string[]): void;
  /** In order. */
  attachmentsOf(messageId: string): Attachment[];

  saveReceipt(messageId: string, report: RecallReport): void;
  receipt(messageId: string): RecallReport | undefined;
  /** Looked up from the memories as they are now. */
  privacyOf(messageIds: readonly string[]): PrivacyMarks;
  /** Records that the request for this answer did not include these messages. */
  saveLeftOut(answerId: string, messageIds: readonly string[]): void;
  /** Records that a message, or a run (by its id), repeats these memories although no receipt lists them. */
  saveTraces(holderId: string, memoryIds: readonly string[]): void;
  /** Null: this message has no capture. */
  setCapture(messageId: string, state: CaptureState | null): void;
  /** Null: this message has none, or is not there. Unlike a view of it, this does not read its text, which may be very long. */
  captureOf(messageId: string): CaptureState | null;
  /**
   * Called at the start of the app. Interrupted answers become `stopped`, or `failed` when they are empty. Interrupted captures of
   * messages since `learnSince` (in ms since 1970 UTC) stay pending, to go on; those of older messages and of runs become `failed`.
   */
  settleInterrupted(learnSince: number): void;
  /** The summaries of all branches of a conversation, oldest first. */
  summariesOf(conversationId: string): ChatSummary[];
  /** Does nothing when a message that it covers is gone. */
  saveSummary(summary: ChatSummary): void;
  /** Ids of the messages whose capture is pending, oldest first. */
  pendingCaptures(): string[];
}

/** A summary of the beginning of a chat, for the model that wrote it. */
export interface ChatSummary {
  /** The last message that it covers. */
  readonly untilId: string;
  /** Provider and model. */
  readonly model: string;
  readonly text: string;
  /** The messages that it was made from, oldest first. */
  readonly messageIds: readonly string[];
  /** In ms since 1970 UTC. */
  readonly createdAt: number;
}
