/**
 * Summaries of the part of a long chat that a model no longer reads: written after an answer by the model that gave it, and sent to that
 * model only. Nothing is learned from them. It knows the ports of ports.ts; never the engine, the page, a shell or SQL.
 */
import { TUTEE } from '#shared/agents/names.ts';
import type { Conversation, Message } from '#shared/conversation.ts';
import { TuteeError } from '#shared/errors.ts';
import { messagesTokens } from '#shared/models/fit-messages.ts';
import type { ChatModel } from '#shared/models/model.ts';
import type { ModelMessage } from '#shared/models/model-message.ts';
import { privateMessages } from './private-turns.ts';
import { toModelMessage } from './request-context.ts';
import type { Summarising, UsageSums } from './ports/answering.ts';
import type { ChatSummary, ConversationStore } from './ports/conversations.ts';
import type { TurnCapture } from './capture/turn-capture.ts';

/** The maximum number of characters of one message that are summarised, from its beginning and its end. */
const MOST_OF_MESSAGE = 1_200;
/** The minimum: if even this is too much, the oldest messages are left out instead. */
const LEAST_OF_MESSAGE = 160;
/** The maximum length of a summary, in characters. */
const LONGEST = 4_000;
/** The messages to summarise may take this share of the tokens that the model has just read (estimated). */
const SHARE_READ = 0.75;
const LEAST_READ = 400;

export interface ChatSummariesPorts {
  readonly summarise: Summarising;
  readonly queue: Pick<TurnCapture, 'afterCaptures'>;
  readonly usage: UsageSums;
  /** Awaited between two checks of whether an answer is in progress. */
  readonly pause: () => Promise<void>;
  readonly now: () => number;
}

/** A chat with its beginning summarised. */
export interface SummarisedChat {
  readonly summary: ChatSummary | null;
  /** The messages that may be sent, without those that the summary covers. */
  readonly rest: readonly Message[];
  /** How many messages the summary covers. */
  readonly covered: number;
}

/** An answer whose request had to leave messages out. */
export interface Shortened {
  readonly store: ConversationStore;
  readonly conversation: Conversation;
  readonly told: SummarisedChat;
  /** How many of the oldest messages of `told.rest` were left out. */
  readonly leftOut: number;
}

export class ChatSummaries {
  readonly #ports: ChatSummariesPorts;

  constructor(ports: ChatSummariesPorts) {
    this.#ports = ports;
  }

  /**
   * The summary for a model, and the messages to send with it.
   * @param messages those that may be sent to this model, oldest first
   */
  tell(messages: readonly Message[], store: ConversationStore, model: ChatModel): SummarisedChat {
    const first = messages[0];
    const at = new Map(messages.map(({ id }, index) => [id, index]));
    const known = first === undefined ? [] : store.summariesOf(first.conversationId);
    const summary = known.findLast(
      (one) => one.model === keyOf(model) && one.messageIds.every((id) => at.has(id)),
    );
    const until = summary === undefined ? undefined : at.get(summary.untilId);
    // The message to answer is never summarised.
    if (summary === undefined || until === undefined || until >= messages.length - 1)
      return { summary: null, rest: messages, covered: 0 };
    return { summary, rest: messages.slice(until + 1), covered: until + 1 };
  }

  /** Queues a summary of what was left out, after the queued captures and with lower priority than answers. */
  updateInBackground({ store, conversation, told, leftOut }: Shortened, model: ChatModel): void {
    const cut = told.rest.slice(0, leftOut);
    const last = cut.at(-1);
    if (last === undefined) return;
    const read = messagesTokens(told.rest.slice(leftOut).map((message) => toModelMessage(message)));
    const messages = readable(cut, Math.max(LEAST_READ, read * SHARE_READ));
    const update = async (signal: AbortSignal) => {
      const made = await this.#ports.summarise(model, told.summary?.text ?? null, messages, signal);
      // Saved between two answers, so that it is certain which answers were given with it.
      while (!signal.aborted && isAnswering(store, conversation)) await this.#ports.pause();
      if (signal.aborted) throw new TuteeError('cancelled', 'Stopped.');
      if (made === null) return;
      if (made.used !== null && !conversation.temporary)
        this.#ports.usage.add(TUTEE, made.used, this.#ports.now());
      const text = made.text.toWellFormed().replaceAll('\u0000', ' ').trim().slice(0, LONGEST);
      // In the meantime a message may have become private or been redacted.
      const path = store.pathTo(last.id);
      const isStale = cut.some(({ id, text: said }) => path.find((one) => one.id === id)?.text !== said);
      const isGone = told.summary !== null && !store.summariesOf(conversation.id).some(isSame(told.summary));
      if (text === '' || isStale || isGone || !mayKnow(model, cut, path, store, conversation)) return;
      const messageIds = [...(told.summary?.messageIds ?? []), ...cut.map(({ id }) => id)];
      const createdAt = this.#ports.now();
      store.saveSummary({ untilId: last.id, model: keyOf(model), text, messageIds, createdAt });
    };
    // Without a summary the chat continues as before; the next answer tries again.
    void this.#ports.queue.afterCaptures(model, update).catch(() => undefined);
  }

  /** What the model of an answer was told about earlier messages; null: nothing. */
  toldWith(answer: Message, store: ConversationStore): string | null {
    const path = new Set(store.pathTo(answer.id).map(({ id }) => id));
    const model = keyOf({
      name: answer.model ?? '',
      ...(answer.provider != null && { provider: answer.provider }),
    });
    const known = store.summariesOf(answer.conversationId).filter((one) => one.createdAt <= answer.createdAt);
    return known.findLast((one) => one.model === model && path.has(one.untilId))?.text ?? null;
  }
}

function keyOf({ name, provider = '' }: Pick<ChatModel, 'name' | 'provider'>): string {
  return `${provider} ${name}`;
}

function isAnswering(store: ConversationStore, { id }: Conversation): boolean {
  return store.get(id) !== undefined && store.branch(id, 1).messages.at(-1)?.status === 'streaming';
}

function isSame({ untilId, text }: ChatSummary): (other: ChatSummary) => boolean {
  return (other) => other.untilId === untilId && other.text === text;
}

function mayKnow(
  { local }: ChatModel,
  cut: readonly Message[],
  path: readonly Message[],
  store: ConversationStore,
  conversation: Conversation,
): boolean {
  if (local || (store.get(conversation.id) ?? conversation).sendsPrivate) return true;
  const found = privateMessages(path, store);
  return cut.every(({ id }) => !found.has(id));
}

/**
 * The messages as far as the model can read them at once: all are shortened alike, and the oldest are left out only if that is not enough.
 */
function readable(messages: readonly Message[], tokens: number): ModelMessage[] {
  // Attachments are not summarised: a message may consist of nothing but a picture.
  const worded = messages.filter(({ text }) => text !== '');
  const shortened = (most: number) =>
    worded.map((message) => toModelMessage({ ...message, text: ends(message.text, most) }));
  let most = MOST_OF_MESSAGE;
  while (most > LEAST_OF_MESSAGE && messagesTokens(shortened(most)) > tokens) most = Math.floor(most / 2);
  const short = shortened(most);
  let first = 0;
  for (let left = messagesTokens(short); left > tokens && first < short.length - 1; first += 1)
    left -= messagesTokens(short.slice(first, first + 1));
  return short.slice(first);
}

function ends(text: string, most: number): string {
  const half = Math.floor(most / 2);
  return text.length <= most ? text : `${text.slice(0, half)} … ${text.slice(-half)}`.toWellFormed();
}
