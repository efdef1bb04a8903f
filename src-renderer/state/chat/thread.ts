/**
 * The messages of one conversation as the page shows them, and how events change them. Pure: every function returns a
 * new value and keeps the identity of unchanged messages, so that only changed ones render again.
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
  /** True when a delta was missed: the text has a gap until the thread is loaded again. */
  readonly gap: boolean;
  /** Why the answer has not started; null: no known reason. */
  readonly wait: AnswerWait | null;
}

/** The events that change a thread. */
export type ThreadEvent =
  | { readonly name: 'message-start'; readonly payload: Events['message-start'] }
  | { readonly name: 'message-delta'; readonly payload: Events['message-delta'] }
  | { readonly name: 'message-wait'; readonly payload: Events['message-wait'] }
  | { readonly name: 'message-calls'; readonly payload: Events['message-calls'] }
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
  return 'message' in event.payload ? event.payload.message.conversationId : event.payload.conversationId;
}

export function applyEvents(thread: Thread, events: readonly ThreadEvent[]): Thread {
  return events.reduce(applyEvent, thread);
}

export function applyEvent(thread: Thread, event: ThreadEvent): Thread {
  switch (event.name) {
    case 'message-start':
      return applyStart(thread, event.payload.message);
    case 'message-delta':
      return applyDelta(thread, event.payload);
    case 'message-wait':
      return applyWait(thread, event.payload);
    // An answer that goes on is as it is now, too.
    case 'message-calls':
    case 'message-end':
      return applyEnd(thread, event.payload.message);
    case 'capture-changed':
      return applyCapture(thread, event.payload);
  }
}

/** Appends a message after its parent; messages after the parent now belong to another branch. */
function applyStart(thread: Thread, message: MessageView): Thread {
  if (thread.messages.some(({ id }) => id === message.id)) return thread;
  const parent = thread.messages.findIndex(({ id }) => id === message.parentId);
  const kept =
    parent === -1 ? (message.parentId === null ? [] : thread.messages) : thread.messages.slice(0, parent + 1);
  return { ...thread, messages: [...kept, message], wait: null };
}

function applyWait(thread: Thread, { messageId, wait }: Events['message-wait']): Thread {
  const last = thread.messages.at(-1);
  return last?.id === messageId && last.status === 'streaming' ? { ...thread, wait } : thread;
}

function applyEnd(thread: Thread, message: MessageView): Thread {
  const index = thread.messages.findIndex(({ id }) => id === message.id);
  return index === -1 ? thread : { ...thread, messages: thread.messages.with(index, message), wait: null };
}

function applyCapture(thread: Thread, { messageId, capture, remembered }: Events['capture-changed']): Thread {
  const index = thread.messages.findIndex(({ id }) => id === messageId);
  const message = thread.messages[index];
  if (message === undefined) return thread;
  return { ...thread, messages: thread.messages.with(index, { ...message, capture, remembered }) };
}

function applyDelta(thread: Thread, delta: Events['message-delta']): Thread {
  const index = thread.messages.findLastIndex(({ id }) => id === delta.messageId);
  const message = thread.messages[index];
  if (message === undefined || message.status !== 'streaming') return thread;
  const text = appendDelta(message.text, delta.text, delta.textAt);
  const reasoning = appendDelta(message.reasoning, delta.reasoning, delta.reasoningAt);
  if (text === null || reasoning === null) return { ...thread, gap: true };
  return { ...thread, messages: thread.messages.with(index, { ...message, text, reasoning }), wait: null };
}

/** Appends the new part of a delta that starts at `at`; null when an earlier delta is missing. */
function appendDelta(text: string, delta: string, at: number): string | null {
  if (at > text.length) return null;
  return text + delta.slice(text.length - at);
}

/** Prepends earlier messages. */
export function withEarlier(thread: Thread, page: ConversationPage): Thread {
  const known = new Set(thread.messages.map(({ id }) => id));
  const earlier = page.messages.filter(({ id }) => !known.has(id));
  return { ...thread, messages: [...earlier, ...thread.messages], hasEarlier: page.hasEarlier };
}

/** Updates the memory chips: edited texts are shown as they are now, forgotten memories struck through. */
export function withMemories(thread: Thread, memories: readonly Memory[]): Thread {
  const byId = new Map(memories.map((memory) => [memory.id, memory]));
  let changed = false;
  const messages = thread.messages.map((message) => {
    if (!message.remembered.some(({ memoryId }) => byId.has(memoryId))) return message;
    changed = true;
    const remembered = message.remembered.map((item) => updateRemembered(item, byId.get(item.memoryId)));
    return { ...message, remembered };
  });
  return changed ? { ...thread, messages } : thread;
}

function updateRemembered(item: Remembered, memory: Memory | undefined): Remembered {
  if (memory === undefined) return item;
  if (item.action === 'forgot') return { ...item, undone: memory.status !== 'forgotten' };
  if (item.action === 'proposed' && memory.status !== 'pending' && memory.status !== 'forgotten') {
    return { ...item, action: 'approved', kind: memory.kind, text: memory.text, scope: memory.scope };
  }
  if (memory.status === 'forgotten') return { ...item, undone: true };
  // An undone change keeps its text although its memory lives on with an earlier one.
  if (item.undone) return memory.text === item.text ? { ...item, undone: false } : item;
  return { ...item, kind: memory.kind, text: memory.text, scope: memory.scope };
}

/** Whether the answer waits for the user to decide about calls of tools. */
export function isWaiting({ calls = [] }: MessageView): boolean {
  return calls.some(({ status }) => status === 'waiting');
}

/** Whether an answer is streaming in this thread. */
export function isAnswering(thread: Thread | undefined): boolean {
  return thread?.messages.at(-1)?.status === 'streaming';
}
