/** What happens in chats that are not looked at: which are being answered, wait for the user, or have an answer that was not seen. */
import { create } from 'zustand';
import type { MessageView } from '../../../shared/conversation.ts';
import { isLookedAt, notify } from '../page/notifications.ts';
import { showAction } from '../page/toast-store.ts';
import { isSending } from './chat-store.ts';
import { listedConversation } from './conversations-store.ts';
import { isWaiting } from './thread.ts';
import { t } from '../../language/translate.ts';

/** answering: a model or agents are at work. waiting: a run asks the user something. unread: an answer came while the user was elsewhere. */
export type ChatActivity = 'answering' | 'waiting' | 'unread';

interface ActivityState {
  readonly chats: ReadonlyMap<string, ChatActivity>;
}

export const useActivityStore = create<ActivityState>(() => ({ chats: new Map() }));

export function receiveActivity(conversationId: string, activity: ChatActivity | null): void {
  const { chats } = useActivityStore.getState();
  if ((chats.get(conversationId) ?? null) === activity) return;
  const next = new Map(chats);
  if (activity === null) next.delete(conversationId);
  else next.set(conversationId, activity);
  useActivityStore.setState({ chats: next });
}

/** An answer that took longer, in ms, is worth a notification of the system. */
const LONG_ANSWER = 8_000;

/**
 * An answer ended: it is unread, and announced, when the user is elsewhere; in the chat itself, when nobody looks at the window. Runs
 * announce themselves.
 * @param notifies whether the user wants notifications of the system
 */
export function receiveEnd(message: MessageView, notifies: boolean): void {
  const { conversationId, role, runId, status, durationMs } = message;
  if (role !== 'assistant' || runId !== null) return;
  if (isWaiting(message)) {
    receiveActivity(conversationId, 'waiting');
    receiveWaiting(conversationId, notifies, t('The answer waits for you'));
    return;
  }
  const away = !isLookedAt();
  const seen = isShown(conversationId) ? !away : isSending();
  receiveActivity(conversationId, seen || status === 'stopped' ? null : 'unread');
  if (seen || status === 'stopped') return;
  const title = listedConversation(conversationId)?.title;
  const failed = status === 'failed';
  const words = failed ? t('The answer failed') : t('The answer is there');
  if (away && notifies && (durationMs ?? 0) >= LONG_ANSWER) notifyOf(conversationId, words);
  if (isShown(conversationId)) return;
  showAction(title === undefined ? endedText(failed) : endedTextOf(failed, title), t('Open the chat'), () =>
    openChat(conversationId),
  );
}

function endedText(failed: boolean): string {
  return failed ? t('The answer failed.') : t('The answer is there.');
}

function endedTextOf(failed: boolean, title: string): string {
  return failed
    ? t('The answer failed in “{{title}}”.', { title })
    : t('The answer is there in “{{title}}”.', { title });
}

/** A run or an answer began to wait for the user. */
export function receiveWaiting(
  conversationId: string,
  notifies: boolean,
  words = t('A run waits for you'),
): void {
  if (notifies && !isLookedAt()) notifyOf(conversationId, words);
}

function notifyOf(conversationId: string, words: string): void {
  const title = listedConversation(conversationId)?.title ?? 'Tutee';
  void notify({ conversationId, title, body: words }, () => openChat(conversationId));
}

export function openChat(conversationId: string): void {
  globalThis.location.hash = chatHash(conversationId);
}

/** The user looks at the window again: what it shows is read. */
export function readShown(): void {
  for (const id of useActivityStore.getState().chats.keys()) if (isShown(id)) readActivity(id);
}

/** The user looks at a chat. */
export function readActivity(conversationId: string): void {
  if (useActivityStore.getState().chats.get(conversationId) === 'unread')
    receiveActivity(conversationId, null);
}

/** Events were missed: what is not being written any more would be shown for ever. */
export function clearActivity(): void {
  useActivityStore.setState({ chats: new Map() });
}

function isShown(conversationId: string): boolean {
  const { hash } = globalThis.location;
  const chat = chatHash(conversationId);
  return hash === chat || hash.startsWith(`${chat}/`);
}

function chatHash(conversationId: string): string {
  return `#/chat/${conversationId}`;
}
