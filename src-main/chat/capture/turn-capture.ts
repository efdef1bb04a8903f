/**
 * Memory capture around a turn. Explicit teaching ("remember that …") is stored before the answer; implicit capture runs after
 * it, in a queue (capture-queue.ts). The capture state is stored beside the message.
 * A failure is shown there and never thrown: the chat goes on. It may not know the engine, the page, a shell or SQL.
 */
import type { Publish } from '#shared/contract/events.ts';
import { canLearnAgain } from '#shared/memory/learn-again.ts';
import type { CaptureState, Message } from '#shared/conversation.ts';
import { toErrorData, TuteeError } from '#shared/errors.ts';
import type { ErrorData } from '#shared/errors.ts';
import type { MemoryScope, Remembered } from '#shared/memory/memory.ts';
import type { ChatModel } from '#shared/models/model.ts';
import { learningPolicy } from '#shared/memory/learning-policy.ts';
import { ownPart } from '#shared/pasted-text.ts';
import type { Settings } from '#shared/settings.ts';
import { droppedNote, forgottenError, notYetNote, rulesAloneNote } from './capture-notes.ts';
import { CaptureQueue, wasDiscarded } from './capture-queue.ts';
import { privateMessages } from '../private-turns.ts';
import { unreachable } from '../unreachable-model.ts';
import { earlierWords, mayRead, truncated, userWords } from './capture-source.ts';
import type { AnswerEdit, CaptureSource } from './capture-source.ts';
import type { Projects } from '../projects.ts';
import { truncateForCapture, truncationNote } from './truncate-for-capture.ts';
import type {
  CaptureNews,
  ExplicitCapture,
  LearnerCheck,
  MemoryCapture,
  EditedMessages,
  UserWords,
} from '../ports/capture.ts';
import type { ConversationStore } from '../ports/conversations.ts';

export interface TurnCapturePorts {
  readonly capture: MemoryCapture;
  readonly editedMessages: EditedMessages;
  readonly settings: () => Settings;
  readonly publish: Publish;
  readonly projects: Pick<Projects, 'teachingScope' | 'need'>;
  /** Which models may learn; absent: all. */
  readonly learners?: LearnerCheck;
}

export type { AnswerEdit, CaptureSource } from './capture-source.ts';

const nothingExplicit: ExplicitCapture = {
  remembered: [],
  reply: null,
  complete: false,
  listed: [],
  about: [],
};

type Policy = ReturnType<typeof learningPolicy>;

interface Learner {
  /** Null: rules alone. */
  readonly model: ChatModel | null;
  readonly note: ErrorData | null;
}

export class TurnCapture {
  readonly #ports: TurnCapturePorts;
  readonly #queue = new CaptureQueue();

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
      source.store.saveTraces(source.user.id, found.about);
      // Unless the message is complete, implicit capture follows and settles the earlier versions itself.
      this.#settleEarlier(source, words, found.complete ? this.#policyFor(source) : 'told');
      return found;
    });
    const error = truncationNote(source.user.text);
    const isOver = explicit.complete || (error !== null && this.#policyFor(source) === 'told');
    if (isOver && !this.#failed(source)) this.#setState(source, { status: 'done', error });
    return explicit;
  }

  /** Whether messages of this chat teach anything by themselves. */
  learnsIn(conversation: CaptureSource['conversation']): boolean {
    return this.#policyFor({ conversation }) !== 'told';
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
    if (policy !== 'told') this.#queue.add(() => this.#captureImplicit(source, model, policy));
  }

  /** The same if the model has just failed to answer: it is not called again now, and the note says why. */
  captureWithoutAnswer(source: CaptureSource, model: ChatModel | null, error: ErrorData): void {
    if (error.fault !== 'model' || mayStillLearn.has(error.code))
      return this.captureInBackground(source, model);
    const policy = this.#policyFor(source);
    const failed = unreachable(model, new TuteeError(error.code, error.message, error));
    if (policy !== 'told') this.#queue.add(() => this.#captureImplicit(source, failed, policy, unanswered));
  }

  /** Queues the capture of a message that was not learned from, or only by rules, because its answer had failed. */
  captureMissed(source: CaptureSource, model: ChatModel): void {
    const { conversation, store, user } = source;
    if (!conversation.temporary && canLearnAgain(store.view(user.id)?.capture ?? null))
      this.captureLater(source, () => Promise.resolve(model), false);
  }

  /**
   * Queues the capture of a message whose capture was interrupted, failed, or ran without its model.
   * @param model called when its turn comes
   * @param isNew true: the message may not have been read for explicit teaching yet
   */
  captureLater(message: CaptureSource, model: () => Promise<ChatModel | null>, isNew: boolean): void {
    const source = { ...message, late: true };
    const policy = this.#policyFor(source);
    this.#setState(source, { status: 'pending', error: null });
    this.#queue.add(async () => {
      if (this.#queue.closed || source.store.message(source.user.id) === undefined) return;
      const explicit = isNew ? await this.captureExplicit(source) : nothingExplicit;
      if (explicit.complete) return;
      // Learning was turned off in the meantime.
      if (policy === 'told') return this.#setState(source, { status: 'done', error: null });
      await this.#attempt(source, undefined, async () => {
        const found = await model().catch((thrown: unknown) => unreachable(null, thrown));
        await this.#captureImplicit(source, found, policy);
      });
    });
  }

  /** Queues another look at what the earlier versions taught: their own capture may still be in the queue. */
  reviseInBackground(source: CaptureSource): void {
    if (source.earlier === undefined || source.conversation.temporary) return;
    this.#queue.add(() =>
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
    const source = { store, conversation, user: answer };
    if (policy === 'told') {
      store.setCapture(answer.id, null);
      return;
    }
    store.setCapture(answer.id, { status: 'pending', error: null });
    const { id: messageId, conversationId, text: edited, createdAt: at } = answer;
    const scope = this.#scopeOf(edit);
    const isPrivate = privateMessages(store.pathTo(messageId), store).has(messageId);
    const change = { conversationId, messageId, request, original, edited, at, scope, isPrivate };
    const learn = async (signal: AbortSignal): Promise<readonly Remembered[]> => {
      // Words of it may have been forgotten for good while it was in the queue.
      if (store.message(messageId)?.text !== edited) throw forgottenError();
      const found = await model().catch(() => null);
      const allowed = found === null || mayRead(found, source) ? found : null;
      const learner = await this.#learner(signal, allowed);
      const remembered = await this.#queue.withoutHurry(signal, learner.model, (interrupted) =>
        this.#ports.capture.captureEdit(change, learner.model, interrupted, policy),
      );
      if (!wasDiscarded(signal)) this.#setState(source, { status: 'done', error: learner.note });
      return remembered;
    };
    this.#queue.add(() => this.#attempt(source, [], () => this.#queue.abortable(conversationId, learn)));
  }

  /** Words of these chats were forgotten for good: aborts every capture that has already read them. */
  discard(conversationIds: readonly string[]): void {
    this.#queue.discard(conversationIds, forgottenError());
  }

  /** See CaptureQueue. */
  makeWay(): () => void {
    return this.#queue.makeWay();
  }

  /** Runs work with a model after the queued captures and while no answer is in progress. */
  afterCaptures<Value>(model: ChatModel, work: (signal: AbortSignal) => Promise<Value>): Promise<Value> {
    return new Promise((resolve, reject) => {
      const inTurn = (signal: AbortSignal) => this.#queue.withoutHurry(signal, model, work);
      this.#queue.add(() => this.#queue.abortable('', inTurn).then(resolve, reject));
    });
  }

  /** Resolves when the queue is empty. */
  async settled(): Promise<void> {
    await this.#queue.settled();
  }

  /** Aborts what is in progress. Unfinished captures stay pending and continue after the next start. */
  async close(): Promise<void> {
    await this.#queue.close();
  }

  /** A project's policy holds for its chats even when their memories are stored in another scope. */
  #policyFor({ conversation, scope }: Pick<CaptureSource, 'conversation' | 'scope'>): Policy {
    if (conversation.temporary) return 'told';
    const kept = scope ?? this.#scopeOf({ conversation });
    const own = scope !== undefined || kept.type === 'assistant' ? [kept] : [];
    const { projectId } = conversation;
    const project: readonly MemoryScope[] = projectId === null ? [] : [{ type: 'project', id: projectId }];
    return learningPolicy(this.#ports.settings(), ...own, ...project);
  }

  #scopeOf({ conversation, scope }: Pick<CaptureSource, 'conversation' | 'scope'>): MemoryScope {
    return scope ?? this.#ports.projects.teachingScope(conversation);
  }

  async #captureImplicit(
    source: CaptureSource,
    model: ChatModel | null,
    policy: 'automatic' | 'ask',
    stateAfter: (error: ErrorData) => CaptureState = failedState,
  ): Promise<readonly Remembered[]> {
    const learn = async (signal: AbortSignal): Promise<readonly Remembered[]> => {
      // Read again: words of it may have been forgotten for good while it was in the queue.
      const user = source.store.message(source.user.id);
      if (user === undefined) return [];
      const words = userWords({ ...source, user }, this.#scopeOf(source));
      const allowed = model === null || mayRead(model, { ...source, user }) ? model : null;
      const learner = await this.#learner(signal, allowed, words);
      let { note } = learner;
      const tell: CaptureNews = {
        onDropped: (count) => (note = droppedNote(count)),
        onFailure: (error) => (note = rulesAloneNote(error)),
      };
      const remembered = await this.#queue.withoutHurry(signal, learner.model, (interrupted) =>
        this.#ports.capture.captureImplicit(words, learner.model, interrupted, policy, tell),
      );
      if (wasDiscarded(signal)) return remembered;
      this.#settleEarlier({ ...source, user }, words, policy);
      if (source.store.captureOf(source.user.id)?.status === 'pending') {
        this.#setState(source, { status: 'done', error: truncationNote(user.text) ?? note });
      }
      return remembered;
    };
    const { conversationId } = source.user;
    return this.#attempt(source, [], () => this.#queue.abortable(conversationId, learn), stateAfter);
  }

  /** Settles what earlier versions taught. Under the policy `ask` only proposed memories are forgotten without asking. */
  #settleEarlier({ earlier }: CaptureSource, words: UserWords, policy: Policy): void {
    if (earlier === undefined) return;
    const forgets = { automatic: 'all', ask: 'proposed', told: 'none' } as const;
    this.#ports.editedMessages.settle(words, earlier.map(truncated), forgets[policy]);
  }

  /** The model that learns, and the note to show if it is not the given one. No model is checked for words that teach nothing. */
  async #learner(signal: AbortSignal, model: ChatModel | null, words?: UserWords): Promise<Learner> {
    const { learners, capture } = this.#ports;
    if (model === null || learners === undefined) return { model, note: null };
    if (words !== undefined && !(await capture.mayTeach(words))) return { model: null, note: null };
    try {
      const isFit = await this.#queue.withoutHurry(signal, model, (interrupted) =>
        learners.isFit(model, interrupted),
      );
      return isFit ? { model, note: null } : { model: null, note: learners.note(model) };
    } catch (thrown) {
      if (toErrorData(thrown).fault !== 'model') throw thrown;
      return { model: unreachable(model, thrown), note: null };
    }
  }

  #failed({ store, user }: CaptureSource): boolean {
    return store.captureOf(user.id)?.status === 'failed';
  }

  async #attempt<Value>(
    source: CaptureSource,
    fallback: Value,
    work: () => Promise<Value>,
    stateAfter: (error: ErrorData) => CaptureState = failedState,
  ): Promise<Value> {
    try {
      return await work();
    } catch (thrown) {
      // A capture that was unfinished when the app closed stays pending and continues after the next start.
      if (!this.#queue.closed) this.#setState(source, stateAfter(toErrorData(thrown)));
      return fallback;
    }
  }

  /** Never throws. On a full disk even the failure cannot be stored, but the page is still told. */
  #setState({ store, user }: CaptureSource, state: CaptureState): void {
    const { id: messageId, conversationId } = user;
    try {
      store.setCapture(messageId, state);
      const learned = store.learned(messageId);
      // The chat may have been deleted during the capture.
      if (learned === undefined) return;
      const { capture, remembered } = learned;
      this.#ports.publish('capture-changed', { conversationId, messageId, capture, remembered });
    } catch (thrown) {
      const capture: CaptureState = { status: 'failed', error: toErrorData(thrown) };
      this.#ports.publish('capture-changed', { conversationId, messageId, capture, remembered: [] });
    }
  }
}

function failedState(error: ErrorData): CaptureState {
  return { status: 'failed', error };
}

/** For a failed answer, which reports its failure itself: the note is quiet, and the model learns when it answers. */
function unanswered(error: ErrorData): CaptureState {
  return error.fault === 'model' ? { status: 'done', error: notYetNote(error) } : failedState(error);
}

/** Failures of an answer that say nothing about learning, whose request is different and shorter. */
const mayStillLearn: ReadonlySet<string> = new Set([
  'context_too_long',
  'moderated',
  'tools_not_supported',
  'images_not_supported',
  'malformed_stream',
]);
