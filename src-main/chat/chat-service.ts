/**
 * Runs the turns of all chats: starts, stops and repeats them, at most one at a time in each chat. It knows the ports of
 * ports.ts and the event hub's signature; never the engine, the page, a shell or SQL.
 */
import type { TurnStarted } from '#shared/contract/chat.ts';
import type { ConversationPage } from '#shared/contract/conversations.ts';
import { appEnded } from '#shared/app-ended.ts';
import { TUTEE } from '#shared/agents/names.ts';
import type { Conversation, Message, MessageView } from '#shared/conversation.ts';
import { TuteeError } from '#shared/errors.ts';
import { ownPart } from '#shared/pasted-text.ts';
import type { RecallReport } from '#shared/memory/recall.ts';
import { AnswerWriter } from './answer-writer.ts';
import type { ChatsAtWork } from './chats-at-work.ts';
import type { ConversationStores } from './conversation-stores.ts';
import type { ConversationStore } from './ports.ts';
import { followedTitle, titleFrom } from './title.ts';
import type { TurnLearning } from './turn-learning.ts';
import { runTurn } from './turn.ts';
import type { Turn, TurnPorts } from './turn.ts';

export interface SendInput {
  readonly requestId: string;
  readonly conversationId: string | null;
  readonly text: string;
  readonly temporary: boolean;
  /** Where a new conversation belongs. */
  readonly projectId: string | null;
}

export interface EditInput {
  readonly requestId: string;
  readonly messageId: string;
  readonly text: string;
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
  readonly #learning: TurnLearning;
  readonly #atWork: ChatsAtWork;
  readonly #running = new Map<string, RunningTurn>();

  /** @param learning is shared with whatever else learns in chats; the chat ends it. */
  constructor(
    stores: ConversationStores,
    ports: TurnPorts,
    learning: TurnLearning,
    atWork: ChatsAtWork,
    newId: () => string,
  ) {
    this.#stores = stores;
    this.#ports = ports;
    this.#newId = newId;
    this.#learning = learning;
    this.#atWork = atWork;
  }

  send(input: SendInput): TurnStarted {
    const repeated = this.#turnOf(input.requestId);
    if (repeated !== undefined) return repeated;
    const { store, conversation, isNew } = this.#conversationFor(input);
    this.#atWork.refuse(conversation.id);
    const at = this.#ports.now();
    const user = this.#newMessage(
      conversation,
      'user',
      isNew ? null : lastMessageId(store, conversation),
      at,
      input.text,
    );
    const answer = this.#newMessage(conversation, 'assistant', user.id, at, '');
    store.together(() => {
      if (isNew) store.create(conversation);
      store.startTurn(input.requestId, user, answer);
      this.#learning.expect({ store, conversation, user });
    });
    return this.#start({ store, conversation, user, answer, teaches: true });
  }

  /**
   * Another wording of a message of the user's, beside it, and its answer. Throws `not_found`, `busy`, or `invalid_input` for
   * what somebody else said, what was said in a run, and the same words.
   */
  edit({ requestId, messageId, text }: EditInput): TurnStarted {
    const repeated = this.#turnOf(requestId);
    if (repeated !== undefined) return repeated;
    const store = this.#stores.withMessage(messageId);
    const versions = store.versionsOf(messageId);
    const before = versions.find(({ id }) => id === messageId);
    // What was said in a run was said to agents that have gone on from it.
    if (before?.role !== 'user' || before.runId !== null)
      throw new TuteeError('invalid_input', 'Only a message of yours can be changed.', {
        field: 'messageId',
      });
    const { conversation } = this.#stores.conversation(before.conversationId);
    this.#atWork.refuse(conversation.id);
    if (text === before.text.trim())
      throw new TuteeError('invalid_input', 'The message says that already. Change something in it.', {
        field: 'text',
      });
    const at = this.#ports.now();
    const user = this.#newMessage(conversation, 'user', before.parentId, at, text);
    const answer = this.#newMessage(conversation, 'assistant', user.id, at, '');
    const earlier = versions.map((version) => ({ messageId: version.id, text: ownPart(version.text) }));
    store.together(() => {
      store.startTurn(requestId, user, answer);
      if (user.parentId === null) this.#retitle(store, conversation.id, before.text, text);
      this.#learning.expect({ store, conversation, user });
    });
    // A page may have only the end of the chat, and the message that the new one follows is not in it.
    this.#ports.publish('branch-changed', { conversationId: conversation.id });
    return this.#start({ store, conversation, user, answer, teaches: true, earlier });
  }

  /** Answers the same message again, beside the earlier answer. What the message taught is not learned twice. */
  retry(messageId: string): TurnStarted {
    const store = this.#stores.withMessage(messageId);
    const earlier = store.message(messageId);
    const user = earlier?.parentId == null ? undefined : store.message(earlier.parentId);
    // What an agent said was said in a run, to all that went before in it.
    if (earlier?.role !== 'assistant' || earlier.runId !== null || user === undefined) {
      throw new TuteeError('invalid_input', 'Only an answer can be given again.', { field: 'messageId' });
    }
    const { conversation } = this.#stores.conversation(earlier.conversationId);
    this.#atWork.refuse(conversation.id);
    const answer = this.#newMessage(conversation, 'assistant', user.id, this.#ports.now(), '');
    store.startTurn(null, null, answer);
    return this.#start({ store, conversation, user, answer, teaches: false });
  }

  /**
   * The last answer in the user's own version, beside the original, which is kept. What they changed teaches. Throws
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
    this.#atWork.refuse(conversation.id);
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
    const written = this.#newMessage(conversation, 'assistant', user.id, this.#ports.now(), text);
    // Nobody answered it: it has no model, no cost and no duration.
    const answer: Message = { ...written, status: 'complete' };
    store.addVersion(answer, messageId);
    const edit = { store, conversation, answer, original: original.text, request: ownPart(user.text) };
    this.#learning.laterFromEdit(edit, () => this.#ports.models.current());
    const message = view(store, answer.id);
    this.#ports.publish('conversation-changed', { conversation: store.get(conversation.id) ?? conversation });
    this.#ports.publish('message-start', { message });
    return message;
  }

  /** Another version of a message, with what followed it, becomes the shown branch. Throws `not_found` or `busy`. */
  showVersion(messageId: string, limit: number): ConversationPage {
    const store = this.#stores.withMessage(messageId);
    const conversationId = store.message(messageId)?.conversationId ?? '';
    this.#atWork.refuse(conversationId);
    const first = firstText(store, conversationId);
    store.showBranchOf(messageId);
    this.#retitle(store, conversationId, first, firstText(store, conversationId));
    const { conversation } = this.#stores.conversation(conversationId);
    this.#ports.publish('conversation-changed', { conversation });
    this.#ports.publish('branch-changed', { conversationId });
    return { conversation, ...store.branch(conversationId, limit) };
  }

  async stop(conversationId: string): Promise<boolean> {
    const running = this.#running.get(conversationId);
    if (running === undefined) return false;
    running.stop.abort();
    await running.ended;
    return true;
  }

  /** Brings the store up to the answer being written, so that a page that opens the chat misses no piece of it. */
  saveRunning(conversationId: string): void {
    this.#running.get(conversationId)?.writer.save();
  }

  /** Before words are looked for in chats: all that was written so far is where they are looked for. */
  saveAll(): void {
    for (const { writer } of this.#running.values()) writer.save();
  }

  /** These chats lost words for good: what is being answered or learned in them ends, and writes nothing more of its own. */
  discard(conversationIds: readonly string[]): void {
    for (const id of conversationIds) {
      const running = this.#running.get(id);
      running?.writer.freeze();
      running?.stop.abort();
    }
    this.#learning.discard(conversationIds);
  }

  receipt(messageId: string): RecallReport {
    const report = this.#stores.withMessage(messageId).receipt(messageId);
    if (report === undefined)
      throw new TuteeError('not_found', 'No memories were considered for that message.');
    return report;
  }

  /** Ends what runs, then waits until it has been written down. */
  async close(): Promise<void> {
    const running = [...this.#running.values()];
    for (const { stop } of running) stop.abort(appEnded());
    await Promise.all(running.map(({ ended }) => ended));
    await this.#learning.close();
  }

  /** Waits until nothing runs and nothing is left to learn. */
  async settled(): Promise<void> {
    await Promise.all([...this.#running.values()].map(({ ended }) => ended));
    await this.#learning.settled();
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
    const conversation: Conversation = {
      id: this.#newId(),
      title: titleFrom(input.text),
      temporary: input.temporary,
      projectId:
        input.temporary || input.projectId === null ? null : this.#ports.projects.need(input.projectId).id,
      sendsPrivate: false,
      createdAt: at,
      updatedAt: at,
    };
    return { store: this.#stores.for(conversation), conversation, isNew: true };
  }

  /** A title that was made of the first message follows it. */
  #retitle(store: ConversationStore, conversationId: string, from: string, to: string): void {
    const title = store.get(conversationId)?.title ?? '';
    const followed = followedTitle(title, from, to);
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
      speaker: role === 'user' ? 'You' : TUTEE,
      text,
      reasoning: '',
      status: role === 'user' ? 'complete' : 'streaming',
      error: null,
      model: null,
      usage: null,
      durationMs: null,
      createdAt: at,
    };
  }

  #start(turn: Turn): TurnStarted {
    const { store, user, answer } = turn;
    const conversation = store.get(turn.conversation.id) ?? turn.conversation;
    // Not before the message is written: on two cores that would take longer beside it than what is won.
    if (!conversation.temporary && this.#ports.settings().recall)
      this.#ports.recalling.expect(ownPart(user.text));
    const started = {
      conversation,
      userMessage: view(store, user.id),
      assistantMessage: view(store, answer.id),
    };
    this.#ports.publish('conversation-changed', { conversation });
    if (turn.teaches) this.#ports.publish('message-start', { message: started.userMessage });
    this.#ports.publish('message-start', { message: started.assistantMessage });
    const stop = new AbortController();
    const writer = new AnswerWriter(store, this.#ports.publish, answer);
    this.#atWork.take(conversation.id);
    const ended = runTurn(turn, this.#ports, this.#learning, writer, stop.signal).finally(() => {
      this.#running.delete(conversation.id);
      this.#atWork.release(conversation.id);
    });
    this.#running.set(conversation.id, { writer, stop, ended });
    return started;
  }
}

function lastMessageId(store: ConversationStore, conversation: Conversation): string | null {
  return store.branch(conversation.id, 1).messages.at(-1)?.id ?? null;
}

/** What the shown branch begins with. */
function firstText(store: ConversationStore, conversationId: string): string {
  const last = store.branch(conversationId, 1).messages.at(-1);
  return last === undefined ? '' : (store.pathTo(last.id)[0]?.text ?? '');
}

function view(store: ConversationStore, messageId: string): MessageView {
  const found = store.view(messageId);
  if (found === undefined) throw new TuteeError('not_found', 'That message is not there any more.');
  return found;
}
