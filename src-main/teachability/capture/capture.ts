/**
 * Learns from what the user writes: at once what they explicitly teach, after the answer what they say in passing. Owns how
 * a message becomes changes of memory; knows the ports and a model given for one call. What of a message is the user's own is
 * decided first, by `whoseWords`; nothing else of it is learned from.
 */
import { toErrorData, TuteeError } from '#shared/errors.ts';
import type { ErrorData } from '#shared/errors.ts';
import type { Memory, MemoryScope, Remembered } from '#shared/memory/memory.ts';
import type { UnderstoodPart } from '#shared/memory/message-act.ts';
import type { ChatModel } from '#shared/models/model.ts';
import type { MemoryReader } from '../ports.ts';
import { Neighbours } from '../recall/neighbours.ts';
import { datedTeachings } from './extract/dates/dated-teachings.ts';
import { changedPart, taughtByEdit } from './extract/edited-answer.ts';
import type { EditedAnswer } from './extract/edited-answer.ts';
import { teachingsIn, untoldOf } from './extract/explicit-teaching.ts';
import { fetchPartVectors } from './understand/acts/part-vectors.ts';
import { understoodParts } from './understand/acts/understood.ts';
import { forgetRequestsIn } from './understand/forget-request.ts';
import { TeachingWriter } from './apply/teaching-writer.ts';
import type { CapturePorts } from './capture-ports.ts';
import { amended, isOneLine, mends, withCorrection } from './decide/amended.ts';
import { cancelledOrders } from './decide/cancelled-orders.ts';
import { forgettingOf } from './decide/forgetting.ts';
import { taughtLast } from './decide/taught-before.ts';
import { isOffRecord, offRecordRequestIn } from './understand/off-record.ts';
import { leftOut } from './extract/floor.ts';
import { continuedTeaching, correctionOfAnswer, demonstration } from './extract/last-turn.ts';
import { changesIn, statedIn, teachingOf } from './extract/learn-by-rules.ts';
import { learnByModel, NEIGHBOURS } from './extract/model/model-capture.ts';
import type { PlannedTeaching } from './decide/plan.ts';
import { possibleChanges } from './decide/possible-changes.ts';
import type { LastTurn, Teaching, UserWords } from './teaching.ts';
import { isMixed, ownWords, whoseWords } from './understand/whose-words.ts';
import { mayContainTeaching } from './understand/may-contain-teaching.ts';

/** How long vectors are waited for before an answer, and after it, in ms. Without them a memory is found by words. */
const PATIENCE_BEFORE = 800;
const PATIENCE_AFTER = 10_000;
/** Of so many messages before it is seen at once whether the chat is off the record. */
const HELD_BEFORE = 3;

/** What was explicitly taught or forgotten by a message. */
export interface ExplicitCapture {
  readonly remembered: readonly Remembered[];
  /** Tutee's own answer, where one is due, such as which of several memories is meant. */
  readonly reply: string | null;
  /** True: there is nothing left in the message to learn from. */
  readonly complete: boolean;
  /** Ids of memories that the reply lists without changing them. */
  readonly listed: readonly string[];
}

/** What happens beside a capture that did not fail. */
export interface CaptureNews {
  readonly onDropped?: (count: number) => void;
  readonly onFailure?: (error: ErrorData) => void;
}

export class Capture {
  readonly #ports: CapturePorts;
  readonly #neighbours: Neighbours;
  readonly #teachingWriter: TeachingWriter;

  constructor(ports: CapturePorts) {
    this.#ports = ports;
    this.#neighbours = new Neighbours(ports.reader);
    this.#teachingWriter = new TeachingWriter(ports, this.#neighbours);
  }

  /**
   * "Remember that …", "forget what I said about …": done before the answer, by rules alone, no model call. Throws what the
   * store throws.
   */
  async captureExplicit(words: UserWords): Promise<ExplicitCapture> {
    const { reader, remembered } = this.#ports;
    await this.#prepare(words);
    const request = offRecordRequestIn(words.text);
    const forgetting = await forgettingOf(words, { ...this.#ports, neighbours: this.#neighbours });
    if (forgetting !== null) this.#teachingWriter.forget(forgetting.forgets, words, 'user');
    const left = forgetting === null ? words : { ...words, text: forgetting.rest };
    const theirs = whoseWords(words.text);
    const { own, unclear } = theirs;
    const said = forgetting === null ? own : forgetting.rest;
    if (request === 'message' || request === 'on')
      return {
        remembered: remembered(words.messageId),
        reply: forgetting?.reply ?? null,
        listed: [],
        complete: true,
      };
    const strict = isMixed(theirs);
    const cancelled = strict ? [] : await cancelledOrders(said, words, this.#ports);
    this.#teachingWriter.forget(cancelled, words, 'user');
    const mended = this.#mended(words, strict);
    const teachings = mended === null ? toldBy(left, said, strict, reader) : [mended];
    await this.#teachingWriter.save(datedTeachings(teachings, words.at), words, {
      origin: 'told',
      patience: PATIENCE_BEFORE,
      quote: said,
    });
    const doubtful = teachingsIn(unclear, true);
    // Somebody else may speak here: the user is asked, and until then it changes nothing.
    await this.#teachingWriter.save(datedTeachings(doubtful, words.at), words, {
      origin: 'rules',
      patience: PATIENCE_BEFORE,
      quote: unclear,
      pending: true,
    });
    const changed =
      teachings.length + doubtful.length + cancelled.length + (forgetting?.forgets.length ?? 0) > 0;
    const beyond = () => mayContainTeaching(beside(left, said, strict, reader));
    return {
      remembered: changed ? remembered(words.messageId) : [],
      reply: forgetting?.reply ?? null,
      listed: forgetting?.listed?.map(({ id }) => id) ?? [],
      complete: left.text === '' || mended !== null || (teachings.length > 0 && !beyond()),
    };
  }

  /** "Wait, no, 5510": what was taught last, with the value that a message of a few words gives. */
  #mended(words: UserWords, strict: boolean): PlannedTeaching | null {
    const { reader, remembered } = this.#ports;
    // "With a C: …" is one line of the user's, although what stands behind a colon may be another's.
    const own = isOneLine(words.text) ? words.text : ownWords(words.text);
    if ((strict && !isOneLine(words.text)) || !mends(own)) return null;
    const last = taughtLast(words, reader, remembered);
    for (const memory of last) {
      const text = amended(memory.text, own);
      if (text !== null)
        return { ...teachingOf(text, memory.kind, 'told: a word mended'), corrects: true, replaces: memory };
    }
    const [only, ...others] = taughtLast(words, reader, remembered, 1);
    const text = only === undefined || others.length > 0 ? null : withCorrection(only.text, own);
    return only === undefined || text === null
      ? null
      : { ...teachingOf(text, only.kind, 'told: set right'), corrects: true, replaces: only };
  }

  /** What a message is taken for, part by part. Changes nothing. */
  async understood(text: string): Promise<UnderstoodPart[]> {
    await this.#prepare({ text });
    return understoodParts(text);
  }

  /**
   * Learns by itself. With a model in at most one call and one repair; rules when there is none or it gives no valid
   * answer. Throws when the model could not be asked and the rules found nothing either, so that the failure is seen.
   * @param policy `ask`: what is learned waits for the user's word.
   * @param news is told how many of the model's lessons the user's words did not bear out, and that the model failed where rules did not.
   */
  async captureImplicit(
    words: UserWords,
    model: ChatModel | null,
    signal: AbortSignal,
    policy: 'automatic' | 'ask' = 'automatic',
    news: CaptureNews = {},
  ): Promise<readonly Remembered[]> {
    const { reader } = this.#ports;
    await this.#prepare(words, PATIENCE_AFTER);
    if (this.#silenced(words)) return [];
    const { requests, rest } = forgetRequestsIn(words.text);
    const left = requests.length === 0 ? words : { ...words, text: rest };
    const theirs = whoseWords(words.text);
    const strict = isMixed(theirs);
    await this.#saveToldLate(left, requests.length === 0 ? theirs.own : rest, strict);
    const own = beside(left, requests.length === 0 ? theirs.own : rest, strict, reader);
    if (model === null || !mayContainTeaching(own))
      return this.#learnByRules(left, own, strict, policy, signal);
    try {
      const near = await this.#near(own, model, words.scope);
      const learned = await learnByModel(
        { message: own, before: ownTurn(words.before), neighbours: near, at: words.at },
        model,
        signal,
      );
      this.#ports.onUsage?.(learned.usage, model);
      if (learned.lessons === null) throw noUsableAnswer();
      const { forgets, dropped } = learned.lessons;
      const known = this.#taughtBefore(words);
      const teachings = leftOut(learned.lessons.teachings, known);
      if (dropped > 0) news.onDropped?.(dropped);
      // What is not wanted any more is the user's to decide when they are asked about everything.
      if (policy === 'automatic') this.#teachingWriter.forget(forgets, words, 'capture');
      await this.#teachingWriter.save(datedTeachings(teachings, words.at), words, {
        origin: 'model',
        patience: PATIENCE_AFTER,
        quote: own,
        pending: policy === 'ask',
        signal,
      });
      await this.#learnByRules(left, own, strict, policy, signal, [...teachings, ...forgets, ...known]);
      return this.#ports.remembered(words.messageId);
    } catch (thrown) {
      if (toErrorData(thrown).fault !== 'model') throw thrown;
      const byRules = await this.#learnByRules(left, own, strict, policy, signal);
      if (byRules.length === 0) throw thrown;
      news.onFailure?.(toErrorData(thrown));
      return byRules;
    }
  }

  /**
   * Learns from an answer that the user changed by hand: in at most one call and one repair, else by rules. Throws as
   * `captureImplicit` does.
   */
  async captureEdit(
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
    const pending = policy === 'ask' || theirs.hasMaterial || teachingsIn(theirs.own, true).length > 0;
    const byRules = async () => {
      const taught = taughtByEdit(answer);
      if (taught !== null)
        await this.#teachingWriter.save([taught], words, {
          origin: 'rules',
          patience: PATIENCE_AFTER,
          pending,
          signal,
        });
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
      await this.#teachingWriter.save(teachings, words, {
        origin: 'model',
        patience: PATIENCE_AFTER,
        pending,
        signal,
      });
      return this.#ports.remembered(messageId);
    } catch (thrown) {
      if (toErrorData(thrown).fault !== 'model') throw thrown;
      const taught = await byRules();
      if (taught.length === 0) throw thrown;
      return taught;
    }
  }

  /** @param byModel what a model has found in it already */
  async #learnByRules(
    words: UserWords,
    own: string,
    strict: boolean,
    policy: 'automatic' | 'ask',
    signal: AbortSignal,
    byModel: readonly Pick<Teaching, 'text' | 'subject'>[] = [],
  ): Promise<readonly Remembered[]> {
    const correction = correctionOfAnswer(words);
    // What a model found something in, it has read: only what rules are sure of is added.
    const stated = () =>
      byModel.length > 0 ? statedIn(own, words.at, true) : allStatedIn(own, words.at, strict);
    const found = leftOut(correction === null ? stated() : [correction], byModel);
    if (found.length === 0) return [];
    await this.#teachingWriter.save(datedTeachings(found, words.at), words, {
      origin: 'rules',
      patience: PATIENCE_AFTER,
      quote: own,
      pending: policy === 'ask',
      signal,
    });
    return this.#ports.remembered(words.messageId);
  }

  /** What rules learned from a message when its model could not be asked; nothing for one that is read for the first time. */
  #taughtBefore({ late = false, messageId }: UserWords): Memory[] {
    const { reader, remembered } = this.#ports;
    return late ? remembered(messageId).flatMap(({ memoryId }) => reader.get(memoryId) ?? []) : [];
  }

  /** What was asked to be kept in words that only their meaning tells, when that came too late for the answer. */
  async #saveToldLate(words: UserWords, own: string, strict: boolean): Promise<void> {
    if (strict || this.#ports.remembered(words.messageId).length > 0) return;
    const told = toldBy(words, own, strict, this.#ports.reader);
    await this.#teachingWriter.save(datedTeachings(told, words.at), words, {
      origin: 'told',
      patience: PATIENCE_AFTER,
      quote: own,
    });
  }

  /** What a message and those before it mean is needed to understand them; without it their words must do. */
  async #prepare(
    { text, earlier = [] }: Pick<UserWords, 'text' | 'earlier'>,
    patience = PATIENCE_BEFORE,
  ): Promise<void> {
    const { sentenceVectors } = this.#ports;
    if (sentenceVectors === undefined) return;
    const before = earlier.slice(0, HELD_BEFORE).map((one) => one.text);
    await fetchPartVectors([text, ...before], sentenceVectors, patience);
  }

  /** Whether these messages of a chat, newest first, asked that nothing is kept for the time being. */
  isOffRecord(earlier: readonly string[]): boolean {
    return isOffRecord(earlier);
  }

  /** The user asked that nothing is kept, of this message or of what follows an earlier one. */
  #silenced({ text, earlier = [] }: UserWords): boolean {
    const request = offRecordRequestIn(text);
    return (
      request === 'on' ||
      request === 'message' ||
      (request === 'none' && isOffRecord(earlier.map((one) => one.text)))
    );
  }

  /** The nearest memories of the same scope, which the model may say are repeated or corrected; private ones stay on this machine. */
  async #near(own: string, model: ChatModel, scope: MemoryScope = { type: 'everywhere' }): Promise<Memory[]> {
    const near = await this.#neighbours.of(own, this.#ports.embedder(), NEIGHBOURS * 2, scope);
    return near.filter((memory) => model.local || !memory.private).slice(0, NEIGHBOURS);
  }
}

/** What a message states, and what may yet be found to change what is known. */
function allStatedIn(own: string, at: number, strict: boolean): Teaching[] {
  const stated = statedIn(own, at, strict);
  if (strict) return stated;
  const changes = [...stated, ...changesIn(own, at)];
  return [...changes, ...possibleChanges(own, changes)];
}

/** What a message says beside what it asks to remember, which is stored already. */
function beside(words: UserWords, own: string, strict: boolean, reader: MemoryReader): string {
  const whole = demonstration(words) !== null || continuedTeaching(words, reader) !== null;
  return whole ? '' : untoldOf(own, strict);
}

/** What a message says to remember, also when it takes the message before it to say so. */
function toldBy(
  words: UserWords,
  own: string,
  strict: boolean,
  reader: MemoryReader,
): readonly PlannedTeaching[] {
  const shown = demonstration(words);
  if (shown !== null) return [shown];
  const continued = continuedTeaching(words, reader);
  return continued === null ? teachingsIn(own, strict) : [continued];
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
