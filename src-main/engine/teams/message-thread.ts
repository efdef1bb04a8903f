import * as z from 'zod';
import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import { agentMessageSchema, isChatMessage } from '#shared/agents/messages.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';

const entrySchema = z.strictObject({
  message: agentMessageSchema,
  /** The participant in whose turn it was yielded, or the team; null for the task. */
  by: z.string().nullable(),
  /** Whether other participants receive it. */
  spoken: z.boolean(),
});
type Entry = z.infer<typeof entrySchema>;

export const threadStateSchema = z.strictObject({
  entries: z.array(entrySchema),
  /** By participant: number of entries delivered to it. */
  heard: z.record(z.string(), z.int().nonnegative()),
  /** By participant: indexes of earlier entries not delivered yet, because their turn had not ended. */
  owed: z.record(z.string(), z.array(z.int().nonnegative())).exactOptional(),
});

/** Types that are streamed but not stored: chunks, which are followed by the full message, and memories of a single request. */
const TRANSIENT_TYPES: ReadonlySet<AgentMessage['type']> = new Set([
  'ModelClientStreamingChunkEvent',
  'MemoryQueryEvent',
]);

/**
 * All messages and events of a team, stored once, with the read position of each participant: the cost of a message does not
 * depend on the number of participants.
 */
export class MessageThread {
  #entries: Entry[] = [];
  #messages: AgentMessage[] = [];
  #heard = new Map<string, number>();
  #owed = new Map<string, number[]>();
  /** Cache of `visible` for the first `#visibleUntil` entries. */
  #visible: AgentMessage[] = [];
  #visibleUntil = 0;

  get messages(): readonly AgentMessage[] {
    return this.#messages;
  }

  /**
   * The messages that managers and conditions see: without those inside a turn that other participants do not receive (of a team
   * behind an agent or a tool), of which only the usage remains. Read it between turns only: during a turn it is not yet known
   * which messages are spoken.
   */
  get visible(): readonly AgentMessage[] {
    this.updateVisible();
    return this.#visible;
  }

  /** Extends `visible` by the new entries. */
  updateVisible(): void {
    for (; this.#visibleUntil < this.#entries.length; this.#visibleUntil += 1) {
      const entry = this.#entries[this.#visibleUntil];
      if (entry !== undefined) this.#visible.push(...visibleForm(entry));
    }
  }

  /** `visible` from this index of `messages` on. */
  visibleSince(from: number): AgentMessage[] {
    return this.#entries.slice(from).flatMap(visibleForm);
  }

  /** Adds a message for all participants. */
  say(message: ChatMessage, by: string | null): void {
    this.#entries.push({ message, by, spoken: true });
    this.#messages.push(message);
  }

  /** Adds a message or event of a turn; `markSpoken` decides at its end which are for other participants. */
  add(message: AgentMessage, by: string): void {
    if (TRANSIENT_TYPES.has(message.type)) return;
    this.#entries.push({ message, by, spoken: false });
    this.#messages.push(message);
  }

  /**
   * Marks the messages of this participant's turn that others receive. They are among the last entries. Messages of a nested team
   * that were never yielded, because the reader had left, are added now.
   */
  markSpoken(spoken: readonly ChatMessage[], by: string): void {
    const left = new Map(spoken.map((message) => [message.id, message]));
    for (let index = this.#entries.length - 1; index >= 0 && left.size > 0; index -= 1) {
      const entry = this.#entries[index];
      if (entry !== undefined && left.delete(entry.message.id)) entry.spoken = true;
    }
    for (const message of left.values()) this.say(message, by);
  }

  /**
   * Takes the messages of others that this participant has not received. Messages of turns in progress (`speaking`) are delivered
   * later, when it is known that they are for others.
   */
  takeFor(participant: string, speaking: readonly string[]): ChatMessage[] {
    const taken: ChatMessage[] = [];
    const open: number[] = [];
    const look = (position: number) => {
      const entry = this.#entries[position];
      if (entry === undefined || entry.by === participant || !isChatMessage(entry.message)) return;
      if (entry.spoken) taken.push(entry.message);
      else if (entry.by !== null && speaking.includes(entry.by)) open.push(position);
    };
    this.#owed.get(participant)?.forEach(look);
    for (let at = this.#heard.get(participant) ?? 0; at < this.#entries.length; at += 1) look(at);
    this.#heard.set(participant, this.#entries.length);
    if (open.length > 0) this.#owed.set(participant, open);
    else this.#owed.delete(participant);
    return taken;
  }

  /** Sets the read position of these participants to this message. */
  forgetBefore(messageId: string, participants: Iterable<string>): void {
    const position = this.#messages.findLastIndex(({ id }) => id === messageId);
    for (const participant of participants) this.#heard.set(participant, Math.max(0, position));
    this.#owed.clear();
  }

  /** Messages spoken by participants from this index of `messages` on. */
  spokenSince(from: number): ChatMessage[] {
    return this.#entries
      .slice(from)
      .flatMap(({ message, by, spoken }) =>
        spoken && by !== null && isChatMessage(message) ? [message] : [],
      );
  }

  clear(): void {
    this.#entries = [];
    this.#messages = [];
    this.#heard = new Map();
    this.#owed = new Map();
    this.#visible = [];
    this.#visibleUntil = 0;
  }

  saveState(): z.infer<typeof threadStateSchema> {
    return {
      entries: this.#entries.map((entry) => ({ ...entry })),
      heard: Object.fromEntries(this.#heard),
      ...(this.#owed.size > 0 && { owed: structuredClone(Object.fromEntries(this.#owed)) }),
    };
  }

  loadState({ entries, heard, owed = {} }: z.infer<typeof threadStateSchema>): void {
    this.#entries = entries;
    this.#messages = entries.map(({ message }) => message);
    this.#heard = new Map(Object.entries(heard));
    this.#owed = new Map(Object.entries(owed));
    this.#visible = [];
    this.#visibleUntil = 0;
  }
}

function visibleForm({ message, spoken }: Entry): AgentMessage[] {
  if (spoken || !isChatMessage(message)) return [message];
  const { id, source, createdAt, modelsUsage, metadata } = message;
  if (modelsUsage === null) return [];
  return [{ type: 'UsageEvent', id, source, createdAt, modelsUsage, metadata, purpose: 'inside a turn' }];
}
