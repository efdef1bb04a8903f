/**
 * The engine runs agents: models, tools and people that talk to each other. It is pure TypeScript and knows shared/ and
 * these ports only.
 */
import type { UserInputRequestedEvent } from '#shared/agents/agent-events.ts';
import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import type { FunctionCall, MemoryContent } from '#shared/agents/content.ts';

/** What an agent may ask before each request. What it answers enters that one request and nothing that is kept. */
export interface Memory {
  /** `messages` are those the agent just received; empty when it goes on by itself. Throws only what must end the run. */
  query(messages: readonly ChatMessage[], signal: AbortSignal): Promise<MemoryQuery>;
}

export interface MemoryQuery {
  /** What was found; none is a normal answer. */
  readonly results: readonly MemoryContent[];
  /** How it stands in the request; empty to add nothing. */
  readonly text: string;
}

/** Whose memories: everybody's, or those of one team or one agent, by the id that the store knows it by. */
export type TeachingScope =
  | { readonly type: 'shared' }
  | { readonly type: 'team' | 'private'; readonly id: string };

/** A message a person wrote: the only thing that ever teaches. */
export interface TaughtWords {
  readonly messageId: string;
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** A memory that can be taught. Recall needs no model and never fails a turn. */
export interface TeachableMemory {
  /** What is known in this scope and in the shared one that matters to `query`. */
  recall(request: TeachingRecall, signal: AbortSignal): Promise<MemoryQuery>;
  /** "Remember that …": stored before the answer. Answers the ids of what was stored; none when nothing was told. */
  learnTold(words: TaughtWords, scope: TeachingScope, signal: AbortSignal): Promise<readonly string[]>;
  /** Learns by itself, after the answer. */
  learnFrom(words: TaughtWords, scope: TeachingScope, signal: AbortSignal): Promise<void>;
}

export interface TeachingRecall {
  readonly query: string;
  readonly scope: TeachingScope;
  /** False holds private memories back. */
  readonly destinationLocal: boolean;
  /** Memories that the message itself just taught: they need not be told again. */
  readonly exclude: readonly string[];
}

/** Someone who sees a tool call before it runs. later: the run ends as `waiting` and asks again when it is resumed. */
export interface ToolCallApprover {
  /** Asked again with the same request id after a restart, so an answer given meanwhile is found. */
  decide(
    request: UserInputRequestedEvent,
    call: FunctionCall,
    signal: AbortSignal,
  ): Promise<ApprovalDecision>;
  /** Whether this call needs a person's decision at all. */
  asksFor(toolName: string, call: FunctionCall): boolean;
  /** Why this call must not run, without asking anybody; null: nothing against it. */
  refusal?(call: FunctionCall): string | null;
}

export type ApprovalDecision =
  | { readonly type: 'approve' }
  /** Runs with these arguments (JSON text) instead. */
  | { readonly type: 'edit'; readonly arguments: string }
  | { readonly type: 'reject'; readonly reason: string }
  | { readonly type: 'later' };

/** A way to ask a person. */
export interface UserInput {
  /** Asked again with the same request id after a restart, so an answer given meanwhile is found. Ends with `signal`. */
  ask(request: UserInputRequestedEvent, signal: AbortSignal): Promise<UserReply>;
}

export type UserReply =
  /** `handTo` gives the word to that agent, where a team goes by handoffs. */
  | { readonly type: 'message'; readonly text: string; readonly handTo?: string }
  /** The run ends as `waiting` and asks again when it is resumed. */
  | { readonly type: 'later' };

/** Whoever watches a run and may step in, between turns of a team. */
export interface RunControl {
  /** Awaited before each turn of a team: settles when the run may go on, so a paused run waits here. */
  beforeTurn(signal: AbortSignal): Promise<void>;
  /**
   * What people said and nobody has heard. Each message is taken as it is read, and whoever reads it remembers it before
   * anything else: a run that ends in between leaves the rest for the next. Read when a run begins and before each turn
   * of a team; delivered to everybody.
   */
  takeMessages(): Iterable<ChatMessage>;
  /**
   * Who takes this participant's turns for now, in its name; absent or null: itself. What is said meanwhile, in its name
   * too, it hears at its next own turn.
   */
  standIn?(participant: string): StandIn | null;
}

/** A person who speaks in place of an agent. */
export interface StandIn extends UserInput {
  /** What was asked and not yet answered; kept here, so that after a restart it is asked again by the same id. */
  pending: UserInputRequestedEvent | null;
}

/** Where answers of models are kept. What it holds for a key is what was set last, or null. Either may throw. */
export interface CacheStore {
  get(key: string): string | null | Promise<string | null>;
  set(key: string, value: string): void | Promise<void>;
}

export interface CodeBlock {
  /** As written after the fence, in lower case; empty when nothing was. */
  readonly language: string;
  readonly code: string;
}

/** Where code runs. Blocks run in order, and the first that fails is the last. */
export interface CodeExecutor {
  /** A failing program is a result, not an exception. After `signal` aborts nothing of it runs any more. */
  execute(blocks: readonly CodeBlock[], signal: AbortSignal): Promise<CodeResult>;
}

export interface CodeResult {
  readonly exitCode: number;
  /** What it wrote, errors included. */
  readonly output: string;
}
