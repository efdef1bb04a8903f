/**
 * Learns from what the user writes: at once what they explicitly teach, after the answer what they say in passing. Owns how
 * a message becomes changes of memory; knows the ports and a model given for one call. Only the user's own words come in here.
 */
import type { TokenUsage } from '#shared/conversation.ts';
import type { Embedder } from '#shared/embedder.ts';
import { toErrorData, TuteeError } from '#shared/errors.ts';
import type { Memory, MemoryOrigin, MemoryScope, Remembered } from '#shared/memory.ts';
import type { ChatModel } from '#shared/model.ts';
import { vectorsFor } from '../memory-vectors.ts';
import type { MemoryReader, MemoryWriter, RememberedReader } from '../ports.ts';
import { Neighbours } from '../recall/neighbours.ts';
import { datedTeachings } from './dated-teachings.ts';
import { explicitTeachings } from './explicit-teaching.ts';
import { learnByRules } from './learn-by-rules.ts';
import { learnByModel, NEIGHBOURS } from './model-capture.ts';
import { ownWords } from './own-words.ts';
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
  readonly remembered: RememberedReader['remembered'];
  /** Told when memories were stored without vectors, so that they can follow. */
  readonly onMissingVectors?: () => void;
  /** Told what a capture call cost. */
  readonly onUsage?: (usage: TokenUsage, model: ChatModel) => void;
}

export class Capture {
  readonly #ports: CapturePorts;
  readonly #neighbours: Neighbours;

  constructor(ports: CapturePorts) {
    this.#ports = ports;
    this.#neighbours = new Neighbours(ports.reader);
  }

  /** "Remember that …": stored before the answer, by rules alone, no model call. Throws what the store throws. */
  async learnTold(words: UserWords): Promise<readonly Remembered[]> {
    return this.#keep(
      datedTeachings(explicitTeachings(words.text), words.at),
      words,
      'told',
      PATIENCE_BEFORE,
    );
  }

  /**
   * Learns by itself. With a model in at most one call and one repair; rules when there is none or it gives no valid
   * answer. Throws when the model could not be asked and the rules found nothing either, so that the failure is seen.
   */
  async learnFrom(
    words: UserWords,
    model: ChatModel | null,
    signal: AbortSignal,
  ): Promise<readonly Remembered[]> {
    if (model === null || !worthAsking(ownWords(words.text))) return this.#learnByRules(words);
    const own = ownWords(words.text);
    try {
      const learned = await learnByModel(own, await this.#near(own, model, words.scope), model, signal);
      this.#ports.onUsage?.(learned.usage, model);
      if (learned.teachings === null) throw noUsableAnswer();
      return await this.#keep(learned.teachings, words, 'model', PATIENCE_AFTER);
    } catch (thrown) {
      if (toErrorData(thrown).fault !== 'model') throw thrown;
      const byRules = await this.#learnByRules(words);
      if (byRules.length === 0) throw thrown;
      return byRules;
    }
  }

  #learnByRules(words: UserWords): Promise<readonly Remembered[]> {
    return this.#keep(
      datedTeachings(learnByRules(words.text, words.at), words.at),
      words,
      'rules',
      PATIENCE_AFTER,
    );
  }

  /** The nearest memories of the same scope, which the model may say are repeated or corrected; private ones stay on this machine. */
  async #near(own: string, model: ChatModel, scope: MemoryScope = { type: 'everywhere' }): Promise<Memory[]> {
    const near = await this.#neighbours.of(own, this.#ports.embedder(), NEIGHBOURS * 2, scope);
    return near.filter((memory) => model.local || !memory.private).slice(0, NEIGHBOURS);
  }

  async #keep(
    teachings: readonly PlannedTeaching[],
    words: UserWords,
    origin: MemoryOrigin,
    patience: number,
  ): Promise<readonly Remembered[]> {
    if (teachings.length === 0) return [];
    const { reader, writer, embedder, newId, now } = this.#ports;
    const told = origin === 'told';
    const planned = planTeachings(teachings, reader, newId, { scope: words.scope, told });
    const added = planned.flat().filter((step) => step.type === 'add');
    const vectors = await vectorsFor(added, embedder(), patience);
    const { conversationId, messageId, text } = words;
    const source = { origin, conversationId, messageId, quote: text.slice(0, QUOTE_LENGTH).toWellFormed() };
    const actor = told ? 'user' : 'capture';
    for (const steps of planned) {
      writer.apply(completed(steps, source, vectors), { actor, at: now(), conversationId, messageId });
    }
    if (vectors.size < added.length) this.#ports.onMissingVectors?.();
    return this.#ports.remembered(messageId);
  }
}

function noUsableAnswer(): TuteeError {
  return new TuteeError(
    'invalid_output',
    'The model gave no usable answer when it was asked what to learn from this message. Say "Remember that …" to teach it yourself.',
  );
}
