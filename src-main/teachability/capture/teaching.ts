import type { Cue, MemoryKind, MemoryScope } from '#shared/memory/memory.ts';

/** A message a person wrote and sent themself: the only thing that ever teaches. Never an answer, a file or a tool's output. */
export interface UserWords {
  /** Null for what was said to an agent outside a conversation. */
  readonly conversationId: string | null;
  readonly messageId: string;
  readonly text: string;
  /** Milliseconds since 1970 UTC. */
  readonly at: number;
  /** Where what it teaches applies, and with what it is compared; everywhere when not given. */
  readonly scope?: MemoryScope;
  /** Where else memories come to mind for it: what is to be forgotten is looked for there too. */
  readonly also?: readonly MemoryScope[];
  /** What the words follow; null at the beginning of a chat. */
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

/** The turn before a message. It helps to understand the message; nothing in the answer is ever learned. */
export interface LastTurn {
  /** What the user asked, in their words. */
  readonly request: string;
  readonly answer: string;
}

/** What a message teaches, before it is compared with what is known. */
export interface Teaching {
  readonly text: string;
  readonly kind: MemoryKind;
  /** A newer memory of the same subject supersedes the older; null: unknown. */
  readonly subject: string | null;
  readonly cues: readonly Cue[];
  /** Which rule found it, so that it can be explained. */
  readonly rule: string;
  /** The last moment it holds, in ms since 1970 UTC; left out or null: for good. */
  readonly validUntil?: number | null;
  /** True when the user set something right ("no, …"): then it takes the place of what it contradicts. */
  readonly corrects?: boolean;
  /** True: it is kept only if it takes the place of something. */
  readonly onlyCorrects?: boolean;
  /** True: it is borne out only in part, or may be meant for now only, so that it waits for the user's word. */
  readonly doubtful?: boolean;
}
