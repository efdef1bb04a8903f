import * as z from 'zod';
import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import { agentMessageSchema, isChatMessage } from '#shared/agents/messages.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';

const entrySchema = z.strictObject({
  message: agentMessageSchema,
  /** The participant in whose turn it came, or the team itself; null for what came from outside. */
  by: z.string().nullable(),
  /** Whether the other participants hear it. */
  spoken: z.boolean(),
});
type Entry = z.infer<typeof entrySchema>;

export const threadStateSchema = z.strictObject({
  entries: z.array(entrySchema),
  /** By participant: how many entries it has been told of. */
  heard: z.record(z.string(), z.int().nonnegative()),
  /** By participant: entries before that which it was not told of, because the turn they belong to had not ended. */
  owed: z.record(z.string(), z.array(z.int().nonnegative())).exactOptional(),
});

/** Streamed and not kept: pieces of what follows whole, and memories, which belong to one request alone. */
const TRANSIENT_TYPES: ReadonlySet<AgentMessage['type']> = new Set([
  'ModelClientStreamingChunkEvent',
  'MemoryQueryEvent',
]);

/**
 * Everything said and done in a team, once, and how far each participant has heard it: a message costs the same whatever the
 * number of participants.
 */
export class MessageThread {
  #entries: Entry[] = [];
  #messages: AgentMessage[] = [];
  #heard = new Map<string, number>();
  #owed = new Map<string, number[]>();
  /** `aloud` of the first so many entries. */
  #visible: AgentMessage[] = [];
  #visibleUntil = 0;

  get messages(): readonly AgentMessage[] {
    return this.#messages;
  }

  /**
   * What those who decide go by: without what was said inside somebody’s turn for nobody else (by the team behind an agent
   * or a tool), of which only its use is left. Asked between turns: in the middle of one nobody knows what of it is heard.
   */
  get visible(): readonly AgentMessage[] {
    this.updateVisible();
    return this.#visible;
  }

  /** Brings what `aloud` answered up to date. */
  updateVisible(): void {
    for (; this.#visibleUntil < this.#entries.length; this.#visibleUntil += 1) {
      const entry = this.#entries[this.#visibleUntil];
      if (entry !== undefined) this.#visible.push(...visibleForm(entry));
    }
  }

  /** The same, from this position among `messages`. */
  visibleSince(from: number): AgentMessage[] {
    return this.#entries.slice(from).flatMap(visibleForm);
  }

  /** Something that everybody hears. */
  say(message: ChatMessage, by: string | null): void {
    this.#entries.push({ message, by, spoken: true });
    this.#messages.push(message);
  }

  /** Something that happened in a turn; `markSpoken` says what of it was for the others. */
  add(message: AgentMessage, by: string): void {
    if (TRANSIENT_TYPES.has(message.type)) return;
    this.#entries.push({ message, by, spoken: false });
    this.#messages.push(message);
  }

  /**
   * What of this participant's turn the others hear. Its entries are among the last; what a nested team said while nobody
   * read any more never came through and is entered now.
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
   * What this participant has not been told of yet, of others; from now on it has. What somebody said in a turn that is still
   * open (`speaking`) is nobody's yet: it follows when it is known to be for others.
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

  /** From now on these participants have been told of everything before this message, and of nothing since. */
  forgetBefore(messageId: string, participants: Iterable<string>): void {
    const position = this.#messages.findLastIndex(({ id }) => id === messageId);
    for (const participant of participants) this.#heard.set(participant, Math.max(0, position));
    this.#owed.clear();
  }

  /** What was said inside, by position among `messages`. */
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
