/** Messages that were written while an answer was streaming, by chat. Each is sent when the previous answer is complete. */
import { create } from 'zustand';
import { showFailure } from '../page/toast-store.ts';
import { sendMessage, useChatStore } from './chat-store.ts';
import { drafts } from './message-drafts-store.ts';
import { isAnswering, isWaiting } from './thread.ts';
import type { Thread } from './thread.ts';

export interface QueuedMessage {
  /** The request id, so that it is never sent twice. */
  readonly id: string;
  /** The draft as stored; see pasted-text.ts. */
  readonly whole: string;
  readonly text: string;
  readonly pasted: readonly string[];
  /** Ids of the attached files. */
  readonly attachments: readonly string[];
  /** Returns the files to the composer. */
  readonly putBackFiles: () => void;
}

interface QueuedState {
  readonly queues: ReadonlyMap<string, readonly QueuedMessage[]>;
}

export const useQueuedStore = create<QueuedState>(() => ({ queues: new Map() }));

const none: readonly QueuedMessage[] = [];
const sending = new Set<string>();

export function queuedIn({ queues }: QueuedState, conversationId: string): readonly QueuedMessage[] {
  return queues.get(conversationId) ?? none;
}

export function queueMessage(conversationId: string, message: QueuedMessage): void {
  put(conversationId, [...queuedIn(useQueuedStore.getState(), conversationId), message]);
  sendDue();
}

/** Moves a message from the queue back to the composer. */
export function takeBack(conversationId: string, id: string): void {
  const queue = queuedIn(useQueuedStore.getState(), conversationId);
  const message = queue.find((one) => one.id === id);
  put(
    conversationId,
    queue.filter((one) => one !== message),
  );
  if (message === undefined) return;
  const temporary = useChatStore.getState().threads.get(conversationId)?.conversation.temporary ?? true;
  if (message.whole !== '') drafts.prepend(conversationId, message.whole, { persist: !temporary });
  message.putBackFiles();
}

function sendDue(): void {
  const { threads } = useChatStore.getState();
  for (const [id, [next]] of useQueuedStore.getState().queues) {
    const thread = threads.get(id);
    if (next !== undefined && thread !== undefined && isFree(thread) && !sending.has(id))
      void sendNext(thread, next);
  }
}

async function sendNext({ conversation, messages }: Thread, message: QueuedMessage): Promise<void> {
  const { id, temporary } = conversation;
  // After Stop or a failure, the next message may no longer be wanted.
  if (messages.at(-1)?.status !== 'complete') {
    for (const { id: queued } of queuedIn(useQueuedStore.getState(), id).toReversed()) takeBack(id, queued);
    return;
  }
  sending.add(id);
  const { text, pasted, attachments } = message;
  const result = await sendMessage({
    requestId: message.id,
    conversationId: id,
    text,
    pasted,
    attachments,
    temporary,
    projectId: null,
    model: null,
    answerer: null,
  });
  sending.delete(id);
  if (result.ok) {
    put(
      id,
      queuedIn(useQueuedStore.getState(), id).filter((one) => one !== message),
    );
    return;
  }
  showFailure(result.error);
  takeBack(id, message.id);
}

function put(conversationId: string, queue: readonly QueuedMessage[]): void {
  useQueuedStore.setState(({ queues }) => {
    const next = new Map(queues);
    if (queue.length === 0) next.delete(conversationId);
    else next.set(conversationId, queue);
    return { queues: next };
  });
}

useChatStore.subscribe(sendDue);

/** A message that is sent while an answer waits gives its calls up: one that was written before is not to do that. */
function isFree(thread: Thread): boolean {
  const last = thread.messages.at(-1);
  return !isAnswering(thread) && !(last !== undefined && isWaiting(last));
}
