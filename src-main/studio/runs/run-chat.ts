import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import { isChatMessage, messageText } from '#shared/agents/messages.ts';
import type { AgentMessage, MessageOf } from '#shared/agents/messages.ts';
import type { Publish } from '#shared/contract/events.ts';
import type { Conversation, Message } from '#shared/conversation.ts';
import type { ErrorData } from '#shared/errors.ts';
import type { RecallReport } from '#shared/memory/recall.ts';
import type { ConversationStore, MessageChanges } from '../../chat/ports.ts';
import { SaveSoon } from '../../chat/save-soon.ts';
import { fromPerson, isInPlace } from '../../engine/people/from-person.ts';
import { together } from '../memory/run-memory.ts';

export interface RunChatPorts {
  readonly store: ConversationStore;
  readonly conversation: Conversation;
  readonly runId: string;
  /** Messages of the chat that its agents are not told. */
  readonly leftOut: readonly string[];
  readonly publish: Publish;
  readonly now: () => number;
}

/**
 * A run in the words of its chat: what agents and people say becomes messages of the conversation by their names, so that
 * it is searched, shown and forgotten like everything else there.
 */
export class RunChat {
  readonly #ports: RunChatPorts;
  /** Begun and not finished, by the id that the whole message will have. */
  readonly #writing = new Map<string, Message>();
  /** Finished by `take`, not yet written down by `write`. */
  #finished: { readonly message: Message; readonly isNew: boolean }[] = [];
  /** Among those, the ones whose turn was interrupted: they are followed by another version, unless they were done. */
  readonly #interrupted = new Set<string>();
  readonly #receipts = new Map<string, RecallReport>();
  readonly #thoughts = new Map<string, string>();
  readonly #saving = new SaveSoon(() => this.save());
  #turnAt: number;

  constructor(ports: RunChatPorts) {
    this.#ports = ports;
    this.#turnAt = ports.now();
  }

  /** What a person says, shown at once. It comes again in the run when it is heard. */
  say(message: ChatMessage): Message {
    const said = this.#newMessage(message.id, message, 'complete');
    this.#ports.store.append(said);
    this.#announceStart(said);
    return said;
  }

  /** What a person said, as it stands in the chat; undefined for an agent's words, and when it is gone. */
  said(messageId: string): Message | undefined {
    const message = this.#ports.store.message(messageId);
    return message?.role === 'user' ? message : undefined;
  }

  /** The account of memories that went into what this agent says next. */
  remembers(source: string, report: RecallReport): void {
    this.#receipts.set(source, together(this.#receipts.get(source), report));
  }

  /** Likewise of what an agent looked up by itself, which it goes on knowing, whether or not it says anything next. */
  looksUp(source: string, report: RecallReport): void {
    const used = report.candidates.filter(({ outcome }) => outcome === 'used');
    this.#ports.store.saveTraces(
      this.#ports.runId,
      used.map(({ memoryId }) => memoryId),
    );
    this.remembers(source, report);
  }

  /** A piece of a message; `at` is where it begins. */
  piece(piece: MessageOf<'ModelClientStreamingChunkEvent'>, at: number): void {
    const { publish } = this.#ports;
    const { fullMessageId: id, channel, content } = piece;
    this.#giveUp(piece.source, id);
    const before = this.#writing.get(id) ?? this.#begin(id, piece);
    const text = channel === 'answer' ? content : '';
    const reasoning = channel === 'thought' ? content : '';
    const grown = { ...before, text: before.text + text, reasoning: before.reasoning + reasoning };
    this.#writing.set(id, grown);
    this.#saving.grew();
    publish('message-delta', {
      conversationId: before.conversationId,
      messageId: id,
      text,
      reasoning,
      textAt: channel === 'answer' ? at : before.text.length,
      reasoningAt: channel === 'thought' ? at : before.reasoning.length,
    });
  }

  /** Brings the store up to what was written: whoever reads the chat now sees all of it. */
  save(): void {
    for (const { id, text, reasoning } of this.#writing.values())
      this.#ports.store.grow(id, { text, reasoning });
  }

  /** Something was said or done. What of it belongs into the chat is kept for `write`. */
  take(message: AgentMessage): void {
    if (isChatMessage(message)) this.#giveUp(message.source, message.id);
    if (message.type === 'ThoughtEvent') this.#thoughts.set(message.source, message.content);
    else if (message.type === 'ErrorEvent') this.#fail(message.source, message.id, message.error);
    else if (isChatMessage(message)) this.#finish(message.id, message, { text: messageText(message) });
    // An answer that came to calls of tools keeps what was said before them.
    else if (this.#writing.has(message.id)) this.#finish(message.id, message, {});
  }

  /** The turns that are on are stopped, and taken anew. */
  interrupt(): void {
    for (const id of this.#writing.keys()) this.#interrupted.add(id);
  }

  /** What this speaker was writing when its turn was interrupted stays as far as it came: now it says something else. */
  #giveUp(speaker: string, next: string): void {
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

  /** Whatever is still being written was stopped. */
  stop(): void {
    for (const message of this.#writing.values())
      this.#finished.push({ message: { ...message, status: 'stopped' }, isNew: false });
    this.#writing.clear();
  }

  /** What is being written stays as it is in the store: words of it were forgotten for good. */
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

  /** Writes down what was finished; inside the transaction of the run. Answers how to tell the page, after it. */
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
    // What a person said was shown when they said it.
    if (known !== undefined && !this.#writing.has(id)) return;
    const begun = this.#writing.get(id) ?? this.#newMessage(id, message, 'streaming');
    const { now } = this.#ports;
    // What was said before calls of tools is told as a thought too.
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
    const byPerson = fromPerson(message);
    return {
      id,
      conversationId: conversation.id,
      parentId: store.branch(conversation.id, 1).messages.at(-1)?.id ?? null,
      runId,
      role: byPerson ? 'user' : 'assistant',
      speaker: byPerson ? (isInPlace(message) ? `You, for ${message.source}` : 'You') : message.source,
      text: byPerson && typeof message.content === 'string' ? message.content : '',
      reasoning: '',
      status,
      error: null,
      model: null,
      usage: null,
      durationMs: null,
      createdAt: now(),
    };
  }

  /** The parent is looked up at the moment of writing: agents that speak at the same time follow each other. */
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
  const { text, reasoning, status, error, model, usage, durationMs } = message;
  return { text, reasoning, status, error, model, usage, durationMs };
}
