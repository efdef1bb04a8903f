import type { Publish } from '#shared/contract/events.ts';
import type { CaptureState, Conversation, Message } from '#shared/conversation.ts';
import { toErrorData, TuteeError } from '#shared/errors.ts';
import type { MemoryScope, Remembered } from '#shared/memory/memory.ts';
import type { ChatModel } from '#shared/models/model.ts';
import { privateMessages } from './private-turns.ts';
import { isSameScope, learningIn } from '#shared/memory/learning-in.ts';
import { ownPart } from '#shared/pasted-text.ts';
import type { Settings } from '#shared/settings.ts';
import type { Projects } from './projects.ts';
import { readPart, unreadNote } from './read-part.ts';
import type { ConversationStore, EarlierWording, Learning, Rewording, Told, UserWords } from './ports.ts';

export interface LearningPorts {
  readonly learning: Learning;
  readonly rewording: Rewording;
  readonly settings: () => Settings;
  readonly publish: Publish;
  readonly projects: Pick<Projects, 'taughtIn' | 'need'>;
}

/** A user message to learn from, and where it is kept. */
export interface Lesson {
  readonly store: ConversationStore;
  readonly conversation: Conversation;
  readonly user: Message;
  /** Where what it teaches applies; not given: where what its chat teaches does. */
  readonly scope?: MemoryScope;
  /** What it said before the user changed it; not given: it is new. */
  readonly earlier?: readonly EarlierWording[];
}

/** An answer in the user's version, and what it was made of. */
export interface Edit {
  readonly store: ConversationStore;
  readonly conversation: Conversation;
  readonly answer: Message;
  readonly original: string;
  /** What the user had asked. */
  readonly request: string;
  /** Where what it teaches applies; not given: where what its chat teaches does. */
  readonly scope?: MemoryScope;
}

type Policy = ReturnType<typeof learningIn>;

/**
 * Learning around a turn. What the user explicitly teaches is stored before the answer; learning by itself comes after
 * it, one message at a time, so that each sees what the one before it taught. Its state is kept beside the message; a
 * failure is shown there and never thrown: the chat goes on.
 */
export class TurnLearning {
  readonly #ports: LearningPorts;
  readonly #stop = new AbortController();
  /** What is being learned from now, by chat, with what breaks it off. */
  readonly #underWay = new Map<AbortController, string>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(ports: LearningPorts) {
    this.#ports = ports;
  }

  /** Stored with the message, so that a killed process does not forget that there was something to learn. */
  expect(lesson: Lesson): void {
    if (this.#policyFor(lesson) !== 'told')
      lesson.store.setCapture(lesson.user.id, { status: 'pending', error: null });
  }

  /** "Remember that …", "forget …": by rules alone, at once. */
  async told(lesson: Lesson): Promise<Told> {
    if (lesson.conversation.temporary) return nothingTold;
    const told = await this.#attempt(lesson, nothingTold, async () => {
      const words = userWords(lesson, this.#scopeOf(lesson));
      const said = await this.#ports.learning.told(words);
      // What is learned by itself comes later, and may take the place of more.
      this.#reconsider(lesson, words, said.complete ? this.#policyFor(lesson) : 'told');
      return said;
    });
    const error = unreadNote(lesson.user.text);
    const over = told.complete || (error !== null && this.#policyFor(lesson) === 'told');
    if (over && !this.#failed(lesson)) this.#settle(lesson, { status: 'done', error });
    return told;
  }

  /** Memories that an earlier wording of a message taught, and that it does not say any more: they would contradict it. */
  doubted(lesson: Lesson): readonly string[] {
    if (lesson.earlier === undefined || lesson.conversation.temporary) return [];
    return this.#ports.rewording.doubted(
      userWords(lesson, this.#scopeOf(lesson)),
      lesson.earlier.map(partRead),
    );
  }

  /** Without a model rules are all there is and take no time: the answer can say what was learned. */
  async now(lesson: Lesson): Promise<readonly Remembered[]> {
    const policy = this.#policyFor(lesson);
    return policy === 'told' ? [] : this.#learn(lesson, null, policy);
  }

  /** Learns in the background. */
  later(lesson: Lesson, model: ChatModel | null): void {
    const policy = this.#policyFor(lesson);
    if (policy !== 'told') this.#last = this.#last.then(() => this.#learn(lesson, model, policy));
  }

  /** What earlier wordings taught may itself still be on its way: it is looked at again after that. */
  reconsiderLater(lesson: Lesson): void {
    if (lesson.earlier === undefined || lesson.conversation.temporary) return;
    this.#last = this.#last.then(() =>
      this.#attempt(lesson, undefined, () => {
        const words = userWords(lesson, this.#scopeOf(lesson));
        this.#reconsider(lesson, words, this.#policyFor(lesson));
        return Promise.resolve(undefined);
      }),
    );
  }

  /** The user changed an answer by hand: learns from the difference in the background, unless the chat or the policy forbids it. */
  laterFromEdit(edit: Edit, model: () => Promise<ChatModel | null>): void {
    const { store, conversation, answer, original, request } = edit;
    const policy = this.#policyFor(edit);
    if (policy === 'told') return;
    const kept = { store, conversation, user: answer };
    store.setCapture(answer.id, { status: 'pending', error: null });
    const { id: messageId, conversationId, text: edited, createdAt: at } = answer;
    const scope = this.#scopeOf(edit);
    const changed = { conversationId, messageId, request, original, edited, at, scope };
    this.#last = this.#last.then(() =>
      this.#attempt<readonly Remembered[]>(kept, [], async () => {
        const found = await model().catch(() => null);
        const asked = found === null || mayRead(found, kept) ? found : null;
        const learned = await this.#breakable(conversationId, (signal) =>
          this.#ports.learning.learnFromEdit(changed, asked, signal, policy),
        );
        this.#settle(kept, { status: 'done', error: null });
        return learned;
      }),
    );
  }

  /** These chats lost words for good: nothing is learned any more from what was read of them before. */
  discard(conversationIds: readonly string[]): void {
    for (const [stop, conversationId] of this.#underWay)
      if (conversationIds.includes(conversationId)) stop.abort(forgotten());
  }

  /** Waits until everything begun is learned. */
  async settled(): Promise<void> {
    await this.#last;
  }

  /** Breaks off calls under way; their messages say so. */
  async close(): Promise<void> {
    this.#stop.abort();
    await this.#last;
  }

  /** A project says how its chats teach, wherever what they teach is kept. */
  #policyFor({ conversation, scope }: Pick<Lesson, 'conversation' | 'scope'>): Policy {
    if (conversation.temporary) return 'told';
    const { projectId } = conversation;
    const project: readonly MemoryScope[] = projectId === null ? [] : [{ type: 'project', id: projectId }];
    return learningIn(this.#ports.settings(), ...(scope === undefined ? [] : [scope]), ...project);
  }

  /** Where it applies, unless it was said. */
  #scopeOf({ conversation, scope }: Pick<Lesson, 'conversation' | 'scope'>): MemoryScope {
    return scope ?? this.#ports.projects.taughtIn(conversation);
  }

  async #learn(
    lesson: Lesson,
    model: ChatModel | null,
    policy: 'automatic' | 'ask',
  ): Promise<readonly Remembered[]> {
    return this.#attempt<readonly Remembered[]>(lesson, [], async () => {
      // As it stands now: words of it may have been forgotten for good while it waited for its turn.
      const user = lesson.store.message(lesson.user.id);
      if (user === undefined) return [];
      const words = userWords({ ...lesson, user }, this.#scopeOf(lesson));
      const teacher = model === null || mayRead(model, { ...lesson, user }) ? model : null;
      const remembered = await this.#breakable(user.conversationId, (signal) =>
        this.#ports.learning.learnFrom(words, teacher, signal, policy),
      );
      this.#reconsider({ ...lesson, user }, words, policy);
      if (lesson.store.view(lesson.user.id)?.capture?.status === 'pending') {
        this.#settle(lesson, { status: 'done', error: unreadNote(user.text) });
      }
      return remembered;
    });
  }

  /** What is not wanted any more is the user's to decide when they are asked about everything. */
  #reconsider({ earlier }: Lesson, words: UserWords, policy: Policy): void {
    if (earlier === undefined) return;
    const forgets = { automatic: 'all', ask: 'proposed', told: 'none' } as const;
    this.#ports.rewording.settle(words, earlier.map(partRead), forgets[policy]);
  }

  async #breakable<Value>(
    conversationId: string,
    learn: (signal: AbortSignal) => Promise<Value>,
  ): Promise<Value> {
    const stop = new AbortController();
    this.#underWay.set(stop, conversationId);
    try {
      return await learn(AbortSignal.any([this.#stop.signal, stop.signal]));
    } finally {
      this.#underWay.delete(stop);
    }
  }

  #failed({ store, user }: Lesson): boolean {
    return store.view(user.id)?.capture?.status === 'failed';
  }

  async #attempt<Value>(lesson: Lesson, otherwise: Value, learn: () => Promise<Value>): Promise<Value> {
    try {
      return await learn();
    } catch (thrown) {
      this.#settle(lesson, { status: 'failed', error: toErrorData(thrown) });
      return otherwise;
    }
  }

  /** Never throws: on a full disk not even the failure can be written down, and the page is told all the same. */
  #settle({ store, user }: Lesson, state: CaptureState): void {
    const { id: messageId, conversationId } = user;
    try {
      // The chat may have been deleted while its message was being learned from.
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

function forgotten(): TuteeError {
  return new TuteeError('cancelled', 'Nothing was learned from this: words of it were forgotten for good.');
}

/** Whether a model may be asked what to learn from a message: it reads the turn before it too. */
function mayRead({ local }: ChatModel, { store, conversation, user }: Lesson): boolean {
  if (local || (store.get(conversation.id) ?? conversation).sendsPrivate) return true;
  const path = store.pathTo(user.id);
  const found = privateMessages(path, store);
  return path.slice(-3).every(({ id }) => !found.has(id));
}

const nothingTold: Told = { remembered: [], reply: null, complete: false, listed: [] };

function partRead({ messageId, text }: EarlierWording): EarlierWording {
  return { messageId, text: readPart(text) };
}

/** The only way a message reaches learning: it must be the user's own. */
function userWords({ store, conversation, user }: Lesson, scope: MemoryScope): UserWords {
  if (user.role !== 'user') throw new Error('Only messages of the user can teach.');
  const answer = user.parentId === null ? undefined : store.message(user.parentId);
  const request = answer?.parentId == null ? undefined : store.message(answer.parentId);
  const whole = answer?.role === 'assistant' && request?.role === 'user';
  return {
    conversationId: user.conversationId,
    messageId: user.id,
    text: readPart(ownPart(user.text)),
    at: user.createdAt,
    scope,
    also: othersIn(conversation, scope),
    before: whole ? { request: readPart(ownPart(request.text)), answer: answer.text } : null,
  };
}

/** Where else memories come to mind in a chat whose words are kept in this scope. */
function othersIn({ projectId }: Conversation, scope: MemoryScope): MemoryScope[] {
  const project: readonly MemoryScope[] = projectId === null ? [] : [{ type: 'project', id: projectId }];
  return [...project, { type: 'everywhere' } as const].filter((other) => !isSameScope(other, scope));
}
