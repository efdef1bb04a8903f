/**
 * The messages of one conversation as the page shows them, and how events change them. Pure: every function returns a
 * new value and keeps the identity of every message that did not change, so that only what changed is drawn again.
 */
import type { ConversationPage } from '../../../shared/contract/conversations.ts';
import type { Events } from '../../../shared/contract/events.ts';
import type { AnswerWait, Conversation, MessageView } from '../../../shared/conversation.ts';
import type { Memory, Remembered } from '../../../shared/memory/memory.ts';

export interface Thread {
  readonly conversation: Conversation;
  /** The shown branch, oldest first. */
  readonly messages: readonly MessageView[];
  readonly hasEarlier: boolean;
  /** True when a piece of an answer was missed: the text has a gap until the thread is loaded anew. */
  readonly gap: boolean;
  /** Why nothing of the answer comes yet; null: nothing is known to hold it up. */
  readonly wait: AnswerWait | null;
}

/** The events that change a thread. */
export type ThreadEvent =
  | { readonly name: 'message-start'; readonly payload: Events['message-start'] }
  | { readonly name: 'message-delta'; readonly payload: Events['message-delta'] }
  | { readonly name: 'message-wait'; readonly payload: Events['message-wait'] }
  | { readonly name: 'message-end'; readonly payload: Events['message-end'] }
  | { readonly name: 'capture-changed'; readonly payload: Events['capture-changed'] };

export function threadOf(page: ConversationPage): Thread {
  return {
    conversation: page.conversation,
    messages: page.messages,
    hasEarlier: page.hasEarlier,
    gap: false,
    wait: null,
  };
}

export function conversationOf(event: ThreadEvent): string {
  return event.name === 'message-start' || event.name === 'message-end'
    ? event.payload.message.conversationId
    : event.payload.conversationId;
}

export function applyEvents(thread: Thread, events: readonly ThreadEvent[]): Thread {
  return events.reduce(applyEvent, thread);
}

export function applyEvent(thread: Thread, event: ThreadEvent): Thread {
  switch (event.name) {
    case 'message-start':
      return started(thread, event.payload.message);
    case 'message-delta':
      return grown(thread, event.payload);
    case 'message-wait':
      return waiting(thread, event.payload);
    case 'message-end':
      return ended(thread, event.payload.message);
    case 'capture-changed':
      return captured(thread, event.payload);
  }
}

/** A message that joins after its parent; what stood after the parent belongs to another branch now. */
function started(thread: Thread, message: MessageView): Thread {
  if (thread.messages.some(({ id }) => id === message.id)) return thread;
  const parent = thread.messages.findIndex(({ id }) => id === message.parentId);
  const kept =
    parent === -1 ? (message.parentId === null ? [] : thread.messages) : thread.messages.slice(0, parent + 1);
  return { ...thread, messages: [...kept, message], wait: null };
}

function waiting(thread: Thread, { messageId, wait }: Events['message-wait']): Thread {
  const last = thread.messages.at(-1);
  return last?.id === messageId && last.status === 'streaming' ? { ...thread, wait } : thread;
}

function ended(thread: Thread, message: MessageView): Thread {
  const index = thread.messages.findIndex(({ id }) => id === message.id);
  return index === -1 ? thread : { ...thread, messages: thread.messages.with(index, message), wait: null };
}

function captured(thread: Thread, { messageId, capture, remembered }: Events['capture-changed']): Thread {
  const index = thread.messages.findIndex(({ id }) => id === messageId);
  const message = thread.messages[index];
  if (message === undefined) return thread;
  return { ...thread, messages: thread.messages.with(index, { ...message, capture, remembered }) };
}

function grown(thread: Thread, delta: Events['message-delta']): Thread {
  const index = thread.messages.findLastIndex(({ id }) => id === delta.messageId);
  const message = thread.messages[index];
  if (message === undefined || message.status !== 'streaming') return thread;
  const text = join(message.text, delta.text, delta.textAt);
  const reasoning = join(message.reasoning, delta.reasoning, delta.reasoningAt);
  if (text === null || reasoning === null) return { ...thread, gap: true };
  return { ...thread, messages: thread.messages.with(index, { ...message, text, reasoning }), wait: null };
}

/** `piece` put at `at`: only what is new of it is added; null when something before it is missing. */
function join(text: string, piece: string, at: number): string | null {
  if (at > text.length) return null;
  return text + piece.slice(text.length - at);
}

/** Earlier messages put before the shown ones. */
export function withEarlier(thread: Thread, page: ConversationPage): Thread {
  const known = new Set(thread.messages.map(({ id }) => id));
  const earlier = page.messages.filter(({ id }) => !known.has(id));
  return { ...thread, messages: [...earlier, ...thread.messages], hasEarlier: page.hasEarlier };
}

/** The chips follow their memories: edited texts are shown as they are now, forgotten ones struck through. */
export function withMemories(thread: Thread, memories: readonly Memory[]): Thread {
  const byId = new Map(memories.map((memory) => [memory.id, memory]));
  let changed = false;
  const messages = thread.messages.map((message) => {
    if (!message.remembered.some(({ memoryId }) => byId.has(memoryId))) return message;
    changed = true;
    const remembered = message.remembered.map((item) => followed(item, byId.get(item.memoryId)));
    return { ...message, remembered };
  });
  return changed ? { ...thread, messages } : thread;
}

function followed(item: Remembered, memory: Memory | undefined): Remembered {
  if (memory === undefined) return item;
  if (item.action === 'forgot') return { ...item, undone: memory.status !== 'forgotten' };
  if (item.action === 'proposed' && memory.status !== 'pending' && memory.status !== 'forgotten') {
    return { ...item, action: 'approved', kind: memory.kind, text: memory.text, scope: memory.scope };
  }
  if (memory.status === 'forgotten') return { ...item, undone: true };
  // An undone change keeps its words although its memory, now with the earlier text, lives on.
  if (item.undone) return memory.text === item.text ? { ...item, undone: false } : item;
  return { ...item, kind: memory.kind, text: memory.text, scope: memory.scope };
}

/** Whether an answer is being written in this thread. */
export function isAnswering(thread: Thread | undefined): boolean {
  return thread?.messages.at(-1)?.status === 'streaming';
}
