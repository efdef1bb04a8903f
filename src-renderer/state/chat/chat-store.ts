/**
 * The open conversations: loading, sending, stopping, and every event that changes them. state/chat owns
 * conversations, messages, drafts and projects: a cache of the main process's data, never the source of truth. It may
 * not know other kinds of state except state/page, nor what components show.
 */
import { create } from 'zustand';
import { client } from '../../client/client.ts';
import type { AnswererId } from '../../../shared/agents/introduction.ts';
import type { TurnStarted } from '../../../shared/contract/chat.ts';
import type { Conversation, MessageView } from '../../../shared/conversation.ts';
import type { ErrorData } from '../../../shared/errors.ts';
import type { Memory } from '../../../shared/memory/memory.ts';
import type { ModelChoice, ModelRef } from '../../../shared/models/provider.ts';
import type { Result } from '../../../shared/result.ts';
import { FrameBatch } from '../page/frame-batch.ts';
import type { Thread, ThreadEvent } from './thread.ts';
import { showFailure } from '../page/toast-store.ts';
import { view } from '../page/view-store.ts';
import { applyEvent, applyEvents, conversationOf, threadOf, withEarlier, withMemories } from './thread.ts';

const PAGE = 60;
/** How many messages of another branch are loaded, so that the requested message is among them. */
const BRANCH_PAGE = 400;
/** How many conversations stay loaded; the least recently used are dropped. */
const MAX_LOADED = 6;

interface ChatState {
  readonly threads: ReadonlyMap<string, Thread>;
  /** Why a conversation could not be opened, by id. */
  readonly failures: ReadonlyMap<string, ErrorData>;
  readonly loadingEarlier: boolean;
}

export const useChatStore = create<ChatState>(() => ({
  threads: new Map(),
  failures: new Map(),
  loadingEarlier: false,
}));

/** Events of conversations that are loading, applied once they are loaded. */
const buffered = new Map<string, ThreadEvent[]>();
const opening = new Set<string>();
let sending = 0;

function setThread(id: string, update: (thread: Thread) => Thread): void {
  const { threads } = useChatStore.getState();
  const thread = threads.get(id);
  if (thread === undefined) return;
  const next = update(thread);
  if (next !== thread) useChatStore.setState({ threads: new Map(threads).set(id, next) });
}

function putThread(thread: Thread): void {
  const { threads, failures } = useChatStore.getState();
  const { id } = thread.conversation;
  const events = buffered.get(id) ?? [];
  if (!opening.has(id)) buffered.delete(id);
  const others = [...threads].filter(([key]) => key !== id).slice(-(MAX_LOADED - 1));
  const remaining = new Map(failures);
  remaining.delete(id);
  useChatStore.setState({
    threads: new Map([...others, [id, applyEvents(thread, events)]]),
    failures: remaining,
  });
}

/** Loads a conversation, even when it is already loaded. */
export async function openThread(id: string): Promise<void> {
  if (opening.has(id)) return;
  opening.add(id);
  const result = await client.call('conversations.open', { id, limit: PAGE });
  opening.delete(id);
  deltas.flush();
  if (result.ok) putThread(threadOf(result.value));
  else useChatStore.setState(({ failures }) => ({ failures: new Map(failures).set(id, result.error) }));
  if (sending === 0) buffered.delete(id);
}

export async function loadEarlier(id: string): Promise<void> {
  const { threads, loadingEarlier } = useChatStore.getState();
  const thread = threads.get(id);
  const first = thread?.messages[0];
  if (thread === undefined || first === undefined || !thread.hasEarlier || loadingEarlier) return;
  useChatStore.setState({ loadingEarlier: true });
  const result = await client.call('conversations.open', { id, limit: PAGE, before: first.id });
  useChatStore.setState({ loadingEarlier: false });
  if (result.ok) setThread(id, (current) => withEarlier(current, result.value));
}

export interface Outgoing {
  readonly requestId: string;
  readonly conversationId: string | null;
  readonly text: string;
  /** Long pasted texts that are sent with it. */
  readonly pasted: readonly string[];
  /** Ids of the attached files, in order. */
  readonly attachments: readonly string[];
  readonly temporary: boolean;
  /** The project of a new conversation. */
  readonly projectId: string | null;
  /** The model that a new conversation chooses; null: none. */
  readonly model: ModelChoice | null;
  /** Who answers in a new conversation; null: whoever its project says, or Tutee. */
  readonly answerer: AnswererId | null;
}

/** Whether a message of this window is on its way, so that its chat may not be at its address yet. */
export function isSending(): boolean {
  return sending > 0;
}

export async function sendMessage(outgoing: Outgoing): Promise<Result<TurnStarted>> {
  sending += 1;
  const result = await client.call('chat.send', {
    ...outgoing,
    pasted: [...outgoing.pasted],
    attachments: [...outgoing.attachments],
  });
  sending -= 1;
  if (result.ok) showTurn(result.value);
  if (sending === 0 && opening.size === 0) buffered.clear();
  return result;
}

/** Shows a turn at once; its events may have arrived before the command's result. */
function showTurn({ conversation, userMessage, assistantMessage }: TurnStarted): void {
  deltas.flush();
  const { threads } = useChatStore.getState();
  const thread = threads.get(conversation.id);
  if (thread === undefined) {
    putThread(threadOf({ conversation, messages: [userMessage, assistantMessage], hasEarlier: false }));
    return;
  }
  const starts = [userMessage, assistantMessage].map(
    (message) => ({ name: 'message-start', payload: { message } }) as const,
  );
  setThread(conversation.id, (current) => applyEvents(current, starts));
}

export async function stopAnswer(conversationId: string): Promise<Result<{ stopped: boolean }>> {
  return client.call('chat.stop', { conversationId });
}

/** @param model answers this once; the model of the chat when absent. */
export async function retryAnswer(messageId: string, model?: ModelRef): Promise<Result<TurnStarted>> {
  const result = await client.call('chat.retry', { messageId, ...(model !== undefined && { model }) });
  if (result.ok) showTurn(result.value);
  return result;
}

/** Replaces a message of the user and requests a new answer. The same `requestId` never sends it twice. */
export async function editMessage(
  messageId: string,
  { text, pasted, attachments }: Pick<Outgoing, 'text' | 'pasted' | 'attachments'>,
  requestId: string,
): Promise<Result<TurnStarted>> {
  const result = await client.call('chat.edit', {
    requestId,
    messageId,
    text,
    pasted: [...pasted],
    attachments: [...attachments],
  });
  if (result.ok) showTurn(result.value);
  return result;
}

/** Replaces the last answer with the user's version. */
export async function teachFromEdit(messageId: string, text: string): Promise<Result<MessageView>> {
  const result = await client.call('chat.teachFromEdit', { messageId, text });
  if (!result.ok) return result;
  const { message } = result.value;
  // The event may have arrived first; then this changes nothing.
  receiveThreadEvent({ name: 'message-start', payload: { message } });
  return { ok: true, value: message };
}

/** Shows another version of a message and what followed it. `side`: which button was pressed and keeps the focus. */
export async function showVersion(messageId: string, side: 'earlier' | 'later'): Promise<void> {
  const result = await client.call('chat.showVersion', { messageId, limit: BRANCH_PAGE });
  if (!result.ok) {
    showFailure(result.error);
    return;
  }
  deltas.flush();
  view.focusVersion({ messageId, side });
  putThread(threadOf(result.value));
}

/** Shows the branch that contains a message; does nothing when the message is gone. */
export async function showBranchOf(messageId: string): Promise<void> {
  const result = await client.call('chat.showVersion', { messageId, limit: PAGE });
  if (result.ok) {
    deltas.flush();
    putThread(threadOf(result.value));
  } else if (result.error.code !== 'not_found') showFailure(result.error);
}

/** Another window chose another version. */
export function receiveBranch(conversationId: string): void {
  if (useChatStore.getState().threads.has(conversationId)) void openThread(conversationId);
}

const deltas = new FrameBatch<ThreadEvent>((events) => {
  const byThread = Map.groupBy(events, conversationOf);
  for (const [id, own] of byThread) setThread(id, (thread) => applyEvents(thread, own));
  for (const id of byThread.keys())
    if (useChatStore.getState().threads.get(id)?.gap === true) void openThread(id);
});

export function receiveThreadEvent(event: ThreadEvent): void {
  const id = conversationOf(event);
  const loaded = useChatStore.getState().threads.has(id);
  if (opening.has(id) || (!loaded && sending > 0)) buffered.set(id, [...(buffered.get(id) ?? []), event]);
  if (!loaded) return;
  if (event.name === 'message-delta') {
    deltas.add(event);
    return;
  }
  deltas.flush();
  setThread(id, (thread) => applyEvent(thread, event));
}

export function receiveConversation(conversation: Conversation): void {
  setThread(conversation.id, (thread) => ({ ...thread, conversation }));
}

export function receiveMemories(memories: readonly Memory[]): void {
  for (const id of useChatStore.getState().threads.keys())
    setThread(id, (thread) => withMemories(thread, memories));
}

export function dropThread(id: string): void {
  const threads = new Map(useChatStore.getState().threads);
  if (threads.delete(id)) useChatStore.setState({ threads });
}

/** Events were missed: reloads the shown conversation and drops all others. */
export function reloadThreads(shown: string | null): void {
  const { threads } = useChatStore.getState();
  const thread = shown === null ? undefined : threads.get(shown);
  useChatStore.setState({
    threads: new Map(thread === undefined || shown === null ? [] : [[shown, thread]]),
  });
  if (shown !== null) void openThread(shown);
}
