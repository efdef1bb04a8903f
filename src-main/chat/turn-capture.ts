/**
 * Memory capture around a turn. Explicit teaching ("remember that …") is stored before the answer; implicit capture runs after
 * it, in a queue of one, so that each message sees what the one before it taught. The capture state is stored beside the message.
 * A failure is shown there and never thrown: the chat goes on. It may not know the engine, the page, a shell or SQL.
 */
import type { Publish } from '#shared/contract/events.ts';
import type { CaptureState, Conversation, Message } from '#shared/conversation.ts';
import { toErrorData, TuteeError } from '#shared/errors.ts';
import type { ErrorData } from '#shared/errors.ts';
import type { MemoryScope, Remembered } from '#shared/memory/memory.ts';
import type { ChatModel } from '#shared/models/model.ts';
import { privateMessages } from './private-turns.ts';
import { isSameScope, learningPolicy } from '#shared/memory/learning-policy.ts';
import { ownPart } from '#shared/pasted-text.ts';
import type { Settings } from '#shared/settings.ts';
import type { Projects } from './projects.ts';
import { truncateForCapture, truncationNote } from './truncate-for-capture.ts';
import type {
  ConversationStore,
  EarlierVersion,
  EarlierWords,
  ExplicitCapture,
  MemoryCapture,
  EditedMessages,
  UserWords,
} from './ports.ts';

export interface TurnCapturePorts {
  readonly capture: MemoryCapture;
  readonly editedMessages: EditedMessages;
  readonly settings: () => Settings;
  readonly publish: Publish;
  readonly projects: Pick<Projects, 'teachingScope' | 'need'>;
}

/** A user message to capture memories from, and where it is stored. */
export interface CaptureSource {
  readonly store: ConversationStore;
  readonly conversation: Conversation;
  readonly user: Message;
  /** The scope of what it teaches; the teaching scope of its chat when absent. */
  readonly scope?: MemoryScope;
  /** Its earlier versions; absent when the user has not edited it. */
  readonly earlier?: readonly EarlierVersion[];
}

/** An answer that the user edited, with the original and the question. */
export interface AnswerEdit {
  readonly store: ConversationStore;
  readonly conversation: Conversation;
  /** The edited version. */
  readonly answer: Message;
  readonly original: string;
  /** The user's question, without what they pasted. */
  readonly request: string;
  /** The scope of what it teaches; the teaching scope of its chat when absent. */
  readonly scope?: MemoryScope;
}

type Policy = ReturnType<typeof learningPolicy>;

export class TurnCapture {
  readonly #ports: TurnCapturePorts;
  readonly #stop = new AbortController();
  /** Captures in progress: the controller that aborts one -> the id of its chat. */
  readonly #running = new Map<AbortController, string>();
  /** Answers of models in progress: captures that would take their server's only place wait for them. */
  #answers = 0;
  /** Resolves the wait of a capture for the answers in progress; null when none waits. */
  #onIdle: (() => void) | null = null;
  /** Interrupts the capture that takes a server's only place; null when none does. */
  #yielding: AbortController | null = null;
  /** The tail of the background queue. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(ports: TurnCapturePorts) {
    this.#ports = ports;
  }

  /** Marks a message as pending capture. Called in the transaction that stores it, so that a killed process does not lose the mark. */
  markPending(source: CaptureSource): void {
    if (this.#policyFor(source) !== 'told')
      source.store.setCapture(source.user.id, { status: 'pending', error: null });
  }

  /** Captures what the message explicitly teaches or forgets, by rules alone. Awaited before the answer. */
  async captureExplicit(source: CaptureSource): Promise<ExplicitCapture> {
    if (source.conversation.temporary) return nothingExplicit;
    const explicit = await this.#attempt(source, nothingExplicit, async () => {
      const words = userWords(source, this.#scopeOf(source));
      const found = await this.#ports.capture.captureExplicit(words);
      // Unless the message is complete, implicit capture follows and settles the earlier versions itself.
      this.#settleEarlier(source, words, found.complete ? this.#policyFor(source) : 'told');
      return found;
    });
    const error = truncationNote(source.user.text);
    const isOver = explicit.complete || (error !== null && this.#policyFor(source) === 'told');
    if (isOver && !this.#failed(source)) this.#setState(source, { status: 'done', error });
    return explicit;
  }

  /** Whether the user asked up to this message that nothing is kept for the time being. */
  isOffRecord(store: ConversationStore, last: Message): boolean {
    const own = last.role === 'user' ? [truncateForCapture(ownPart(last.text))] : [];
    return this.#ports.capture.isOffRecord([...own, ...earlierWords(store, last).map(({ text }) => text)]);
  }

  /** Ids of memories that only earlier versions of the message support and that it now contradicts. */
  doubted(source: CaptureSource): readonly string[] {
    if (source.earlier === undefined || source.conversation.temporary) return [];
    return this.#ports.editedMessages.doubted(
      userWords(source, this.#scopeOf(source)),
      source.earlier.map(truncated),
    );
  }

  /** Implicit capture by rules, without a model: fast enough to run before the answer, which can then say what was learned. */
  async captureNow(source: CaptureSource): Promise<readonly Remembered[]> {
    const policy = this.#policyFor(source);
    return policy === 'told' ? [] : this.#captureImplicit(source, null, policy);
  }

  /** Queues implicit capture. A null `model` uses rules alone. */
  captureInBackground(source: CaptureSource, model: ChatModel | null): void {
    const policy = this.#policyFor(source);
    if (policy !== 'told') this.#enqueue(() => this.#captureImplicit(source, model, policy));
  }

  /** Queues another look at what the earlier versions taught: their own capture may still be in the queue. */
  reviseInBackground(source: CaptureSource): void {
    if (source.earlier === undefined || source.conversation.temporary) return;
    this.#enqueue(() =>
      this.#attempt(source, undefined, () => {
        const words = userWords(source, this.#scopeOf(source));
        this.#settleEarlier(source, words, this.#policyFor(source));
        return Promise.resolve(undefined);
      }),
    );
  }

  /** Queues capture from the difference that an edit made to an answer, unless the chat or the policy forbids it. */
  captureEditInBackground(edit: AnswerEdit, model: () => Promise<ChatModel | null>): void {
    const { store, conversation, answer, original, request } = edit;
    const policy = this.#policyFor(edit);
    if (policy === 'told') return;
    const source = { store, conversation, user: answer };
    store.setCapture(answer.id, { status: 'pending', error: null });
    const { id: messageId, conversationId, text: edited, createdAt: at } = answer;
    const scope = this.#scopeOf(edit);
    const change = { conversationId, messageId, request, original, edited, at, scope };
    this.#enqueue(() =>
      this.#attempt<readonly Remembered[]>(source, [], async () => {
        const found = await model().catch(() => null);
        const allowed = found === null || mayRead(found, source) ? found : null;
        const remembered = await this.#withoutHurry(conversationId, allowed, (signal) =>
          this.#ports.capture.captureEdit(change, allowed, signal, policy),
        );
        this.#setState(source, { status: 'done', error: null });
        return remembered;
      }),
    );
  }

  /** Words of these chats were forgotten for good: aborts every capture that has already read them. */
  discard(conversationIds: readonly string[]): void {
    for (const [stop, conversationId] of this.#running)
      if (conversationIds.includes(conversationId)) stop.abort(forgottenError());
  }

  /**
   * To be called when a model begins to answer a person: a capture that takes the only place of a server is interrupted, and goes on
   * when no answer is in progress any more. Returns the function that ends this.
   */
  makeWay(): () => void {
    this.#answers += 1;
    this.#yielding?.abort();
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      this.#answers -= 1;
      if (this.#answers === 0) this.#onIdle?.();
    };
  }

  /** Resolves when the queue is empty. */
  async settled(): Promise<void> {
    await this.#queue;
  }

  /** Aborts what is in progress; the capture state of those messages says so. */
  async close(): Promise<void> {
    this.#stop.abort();
    this.#onIdle?.();
    await this.#queue;
  }

  #enqueue(work: () => Promise<unknown>): void {
    this.#queue = this.#queue.then(work);
  }

  /** A project's policy holds for its chats even when their memories are stored in another scope. */
  #policyFor({ conversation, scope }: Pick<CaptureSource, 'conversation' | 'scope'>): Policy {
    if (conversation.temporary) return 'told';
    const { projectId } = conversation;
    const project: readonly MemoryScope[] = projectId === null ? [] : [{ type: 'project', id: projectId }];
    return learningPolicy(this.#ports.settings(), ...(scope === undefined ? [] : [scope]), ...project);
  }

  #scopeOf({ conversation, scope }: Pick<CaptureSource, 'conversation' | 'scope'>): MemoryScope {
    return scope ?? this.#ports.projects.teachingScope(conversation);
  }

  async #captureImplicit(
    source: CaptureSource,
    model: ChatModel | null,
    policy: 'automatic' | 'ask',
  ): Promise<readonly Remembered[]> {
    return this.#attempt<readonly Remembered[]>(source, [], async () => {
      // Read again: words of it may have been forgotten for good while it was in the queue.
      const user = source.store.message(source.user.id);
      if (user === undefined) return [];
      const words = userWords({ ...source, user }, this.#scopeOf(source));
      const allowed = model === null || mayRead(model, { ...source, user }) ? model : null;
      let dropped = 0;
      const remembered = await this.#withoutHurry(user.conversationId, allowed, (signal) =>
        this.#ports.capture.captureImplicit(words, allowed, signal, policy, (count) => (dropped = count)),
      );
      this.#settleEarlier({ ...source, user }, words, policy);
      if (source.store.view(source.user.id)?.capture?.status === 'pending') {
        this.#setState(source, { status: 'done', error: truncationNote(user.text) ?? droppedNote(dropped) });
      }
      return remembered;
    });
  }

  /** Settles what earlier versions taught. Under the policy `ask` only proposed memories are forgotten without asking. */
  #settleEarlier({ earlier }: CaptureSource, words: UserWords, policy: Policy): void {
    if (earlier === undefined) return;
    const forgets = { automatic: 'all', ask: 'proposed', told: 'none' } as const;
    this.#ports.editedMessages.settle(words, earlier.map(truncated), forgets[policy]);
  }

  /** Runs a capture while no answer is in progress, when its server has one place for both; interrupted, it begins again. */
  async #withoutHurry<Value>(
    conversationId: string,
    model: ChatModel | null,
    work: (signal: AbortSignal) => Promise<Value>,
  ): Promise<Value> {
    if (model === null || !(model.local || model.takesTurns === true))
      return this.#abortable(conversationId, work);
    for (;;) {
      await this.#untilIdle();
      if (this.#stop.signal.aborted) throw new TuteeError('cancelled', 'Tutee was closed first.');
      const yielding = new AbortController();
      this.#yielding = yielding;
      try {
        return await this.#abortable(conversationId, (signal) =>
          work(AbortSignal.any([signal, yielding.signal])),
        );
      } catch (thrown) {
        const isOver = this.#stop.signal.aborted || !yielding.signal.aborted;
        if (isOver || toErrorData(thrown).code !== 'cancelled') throw thrown;
      } finally {
        this.#yielding = null;
      }
    }
  }

  /** Resolves when no answer is in progress, or this is closed. The queue has one capture at a time, so one waits at most. */
  async #untilIdle(): Promise<void> {
    if (this.#answers === 0 || this.#stop.signal.aborted) return;
    await new Promise<void>((resolve) => {
      this.#onIdle = resolve;
    });
    this.#onIdle = null;
  }

  async #abortable<Value>(
    conversationId: string,
    work: (signal: AbortSignal) => Promise<Value>,
  ): Promise<Value> {
    const stop = new AbortController();
    this.#running.set(stop, conversationId);
    try {
      return await work(AbortSignal.any([this.#stop.signal, stop.signal]));
    } finally {
      this.#running.delete(stop);
    }
  }

  #failed({ store, user }: CaptureSource): boolean {
    return store.view(user.id)?.capture?.status === 'failed';
  }

  async #attempt<Value>(source: CaptureSource, fallback: Value, work: () => Promise<Value>): Promise<Value> {
    try {
      return await work();
    } catch (thrown) {
      this.#setState(source, { status: 'failed', error: toErrorData(thrown) });
      return fallback;
    }
  }

  /** Never throws. On a full disk even the failure cannot be stored, but the page is still told. */
  #setState({ store, user }: CaptureSource, state: CaptureState): void {
    const { id: messageId, conversationId } = user;
    try {
      // The chat may have been deleted during the capture.
      if (store.message(messageId) === undefined) return;
      store.setCapture(messageId, state);
      const view = store.view(messageId);
      if (view === undefined) return;
      const { capture, remembered } = view;
      this.#ports.publish('capture-changed', { conversationId, messageId, capture, remembered });
    } catch (thrown) {
      const capture: CaptureState = { status: 'failed', error: toErrorData(thrown) };
      this.#ports.publish('capture-changed', { conversationId, messageId, capture, remembered: [] });
    }
  }
}

/** Shown under a message of which a model made more than it says. */
function droppedNote(dropped: number): ErrorData | null {
  if (dropped === 0) return null;
  const what = dropped === 1 ? 'One thing' : `${dropped} things`;
  return new TuteeError(
    'not_said',
    `${what} that the model took from this message ${dropped === 1 ? 'was' : 'were'} not kept, because your words do not say it.`,
  ).toData();
}

function forgottenError(): TuteeError {
  return new TuteeError('cancelled', 'Nothing was learned from this: words of it were forgotten for good.');
}

/** Whether this model may be sent the message for capture. The request holds the turn before it too, so that is checked as well. */
function mayRead({ local }: ChatModel, { store, conversation, user }: CaptureSource): boolean {
  if (local || (store.get(conversation.id) ?? conversation).sendsPrivate) return true;
  const path = store.pathTo(user.id);
  const found = privateMessages(path, store);
  return path.slice(-3).every(({ id }) => !found.has(id));
}

const nothingExplicit: ExplicitCapture = { remembered: [], reply: null, complete: false, listed: [] };

function truncated({ messageId, text }: EarlierVersion): EarlierVersion {
  return { messageId, text: truncateForCapture(text) };
}

/** The only way a message reaches capture: it must be the user's own. */
function userWords({ store, conversation, user }: CaptureSource, scope: MemoryScope): UserWords {
  if (user.role !== 'user') throw new Error('Only messages of the user can teach.');
  const answer = user.parentId === null ? undefined : store.message(user.parentId);
  const request = answer?.parentId == null ? undefined : store.message(answer.parentId);
  const isTurn = answer?.role === 'assistant' && request?.role === 'user';
  return {
    conversationId: user.conversationId,
    messageId: user.id,
    text: truncateForCapture(ownPart(user.text)),
    at: user.createdAt,
    scope,
    also: otherScopes(conversation, scope),
    before: isTurn ? { request: truncateForCapture(ownPart(request.text)), answer: answer.text } : null,
    earlier: earlierWords(store, user),
  };
}

/** So many earlier messages are looked at for what "that" means, and for whether anything is to be kept. */
const MOST_EARLIER = 30;

/** Newest first. */
function earlierWords(store: CaptureSource['store'], user: Message): EarlierWords[] {
  return store
    .pathTo(user.id)
    .filter(({ id, role }) => role === 'user' && id !== user.id)
    .slice(-MOST_EARLIER)
    .toReversed()
    .map(({ id, text }) => ({ messageId: id, text: truncateForCapture(ownPart(text)) }));
}

/** The other scopes that are recalled from in a chat whose memories go to `scope`. */
function otherScopes({ projectId }: Conversation, scope: MemoryScope): MemoryScope[] {
  const project: readonly MemoryScope[] = projectId === null ? [] : [{ type: 'project', id: projectId }];
  return [...project, { type: 'everywhere' } as const].filter((other) => !isSameScope(other, scope));
}
