/**
 * Learns from what the user writes: at once what they explicitly teach, after the answer what they say in passing. Owns how
 * a message becomes changes of memory; knows the ports and a model given for one call. What of a message is the user's own is
 * decided first, by `whoseWords`; nothing else of it is learned from.
 */
import type { TokenUsage } from '#shared/conversation.ts';
import type { Embedder } from '#shared/models/embedder.ts';
import { toErrorData, TuteeError } from '#shared/errors.ts';
import type { Memory, MemoryOrigin, MemoryScope, Remembered } from '#shared/memory/memory.ts';
import type { ChatModel } from '#shared/models/model.ts';
import { whenFree } from '#shared/when-free.ts';
import { vectorsFor } from '../memory-vectors.ts';
import type { MemoryReader, MemoryWriter, RememberedReader } from '../ports.ts';
import { Neighbours } from '../recall/neighbours.ts';
import { datedTeachings } from './dated-teachings.ts';
import { changedPart, taughtByEdit } from './edited-answer.ts';
import type { EditedAnswer } from './edited-answer.ts';
import { teachingsIn, untoldOf } from './explicit-teaching.ts';
import { forgetRequestsIn } from './forget-request.ts';
import { forgetSteps, forgettingOf } from './forgetting.ts';
import { continuedTeaching, correctionOfAnswer, demonstration } from './last-turn.ts';
import { statedIn } from './learn-by-rules.ts';
import { learnByModel, NEIGHBOURS } from './model-capture.ts';
import { completed, planTeachings } from './plan.ts';
import type { PlannedTeaching } from './plan.ts';
import type { LastTurn, UserWords } from './teaching.ts';
import { ownWords, whoseWords } from './understand/whose-words.ts';
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
  /** Ids of memories that the reply lists without changing them. */
  readonly listed: readonly string[];
}

interface Keeping {
  readonly origin: MemoryOrigin;
  /** How long vectors are waited for, in ms. */
  readonly patience: number;
  /** What of the message it was learned from; left out: all of it. */
  readonly quote?: string;
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
    const { own, unclear } = whoseWords(words.text);
    const said = forgetting === null ? own : forgetting.rest;
    const teachings = toldBy(left, said, reader);
    await this.#keep(datedTeachings(teachings, words.at), words, {
      origin: 'told',
      patience: PATIENCE_BEFORE,
      quote: said,
    });
    const doubtful = teachingsIn(unclear);
    // Somebody else may speak here: the user is asked, and until then it changes nothing.
    await this.#keep(datedTeachings(doubtful, words.at), words, {
      origin: 'rules',
      patience: PATIENCE_BEFORE,
      quote: unclear,
      pending: true,
    });
    const changed = teachings.length + doubtful.length + (forgetting?.forgets.length ?? 0) > 0;
    return {
      remembered: changed ? this.#ports.remembered(words.messageId) : [],
      reply: forgetting?.reply ?? null,
      listed: forgetting?.listed?.map(({ id }) => id) ?? [],
      complete: left.text === '' || (teachings.length > 0 && !worthAsking(beside(left, said, reader))),
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
    const left = requests.length === 0 ? words : { ...words, text: rest };
    const own = beside(left, requests.length === 0 ? ownWords(words.text) : rest, reader);
    if (model === null || !worthAsking(own)) return this.#learnByRules(left, own, policy, signal);
    try {
      const near = await this.#near(own, model, words.scope);
      const learned = await learnByModel(
        { message: own, before: ownTurn(words.before), neighbours: near, at: words.at },
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
        quote: own,
        pending: policy === 'ask',
        signal,
      });
      return this.#ports.remembered(words.messageId);
    } catch (thrown) {
      if (toErrorData(thrown).fault !== 'model') throw thrown;
      const byRules = await this.#learnByRules(left, own, policy, signal);
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
    const theirs = whoseWords(changed.after);
    const pending = policy === 'ask' || theirs.hasMaterial || teachingsIn(theirs.own).length > 0;
    const byRules = async () => {
      const taught = taughtByEdit(answer);
      if (taught !== null)
        await this.#keep([taught], words, { origin: 'rules', patience: PATIENCE_AFTER, pending, signal });
      return this.#ports.remembered(messageId);
    };
    if (model === null) return byRules();
    try {
      const message = `${ownWords(request)}\n${theirs.own}`;
      const neighbours = await this.#near(message, model, scope);
      const before = ownTurn({ request, answer: original });
      const input = { message, before, edited, neighbours, at };
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
    own: string,
    policy: 'automatic' | 'ask',
    signal: AbortSignal,
  ): Promise<readonly Remembered[]> {
    const correction = correctionOfAnswer(words);
    const found = correction === null ? statedIn(own, words.at) : [correction];
    if (found.length === 0) return [];
    await this.#keep(datedTeachings(found, words.at), words, {
      origin: 'rules',
      patience: PATIENCE_AFTER,
      quote: own,
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
    const { origin, patience } = how;
    const told = origin === 'told';
    const planned = [false, true].flatMap((doubted) => {
      const pending = how.pending === true || doubted;
      const some = teachings.filter(({ doubtful = false }) => doubtful === doubted);
      return planTeachings(some, reader, newId, { scope: words.scope, told, pending });
    });
    const added = planned.flat().filter((step) => step.type === 'add');
    const vectors = await vectorsFor(added, embedder(), patience);
    how.signal?.throwIfAborted();
    const { conversationId, messageId } = words;
    const quote = (how.quote || words.text).slice(0, QUOTE_LENGTH).toWellFormed();
    const source = { origin, conversationId, messageId, quote };
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
function beside(words: UserWords, own: string, reader: MemoryReader): string {
  const whole = demonstration(words) !== null || continuedTeaching(words, reader) !== null;
  return whole ? '' : untoldOf(own);
}

/** What a message says to remember, also when it takes the message before it to say so. */
function toldBy(words: UserWords, own: string, reader: MemoryReader): readonly PlannedTeaching[] {
  const shown = demonstration(words);
  if (shown !== null) return [shown];
  const continued = continuedTeaching(words, reader);
  return continued === null ? teachingsIn(own) : [continued];
}

/** The turn before, of whose request only the user's own words count. */
function ownTurn(before: LastTurn | null | undefined): LastTurn | null {
  return before == null ? null : { ...before, request: ownWords(before.request) };
}

function noUsableAnswer(): TuteeError {
  return new TuteeError(
    'invalid_output',
    'The model gave no usable answer when it was asked what to learn from this message. Say "Remember that …" to teach it yourself.',
  );
}
