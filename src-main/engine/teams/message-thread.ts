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
  /** Number of entries when the current speakers were chosen. Absent: there is one, or the state is older than this field. */
  roundFrom: z.int().nonnegative().exactOptional(),
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
  #roundFrom: number | undefined;
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

  /** To be called when speakers were chosen: what several say from here on, they say at the same time. */
  beginRound(speakers: number): void {
    this.#roundFrom = speakers > 1 ? this.#entries.length : undefined;
  }

  /**
   * Takes the messages of others that this participant has not received. What others say in the same round is delivered in the
   * next: a turn that is resumed after they have ended must see what it saw at its beginning, or its model's stored answers would
   * belong to other requests. Messages of the `team` itself, such as a person's, are delivered at once.
   * @param speaking those whose turns are in progress.
   */
  takeFor(
    participant: string,
    { speaking, team }: { readonly speaking: readonly string[]; readonly team: string },
  ): ChatMessage[] {
    const taken: ChatMessage[] = [];
    const open: number[] = [];
    const look = (position: number) => {
      const entry = this.#entries[position];
      if (entry === undefined || entry.by === participant || !isChatMessage(entry.message)) return;
      const { by } = entry;
      const isOfRound = this.#roundFrom !== undefined && position >= this.#roundFrom;
      if (isOfRound && by !== null && by !== team) open.push(position);
      else if (entry.spoken) taken.push(entry.message);
      else if (by !== null && speaking.includes(by)) open.push(position);
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
    this.#roundFrom = undefined;
    this.#visible = [];
    this.#visibleUntil = 0;
  }

  saveState(): z.infer<typeof threadStateSchema> {
    return {
      entries: this.#entries.map((entry) => ({ ...entry })),
      heard: Object.fromEntries(this.#heard),
      ...(this.#owed.size > 0 && { owed: structuredClone(Object.fromEntries(this.#owed)) }),
      ...(this.#roundFrom !== undefined && { roundFrom: this.#roundFrom }),
    };
  }

  loadState({ entries, heard, owed = {}, roundFrom }: z.infer<typeof threadStateSchema>): void {
    this.#entries = entries;
    this.#messages = entries.map(({ message }) => message);
    this.#heard = new Map(Object.entries(heard));
    this.#owed = new Map(Object.entries(owed));
    this.#roundFrom = roundFrom;
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
