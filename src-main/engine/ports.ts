/**
 * The engine runs agents and teams: models, tools and people that talk to each other. It owns turns, teams, termination, state and
 * the event stream. It is pure TypeScript and may know only shared/ and these ports: no store, no network, no Electron.
 */
import type { UserInputRequestedEvent } from '#shared/agents/agent-events.ts';
import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import type { FunctionCall, MemoryContent } from '#shared/agents/content.ts';

/** A memory that an agent queries before each request. Results enter that one request and are never saved. */
export interface Memory {
  /** `messages` are those the agent has just received; empty when it continues on its own. An error ends the run. */
  query(messages: readonly ChatMessage[], signal: AbortSignal): Promise<MemoryQuery>;
}

export interface MemoryQuery {
  /** The memories found; an empty list is normal. */
  readonly results: readonly MemoryContent[];
  /** Text to add to the request; empty to add nothing. */
  readonly text: string;
}

/** A memory to add: its text, or text with what is known of it. */
export type NewMemory = string | (Pick<MemoryContent, 'content'> & Partial<Pick<MemoryContent, 'metadata'>>);

/** A memory that a program fills and changes itself. */
export interface EditableMemory extends Memory {
  /** For a text, or for messages as an agent receives them. */
  query(given: string | readonly ChatMessage[], signal?: AbortSignal): Promise<MemoryQuery>;
  /** Resolves to its id. */
  add(content: NewMemory): Promise<string>;
  /** Rejects with `not_found`, as `forget` does. */
  update(id: string, content: string): Promise<void>;
  forget(id: string): Promise<void>;
  list(): Promise<readonly MemoryContent[]>;
  /** Forgets all. */
  clear(): Promise<void>;
  /** To be called before the program ends. */
  close(): Promise<void>;
}

/** Whose memories: shared by all, or of one team or one agent, by its id in the store. */
export type TeachingScope =
  | { readonly type: 'shared' }
  | { readonly type: 'team' | 'private'; readonly id: string };

/** A message written by a person: the only source of teachings. */
export interface TaughtWords {
  readonly messageId: string;
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** A memory that can be taught. Recall uses no model and never fails a turn. */
export interface TeachableMemory {
  /** Memories of this scope and the shared one that are relevant to `query`. */
  recall(request: TeachingRecall, signal: AbortSignal): Promise<MemoryQuery>;
  /** Stores explicit teachings ("Remember that …") before the answer. Returns the ids of the new memories; empty when there are none. */
  captureExplicit(words: TaughtWords, scope: TeachingScope, signal: AbortSignal): Promise<readonly string[]>;
  /** Captures memories in the background, after the answer. */
  captureImplicit(words: TaughtWords, scope: TeachingScope, signal: AbortSignal): Promise<void>;
}

export interface TeachingRecall {
  readonly query: string;
  readonly scope: TeachingScope;
  /** False withholds private memories. */
  readonly destinationLocal: boolean;
  /** Ids of memories that the message itself has just taught; they are not recalled. */
  readonly exclude: readonly string[];
}

/** Approves tool calls before they run. `later`: the run ends as `waiting` and asks again when it is resumed. */
export interface ToolCallApprover {
  /** After a restart it is called again with the same request id, so that an answer given meanwhile can be found. */
  decide(
    request: UserInputRequestedEvent,
    call: FunctionCall,
    signal: AbortSignal,
  ): Promise<ApprovalDecision>;
  /** Whether this call needs a person's decision. */
  asksFor(toolName: string, call: FunctionCall): boolean;
  /** Why this call must not run, without asking a person; null when there is no objection. */
  refusal?(call: FunctionCall): string | null;
}

export type ApprovalDecision =
  | { readonly type: 'approve' }
  /** Run with these arguments (JSON text) instead. */
  | { readonly type: 'edit'; readonly arguments: string }
  | { readonly type: 'reject'; readonly reason: string }
  | { readonly type: 'later' };

/** Asks a person. */
export interface UserInput {
  /** After a restart it is called again with the same request id, so that an answer given meanwhile can be found. Stops when `signal` aborts. */
  ask(request: UserInputRequestedEvent, signal: AbortSignal): Promise<UserReply>;
}

export type UserReply =
  /** `handTo` hands over to that agent in a team that works by handoffs. */
  | { readonly type: 'message'; readonly text: string; readonly handTo?: string }
  /** The run ends as `waiting` and asks again when it is resumed. */
  | { readonly type: 'later' };

/** Controls a run from outside, between the turns of a team. Implemented by RunController. */
export interface RunControl {
  /** Awaited before each turn of a team; pending while the run is paused. */
  beforeTurn(signal: AbortSignal): Promise<void>;
  /**
   * Messages injected by people, for all participants. Read when a run begins and before each turn of a team. Iterating removes a
   * message, and the reader stores it before it takes the next one, so that a run that ends in between leaves the rest.
   */
  takeMessages(): Iterable<ChatMessage>;
  /**
   * The person who currently takes this participant's turns, in its name; absent or null when it takes them itself. Messages sent
   * meanwhile, including those in its name, are delivered with its next own turn.
   */
  standIn?(participant: string): StandIn | null;
}

/**
 * answer: a model's. recall: what memories returned. call-begun, call-ended: a tool call and its result. decision: a person's on a
 * tool call. reply: a person's to a question.
 */
export type StepKind = 'answer' | 'recall' | 'call-begun' | 'call-ended' | 'decision' | 'reply';

/**
 * What one part of a run has paid for or caused since its state was last saved, so that a run that is resumed does not do it again. Keys
 * identify a step within its part. Implemented by StepJournal.
 */
export interface RunJournal {
  /** The journal of a part that runs beside others, such as an agent of a team. */
  within(part: string): RunJournal;
  /** The value that an earlier, interrupted segment of the run recorded under this key, once for each time it was recorded; null: none. */
  take(kind: StepKind, key: string): unknown;
  /** How often earlier segments recorded this step, used or not. */
  earlier(kind: StepKind, key: string): number;
  /** Resolves when it is stored. `value`: plain data. Rejects with the store's error, which ends the run. */
  record(kind: StepKind, key: string, value: unknown): Promise<void>;
  /**
   * The state now contains what was done in this part: nothing of it is needed any more. With `kinds`, in the middle of its work: only steps
   * of these kinds, and only those that were recorded or taken here.
   */
  settle(kinds?: readonly StepKind[]): void;
}

/** Names are those of OpenTelemetry's conventions; undefined: not known. */
export type SpanAttributes = Readonly<
  Record<string, string | number | boolean | readonly string[] | undefined>
>;

/** A part of a run that begins. */
export interface SpanStart {
  readonly operation: 'invoke_workflow' | 'invoke_agent' | 'chat' | 'execute_tool' | 'retrieval';
  /** Of the team, agent, model or tool. */
  readonly name: string;
  readonly attributes: SpanAttributes;
}

export interface RunSpan {
  /** For the parts within this one. */
  readonly inside: RunTracer;
  /** Called once. `thrown`: why it failed. */
  end(attributes: SpanAttributes, thrown?: unknown): void;
}

/** Is told of the parts of a run, as they begin and end. It must not throw. Implemented by `openTelemetry`. */
export interface RunTracer {
  start(part: SpanStart): RunSpan;
}

/** Stores the logs of runs. Entries are plain data, and come back in the order in which they were appended. */
export interface RunLogStore {
  /** Resolves when the entry is stored durably. */
  append(runId: string, entry: object): void | Promise<void>;
  /** Empty for an unknown run. */
  read(runId: string): readonly unknown[] | Promise<readonly unknown[]>;
  /** Replaces the log as a whole: all of it or, when it fails, nothing. An empty list deletes it. */
  replace(runId: string, entries: readonly object[]): void | Promise<void>;
}

/** A tool call that had begun when its run was interrupted: whether it was done is not known. */
export interface UnfinishedCall extends FunctionCall {
  /** Name of the agent that called. */
  readonly caller: string;
}

/** repeat: it is made again. An object: its result, as the model reads it. */
export type UnfinishedCallDecision = 'repeat' | { readonly content: string; readonly isError: boolean };

/** A person who speaks in place of an agent. */
export interface StandIn extends UserInput {
  /** The open request, so that after a restart it is asked again with the same id. */
  pending: UserInputRequestedEvent | null;
}

/** Stores model answers by key. `get` returns the last value set, or null. Both may throw. */
export interface CacheStore {
  get(key: string): string | null | Promise<string | null>;
  set(key: string, value: string): void | Promise<void>;
}

export interface CodeBlock {
  /** The language after the fence, in lower case; empty when there is none. */
  readonly language: string;
  readonly code: string;
}

/** Runs code blocks in order and stops at the first that fails. */
export interface CodeExecutor {
  /** A failing program is a result, not an error. When `signal` aborts, all started processes end. */
  execute(blocks: readonly CodeBlock[], signal: AbortSignal): Promise<CodeResult>;
}

export interface CodeResult {
  readonly exitCode: number;
  /** stdout and stderr. */
  readonly output: string;
}
