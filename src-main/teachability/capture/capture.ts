/**
 * Learns from what the user writes: at once what they explicitly teach, after the answer what they say in passing. Owns how
 * a message becomes changes of memory; knows the ports and a model given for one call. Only the user's own words come in here.
 */
import type { TokenUsage } from '#shared/conversation.ts';
import type { Embedder } from '#shared/embedder.ts';
import { toErrorData, TuteeError } from '#shared/errors.ts';
import type { Memory, MemoryOrigin, MemoryScope, Remembered } from '#shared/memory.ts';
import type { ChatModel } from '#shared/model.ts';
import { whenFree } from '#shared/when-free.ts';
import { vectorsFor } from '../memory-vectors.ts';
import type { MemoryReader, MemoryWriter, RememberedReader } from '../ports.ts';
import { Neighbours } from '../recall/neighbours.ts';
import { datedTeachings } from './dated-teachings.ts';
import { changedPart, taughtByEdit } from './edited-answer.ts';
import type { EditedAnswer } from './edited-answer.ts';
import { explicitTeachings, untoldIn } from './explicit-teaching.ts';
import { forgetRequestsIn } from './forget-request.ts';
import { forgetSteps, forgettingOf } from './forgetting.ts';
import { continuedTeaching, correctionOfAnswer, demonstration } from './last-turn.ts';
import { learnByRules } from './learn-by-rules.ts';
import { learnByModel, NEIGHBOURS } from './model-capture.ts';
import { ownWords } from './understand/whose-words.ts';
import { completed, planTeachings } from './plan.ts';
import type { PlannedTeaching } from './plan.ts';
import type { UserWords } from './teaching.ts';
import { worthAsking } from './worth-asking.ts';

/** How long vectors are waited for before an answer, and after it, in ms. Without them a memory is found by words. */
const PATIENCE_BEFORE = 800;
const PATIENCE_AFTER = 10_000;
/** The most of a message that is kept as the source of a memory, in characters. */
const QUOTE_LENGTH = 1_000;

export interface CapturePorts {
  readonly reader: MemoryReader;
  readonly writer: MemoryWriter;
  readonly embedder: () => Embedder | null;
  readonly newId: () => string;
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
  /** Between two tries to write while another program holds the database; left out: none. */
  readonly pause?: () => Promise<void>;
  readonly remembered: RememberedReader['remembered'];
  /** Told when memories were stored without vectors, so that they can follow. */
  readonly onMissingVectors?: () => void;
  /** Told what a capture call cost. */
  readonly onUsage?: (usage: TokenUsage, model: ChatModel) => void;
}

/** What was explicitly taught or forgotten by a message. */
export interface Told {
  readonly remembered: readonly Remembered[];
  /** Tutee's own answer, where one is due, such as which of several memories is meant. */
  readonly reply: string | null;
  /** True: there is nothing left in the message to learn from. */
  readonly complete: boolean;
}

interface Keeping {
  readonly origin: MemoryOrigin;
  /** How long vectors are waited for, in ms. */
  readonly patience: number;
  readonly pending?: boolean;
  /** Nothing is stored once it is aborted. */
  readonly signal?: AbortSignal;
}

export class Capture {
  readonly #ports: CapturePorts;
  readonly #neighbours: Neighbours;

  constructor(ports: CapturePorts) {
    this.#ports = ports;
    this.#neighbours = new Neighbours(ports.reader);
  }

  /**
   * "Remember that …", "forget what I said about …": done before the answer, by rules alone, no model call. Throws what the
   * store throws.
   */
  async told(words: UserWords): Promise<Told> {
    const { reader, embedder } = this.#ports;
    const forgetting = await forgettingOf(words, { reader, embedder, neighbours: this.#neighbours });
    if (forgetting !== null) this.#forget(forgetting.forgets, words, 'user');
    const left = forgetting === null ? words : { ...words, text: forgetting.rest };
    const teachings = toldBy(left, reader);
    await this.#keep(datedTeachings(teachings, words.at), words, {
      origin: 'told',
      patience: PATIENCE_BEFORE,
    });
    const changed = teachings.length > 0 || (forgetting?.forgets.length ?? 0) > 0;
    return {
      remembered: changed ? this.#ports.remembered(words.messageId) : [],
      reply: forgetting?.reply ?? null,
      complete: left.text === '' || (teachings.length > 0 && !worthAsking(beside(left, reader))),
    };
  }

  /** What `told` did, as the chips show it. */
  async learnTold(words: UserWords): Promise<readonly Remembered[]> {
    return (await this.told(words)).remembered;
  }

  /**
   * Learns by itself. With a model in at most one call and one repair; rules when there is none or it gives no valid
   * answer. Throws when the model could not be asked and the rules found nothing either, so that the failure is seen.
   * @param policy `ask`: what is learned waits for the user's word.
   */
  async learnFrom(
    words: UserWords,
    model: ChatModel | null,
    signal: AbortSignal,
    policy: 'automatic' | 'ask' = 'automatic',
  ): Promise<readonly Remembered[]> {
    const { reader } = this.#ports;
    const { requests, rest } = forgetRequestsIn(words.text);
    const left = { ...words, text: beside(requests.length === 0 ? words : { ...words, text: rest }, reader) };
    const own = ownWords(left.text);
    if (model === null || !worthAsking(own)) return this.#learnByRules(left, policy, signal);
    try {
      const near = await this.#near(own, model, words.scope);
      const learned = await learnByModel(
        { message: own, before: words.before ?? null, neighbours: near, at: words.at },
        model,
        signal,
      );
      this.#ports.onUsage?.(learned.usage, model);
      if (learned.lessons === null) throw noUsableAnswer();
      const { teachings, forgets } = learned.lessons;
      // What is not wanted any more is the user's to decide when they are asked about everything.
      if (policy === 'automatic') this.#forget(forgets, words, 'capture');
      await this.#keep(datedTeachings(teachings, words.at), words, {
        origin: 'model',
        patience: PATIENCE_AFTER,
        pending: policy === 'ask',
        signal,
      });
      return this.#ports.remembered(words.messageId);
    } catch (thrown) {
      if (toErrorData(thrown).fault !== 'model') throw thrown;
      const byRules = await this.#learnByRules(left, policy, signal);
      if (byRules.length === 0) throw thrown;
      return byRules;
    }
  }

  /**
   * Learns from an answer that the user changed by hand: in at most one call and one repair, else by rules. Throws as
   * `learnFrom` does.
   */
  async learnFromEdit(
    answer: EditedAnswer,
    model: ChatModel | null,
    signal: AbortSignal,
    policy: 'automatic' | 'ask' = 'automatic',
  ): Promise<readonly Remembered[]> {
    const changed = changedPart(answer);
    if (changed === null) return [];
    const { conversationId, messageId, request, original, edited, at, scope } = answer;
    // What is kept as the source are the words that are the user's own.
    const said = { conversationId, messageId, text: changed.after || edited, at };
    const words: UserWords = scope === undefined ? said : { ...said, scope };
    const pending = policy === 'ask';
    const byRules = async () => {
      const taught = taughtByEdit(answer);
      if (taught !== null)
        await this.#keep([taught], words, { origin: 'rules', patience: PATIENCE_AFTER, pending, signal });
      return this.#ports.remembered(messageId);
    };
    if (model === null) return byRules();
    try {
      const message = `${request}\n${changed.after}`;
      const neighbours = await this.#near(message, model, scope);
      const input = { message, before: { request, answer: original }, edited, neighbours, at };
      const learned = await learnByModel(input, model, signal);
      this.#ports.onUsage?.(learned.usage, model);
      if (learned.lessons === null) return await byRules();
      const { teachings } = learned.lessons;
      await this.#keep(teachings, words, { origin: 'model', patience: PATIENCE_AFTER, pending, signal });
      return this.#ports.remembered(messageId);
    } catch (thrown) {
      if (toErrorData(thrown).fault !== 'model') throw thrown;
      const taught = await byRules();
      if (taught.length === 0) throw thrown;
      return taught;
    }
  }

  async #learnByRules(
    words: UserWords,
    policy: 'automatic' | 'ask',
    signal: AbortSignal,
  ): Promise<readonly Remembered[]> {
    const correction = correctionOfAnswer(words);
    const found = correction === null ? learnByRules(words.text, words.at) : [correction];
    if (found.length === 0) return [];
    await this.#keep(datedTeachings(found, words.at), words, {
      origin: 'rules',
      patience: PATIENCE_AFTER,
      pending: policy === 'ask',
      signal,
    });
    return this.#ports.remembered(words.messageId);
  }

  /** Each by itself, so that each can be brought back by itself. */
  #forget(
    memories: readonly Memory[],
    { conversationId, messageId }: UserWords,
    actor: 'user' | 'capture',
  ): void {
    const { writer, now } = this.#ports;
    for (const step of forgetSteps(memories)) {
      writer.apply([step], { actor, at: now(), conversationId, messageId });
    }
  }

  /** The nearest memories of the same scope, which the model may say are repeated or corrected; private ones stay on this machine. */
  async #near(own: string, model: ChatModel, scope: MemoryScope = { type: 'everywhere' }): Promise<Memory[]> {
    const near = await this.#neighbours.of(own, this.#ports.embedder(), NEIGHBOURS * 2, scope);
    return near.filter((memory) => model.local || !memory.private).slice(0, NEIGHBOURS);
  }

  async #keep(teachings: readonly PlannedTeaching[], words: UserWords, how: Keeping): Promise<void> {
    if (teachings.length === 0) return;
    const { reader, writer, embedder, newId, now, pause = () => Promise.resolve() } = this.#ports;
    const { origin, patience, pending = false } = how;
    const told = origin === 'told';
    const planned = planTeachings(teachings, reader, newId, { scope: words.scope, told, pending });
    const added = planned.flat().filter((step) => step.type === 'add');
    const vectors = await vectorsFor(added, embedder(), patience);
    how.signal?.throwIfAborted();
    const { conversationId, messageId, text } = words;
    const source = { origin, conversationId, messageId, quote: text.slice(0, QUOTE_LENGTH).toWellFormed() };
    const actor = told ? 'user' : 'capture';
    for (const steps of planned) {
      const keep = () =>
        writer.apply(completed(steps, source, vectors), { actor, at: now(), conversationId, messageId });
      await whenFree(keep, pause, () => how.signal?.aborted !== true);
    }
    if (vectors.size < added.length) this.#ports.onMissingVectors?.();
  }
}

/** What a message says beside what it asks to remember, which is stored already. */
function beside(words: UserWords, reader: MemoryReader): string {
  const whole = demonstration(words) !== null || continuedTeaching(words, reader) !== null;
  return whole ? '' : untoldIn(words.text);
}

/** What a message says to remember, also when it takes the message before it to say so. */
function toldBy(words: UserWords, reader: MemoryReader): readonly PlannedTeaching[] {
  const shown = demonstration(words);
  if (shown !== null) return [shown];
  const continued = continuedTeaching(words, reader);
  return continued === null ? explicitTeachings(words.text) : [continued];
}

function noUsableAnswer(): TuteeError {
  return new TuteeError(
    'invalid_output',
    'The model gave no usable answer when it was asked what to learn from this message. Say "Remember that …" to teach it yourself.',
  );
}
