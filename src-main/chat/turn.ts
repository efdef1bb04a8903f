/**
 * One turn of a chat, top to bottom: explicit capture, recall, the answer, storing it, implicit capture (capture/turn-capture.ts). No
 * model call precedes the answer. It knows the ports of ports.ts; never the engine, the page, a shell or SQL.
 */
import { TUTEE } from '#shared/agents/names.ts';
import type { AnswerWait, Message, MessageView } from '#shared/conversation.ts';
import { assertNever, toErrorData, TuteeError } from '#shared/errors.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { Remembered } from '#shared/memory/memory.ts';
import type { ChatModel } from '#shared/models/model.ts';
import type { RecallAudience, RecallReport } from '#shared/memory/recall.ts';
import type { ModelChoice, ModelRef } from '#shared/models/provider.ts';
import { ownPart } from '#shared/pasted-text.ts';
import { retryWhileLocked } from '#shared/retry-while-locked.ts';
import { instructionsWith, notesFor, requestHistory, sendable } from './request-context.ts';
import { materialOf } from './attached-material.ts';
import type { AttachedContent } from './attached-material.ts';
import { passageBlock, passagesForTurn } from './file-passages.ts';
import type { FilePassage, FindPassages } from './ports/passages.ts';
import { leftOutFor } from './private-turns.ts';
import { answerFromMemory, saveReceipt } from './answer-from-memory.ts';
import type { AnswerWriter } from './answer-writer.ts';
import type { ChatSummaries } from './chat-summaries.ts';
import type { ChatTitles } from './titles/chat-titles.ts';
import type { Projects } from './projects.ts';
import type {
  AnswerDelta,
  Answering,
  Answered,
  AnswerOutcome,
  ReadingFacts,
  Models,
  UsageSums,
} from './ports/answering.ts';
import type { ExplicitCapture } from './ports/capture.ts';
import type { MemoryAnswer, Recalling } from './ports/recall.ts';
import type { CaptureSource, TurnCapture, TurnCapturePorts } from './capture/turn-capture.ts';
import { toolUseOf } from './tool-use.ts';
import type { ToolUsePorts } from './tool-use.ts';

export interface Turn extends CaptureSource {
  readonly answer: Message;
  /** False when a message is answered again: it was captured the first time. */
  readonly teaches: boolean;
  /** The model to answer this once; absent: the one of the chat. */
  readonly askedModel?: ModelRef;
}

export interface TurnPorts extends TurnCapturePorts, Pick<ToolUsePorts, 'tools' | 'newId'> {
  readonly projects: Pick<
    Projects,
    'teachingScope' | 'need' | 'modelFor' | 'assistantOf' | 'assistantForNew' | 'recallScopesOf'
  >;
  readonly recalling: Recalling;
  readonly models: Models;
  readonly attached: AttachedContent;
  readonly findPassages: FindPassages;
  readonly answering: Answering;
  readonly usage: UsageSums;
  readonly titles: Pick<ChatTitles, 'nameInBackground'>;
  readonly summaries: Pick<ChatSummaries, 'tell' | 'toldWith' | 'updateInBackground'>;
  readonly memoryAnswer: MemoryAnswer;
  /** The block of the memories that the report marks as used; empty when there are none. */
  readonly memoryBlock: (report: RecallReport) => string;
  readonly now: () => number;
  /** Awaited between two attempts to write to a locked database. */
  readonly pause: () => Promise<void>;
}

/** Who answers: a model, Tutee from memory alone, or nobody, because the model is not available or the user stopped the turn. */
type Answerer =
  | { readonly type: 'model'; readonly model: ChatModel }
  | { readonly type: 'memory' }
  /** Tutee replies about its memory, for example with the list that was asked for. */
  | { readonly type: 'tutee'; readonly reply: string; readonly listed: readonly string[] }
  | { readonly type: 'nobody'; readonly outcome: AnswerOutcome };

/** Tutee's reply to a message that would otherwise have been sent to a model on another machine. */
const KEPT_HERE = 'Noted. This is private, so your message was not sent to the model.';

/** Runs a turn to its end; never throws. The final state of the answer is stored, then published. */
export async function runTurn(
  turn: Turn,
  ports: TurnPorts,
  capture: TurnCapture,
  writer: AnswerWriter,
  signal: AbortSignal,
): Promise<void> {
  const explicit = turn.teaches ? await capture.captureExplicit(turn) : null;
  const answerer = await chooseAnswerer(turn, explicit, ports, signal);
  const hasMore = explicit !== null && !explicit.complete;
  const capturesNow = hasMore && (answerer.type === 'memory' || answerer.type === 'tutee');
  const captured = capturesNow ? await capture.captureNow(turn) : [];
  const learned = captured.length > 0 ? captured : (explicit?.remembered ?? []);
  const doubted = () => (turn.teaches ? capture.doubted(turn) : []);
  const offRecord = () => capture.isOffRecord(turn.store, turn.user);
  const wayIsFree = answerer.type === 'model' ? capture.makeWay() : () => undefined;
  const answered = failedIfAppClosed(
    await answerBy({ ...turn, learned, doubted, offRecord }, ports, answerer, writer, signal).finally(
      wayIsFree,
    ),
    writer,
    signal,
  );
  await finish(turn, ports, writer, answered, answerer);
  if (hasMore && !capturesNow) captureAfter(turn, capture, answerer, answered);
  else if (turn.teaches) capture.reviseInBackground(turn);
  else if (answerer.type === 'model' && answered.outcome.status === 'complete')
    capture.captureMissed(turn, answerer.model);
  // After what is learned, which decides whether it is private.
  if (answerer.type === 'model' && answered.outcome.status === 'complete')
    ports.titles.nameInBackground(turn, answerer.model);
}

function captureAfter(turn: Turn, capture: TurnCapture, answerer: Answerer, { outcome }: Answered): void {
  const model = answerer.type === 'model' ? answerer.model : null;
  if (outcome.status === 'failed') capture.captureWithoutAnswer(turn, model, outcome.error);
  else capture.captureInBackground(turn, model);
}

/** An empty answer that stopped because Tutee was closed counts as failed, so that the page offers to retry it. */
function failedIfAppClosed(answered: Answered, { written }: AnswerWriter, { reason }: AbortSignal): Answered {
  const isClosed =
    answered.outcome.status === 'stopped' && reason instanceof TuteeError && written.text === '';
  return isClosed ? { ...answered, outcome: { status: 'failed', error: reason.toData() } } : answered;
}

/** True for a message that only teaches something private: taking note of it needs no model on another machine. */
function staysHere(turn: Turn, model: ChatModel): boolean {
  return !maySendPrivate(turn, model) && turn.store.privacyOf([turn.user.id]).own.size > 0;
}

/** Whether private messages may be sent to this model. */
function maySendPrivate({ store, conversation }: CaptureSource, { local }: ChatModel): boolean {
  // Read again: the user may just have allowed it.
  return local || (store.get(conversation.id) ?? conversation).sendsPrivate;
}

async function chooseAnswerer(
  turn: Turn,
  explicit: ExplicitCapture | null,
  ports: TurnPorts,
  signal: AbortSignal,
): Promise<Answerer> {
  if (explicit?.reply != null) return { type: 'tutee', reply: explicit.reply, listed: explicit.listed };
  const found = await Promise.race([findAnswerer(turn, ports), stopped(signal)]);
  return found.type === 'model' && explicit?.complete === true && staysHere(turn, found.model)
    ? { type: 'tutee', reply: KEPT_HERE, listed: [] }
    : found;
}

async function findAnswerer(turn: Turn, ports: TurnPorts): Promise<Answerer> {
  try {
    const model = await ports.models.current(modelChoiceFor(turn, ports));
    return model === null ? { type: 'memory' } : { type: 'model', model };
  } catch (thrown) {
    return { type: 'nobody', outcome: { status: 'failed', error: toErrorData(thrown) } };
  }
}

/** The parameters of the chat also apply to a model that is asked only once. */
function modelChoiceFor({ store, conversation, askedModel }: Turn, ports: TurnPorts): ModelChoice | null {
  // Read again: the user may just have chosen another.
  const choice = ports.projects.modelFor(store.get(conversation.id) ?? conversation);
  if (askedModel === undefined) return choice;
  const { effort = null, temperature = null, maxTokens = null } = choice ?? {};
  return { ref: askedModel, effort, temperature, maxTokens };
}

/** A server that is slow to list its models must not delay Stop or the end of the app. */
function stopped(signal: AbortSignal): Promise<Answerer> {
  const answerer: Answerer = { type: 'nobody', outcome: { status: 'stopped' } };
  return new Promise((resolve) => {
    if (signal.aborted) resolve(answerer);
    else signal.addEventListener('abort', () => resolve(answerer), { once: true });
  });
}

interface LearnedTurn extends Turn {
  /** What the message taught so far; already stored. */
  readonly learned: readonly Remembered[];
  /** Ids of memories from earlier versions of the message that it now contradicts. */
  readonly doubted: () => readonly string[];
  /** Whether the user asked that nothing is kept for the time being. */
  readonly offRecord: () => boolean;
}

async function answerBy(
  turn: LearnedTurn,
  ports: TurnPorts,
  answerer: Answerer,
  writer: AnswerWriter,
  signal: AbortSignal,
): Promise<Answered> {
  try {
    switch (answerer.type) {
      case 'nobody':
        return withoutRequests(answerer.outcome);
      case 'tutee':
        // It has no receipt, so the memories it repeats are recorded as traces.
        turn.store.saveTraces(turn.answer.id, answerer.listed);
        writer.write({ text: answerer.reply, reasoning: '' });
        return withoutRequests({ status: 'complete', usage: null, cut: null });
      case 'memory': {
        const [report, passages] = await Promise.all([
          recallFor(turn, ports, 'memory', true),
          passagesForTurn(turn, ports.findPassages, true, null),
        ]);
        return withoutRequests(
          signal.aborted ? { status: 'stopped' } : answerFromMemory(turn, ports, report, passages, writer),
        );
      }
      case 'model': {
        const { local } = answerer.model;
        const { context } = ports.models.readingFacts(answerer.model);
        const [report, passages] = await Promise.all([
          recallFor(turn, ports, 'model', local),
          passagesForTurn(turn, ports.findPassages, local, context),
        ]);
        // A purge aborts the turn: what was recalled must not come back through the receipt.
        if (signal.aborted) return withoutRequests({ status: 'stopped' });
        return await answerFromModel(turn, ports, answerer.model, { report, passages }, writer, signal);
      }
      default:
        return assertNever(answerer);
    }
  } catch (thrown) {
    return withoutRequests({ status: 'failed', error: toErrorData(thrown) });
  }
}

/** An outcome without any model request. */
function withoutRequests(outcome: AnswerOutcome): Answered {
  return { outcome, used: [], shortened: 0 };
}

async function recallFor(
  turn: LearnedTurn,
  ports: TurnPorts,
  audience: RecallAudience,
  destinationLocal: boolean,
): Promise<RecallReport | null> {
  const { recall, memoryTokens } = ports.settings();
  const scopes = ports.projects.recallScopesOf(turn.conversation);
  if (turn.conversation.temporary || !recall || scopes === null) return null;
  return ports.recalling.recall({
    query: ownPart(turn.user.text),
    budgetTokens: memoryTokens,
    destinationLocal,
    audience,
    exclude: new Set([...turn.learned.map((item) => item.memoryId), ...turn.doubted()]),
    scopes,
  });
}

/** What was found for a message. */
interface Found {
  readonly report: RecallReport | null;
  readonly passages: readonly FilePassage[];
}

async function answerFromModel(
  turn: Turn,
  ports: TurnPorts,
  model: ChatModel,
  found: Found,
  writer: AnswerWriter,
  signal: AbortSignal,
): Promise<Answered> {
  const facts = ports.models.readingFacts(model);
  const answered = await askModel(turn, ports, model, facts, found, writer, signal);
  const lacking = answered.outcome.status === 'failed' ? lacks(answered.outcome.error.code) : null;
  if (lacking === null) return answered;
  // It was not known that the model cannot do this.
  const again = await askModel(turn, ports, model, { ...facts, ...lacking }, found, writer, signal);
  return { ...again, used: [...answered.used, ...again.used] };
}

function lacks(code: ErrorCode): Partial<ReadingFacts> | null {
  if (code === 'images_not_supported') return { vision: false };
  return code === 'tools_not_supported' ? { tools: false } : null;
}

async function askModel(
  turn: Turn,
  ports: TurnPorts,
  model: ChatModel,
  facts: ReadingFacts,
  { report, passages }: Found,
  writer: AnswerWriter,
  signal: AbortSignal,
): Promise<Answered> {
  const path = turn.store.pathTo(turn.user.id);
  const leftOut = maySendPrivate(turn, model) ? none : leftOutFor(turn, path);
  const sent = path.filter(({ id }) => !leftOut.has(id));
  const material = await materialOf(sent, turn.store, ports.attached, facts);
  if (signal.aborted) return withoutRequests({ status: 'stopped' });
  const told = ports.summaries.tell(sendable(sent, material), turn.store, model);
  const history = requestHistory(told.rest, material);
  const tools = facts.tools === false ? null : toolUseOf({ ...turn, writer }, ports);
  const instructions = instructionsWith(
    told.summary?.text ?? null,
    ports.projects.assistantOf(turn.conversation),
  );
  const request = {
    model,
    instructions: tools === null ? instructions : `${instructions}\n\n${tools.instructions}`,
    ...(tools !== null && { tools }),
    history: history.messages,
    notes: notesFor(
      new Date(ports.now()),
      report === null ? '' : ports.memoryBlock(report),
      passageBlock(passages),
    ),
    // Saved after the request is sent, so that the disk does not delay the answer, and before the first chunk, so that there is
    // no answer without a receipt.
    onRequest: () => {
      if (leftOut.size > 0) turn.store.saveLeftOut(turn.answer.id, [...leftOut]);
      if (report !== null) saveReceipt(turn, ports, report);
      if (passages.length > 0) turn.store.passages.save(turn.answer.id, passages);
    },
    onWait: (wait: AnswerWait) => writer.wait(wait),
    onDelta: (delta: AnswerDelta) => writer.write(delta),
  };
  const answered = await ports.answering(request, signal);
  tools?.onEnd();
  if (answered.outcome.status === 'complete' && material.get(turn.user.id)?.unseen === true)
    writer.write({ text: `\n\n*${model.name} answered this without the attached images.*`, reasoning: '' });
  const cut = answered.shortened + history.leftOut;
  if (answered.outcome.status === 'complete')
    ports.summaries.updateInBackground({ ...turn, told, leftOut: cut }, model);
  return { ...answered, shortened: told.covered + cut };
}

const none: ReadonlySet<string> = new Set();

/** Stores the final state and publishes it. When storing fails (a full disk), the page is told that the answer failed. */
async function finish(
  turn: Turn,
  ports: TurnPorts,
  writer: AnswerWriter,
  { outcome, used, shortened }: Answered,
  answerer: Answerer,
): Promise<void> {
  const { store, answer } = turn;
  writer.end();
  const changes = {
    ...writer.written,
    // While it waits for the user nothing writes it.
    status: outcome.status === 'waiting' ? ('stopped' as const) : outcome.status,
    error: outcome.status === 'failed' ? outcome.error : null,
    model: answerer.type === 'model' ? answerer.model.name : null,
    ...(answerer.type === 'model' &&
      answerer.model.provider !== undefined && { provider: answerer.model.provider }),
    usage: outcome.status === 'complete' ? outcome.usage : null,
    cut: outcome.status === 'complete' ? outcome.cut : null,
    shortened,
    durationMs: ports.now() - answer.createdAt,
  };
  let view: MessageView | undefined = {
    ...answer,
    remembered: [],
    capture: null,
    receipt: null,
    versions: null,
    original: null,
    leftOut: 0,
  };
  try {
    view = store.view(answer.id);
    if (view === undefined) return;
    const write = () => {
      store.update(answer.id, changes);
      // Temporary chats leave no trace, not even in the sums.
      if (turn.conversation.temporary) return;
      for (const request of used) ports.usage.add(TUTEE, request, ports.now());
    };
    await retryWhileLocked(() => store.inTransaction(write), ports.pause);
    ports.publish('message-end', { message: { ...view, ...changes } });
  } catch (thrown) {
    if (view === undefined) return;
    const error = toErrorData(thrown);
    ports.publish('message-end', { message: { ...view, ...changes, status: 'failed', error } });
  }
}
