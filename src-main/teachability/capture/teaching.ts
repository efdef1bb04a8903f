import type { Cue, MemoryKind, MemoryScope } from '#shared/memory.ts';

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
}
