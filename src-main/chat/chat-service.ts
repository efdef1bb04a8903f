/**
 * Owns the turns of all chats: starts, stops and retries them, at most one at a time per chat. It knows the ports of ports.ts and
 * the signature of `publish`; never the engine, the page, a shell or SQL.
 */
import { isDeepStrictEqual } from 'node:util';
import type { TurnStarted } from '#shared/contract/chat.ts';
import type { ConversationPage } from '#shared/contract/conversations.ts';
import { appClosedError } from '#shared/app-closed.ts';
import { TUTEE } from '#shared/agents/names.ts';
import type { Conversation, Message, MessageView } from '#shared/conversation.ts';
import { TuteeError } from '#shared/errors.ts';
import { ownPart } from '#shared/pasted-text.ts';
import type { RecallReport } from '#shared/memory/recall.ts';
import type { AnswererId } from '#shared/agents/introduction.ts';
import type { ModelChoice, ModelRef } from '#shared/models/provider.ts';
import { AnswerWriter } from './answer-writer.ts';
import type { ConversationLocks } from './conversation-locks.ts';
import type { ConversationStores } from './conversation-stores.ts';
import type { ConversationStore } from './ports/conversations.ts';
import { retitle, titleFrom } from './titles/title.ts';
import type { TurnCapture } from './capture/turn-capture.ts';
import { firstText, lastMessageId, view } from './stored-messages.ts';
import { runTurn } from './turn.ts';
import type { Turn, TurnPorts } from './turn.ts';

export interface SendInput {
  readonly requestId: string;
  readonly conversationId: string | null;
  readonly text: string;
  /** Ids of the attached files, in order; absent: none. */
  readonly attachments?: readonly string[];
  readonly temporary: boolean;
  /** The project of a new conversation; null: none. */
  readonly projectId: string | null;
  /** The model that a new conversation chooses; null or absent: none. */
  readonly model?: ModelChoice | null;
  /** Who answers in a new conversation; null or absent: whoever its project says, or Tutee. */
  readonly answerer?: AnswererId | null;
}

export interface EditInput {
  readonly requestId: string;
  readonly messageId: string;
  readonly text: string;
  /** Ids of the files that the new version has; absent: none. */
  readonly attachments?: readonly string[];
}

interface RunningTurn {
  readonly writer: AnswerWriter;
  readonly stop: AbortController;
  readonly ended: Promise<void>;
}

export class ChatService {
  readonly #stores: ConversationStores;
  readonly #ports: TurnPorts;
  readonly #newId: () => string;
  readonly #capture: TurnCapture;
  readonly #locks: ConversationLocks;
  readonly #running = new Map<string, RunningTurn>();

  /** @param capture is shared with runs of agents; this service closes it. */
  constructor(
    stores: ConversationStores,
    ports: TurnPorts,
    capture: TurnCapture,
    locks: ConversationLocks,
    newId: () => string,
  ) {
    this.#stores = stores;
    this.#ports = ports;
    this.#newId = newId;
    this.#capture = capture;
    this.#locks = locks;
  }

  send(input: SendInput): TurnStarted {
    const repeated = this.#turnOf(input.requestId);
    if (repeated !== undefined) return repeated;
    const { store, conversation, isNew } = this.#conversationFor(input);
    this.#locks.assertFree(conversation.id);
    const at = this.#ports.now();
    const user = this.#newMessage(
      conversation,
      'user',
      isNew ? null : lastMessageId(store, conversation),
      at,
      input.text,
    );
    const answer = this.#newMessage(conversation, 'assistant', user.id, at, '');
    store.inTransaction(() => {
      if (isNew) store.create(conversation);
      store.startTurn(input.requestId, user, answer);
      store.attach(user.id, input.attachments ?? []);
      this.#capture.markPending({ store, conversation, user });
    });
    return this.#start({ store, conversation, user, answer, teaches: true });
  }

  /**
   * Adds a new version of a user message, as its sibling, and starts its answer. Throws `not_found`, `busy`, or `invalid_input`
   * for a message that is not the user's or was said in a run, and for unchanged text.
   */
  edit({ requestId, messageId, text, attachments = [] }: EditInput): TurnStarted {
    const repeated = this.#turnOf(requestId);
    if (repeated !== undefined) return repeated;
    const store = this.#stores.withMessage(messageId);
    const versions = store.versionsOf(messageId);
    const before = versions.find(({ id }) => id === messageId);
    // The agents of a run have already continued from what was said in it.
    if (before?.role !== 'user' || before.runId !== null)
      throw new TuteeError('invalid_input', 'Only a message of yours can be changed.', {
        field: 'messageId',
      });
    const { conversation } = this.#stores.conversation(before.conversationId);
    this.#locks.assertFree(conversation.id);
    const had = store.attachmentsOf(messageId).map(({ id }) => id);
    if (text === before.text.trim() && isDeepStrictEqual(had, [...attachments]))
      throw new TuteeError('invalid_input', 'The message says that already. Change something in it.', {
        field: 'text',
      });
    const at = this.#ports.now();
    const user = this.#newMessage(conversation, 'user', before.parentId, at, text);
    const answer = this.#newMessage(conversation, 'assistant', user.id, at, '');
    const earlier = versions.map((version) => ({ messageId: version.id, text: ownPart(version.text) }));
    store.inTransaction(() => {
      store.startTurn(requestId, user, answer);
      store.attach(user.id, attachments);
      if (user.parentId === null) this.#retitle(store, conversation.id, before.text, text);
      this.#capture.markPending({ store, conversation, user });
    });
    // The page may have loaded only the end of the chat, without the parent of the new message.
    this.#ports.publish('branch-changed', { conversationId: conversation.id });
    return this.#start({ store, conversation, user, answer, teaches: true, earlier });
  }

  /**
   * Answers the same message again, as a sibling of the earlier answer. The message is not captured again. Throws `not_found`,
   * `busy`, or `invalid_input` for anything but an answer in a plain chat.
   * @param once the model that answers this time; the one of the chat when absent.
   */
  retry(messageId: string, once?: ModelRef): TurnStarted {
    const store = this.#stores.withMessage(messageId);
    const earlier = store.message(messageId);
    const user = earlier?.parentId == null ? undefined : store.message(earlier.parentId);
    // An agent's message answers the whole run before it, not one message.
    if (earlier?.role !== 'assistant' || earlier.runId !== null || user === undefined) {
      throw new TuteeError('invalid_input', 'Only an answer can be given again.', { field: 'messageId' });
    }
    const { conversation } = this.#stores.conversation(earlier.conversationId);
    this.#locks.assertFree(conversation.id);
    const answer = this.#newMessage(conversation, 'assistant', user.id, this.#ports.now(), '');
    store.startTurn(null, null, answer);
    const turn = { store, conversation, user, answer, teaches: false };
    return this.#start(once === undefined ? turn : { ...turn, askedModel: once });
  }

  /**
   * Adds the user's version of the last answer, as a sibling of the original, and captures from the difference. Throws
   * `not_found`, `busy`, or `invalid_input` for anything but the last answer.
   */
  teachFromEdit(messageId: string, text: string): MessageView {
    const store = this.#stores.withMessage(messageId);
    const original = store.message(messageId);
    const user = original?.parentId == null ? undefined : store.message(original.parentId);
    if (original?.role !== 'assistant' || original.runId !== null || user?.role !== 'user') {
      throw new TuteeError('invalid_input', 'Only an answer can be changed.', { field: 'messageId' });
    }
    const { conversation } = this.#stores.conversation(original.conversationId);
    this.#locks.assertFree(conversation.id);
    if (lastMessageId(store, conversation) !== messageId) {
      throw new TuteeError('invalid_input', 'Only the last answer of a chat can be changed.', {
        field: 'messageId',
      });
    }
    if (text.trim() === original.text.trim()) {
      throw new TuteeError('invalid_input', 'The answer says that already. Change something in it.', {
        field: 'text',
      });
    }
    const edited = this.#newMessage(conversation, 'assistant', user.id, this.#ports.now(), text);
    // The user wrote it: it has no model, no usage and no duration.
    const answer: Message = { ...edited, status: 'complete' };
    store.addVersion(answer, messageId);
    const edit = { store, conversation, answer, original: original.text, request: ownPart(user.text) };
    this.#capture.captureEditInBackground(edit, () =>
      this.#ports.models.current(this.#ports.projects.modelFor(conversation)),
    );
    const message = view(store, answer.id);
    this.#ports.publish('conversation-changed', { conversation: store.get(conversation.id) ?? conversation });
    this.#ports.publish('message-start', { message });
    return message;
  }

  /** Shows the branch through another version of a message. Throws `not_found` or `busy`. */
  showVersion(messageId: string, limit: number): ConversationPage {
    const store = this.#stores.withMessage(messageId);
    const conversationId = store.message(messageId)?.conversationId ?? '';
    this.#locks.assertFree(conversationId);
    const first = firstText(store, conversationId);
    store.showBranchOf(messageId);
    this.#retitle(store, conversationId, first, firstText(store, conversationId));
    const { conversation } = this.#stores.conversation(conversationId);
    this.#ports.publish('conversation-changed', { conversation });
    this.#ports.publish('branch-changed', { conversationId });
    return { conversation, ...store.branch(conversationId, limit) };
  }

  /** A message with its siblings, oldest first. Throws `not_found`. */
  versions(messageId: string): MessageView[] {
    const store = this.#stores.withMessage(messageId);
    return store.versionsOf(messageId).flatMap(({ id }) => store.view(id) ?? []);
  }

  /** Whether nothing of this chat is kept for the time being. Throws `not_found`. */
  isOffRecord(conversationId: string): boolean {
    const { store, conversation } = this.#stores.conversation(conversationId);
    const lastId = lastMessageId(store, conversation);
    const last = lastId === null ? undefined : store.message(lastId);
    return last !== undefined && this.#capture.isOffRecord(store, last);
  }

  /** Throws `busy` while the chat is being answered. */
  assertFree(conversationId: string): void {
    this.#locks.assertFree(conversationId);
  }

  /** Goes on with an answer whose calls are all decided, by the model that made them. Throws `not_found`, `busy`. */
  goOn(messageId: string): void {
    const store = this.#stores.withMessage(messageId);
    store.update(messageId, { status: 'streaming' });
    const answer = store.message(messageId);
    const user = answer?.parentId == null ? undefined : store.message(answer.parentId);
    if (answer === undefined || user === undefined) return;
    const { conversation } = this.#stores.conversation(answer.conversationId);
    const { model, provider } = answer;
    const asked = model === null || provider === undefined ? {} : { askedModel: { provider, model } };
    this.#start({ store, conversation, user, answer, teaches: false, ...asked });
  }

  async stop(conversationId: string): Promise<boolean> {
    const running = this.#running.get(conversationId);
    if (running === undefined) return false;
    running.stop.abort();
    await running.ended;
    return true;
  }

  /** Saves the answer being written, so that a page that opens the chat misses no chunk of it. */
  saveRunning(conversationId: string): void {
    this.#running.get(conversationId)?.writer.save();
  }

  /** Saves every answer being written. To be called before chats are searched for words to forget. */
  saveAll(): void {
    for (const { writer } of this.#running.values()) writer.save();
  }

  /** Words of these chats were forgotten for good: aborts their turns and captures, which then write nothing more. */
  discard(conversationIds: readonly string[]): void {
    for (const id of conversationIds) {
      const running = this.#running.get(id);
      running?.writer.freeze();
      running?.stop.abort();
    }
    this.#capture.discard(conversationIds);
  }

  receipt(messageId: string): RecallReport {
    const report = this.#stores.withMessage(messageId).receipt(messageId);
    if (report === undefined)
      throw new TuteeError('not_found', 'No memories were considered for that message.');
    return report;
  }

  /** What the model of an answer was told about the messages that it was not sent; null: nothing. */
  summary(messageId: string): string | null {
    const store = this.#stores.withMessage(messageId);
    const answer = store.message(messageId);
    return answer?.role === 'assistant' ? this.#ports.summaries.toldWith(answer, store) : null;
  }

  /** Aborts all turns and waits until their final state is stored. */
  async close(): Promise<void> {
    const running = [...this.#running.values()];
    for (const { stop } of running) stop.abort(appClosedError());
    await Promise.all(running.map(({ ended }) => ended));
    await this.#capture.close();
  }

  /** Resolves when no turn is running and the capture queue is empty. */
  async settled(): Promise<void> {
    await Promise.all([...this.#running.values()].map(({ ended }) => ended));
    await this.#capture.settled();
  }

  #turnOf(requestId: string): TurnStarted | undefined {
    for (const store of [this.#stores.saved, this.#stores.temporary]) {
      const turn = store.turnOf(requestId);
      if (turn === undefined) continue;
      const userMessage = view(store, turn.userMessageId);
      const { conversation } = this.#stores.conversation(userMessage.conversationId);
      return { conversation, userMessage, assistantMessage: view(store, turn.answerId) };
    }
    return undefined;
  }

  #conversationFor(input: SendInput): {
    store: ConversationStore;
    conversation: Conversation;
    isNew: boolean;
  } {
    if (input.conversationId !== null)
      return { ...this.#stores.conversation(input.conversationId), isNew: false };
    const at = this.#ports.now();
    const projectId =
      input.temporary || input.projectId === null ? null : this.#ports.projects.need(input.projectId).id;
    const assistantId = this.#ports.projects.assistantForNew(input.answerer ?? null, projectId);
    const conversation: Conversation = {
      id: this.#newId(),
      title: titleFrom(input.text === '' ? this.#nameOf(input.attachments?.[0]) : input.text),
      temporary: input.temporary,
      projectId,
      sendsPrivate: false,
      ...(input.model != null && { model: input.model }),
      ...(assistantId !== null && { assistantId }),
      createdAt: at,
      updatedAt: at,
    };
    return { store: this.#stores.for(conversation), conversation, isNew: true };
  }

  #nameOf(attachmentId: string | undefined): string {
    return attachmentId === undefined ? '' : (this.#ports.attached.find(attachmentId)?.name ?? '');
  }

  /** Updates a title that was made from the first message; a title the user gave stays. */
  #retitle(store: ConversationStore, conversationId: string, from: string, to: string): void {
    const title = store.get(conversationId)?.title ?? '';
    const followed = retitle(title, from, to);
    if (followed !== title) store.rename(conversationId, followed, this.#ports.now());
  }

  #newMessage(
    conversation: Conversation,
    role: Message['role'],
    parentId: string | null,
    at: number,
    text: string,
  ): Message {
    return {
      id: this.#newId(),
      conversationId: conversation.id,
      parentId,
      runId: null,
      role,
      speaker: role === 'user' ? 'You' : (this.#ports.projects.assistantOf(conversation)?.name ?? TUTEE),
      text,
      reasoning: '',
      status: role === 'user' ? 'complete' : 'streaming',
      error: null,
      model: null,
      usage: null,
      durationMs: null,
      cut: null,
      shortened: 0,
      createdAt: at,
    };
  }

  #start(turn: Turn): TurnStarted {
    const { store, user, answer } = turn;
    const conversation = store.get(turn.conversation.id) ?? turn.conversation;
    // After the message is stored: on two cores, embedding beside the write would cost more time than it saves.
    const scopes = this.#ports.projects.recallScopesOf(conversation);
    if (!conversation.temporary && scopes !== null && this.#ports.settings().recall)
      this.#ports.recalling.prefetch(ownPart(user.text), scopes);
    const started = {
      conversation,
      userMessage: store.viewOf(user),
      assistantMessage: view(store, answer.id),
    };
    this.#ports.publish('conversation-changed', { conversation });
    if (turn.teaches) this.#ports.publish('message-start', { message: started.userMessage });
    this.#ports.publish('message-start', { message: started.assistantMessage });
    const stop = new AbortController();
    const writer = new AnswerWriter(store, this.#ports.publish, answer);
    this.#locks.acquire(conversation.id);
    const ended = runTurn(turn, this.#ports, this.#capture, writer, stop.signal).finally(() => {
      this.#running.delete(conversation.id);
      this.#locks.release(conversation.id);
    });
    this.#running.set(conversation.id, { writer, stop, ended });
    return started;
  }
}
