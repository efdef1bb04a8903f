/**
 * Learns from the user's messages: explicit teachings before the answer, what they say in passing after it. Owns how a message becomes
 * changes of memories; knows the ports and the model passed for one call. `whoseWords` first decides which part of a message is the user's
 * own; nothing else is ever learned from.
 */
import { toErrorData, TuteeError } from '#shared/errors.ts';
import type { ErrorData } from '#shared/errors.ts';
import type { Memory, MemoryScope, Remembered } from '#shared/memory/memory.ts';
import type { UnderstoodPart } from '#shared/memory/message-act.ts';
import type { ChatModel } from '#shared/models/model.ts';
import type { SlicedTask } from '#shared/sliced-task.ts';
import { NearestMemories } from '../recall/nearest-memories.ts';
import { datedTask } from './extract/dates/dated-teachings.ts';
import { changedPart, taughtByEdit } from './extract/edited-answer.ts';
import type { EditedAnswer } from './extract/edited-answer.ts';
import { teachingsIn, tellingsTask } from './extract/explicit-teaching.ts';
import { forgetRequestsTask } from './understand/forget-request.ts';
import { givesCredential } from './extract/credentials.ts';
import { sentenceActsTask } from './understand/acts/sentence-acts.ts';
import { fetchSegmentVectors } from './understand/acts/segment-vectors.ts';
import { understoodParts } from './understood.ts';
import { TeachingWriter } from './apply/teaching-writer.ts';
import { withoutForgetRequests, withoutExplicitTeachings, explicitTeachingsOf } from './explicit-requests.ts';
import type { CapturePorts } from './capture-ports.ts';
import { correctedAnswer, correctsPrivate, mendedTeaching } from './decide/mended.ts';
import { cancelledOrders, noOrdersCancelled, withoutSentences } from './decide/cancelled-orders.ts';
import { forgettingOf } from './decide/forgetting.ts';
import { isOffRecord, offRecordRequestIn } from './understand/off-record.ts';
import { uncertainTask, doubtfulTeachings } from './extract/uncertain-statements.ts';
import { missedByModel } from './extract/missed-by-model.ts';
import { correctionOfAnswer } from './extract/last-turn.ts';
import { allStatedTask, saysMore } from './extract/learn-by-rules.ts';
import { tellsNothing } from './extract/model/tells-nothing.ts';
import { learnByModel, NEIGHBOURS } from './extract/model/model-capture.ts';
import { withDoubts } from './extract/model/unproven-lessons.ts';
import { inSlices } from './in-slices.ts';
import { possibleChanges } from './decide/possible-changes.ts';
import type { LastTurn, Teaching, UserWords } from './teaching.ts';
import { withKept, withoutKept } from './understand/quotations.ts';
import { isMixed, ownWords, whoseWords, whoseWordsTask } from './understand/whose-words.ts';
import { mayContainTeaching } from './understand/may-contain-teaching.ts';

/** How long capture waits for vectors before an answer and after it, in ms. A memory without vectors is found by its words only. */
const PATIENCE_BEFORE = 2_500;
const PATIENCE_AFTER = 10_000;
/** The vectors of this many earlier messages are prepared, to see whether they went off the record. */
const HELD_BEFORE = 3;

/** The result of explicit teachings and requests to forget in a message. */
export interface ExplicitCapture {
  readonly remembered: readonly Remembered[];
  /** Tutee's own reply, if one is needed, such as the question which of several memories is meant. */
  readonly reply: string | null;
  /** True: nothing is left in the message for implicit capture. */
  readonly complete: boolean;
  /** Ids of memories that the reply lists without changing them. */
  readonly listed: readonly string[];
  /** Ids of memories that the message is about without naming them, because it corrects the answer that used them. */
  readonly about: readonly string[];
}

/** What happens beside a capture that did not fail. */
export interface CaptureNews {
  readonly onDropped?: (count: number) => void;
  readonly onFailure?: (error: ErrorData) => void;
}

export class Capture {
  readonly #ports: CapturePorts;
  readonly #neighbours: NearestMemories;
  readonly #teachingWriter: TeachingWriter;

  constructor(ports: CapturePorts) {
    this.#ports = ports;
    this.#neighbours = new NearestMemories(ports.reader);
    this.#teachingWriter = new TeachingWriter(ports, this.#neighbours);
  }

  /**
   * Handles "Remember that …" and "forget what I said about …" before the answer, by rules only, without a model call. Throws the errors of
   * the store.
   */
  async captureExplicit(words: UserWords): Promise<ExplicitCapture> {
    const { reader, remembered } = this.#ports;
    await this.#prepare(words);
    const request = offRecordRequestIn(words.text);
    const forgetting = await forgettingOf(words, { ...this.#ports, neighbours: this.#neighbours });
    if (forgetting !== null)
      await this.#teachingWriter.forgetParts(forgetting.forgets, words, PATIENCE_BEFORE);
    const left = forgetting === null ? words : { ...words, text: forgetting.rest };
    const theirs = whoseWords(words.text);
    const { own, unclear } = theirs;
    const said = forgetting === null ? own : forgetting.rest;
    if (request === 'message' || request === 'on')
      return {
        remembered: remembered(words.messageId),
        reply: forgetting?.reply ?? null,
        listed: [],
        about: [],
        complete: true,
      };
    const strict = isMixed(theirs);
    const about = correctedAnswer(words, reader);
    const isPrivate = about.some((memory) => memory.private);
    const orders = strict ? noOrdersCancelled : await cancelledOrders(said, words, this.#ports);
    const { cancelled, wishes } = orders;
    this.#teachingWriter.forget(cancelled, words, 'user');
    const mended = mendedTeaching(words, strict, this.#ports);
    const told = mended === null ? explicitTeachingsOf(left, said, strict, reader) : [mended];
    const teachings = [...told.filter(({ text }) => wishes.every((wish) => wish.text !== text)), ...wishes];
    await this.#teachingWriter.save(await this.#dated(teachings, words.at), words, {
      origin: 'told',
      patience: PATIENCE_BEFORE,
      quote: said,
      isPrivate,
    });
    const doubtful = doubtfulTeachings(unclear, strict ? said : '', teachings);
    // These may be somebody else's words, so they wait in review and change nothing until the user approves.
    await this.#teachingWriter.save(await this.#dated(doubtful, words.at), words, {
      origin: 'rules',
      patience: PATIENCE_BEFORE,
      quote: unclear || said,
      pending: true,
      isPrivate,
    });
    const changed =
      teachings.length + doubtful.length + cancelled.length + (forgetting?.forgets.length ?? 0) > 0;
    const rest = withoutSentences(said, orders.sentences);
    const beyond = () => mayContainTeaching(withoutExplicitTeachings(left, rest, strict, reader));
    return {
      remembered: changed ? remembered(words.messageId) : [],
      reply: forgetting?.reply ?? null,
      listed: forgetting?.listed?.map(({ id }) => id) ?? [],
      about: about.map(({ id }) => id),
      complete: left.text === '' || mended !== null || (teachings.length + cancelled.length > 0 && !beyond()),
    };
  }

  /** How each part of a message is understood. Changes nothing. */
  async understood(text: string): Promise<UnderstoodPart[]> {
    await this.#prepare({ text });
    return understoodParts(text, this.#ports.now());
  }

  /** Whether implicit capture of this message would ask a model. */
  async mayTeach(words: UserWords): Promise<boolean> {
    await this.#prepare(words, PATIENCE_AFTER);
    if (this.#silenced(words)) return false;
    const { left, said, strict } = withoutForgetRequests(words);
    return mayContainTeaching(withoutExplicitTeachings(left, said, strict, this.#ports.reader));
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
    const { left, said, theirs, strict } = withoutForgetRequests(words);
    await this.#saveToldLate(left, said, strict);
    const own = withoutExplicitTeachings(left, said, strict, reader);
    if (model === null || !mayContainTeaching(own))
      return this.#learnByRules(left, own, strict, policy, signal);
    try {
      const near = await this.#near(own, model, words.scope);
      const learned = await learnByModel(
        {
          message: withKept(own, theirs.quotations),
          unquoted: withoutKept(own),
          before: ownTurn(words.before),
          neighbours: near,
          at: words.at,
        },
        model,
        signal,
      );
      this.#ports.onUsage?.(learned.usage, model);
      if (learned.lessons === null) throw noUsableAnswer();
      const { forgets, dropped } = learned.lessons;
      const known = this.#taughtBefore(words);
      const more = saysMore(own);
      const besideText = theirs.hasMaterial || theirs.unclear !== '';
      const lessons = missedByModel(learned.lessons.teachings, known).filter(
        ({ text }) => !givesCredential(text, more) && !tellsNothing(text, own, besideText),
      );
      const teachings = withDoubts(lessons, own, strict || besideText, words.at);
      if (dropped > 0) news.onDropped?.(dropped);
      // With the policy `ask` the user also decides what is forgotten.
      if (policy === 'automatic') this.#teachingWriter.forget(forgets, words, 'capture');
      await this.#teachingWriter.save(await this.#dated(teachings, words.at), words, {
        origin: 'model',
        patience: PATIENCE_AFTER,
        quote: own,
        pending: policy === 'ask',
        isPrivate: correctsPrivate(words, reader),
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
   * Learns from an answer that the user edited: with a model in at most one call and one repair, else by rules. Throws like
   * `captureImplicit`.
   */
  async captureEdit(
    answer: EditedAnswer,
    model: ChatModel | null,
    signal: AbortSignal,
    policy: 'automatic' | 'ask' = 'automatic',
  ): Promise<readonly Remembered[]> {
    const changed = changedPart(answer);
    if (changed === null) return [];
    const { conversationId, messageId, request, original, edited, at, scope, isPrivate = false } = answer;
    // The quote that is stored as the source contains only the user's own words.
    const said = { conversationId, messageId, text: changed.after || edited, at };
    const words: UserWords = scope === undefined ? said : { ...said, scope };
    const theirs = whoseWords(changed.after);
    const pending = policy === 'ask' || theirs.hasMaterial || teachingsIn(theirs.own, true).length > 0;
    const byRules = async () => {
      const taught = taughtByEdit(answer);
      if (taught !== null && !givesCredential(taught.text, false))
        await this.#teachingWriter.save([taught], words, {
          origin: 'rules',
          patience: PATIENCE_AFTER,
          pending,
          isPrivate,
          signal,
        });
      return this.#ports.remembered(messageId);
    };
    if (model === null) return byRules();
    try {
      const message = withoutKept(`${ownWords(request)}\n${theirs.own}`);
      const neighbours = await this.#near(message, model, scope);
      const before = ownTurn({ request, answer: original });
      const input = { message, before, edited, neighbours, at };
      const learned = await learnByModel(input, model, signal);
      this.#ports.onUsage?.(learned.usage, model);
      if (learned.lessons === null) return await byRules();
      const teachings = learned.lessons.teachings.filter(({ text }) => !givesCredential(text, false));
      await this.#teachingWriter.save(teachings, words, {
        origin: 'model',
        patience: PATIENCE_AFTER,
        pending,
        isPrivate,
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

  /** @param byModel what a model has already found in the message */
  async #learnByRules(
    words: UserWords,
    own: string,
    strict: boolean,
    policy: 'automatic' | 'ask',
    signal: AbortSignal,
    byModel: readonly Pick<Teaching, 'text' | 'subject'>[] = [],
  ): Promise<readonly Remembered[]> {
    const correction = correctionOfAnswer(words);
    // If the model found something, it has read the message, so rules add only what they are certain of.
    const surely = strict || byModel.length > 0;
    const hasUnclear = strict || whoseWords(words.text).unclear !== '';
    const said = correction === null ? await this.#statedIn(own, words.at, surely) : [correction];
    const found = missedByModel(said, byModel);
    const doubted = hasUnclear ? await this.#inSlices(uncertainTask(own, words, [...found, ...byModel])) : [];
    if (found.length + doubted.length === 0) return [];
    await this.#teachingWriter.save(await this.#dated([...found, ...doubted], words.at), words, {
      origin: 'rules',
      patience: PATIENCE_AFTER,
      quote: own,
      pending: policy === 'ask',
      isPrivate: correctsPrivate(words, this.#ports.reader),
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
    const told = explicitTeachingsOf(words, own, strict, this.#ports.reader);
    await this.#teachingWriter.save(await this.#dated(told, words.at), words, {
      origin: 'told',
      patience: PATIENCE_AFTER,
      quote: own,
      isPrivate: correctsPrivate(words, this.#ports.reader),
    });
  }

  /** The statements in a message, and sentences that may turn out to change a memory. */
  async #statedIn(own: string, at: number, strict: boolean): Promise<Teaching[]> {
    const all = await this.#inSlices(allStatedTask(own, at, strict));
    const stated = all.filter(({ onlyCorrects = false }) => !onlyCorrects);
    if (strict) return stated;
    const changes = [...stated, ...all.filter(({ onlyCorrects = false }) => onlyCorrects)];
    return [...changes, ...possibleChanges(own, changes)];
  }

  /**
   * Prepares the vectors by which a message and the ones before it are understood; without vectors their words are used alone. Then
   * understands them piece by piece, so that what asks later finds it done and need not hold up everything else.
   */
  async #prepare(
    { text, earlier = [] }: Pick<UserWords, 'text' | 'earlier'>,
    patience = PATIENCE_BEFORE,
  ): Promise<void> {
    const { sentenceVectors } = this.#ports;
    const before = earlier.slice(0, HELD_BEFORE).map((one) => one.text);
    if (sentenceVectors !== undefined)
      await fetchSegmentVectors([text, ...before], sentenceVectors, patience);
    for (const message of [text, ...before]) {
      const { own } = await this.#inSlices(whoseWordsTask(message));
      await this.#inSlices(sentenceActsTask(own));
    }
    const theirs = whoseWords(text);
    const { requests, rest } = await this.#inSlices(forgetRequestsTask(text));
    await this.#inSlices(tellingsTask(requests.length > 0 ? rest : theirs.own, isMixed(theirs)));
  }

  #dated<Kind extends Teaching>(teachings: readonly Kind[], at: number): Promise<Kind[]> {
    return this.#inSlices(datedTask(teachings, at));
  }

  #inSlices<Result>(task: SlicedTask<Result>): Promise<Result> {
    return inSlices(task, this.#ports.yieldToEventLoop);
  }

  /** Whether these messages of a chat, newest first, took it off the record. */
  isOffRecord(earlier: readonly string[]): boolean {
    return isOffRecord(earlier);
  }

  /** Whether nothing of this message may be kept, because of the message itself or of an earlier one. */
  #silenced({ text, earlier = [] }: UserWords): boolean {
    const request = offRecordRequestIn(text);
    return (
      request === 'on' ||
      request === 'message' ||
      (request === 'none' && isOffRecord(earlier.map((one) => one.text)))
    );
  }

  /** The nearest memories of the scope, which the model may name as repeated or corrected. Private ones are not sent to another machine. */
  async #near(own: string, model: ChatModel, scope: MemoryScope = { type: 'everywhere' }): Promise<Memory[]> {
    const near = await this.#neighbours.of(own, this.#ports.embedder(), NEIGHBOURS * 2, scope);
    return near.filter((memory) => model.local || !memory.private).slice(0, NEIGHBOURS);
  }
}

/** The turn before, with only the user's own words of its request. */
function ownTurn(before: LastTurn | null | undefined): LastTurn | null {
  return before == null ? null : { ...before, request: withoutKept(ownWords(before.request)) };
}

function noUsableAnswer(): TuteeError {
  return new TuteeError(
    'invalid_output',
    'The model gave no usable answer when it was asked what to learn from this message. Say "Remember that …" to teach it yourself.',
  );
}
