import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import { isChatMessage, messageText } from '#shared/agents/messages.ts';
import type { AgentMessage, MessageOf } from '#shared/agents/messages.ts';
import type { Publish } from '#shared/contract/events.ts';
import type { Conversation, Message } from '#shared/conversation.ts';
import type { ErrorData } from '#shared/errors.ts';
import type { RecallReport } from '#shared/memory/recall.ts';
import { inAppWords } from '../app-error.ts';
import type { ConversationStore, MessageChanges } from '../../chat/ports/conversations.ts';
import { ThrottledSave } from '../../chat/throttled-save.ts';
import { cutReasonOf } from '../../engine/agents/assistant-messages.ts';
import { isByPerson, isByStandIn } from '../../engine/people/message-author.ts';
import { mergeReports } from '../memory/run-memory.ts';

export interface RunChatPorts {
  readonly store: ConversationStore;
  readonly conversation: Conversation;
  readonly runId: string;
  /** Ids of the messages of the chat that its agents do not get. */
  readonly leftOut: readonly string[];
  readonly publish: Publish;
  readonly now: () => number;
}

/**
 * Writes a run into its chat: messages of agents and people become messages of the conversation under their names, so that they are
 * shown, searched and forgotten like all others.
 */
export class RunChat {
  readonly #ports: RunChatPorts;
  /** Unfinished messages, by the id of the finished message. */
  readonly #writing = new Map<string, Message>();
  /** Finished by `collect`, not yet stored by `write`. */
  #finished: { readonly message: Message; readonly isNew: boolean }[] = [];
  /** Ids of unfinished messages whose turn was interrupted; the repeated turn writes a new message. */
  readonly #interrupted = new Set<string>();
  readonly #receipts = new Map<string, RecallReport>();
  readonly #thoughts = new Map<string, string>();
  readonly #saves = new ThrottledSave(() => this.save());
  #turnAt: number;

  constructor(ports: RunChatPorts) {
    this.#ports = ports;
    this.#turnAt = ports.now();
  }

  /** Stores and publishes a person's message at once. The run streams it again later, which `collect` ignores. */
  addPersonMessage(message: ChatMessage): Message {
    const said = this.#newMessage(message.id, message, 'complete');
    this.#ports.store.append(said);
    this.#announceStart(said);
    return said;
  }

  /** The stored message of a person; undefined when an agent said it or it is deleted. */
  personMessage(messageId: string): Message | undefined {
    const message = this.#ports.store.message(messageId);
    return message?.role === 'user' ? message : undefined;
  }

  /** Adds a recall report to the receipt of this agent's next message. */
  addReceipt(source: string, report: RecallReport): void {
    this.#receipts.set(source, mergeReports(this.#receipts.get(source), report));
  }

  /** Adds the report of a search by the agent's tool. Its context keeps the result, so the run is also marked with the memories. */
  addSearchReceipt(source: string, report: RecallReport): void {
    const used = report.candidates.filter(({ outcome }) => outcome === 'used');
    this.#ports.store.saveTraces(
      this.#ports.runId,
      used.map(({ memoryId }) => memoryId),
    );
    this.addReceipt(source, report);
  }

  /** Appends a chunk to its message; `at` is its offset in UTF-16 units. */
  appendChunk(chunk: MessageOf<'ModelClientStreamingChunkEvent'>, at: number): void {
    const { publish } = this.#ports;
    const { fullMessageId: id, channel, content } = chunk;
    this.#abandon(chunk.source, id);
    const before = this.#writing.get(id) ?? this.#begin(id, chunk);
    const text = channel === 'answer' ? content : '';
    const reasoning = channel === 'thought' ? content : '';
    const grown = { ...before, text: before.text + text, reasoning: before.reasoning + reasoning };
    this.#writing.set(id, grown);
    this.#saves.schedule();
    publish('message-delta', {
      conversationId: before.conversationId,
      messageId: id,
      text,
      reasoning,
      textAt: channel === 'answer' ? at : before.text.length,
      reasoningAt: channel === 'thought' ? at : before.reasoning.length,
    });
  }

  /** Saves the unfinished messages, for whoever reads the chat from the store next. */
  save(): void {
    for (const { id, text, reasoning } of this.#writing.values())
      this.#ports.store.grow(id, { text, reasoning });
  }

  /** Takes a message or event of the run; what belongs in the chat is held for `write`. */
  collect(message: AgentMessage): void {
    if (isChatMessage(message)) this.#abandon(message.source, message.id);
    if (message.type === 'ThoughtEvent') this.#thoughts.set(message.source, message.content);
    else if (message.type === 'ErrorEvent') this.#fail(message.source, message.id, inAppWords(message.error));
    else if (isChatMessage(message)) this.#finish(message.id, message, { text: messageText(message) });
    // The text before tool calls becomes a message of its own.
    else if (this.#writing.has(message.id)) this.#finish(message.id, message, {});
  }

  /** The turns in progress are interrupted and will be repeated. */
  interrupt(): void {
    for (const id of this.#writing.keys()) this.#interrupted.add(id);
  }

  /** The speaker begins another message: its interrupted one stays as far as it was written, as `stopped`. */
  #abandon(speaker: string, next: string): void {
    const { store, publish } = this.#ports;
    this.#interrupted.delete(next);
    for (const id of this.#interrupted) {
      const message = this.#writing.get(id);
      if (message !== undefined && message.speaker !== speaker) continue;
      this.#interrupted.delete(id);
      this.#writing.delete(id);
      if (message === undefined) continue;
      const { text, reasoning } = message;
      store.update(id, { text, reasoning, status: 'stopped' });
      const view = store.view(id);
      if (view !== undefined) publish('message-end', { message: view });
    }
  }

  /** Finishes all unfinished messages as `stopped`. */
  stop(): void {
    for (const message of this.#writing.values())
      this.#finished.push({ message: { ...message, status: 'stopped' }, isNew: false });
    this.#writing.clear();
  }

  /** Words of the run were forgotten for good: unfinished messages stay as the store has them. */
  drop(): void {
    const { store, publish } = this.#ports;
    for (const id of this.#writing.keys()) {
      store.update(id, { status: 'stopped' });
      const view = store.view(id);
      if (view !== undefined) publish('message-end', { message: view });
    }
    this.#writing.clear();
    this.#finished = [];
  }

  /** Stores the finished messages, inside the transaction of the run. Returns a function that publishes them after the commit. */
  write(): () => void {
    const { store } = this.#ports;
    const finished = this.#finished;
    for (const { message, isNew } of finished) {
      if (isNew) this.#append(message);
      else store.update(message.id, changesOf(message));
    }
    return () => {
      this.#finished = [];
      for (const { message, isNew } of finished) {
        if (isNew) this.#announceStart(message);
        const view = store.view(message.id);
        if (view !== undefined) this.#ports.publish('message-end', { message: view });
      }
    };
  }

  #begin(id: string, message: Pick<AgentMessage, 'source' | 'metadata' | 'modelsUsage'>): Message {
    const begun = this.#newMessage(id, message, 'streaming');
    this.#append(begun);
    this.#announceStart(begun);
    return begun;
  }

  #finish(id: string, message: AgentMessage, changes: { readonly text?: string }): void {
    const known = this.#ports.store.message(id);
    // A person's message was stored by `addPersonMessage`.
    if (known !== undefined && !this.#writing.has(id)) return;
    const begun = this.#writing.get(id) ?? this.#newMessage(id, message, 'streaming');
    const { now } = this.#ports;
    // Text before tool calls also arrives as a thought.
    const thought = isChatMessage(message) ? (this.#thoughts.get(message.source) ?? '') : '';
    const usage = message.modelsUsage;
    this.#finished.push({
      isNew: !this.#writing.has(id),
      message: {
        ...begun,
        ...changes,
        reasoning: begun.reasoning === '' ? thought : begun.reasoning,
        status: 'complete',
        model: usage?.model ?? null,
        usage:
          usage === null
            ? null
            : { promptTokens: usage.promptTokens, completionTokens: usage.completionTokens },
        durationMs: begun.role === 'user' ? null : now() - this.#turnAt,
        cut: cutReasonOf(message),
      },
    });
    this.#thoughts.delete(message.source);
    this.#writing.delete(id);
    this.#turnAt = now();
  }

  #fail(source: string, id: string, error: ErrorData): void {
    const begun = [...this.#writing.values()].find(({ speaker }) => speaker === source);
    const failed = begun ?? this.#newMessage(id, { source, metadata: {} }, 'failed');
    this.#writing.delete(failed.id);
    this.#finished.push({
      isNew: begun === undefined,
      message: { ...failed, status: 'failed', error, durationMs: this.#ports.now() - this.#turnAt },
    });
  }

  #newMessage(
    id: string,
    message: Pick<AgentMessage, 'source' | 'metadata'> & { readonly content?: unknown },
    status: Message['status'],
  ): Message {
    const { store, conversation, runId, now } = this.#ports;
    const byPerson = isByPerson(message);
    return {
      id,
      conversationId: conversation.id,
      parentId: store.branch(conversation.id, 1).messages.at(-1)?.id ?? null,
      runId,
      role: byPerson ? 'user' : 'assistant',
      speaker: byPerson ? (isByStandIn(message) ? `You, for ${message.source}` : 'You') : message.source,
      text: byPerson && typeof message.content === 'string' ? message.content : '',
      reasoning: '',
      status,
      error: null,
      model: null,
      usage: null,
      durationMs: null,
      cut: null,
      shortened: 0,
      createdAt: now(),
    };
  }

  /** Looks the parent up when writing, so that messages of concurrent agents form a sequence. */
  #append(message: Message): void {
    const { store, conversation, leftOut } = this.#ports;
    const parentId = store.branch(conversation.id, 1).messages.at(-1)?.id ?? null;
    store.append({ ...message, parentId });
    if (leftOut.length > 0 && message.role !== 'user') store.saveLeftOut(message.id, leftOut);
    const report = this.#receipts.get(message.speaker);
    if (report === undefined || message.role === 'user') return;
    store.saveReceipt(message.id, report);
    this.#receipts.delete(message.speaker);
  }

  #announceStart(message: Message): void {
    const view = this.#ports.store.view(message.id);
    if (view !== undefined) this.#ports.publish('message-start', { message: view });
  }
}

function changesOf(message: Message): MessageChanges {
  const { text, reasoning, status, error, model, usage, durationMs, cut } = message;
  return { text, reasoning, status, error, model, usage, durationMs, cut };
}
