/**
 * Titles by the model: after the first answer of a chat whose first message is longer than a title. Shorter messages are their own best
 * titles, and cost no request. It knows the ports of ports.ts; never the engine, the page, a shell or SQL.
 */
import { TUTEE } from '#shared/agents/names.ts';
import type { Publish } from '#shared/contract/events.ts';
import type { Conversation, Message } from '#shared/conversation.ts';
import type { ChatModel } from '#shared/models/model.ts';
import { ownPart } from '#shared/pasted-text.ts';
import { sanitizeName } from '#shared/sanitize-name.ts';
import type { AskTitle, UsageSums } from '../ports/answering.ts';
import type { ConversationStore } from '../ports/conversations.ts';
import { privateMessages } from '../private-turns.ts';
import { titleFrom } from './title.ts';
import type { TurnCapture } from '../capture/turn-capture.ts';

/** How much of a message is read for a title, in characters. */
const MOST_OF_MESSAGE = 2_000;
/** A longer answer is no title, in characters. */
const LONGEST = 80;

export interface ChatTitlesPorts {
  readonly askTitle: AskTitle;
  readonly queue: Pick<TurnCapture, 'afterCaptures'>;
  readonly usage: UsageSums;
  readonly publish: Publish;
  readonly now: () => number;
}

export interface FirstTurn {
  readonly store: ConversationStore;
  readonly conversation: Conversation;
  readonly user: Message;
  readonly answer: Message;
}

export class ChatTitles {
  readonly #ports: ChatTitlesPorts;

  constructor(ports: ChatTitlesPorts) {
    this.#ports = ports;
  }

  /** Queues a title behind what is learned and out of the way of answers; does nothing where the chat needs none. */
  nameInBackground(turn: FirstTurn, model: ChatModel): void {
    if (!wantsTitle(turn) || !mayKnow(turn, model)) return;
    const askTitle = async (signal: AbortSignal): Promise<void> => {
      const answer = turn.store.message(turn.answer.id);
      if (answer === undefined || !wantsTitle(turn)) return;
      const isUnchanged = () => turn.store.message(turn.answer.id)?.text === answer.text;
      const said = ownPart(turn.user.text).slice(0, MOST_OF_MESSAGE).toWellFormed();
      const made = await this.#ports.askTitle(
        model,
        said,
        answer.text.slice(0, MOST_OF_MESSAGE).toWellFormed(),
        signal,
      );
      if (made.used !== null) this.#ports.usage.add(TUTEE, made.used, this.#ports.now());
      const title = tidied(made.title);
      // Meanwhile the user may have given one, made the turn private, or forgotten words of it for good.
      if (title === null || signal.aborted || !wantsTitle(turn) || !isUnchanged() || !mayKnow(turn, model))
        return;
      const { id, updatedAt } = turn.conversation;
      const current = turn.store.get(id);
      const conversation = turn.store.rename(id, title, current?.updatedAt ?? updatedAt);
      this.#ports.publish('conversation-changed', { conversation });
    };
    // Without one the chat keeps the title that the rule gave it.
    void this.#ports.queue.afterCaptures(model, askTitle).catch(() => undefined);
  }
}

/** Whether it still has the title made from its first message, which still says the same and did not fit into it. */
function wantsTitle({ store, conversation, user }: FirstTurn): boolean {
  if (conversation.temporary || user.parentId !== null) return false;
  if (store.message(user.id)?.text !== user.text) return false;
  const text = ownPart(user.text).trim();
  const title = store.get(conversation.id)?.title;
  return text !== '' && title === titleFrom(user.text) && title !== text;
}

function mayKnow({ store, conversation, user, answer }: FirstTurn, { local }: ChatModel): boolean {
  if (local || (store.get(conversation.id) ?? conversation).sendsPrivate) return true;
  return privateMessages([user, answer], store).size === 0;
}

/** The title of an answer: its first line without marks around it; null when it is none. */
function tidied(answer: string): string | null {
  const line = answer.split('\n').find((each) => each.trim() !== '') ?? '';
  const plain = line
    .replace(/^[\s#*"'“„«‘`]+/u, '')
    .replaceAll(/(?<!["'”“»’*`.])["'”“»’*`.]+$/gu, '')
    .trim();
  const title = sanitizeName(plain);
  return title === '' || title.length > LONGEST ? null : title;
}
