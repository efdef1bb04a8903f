import type { Cue, MemoryKind, MemoryScope } from '#shared/memory/memory.ts';

/** A message that a person wrote and sent: the only thing that can teach. Never an answer, a file or the output of a tool. */
export interface UserWords {
  /** Null for what was said to an agent outside a conversation. */
  readonly conversationId: string | null;
  readonly messageId: string;
  readonly text: string;
  /** Milliseconds since 1970 UTC. */
  readonly at: number;
  /** The scope of what it teaches, and of the memories it is compared with; absent: everywhere. */
  readonly scope?: MemoryScope;
  /** Further scopes that are recalled from in this chat: requests to forget search them too. */
  readonly also?: readonly MemoryScope[];
  /** The turn before it; null at the beginning of a chat. */
  readonly before?: LastTurn | null;
  /** The user's earlier messages of the chat, newest first. */
  readonly earlier?: readonly EarlierWords[];
  /** True: it is learned from long after it was said, so that nothing newer is replaced or forgotten. */
  readonly late?: boolean;
}

export interface EarlierWords {
  readonly messageId: string;
  readonly text: string;
}

/** The turn before a message. It helps to understand the message; nothing is ever learned from its answer. */
export interface LastTurn {
  /** The user's request, in their words. */
  readonly request: string;
  readonly answer: string;
  /** Ids of the memories that its answer used, most relevant first; absent: unknown. */
  readonly used?: readonly string[];
}

/** What a message teaches, before it is compared with existing memories. */
export interface Teaching {
  readonly text: string;
  readonly kind: MemoryKind;
  /** A newer memory of the same subject supersedes the older; null: unknown. */
  readonly subject: string | null;
  readonly cues: readonly Cue[];
  /** The name of the rule that found it, for explanations. */
  readonly rule: string;
  /** The sentence it is a part of, if that reports a change: its other words may name what changed. */
  readonly sentence?: string;
  /** The last moment it holds, in ms since 1970 UTC; left out or null: for good. */
  readonly validUntil?: number | null;
  /** True if the user corrects something ("no, …"): then it supersedes what it contradicts. */
  readonly corrects?: boolean;
  /** True: it is stored only if it supersedes a memory. */
  readonly onlyCorrects?: boolean;
  /** True: it is borne out only in part, or may be meant for now only, so that it waits for the user's word. */
  readonly doubtful?: boolean;
}
