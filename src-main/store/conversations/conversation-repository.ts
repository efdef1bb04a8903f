/**
 * Conversations in a database: the file, or one in memory for temporary chats. Owns the message tree, the shown branch,
 * idempotent requests, the state of learning and the receipts of answers. Knows memories only through `remembered`.
 */
import type { Database, Statement } from 'better-sqlite3';
import { UNDO_BIN_TIME } from '#shared/bin.ts';
import type { Attachment } from '#shared/attachments/attachment.ts';
import type { CaptureState, Conversation, Message, MessageView } from '#shared/conversation.ts';
import { TuteeError } from '#shared/errors.ts';
import type { Remembered } from '#shared/memory/memory.ts';
import type { ModelChoice } from '#shared/models/provider.ts';
import { ConversationLists } from './conversation-lists.ts';
import type { ConversationRow, Listing } from './conversation-lists.ts';
import { growSql, insertSql } from './conversation-sql.ts';
import { choiceText } from './model-choice.ts';
import type { RecallReport } from '#shared/memory/recall.ts';
import { AttachmentRepository } from '../attached/attachment-repository.ts';
import { AnswerPassages } from './answer-passages.ts';
import { ChatSummaries } from './chat-summaries.ts';
import type { ChatSummary } from './chat-summaries.ts';
import { MessageTree } from './message-tree.ts';
import type { MessageChanges } from './message-tree.ts';
import { MessageVersions } from './message-versions.ts';
import { PrivacyRecords } from './privacy-marks.ts';
import type { PrivacyMarks } from './privacy-marks.ts';
import { Receipts } from './receipts.ts';
import { ToolCalls } from './tool-calls.ts';
import { DeletedRows } from '../database/deleted-rows.ts';
import { transact, transactUnsynced } from '../database/transact.ts';

export interface ConversationOptions {
  /** True for the in-memory database, which holds all temporary conversations and no others. */
  readonly temporary: boolean;
  /** What a message taught, for the chips below it. */
  readonly remembered: (messageId: string) => Remembered[];
}

/** A limit that no path reaches. */
const wholePath = Number.MAX_SAFE_INTEGER;

export class ConversationRepository {
  readonly #database: Database;
  readonly #options: ConversationOptions;
  readonly #messages: MessageTree;
  readonly #versions: MessageVersions;
  readonly #receipts: Receipts;
  readonly #privacy: PrivacyRecords;
  readonly #attachments: AttachmentRepository;
  readonly #summaries: ChatSummaries;
  readonly calls: ToolCalls;
  readonly passages: AnswerPassages;
  /** Deleted conversations, for as long as that can be undone. */
  readonly bin: DeletedRows;
  readonly #lists: ConversationLists;
  readonly #insert: Statement<[Record<string, unknown>]>;
  readonly #rename: Statement<[string, number, string]>;
  readonly #move: Statement<[string | null, string]>;
  readonly #sendPrivate: Statement<[0 | 1, string]>;
  readonly #chooseModel: Statement<[string | null, string]>;
  readonly #chooseAssistant: Statement<[string | null, string]>;
  readonly #pin: Statement<[number | null, string]>;
  readonly #archive: Statement<[number | null, string]>;
  readonly #delete: Statement<[string]>;
  readonly #grow: Statement<[{ id: string; leaf: string; at: number }]>;
  readonly #turn: Statement<[string], { userMessageId: string; answerId: string }>;
  readonly #show: Statement<[string, string]>;
  readonly #insertTurn: Statement<[string, string, string]>;

  constructor(database: Database, options: ConversationOptions) {
    this.#database = database;
    this.#options = options;
    this.#messages = new MessageTree(database);
    this.#versions = new MessageVersions(database);
    this.#receipts = new Receipts(database);
    this.#privacy = new PrivacyRecords(database);
    this.#attachments = new AttachmentRepository(database);
    this.#summaries = new ChatSummaries(database);
    this.calls = new ToolCalls(database);
    this.passages = new AnswerPassages(database);
    this.bin = new DeletedRows(database, { table: 'conversations', time: UNDO_BIN_TIME });
    this.#lists = new ConversationLists(database, options.temporary);
    this.#insert = database.prepare(insertSql);
    this.#rename = database.prepare('UPDATE conversations SET title = ?, updated_at = ? WHERE id = ?');
    this.#move = database.prepare('UPDATE conversations SET project_id = ? WHERE id = ?');
    this.#sendPrivate = database.prepare('UPDATE conversations SET sends_private = ? WHERE id = ?');
    this.#chooseModel = database.prepare('UPDATE conversations SET model_choice = ? WHERE id = ?');
    this.#chooseAssistant = database.prepare('UPDATE conversations SET assistant = ? WHERE id = ?');
    this.#pin = database.prepare('UPDATE conversations SET pinned_at = ? WHERE id = ?');
    this.#archive = database.prepare('UPDATE conversations SET archived_at = ? WHERE id = ?');
    this.#delete = database.prepare('DELETE FROM conversations WHERE id = ?');
    this.#grow = database.prepare(growSql);
    this.#turn = database.prepare(
      'SELECT user_message_id AS userMessageId, answer_id AS answerId FROM turns WHERE request_id = ?',
    );
    this.#show = database.prepare('UPDATE conversations SET active_leaf = ? WHERE id = ?');
    this.#insertTurn = database.prepare(
      'INSERT INTO turns (request_id, user_message_id, answer_id) VALUES (?, ?, ?)',
    );
  }

  /** Pinned ones first, then newest first by last message. */
  list(limit: number, offset: number, which: Listing = {}): { items: Conversation[]; total: number } {
    return this.#lists.list(limit, offset, which);
  }

  /** Undefined also for one in the bin. */
  get(id: string): Conversation | undefined {
    const row = this.#lists.row(id);
    return row === undefined ? undefined : this.#lists.conversation(row);
  }

  /** Runs `work` in one transaction. */
  inTransaction<T>(work: () => T): T {
    return transact(this.#database, work);
  }

  create(conversation: Conversation): void {
    if (conversation.temporary !== this.#options.temporary) {
      throw new Error('A temporary conversation belongs in the in-memory database, any other in the file');
    }
    transact(this.#database, () =>
      this.#insert.run({
        id: conversation.id,
        title: conversation.title,
        project_id: conversation.projectId,
        model_choice: choiceText(conversation.model ?? null),
        assistant: conversation.assistantId ?? null,
        created_at: conversation.createdAt,
        updated_at: conversation.updatedAt,
      }),
    );
  }

  /** Throws `not_found`. */
  rename(id: string, title: string, at: number): Conversation {
    return transact(this.#database, () => {
      this.#rename.run(title, at, id);
      return this.#lists.conversation(this.#need(id));
    });
  }

  /** Moves a conversation into a project; null takes it out of its project. Throws `not_found`. */
  move(id: string, projectId: string | null): Conversation {
    return this.#set(this.#move, projectId, id);
  }

  /** Lists it first, or in its place again with null. Throws `not_found`. */
  pin(id: string, at: number | null): Conversation {
    return this.#set(this.#pin, at, id);
  }

  /** Puts it into the archive, where its next message takes it out, as null does. Throws `not_found`. */
  archive(id: string, at: number | null): Conversation {
    return this.#set(this.#archive, at, id);
  }

  /** Whether its private messages may go to remote models. Throws `not_found`. */
  sendPrivate(id: string, allowed: boolean): Conversation {
    return this.#set(this.#sendPrivate, allowed ? 1 : 0, id);
  }

  /** Chooses the model of its next answers; null takes the choice back. Throws `not_found`. */
  chooseModel(id: string, choice: ModelChoice | null): Conversation {
    return this.#set(this.#chooseModel, choiceText(choice), id);
  }

  /** Chooses who gives its next answers; null: Tutee. Throws `not_found`. */
  chooseAssistant(id: string, assistantId: string | null): Conversation {
    return this.#set(this.#chooseAssistant, assistantId, id);
  }

  /** The answers of models in all branches. Throws `not_found`. */
  answersOf(conversationId: string): Pick<Message, 'id' | 'model' | 'provider' | 'usage'>[] {
    this.#need(conversationId);
    return this.#messages.answersOf(conversationId);
  }

  /** Removes a conversation with its messages, captures and receipts; throws `not_found`. */
  remove(id: string): void {
    transact(this.#database, () => {
      this.#need(id);
      this.#delete.run(id);
    });
  }

  message(id: string): Message | undefined {
    return this.#messages.find(id);
  }

  /**
   * The last `limit` messages of the shown branch, or of those before message `before`, oldest first. Throws
   * `not_found` for an unknown conversation, or a `before` that is not in it.
   */
  branch(
    conversationId: string,
    limit: number,
    before?: string,
  ): { messages: MessageView[]; hasEarlier: boolean } {
    const { active_leaf } = this.#need(conversationId);
    const end = before === undefined ? active_leaf : this.#parentIn(conversationId, before);
    if (end === null) return { messages: [], hasEarlier: false };
    const path = this.#messages.path(end, limit + 1);
    const shown = path.length > limit ? path.slice(path.length - limit) : path;
    return { messages: shown.map((message) => this.viewOf(message)), hasEarlier: path.length > limit };
  }

  /** The messages from the root to this one, oldest first; empty when the message does not exist. */
  pathTo(messageId: string): Message[] {
    return this.#messages.path(messageId, wholePath);
  }

  /** Adds a turn at the end of the shown branch; see ConversationStore in chat/ports/conversations.ts. */
  startTurn(requestId: string | null, user: Message | null, answer: Message): void {
    transact(this.#database, () => {
      this.#need(answer.conversationId);
      this.calls.settle(answer.conversationId, answer.createdAt);
      if (user !== null) this.#messages.add(user);
      this.#messages.add(answer);
      this.#grow.run({ id: answer.conversationId, leaf: answer.id, at: answer.createdAt });
      const asked = user?.id ?? answer.parentId;
      if (requestId !== null && asked !== null) this.#insertTurn.run(requestId, asked, answer.id);
    });
  }

  /** Adds a message at the end of the shown branch. Throws `not_found` when the conversation is gone. */
  append(message: Message): void {
    transact(this.#database, () => {
      this.#need(message.conversationId);
      this.#messages.add(message);
      this.#grow.run({ id: message.conversationId, leaf: message.id, at: message.createdAt });
    });
  }

  /** Adds the user's edited version of an answer as its sibling, and shows its branch. */
  addVersion(version: Message, originalId: string): void {
    transact(this.#database, () => {
      this.append(version);
      this.#versions.setOriginal(version.id, originalId);
    });
  }

  /** This message and its siblings, oldest first; empty when the message does not exist. */
  versionsOf(messageId: string): Message[] {
    const message = this.#messages.find(messageId);
    if (message === undefined) return [];
    return this.#versions.idsAt(message).flatMap((id) => this.#messages.find(id) ?? []);
  }

  /** Shows the branch through this message, down to its newest leaf. Throws `not_found`. */
  showBranchOf(messageId: string): void {
    transact(this.#database, () => {
      const message = this.#messages.find(messageId);
      if (message === undefined)
        throw new TuteeError('not_found', 'That message is not there any more.', { detail: messageId });
      this.#show.run(this.#versions.newestLeaf(messageId), message.conversationId);
    });
  }

  /** The turn that a request started; undefined for a new request. */
  turnOf(requestId: string): { userMessageId: string; answerId: string } | undefined {
    return this.#turn.get(requestId);
  }

  /** Changes a message; does nothing when it was deleted meanwhile. */
  update(messageId: string, changes: MessageChanges): void {
    transact(this.#database, () => {
      const message = this.#messages.find(messageId);
      if (message !== undefined) this.#messages.update(message, changes);
    });
  }

  /**
   * Saves a partly written message. The write survives a crash of the process at once, a power failure after the next
   * sync.
   */
  grow(messageId: string, { text, reasoning }: { readonly text: string; readonly reasoning: string }): void {
    transactUnsynced(this.#database, () => this.#messages.grow(messageId, text, reasoning));
  }

  view(messageId: string): MessageView | undefined {
    const found = this.#messages.find(messageId);
    return found && this.viewOf(found);
  }

  /** Undefined for a message that is deleted or that nothing learns from. Its text is not read. */
  learned(messageId: string): Pick<MessageView, 'capture' | 'remembered'> | undefined {
    const capture = this.#messages.capture(messageId);
    return capture === null ? undefined : { capture, remembered: this.#options.remembered(messageId) };
  }

  /** Attaches files to a message, in order. Throws `not_found` when one is gone. */
  attach(messageId: string, attachmentIds: readonly string[]): void {
    this.#attachments.attach(messageId, attachmentIds);
  }

  attachmentsOf(messageId: string): Attachment[] {
    return this.#attachments.ofMessage(messageId);
  }

  /** Saves the recall report of an answer, replacing an earlier one; does nothing when the answer was deleted. */
  saveReceipt(messageId: string, report: RecallReport): void {
    transact(this.#database, () => {
      const message = this.#messages.find(messageId);
      if (message !== undefined) this.#receipts.save(messageId, report, message.createdAt);
    });
  }

  receipt(messageId: string): RecallReport | undefined {
    return this.#receipts.find(messageId);
  }

  /** What decides whether messages of one branch may leave this machine. */
  privacyOf(messageIds: readonly string[]): PrivacyMarks {
    return this.#privacy.of(messageIds);
  }

  /** Records which messages the request for an answer left out. */
  saveLeftOut(answerId: string, messageIds: readonly string[]): void {
    transact(this.#database, () => this.#privacy.saveLeftOut(answerId, messageIds));
  }

  /** Records that a message or a run (`holderId`) repeats these memories, when no receipt says so. */
  saveTraces(holderId: string, memoryIds: readonly string[]): void {
    if (memoryIds.length > 0) transact(this.#database, () => this.#privacy.saveTraces(holderId, memoryIds));
  }

  /** Null clears it. Does nothing when the message was deleted. */
  setCapture(messageId: string, state: CaptureState | null): void {
    transact(this.#database, () => this.#messages.setCapture(messageId, state));
  }

  readonly captureOf = (messageId: string): CaptureState | null => this.#messages.capture(messageId);

  /** At startup: marks what a previous process left unfinished; see ConversationStore in chat/ports/conversations.ts. */
  settleInterrupted(learnSince: number): void {
    transact(this.#database, () => {
      this.calls.settleInterrupted();
      this.#messages.settleInterrupted(learnSince);
    });
  }

  summariesOf(conversationId: string): ChatSummary[] {
    return this.#summaries.of(conversationId);
  }

  saveSummary(summary: ChatSummary): void {
    this.#summaries.put(summary);
  }

  pendingCaptures(): string[] {
    return this.#messages.pendingCaptures();
  }

  #set<Value>(statement: Statement<[Value, string]>, value: Value, id: string): Conversation {
    return transact(this.#database, () => {
      statement.run(value, id);
      return this.#lists.conversation(this.#need(id));
    });
  }

  #need(id: string): ConversationRow {
    const row = this.#lists.row(id);
    if (row === undefined)
      throw new TuteeError('not_found', 'That chat is not there any more.', { detail: id });
    return row;
  }

  #parentIn(conversationId: string, messageId: string): string | null {
    const message = this.#messages.find(messageId);
    if (message?.conversationId !== conversationId) {
      throw new TuteeError('not_found', 'That message is not there any more.', { detail: messageId });
    }
    return message.parentId;
  }

  /** The view of a message that is at hand: its text is not read again. */
  viewOf(message: Message): MessageView {
    const fromUser = message.role === 'user';
    const attachments = fromUser ? this.#attachments.ofMessage(message.id) : [];
    const calls = fromUser ? [] : this.calls.views(message.id);
    const passages = fromUser ? [] : this.passages.citations(message.id);
    return {
      ...message,
      ...(attachments.length > 0 && { attachments }),
      ...(calls.length > 0 && { calls }),
      ...(passages.length > 0 && { passages }),
      // An answer can teach too: when the user edits it or says what is wrong in it.
      remembered: this.#options.remembered(message.id),
      capture: this.#messages.capture(message.id),
      receipt: fromUser ? null : this.#receipts.summary(message.id),
      versions: this.#versions.of(message),
      original: fromUser ? null : this.#versions.originalOf(message.id),
      leftOut: fromUser ? 0 : this.#privacy.countLeftOut(message.id),
    };
  }
}
