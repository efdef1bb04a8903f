/**
 * What transfer needs from the rest of Tutee. It knows shared/, disk/ and these ports; the worker's entry and
 * compose.ts connect them to the store, the embedder and teachability's rules.
 */
import type { Attachment } from '#shared/attachments/attachment.ts';
import type { Message } from '#shared/conversation.ts';
import type { Cue, Memory, MemoryActor, MemoryKind, MemoryValue } from '#shared/memory/memory.ts';
import type { ScopeName } from '#shared/project.ts';
import type { MemoryRecord, RecordedEvent } from '#shared/memory/memory-record.ts';

/** A chat as it is exported. */
export interface ChatToExport {
  readonly id: string;
  readonly title: string;
  readonly project: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** The last message of the shown branch; null: it has none. */
  readonly lastMessageId: string | null;
}

export interface MessageToExport extends Message {
  readonly attachments: readonly (Attachment & { readonly hash: string })[];
}

/** Saved chats with all their branches. */
export interface ChatSource {
  /** Newest first; all of them when `id` is null. */
  chats(id: string | null): ChatToExport[];
  messages(chatId: string): Iterable<MessageToExport>;
}

/** Vectors of one memory's text and cues, in the order text, cue 0, cue 1 … */
export interface ImportVectors {
  readonly embedder: string;
  readonly dimensions: number;
  readonly vectors: readonly Float32Array[];
}

export interface ImportOrigin {
  readonly actor: MemoryActor;
  readonly at: number;
  readonly conversationId: null;
  readonly messageId: null;
}

/** Existing memories of any status. */
export interface KnownMemories {
  byId(id: string): Memory | undefined;
  /** Memories with the same text, ignoring case, white space and closing punctuation; newest first. */
  bySameText(text: string): readonly Memory[];
  bySubject(subject: string): readonly Memory[];
  /** True when the user forgot this memory for good. */
  wasPurged(id: string): boolean;
  /** True when the user rejected this text in review. */
  wasRejected(text: string): boolean;
}

/** What one step of a reversal did. */
export interface Reverted {
  readonly removed: number;
  readonly restored: number;
  readonly chats: number;
  /** Chats that were continued since and stay. */
  readonly chatsKept: number;
  readonly hasMore: boolean;
}

/** Writes an import; each call is one short transaction. */
export interface ImportWriter {
  begin(importId: string, name: string, at: number): void;
  add(
    importId: string,
    memories: readonly { readonly memory: Memory; readonly vectors: ImportVectors | null }[],
  ): void;
  change(
    importId: string,
    values: readonly {
      readonly id: string;
      readonly value: MemoryValue;
      readonly supersededBy: string | null;
      readonly vectors: ImportVectors | null;
    }[],
    origin: ImportOrigin,
  ): void;
  /**
   * Call after all `add` calls: histories (empty: it begins with this import) and successors, which refer to memories.
   */
  finishMemories(
    importId: string,
    histories: readonly {
      readonly id: string;
      readonly supersededBy: string | null;
      readonly events: readonly RecordedEvent[];
    }[],
    origin: ImportOrigin,
  ): void;
  finish(importId: string): void;
  /** Saves names of assistants and projects that do not exist here. */
  nameScopes(names: readonly ScopeName[]): void;
  isKnown(importId: string): boolean;
  /** Returns the number of memories that changed since and are kept. */
  beginReversal(importId: string): number;
  revert(importId: string, limit: number): Reverted;
}

export interface MemorySource {
  count(): number;
  /** Names of the assistants and projects that memories belong to. */
  scopes(): ScopeName[];
  batches(size: number): Iterable<readonly MemoryRecord[]>;
}

/** Teachability's rules that derive what a text does not state. */
export interface TeachingRules {
  kindOf(text: string): MemoryKind;
  subjectOf(text: string, kind: MemoryKind): string | null;
  cuesFor(text: string, kind: MemoryKind, subject: string | null): readonly Cue[];
  /**
   * What a message of the user teaches, explicitly or implicitly.
   * @param at when it was said, in ms since 1970 UTC
   */
  taughtIn(message: string, at: number): readonly TaughtText[];
}

/** A chat as it is stored. */
export interface ImportedChat {
  readonly id: string;
  readonly title: string;
  readonly createdAt: number;
  readonly lastMessageAt: number;
  /** Id of the end of the branch that is shown; null: it has no message. */
  readonly shown: string | null;
  /** A message always comes after its parent. */
  readonly messages: readonly Message[];
}

export interface KnownChats {
  /** How many of its messages are not here; null when the chat is not here. */
  missingMessages(chat: ImportedChat): number | null;
}

/** Writes the chats of an import; each call is one short transaction. The import is begun, finished and reverted by `ImportWriter`. */
export interface ChatWriter extends KnownChats {
  /** Adds the chat without messages if it is not here. */
  beginChat(importId: string, chat: ImportedChat): void;
  /** Adds those of these messages that are not here and whose parent is. Returns the added ones. */
  addMessages(importId: string, messages: readonly Message[]): readonly Message[];
  /** Shows the imported branch of a new chat, or the newest message of one that has grown. */
  finishChat(chat: ImportedChat): void;
}

/** A teaching found in a text of the user. */
export interface TaughtText {
  readonly text: string;
  readonly kind: MemoryKind;
  readonly subject: string | null;
  readonly cues: readonly Cue[];
  /** The last moment it holds, in ms since 1970 UTC; null: for good. */
  readonly validUntil: number | null;
}
