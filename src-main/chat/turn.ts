/**
 * One turn of a chat: what the user said, what they taught by it, the memories that come to mind, the answer. No model
 * call stands before the answer; learning by itself comes after it (see turn-learning.ts).
 */
import { TUTEE } from '#shared/agents/names.ts';
import type { AnswerWait, Message, MessageView } from '#shared/conversation.ts';
import { assertNever, toErrorData, TuteeError } from '#shared/errors.ts';
import type { Remembered } from '#shared/memory/memory.ts';
import type { ChatModel } from '#shared/models/model.ts';
import type { RecallAudience, RecallReport } from '#shared/memory/recall.ts';
import { ownPart } from '#shared/pasted-text.ts';
import { whenFree } from '#shared/when-free.ts';
import { instructions, requestHistory } from './request-context.ts';
import { privateMessages, privateTurns } from './private-turns.ts';
import type { AnswerWriter } from './answer-writer.ts';
import { recalledIn } from './projects.ts';
import type {
  AnswerDelta,
  Answering,
  Answered,
  AnswerOutcome,
  MemoryAnswer,
  Models,
  Recalling,
  Told,
  UsageSums,
} from './ports.ts';
import type { LearningPorts, Lesson, TurnLearning } from './turn-learning.ts';

export interface Turn extends Lesson {
  readonly answer: Message;
  /** False when the same message is answered again: what it taught is not learned twice. */
  readonly teaches: boolean;
}

export interface TurnPorts extends LearningPorts {
  readonly recalling: Recalling;
  readonly models: Models;
  readonly answering: Answering;
  readonly usage: UsageSums;
  readonly memoryAnswer: MemoryAnswer;
  /** The marked block of a request for the memories a report used; empty for none. */
  readonly memoryBlock: (report: RecallReport) => string;
  readonly now: () => number;
  /** Between two tries to write while another program holds the database. */
  readonly pause: () => Promise<void>;
}

/** Who answers: a model, Tutee's memory alone, or nobody: the chosen model cannot be had, or the user stopped waiting. */
type Answerer =
  | { readonly type: 'model'; readonly model: ChatModel }
  | { readonly type: 'memory' }
  /** Tutee itself, about its memory. */
  | { readonly type: 'tutee'; readonly reply: string; readonly listed: readonly string[] }
  | { readonly type: 'nobody'; readonly outcome: AnswerOutcome };

/** Tutee's own answer to a message that would have gone to a model elsewhere. */
const KEPT_HERE = 'Noted. This is private, so your message was not sent to the model.';

/** Runs a turn to its end, whatever that is; never throws. The answer's last state is stored, then published. */
export async function runTurn(
  turn: Turn,
  ports: TurnPorts,
  learning: TurnLearning,
  writer: AnswerWriter,
  signal: AbortSignal,
): Promise<void> {
  const told = turn.teaches ? await learning.told(turn) : null;
  const answerer = await answererFor(turn, told, ports, signal);
  const learns = told !== null && !told.complete;
  const learnsNow = learns && (answerer.type === 'memory' || answerer.type === 'tutee');
  const learned = learnsNow ? await learning.now(turn) : [];
  const remembered = learned.length > 0 ? learned : (told?.remembered ?? []);
  const doubted = () => (turn.teaches ? learning.doubted(turn) : []);
  const answered = unlessEnded(
    await answerBy({ ...turn, learned: remembered, doubted }, ports, answerer, writer, signal),
    writer,
    signal,
  );
  await finish(turn, ports, writer, answered, answerer);
  if (learns && !learnsNow) {
    learning.later(turn, answerer.type === 'model' ? answerer.model : null);
  } else if (turn.teaches) learning.reconsiderLater(turn);
}

/** Nobody stopped an answer that Tutee ended before its first word; it can be asked for again. */
function unlessEnded(answered: Answered, { written }: AnswerWriter, { reason }: AbortSignal): Answered {
  const ended = answered.outcome.status === 'stopped' && reason instanceof TuteeError && written.text === '';
  return ended ? { ...answered, outcome: { status: 'failed', error: reason.toData() } } : answered;
}

/** Nothing but the teaching of something private: no server elsewhere is needed to take note of it. */
function keepsToItself(turn: Turn, model: ChatModel): boolean {
  return !mayHavePrivate(turn, model) && turn.store.privacyOf([turn.user.id]).own.size > 0;
}

/** Whether messages that say something private may go to this model. */
function mayHavePrivate({ store, conversation }: Lesson, { local }: ChatModel): boolean {
  // As it is now: the user may just have allowed it.
  return local || (store.get(conversation.id) ?? conversation).sendsPrivate;
}

async function answererFor(
  turn: Turn,
  told: Told | null,
  ports: TurnPorts,
  signal: AbortSignal,
): Promise<Answerer> {
  if (told?.reply != null) return { type: 'tutee', reply: told.reply, listed: told.listed };
  const found = await Promise.race([findAnswerer(ports), stopped(signal)]);
  return found.type === 'model' && told?.complete === true && keepsToItself(turn, found.model)
    ? { type: 'tutee', reply: KEPT_HERE, listed: [] }
    : found;
}

async function findAnswerer(ports: TurnPorts): Promise<Answerer> {
  try {
    const model = await ports.models.current();
    return model === null ? { type: 'memory' } : { type: 'model', model };
  } catch (thrown) {
    return { type: 'nobody', outcome: { status: 'failed', error: toErrorData(thrown) } };
  }
}

/** A server that does not say which models it has must not hold up Stop, or the end of Tutee. */
function stopped(signal: AbortSignal): Promise<Answerer> {
  const answerer: Answerer = { type: 'nobody', outcome: { status: 'stopped' } };
  return new Promise((resolve) => {
    if (signal.aborted) resolve(answerer);
    else signal.addEventListener('abort', () => resolve(answerer), { once: true });
  });
}

interface LearnedTurn extends Turn {
  /** What the message taught before the answer, already stored. */
  readonly learned: readonly Remembered[];
  /** Memories that say otherwise than it, from before the user changed it. */
  readonly doubted: () => readonly string[];
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
        return unpaid(answerer.outcome);
      case 'tutee':
        // It has no receipt that would tell which memories it repeats.
        turn.store.saveTraces(turn.answer.id, answerer.listed);
        writer.write({ text: answerer.reply, reasoning: '' });
        return unpaid({ status: 'complete', usage: null, cut: false });
      case 'memory': {
        const report = await recallFor(turn, ports, 'memory', true);
        return unpaid(signal.aborted ? { status: 'stopped' } : answerFromMemory(turn, ports, report, writer));
      }
      case 'model': {
        const report = await recallFor(turn, ports, 'model', answerer.model.local);
        // What was recalled may have been forgotten for good meanwhile, and would be in the receipt.
        if (signal.aborted) return unpaid({ status: 'stopped' });
        return await answerFromModel(turn, ports, answerer.model, report, writer, signal);
      }
      default:
        return assertNever(answerer);
    }
  } catch (thrown) {
    return unpaid({ status: 'failed', error: toErrorData(thrown) });
  }
}

/** No model was asked. */
function unpaid(outcome: AnswerOutcome): Answered {
  return { outcome, used: [] };
}

async function recallFor(
  turn: LearnedTurn,
  ports: TurnPorts,
  audience: RecallAudience,
  destinationLocal: boolean,
): Promise<RecallReport | null> {
  const { recall, memoryTokens } = ports.settings();
  if (turn.conversation.temporary || !recall) return null;
  return ports.recalling.recall({
    query: ownPart(turn.user.text),
    budgetTokens: memoryTokens,
    destinationLocal,
    audience,
    exclude: new Set([...turn.learned.map((item) => item.memoryId), ...turn.doubted()]),
    scopes: recalledIn(turn.conversation),
  });
}

function answerFromModel(
  turn: Turn,
  ports: TurnPorts,
  model: ChatModel,
  report: RecallReport | null,
  writer: AnswerWriter,
  signal: AbortSignal,
): Promise<Answered> {
  const path = turn.store.pathTo(turn.user.id);
  const leftOut = mayHavePrivate(turn, model) ? nobody : leftOutFor(turn, path);
  const request = {
    model,
    instructions: instructions(new Date(ports.now())),
    history: requestHistory(path.filter(({ id }) => !leftOut.has(id))),
    notes: report === null ? '' : ports.memoryBlock(report),
    // The request is under way before the receipt is written, so that the disk does not hold up the answer; and there is
    // no answer without its account.
    onRequest: () => {
      if (leftOut.size > 0) turn.store.saveLeftOut(turn.answer.id, [...leftOut]);
      if (report !== null) keepReceipt(turn, ports, report);
    },
    onWait: (wait: AnswerWait) => writer.wait(wait),
    onDelta: (delta: AnswerDelta) => writer.write(delta),
  };
  return ports.answering(request, signal);
}

const nobody: ReadonlySet<string> = new Set();

/**
 * What is kept from a model elsewhere. The message that is to be answered is not: the user has just given it to that model.
 * Asked again about one that says something private by now, there is no answer to give.
 */
function leftOutFor({ store, user, teaches }: Turn, path: readonly Message[]): ReadonlySet<string> {
  if (!teaches && privateMessages(path, store).has(user.id))
    throw new TuteeError(
      'private_message',
      'Your message says something private, and this model is not on this machine, so it was not sent. Choose a model on this machine, or allow this chat to send private messages.',
    );
  const earlier = path.filter(({ id }) => id !== user.id);
  return privateTurns(earlier, store);
}

function answerFromMemory(
  turn: LearnedTurn,
  ports: TurnPorts,
  report: RecallReport | null,
  writer: AnswerWriter,
): AnswerOutcome {
  const { text, shown } = ports.memoryAnswer({
    message: ownPart(turn.user.text),
    remembered: turn.learned,
    report,
  });
  if (report !== null) keepReceipt(turn, ports, onlyShown(report, new Set(shown)));
  writer.write({ text, reasoning: '' });
  return { status: 'complete', usage: null, cut: false };
}

/** Without a model nothing is sent: what counts as used is what the answer shows. */
function onlyShown(report: RecallReport, shown: ReadonlySet<string>): RecallReport {
  const candidates = report.candidates.map((candidate) =>
    candidate.outcome === 'used' && !shown.has(candidate.memoryId)
      ? { ...candidate, outcome: 'below_gate' as const }
      : candidate,
  );
  return { ...report, candidates };
}

function keepReceipt(turn: Turn, ports: TurnPorts, report: RecallReport): void {
  turn.store.saveReceipt(turn.answer.id, report);
  const used = report.candidates.filter((candidate) => candidate.outcome === 'used');
  if (used.length > 0)
    ports.recalling.markUsed(
      used.map((candidate) => candidate.memoryId),
      ports.now(),
    );
}

/** Writes down how it ended. When even that fails (a full disk), the page is still told the truth. */
async function finish(
  turn: Turn,
  ports: TurnPorts,
  writer: AnswerWriter,
  { outcome, used }: Answered,
  answerer: Answerer,
): Promise<void> {
  const { store, answer } = turn;
  writer.end();
  const changes = {
    ...writer.written,
    status: outcome.status,
    error: outcome.status === 'failed' ? outcome.error : null,
    model: answerer.type === 'model' ? answerer.model.name : null,
    usage: outcome.status === 'complete' ? outcome.usage : null,
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
      // Temporary chats leave no trace, not even that they were there.
      if (turn.conversation.temporary) return;
      for (const request of used) ports.usage.add(TUTEE, request, ports.now());
    };
    await whenFree(() => store.together(write), ports.pause);
    ports.publish('message-end', { message: { ...view, ...changes } });
  } catch (thrown) {
    if (view === undefined) return;
    const error = toErrorData(thrown);
    ports.publish('message-end', { message: { ...view, ...changes, status: 'failed', error } });
  }
}
