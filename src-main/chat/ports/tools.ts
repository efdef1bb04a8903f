/** What the chat needs for calls of tools. */
import type { FunctionCall, FunctionExecutionResult } from '#shared/agents/content.ts';
import type { ToolCall } from '#shared/tools/tool-call.ts';
import type { ToolPermission } from '#shared/tools/tool-server.ts';

/** A call of a tool, with everything that is needed to go on with its answer. */
export interface StoredCall extends Omit<ToolCall, 'resultLength' | 'conversationId'> {
  /** The model's id of the call. */
  readonly callId: string;
  /** The name by which the model called it. */
  readonly name: string;
  /** Null: the server is unknown. */
  readonly serverId: string | null;
  /** Which of the model's requests for calls in this answer, from 1. */
  readonly round: number;
  /** The length of the answer's text when it was requested. */
  readonly textAt: number;
}

/** The calls of tools in answers, and which tools a chat may use without asking. */
export interface CallStore {
  /** In the order in which they were requested. */
  of(messageId: string): StoredCall[];
  find(id: string): StoredCall | undefined;
  /** Does nothing when the message is gone. */
  add(call: StoredCall): void;
  /** Absent fields stay unchanged. */
  update(id: string, changes: Partial<Pick<StoredCall, 'status' | 'arguments' | 'result' | 'endedAt'>>): void;
  allowInChat(conversationId: string, serverId: string, tool: string): void;
  isAllowedInChat(conversationId: string, serverId: string, tool: string): boolean;
}

/** A tool that the model of a chat may call. */
export interface OfferedTool {
  /** The name by which the model calls it. */
  readonly name: string;
  readonly description: string;
  /** A JSON schema of type object. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly serverId: string;
  /** Names of server and tool for people. */
  readonly server: string;
  readonly tool: string;
  /** What it claims: that it only reads. */
  readonly readOnly: boolean;
  readonly permission: Exclude<ToolPermission, 'never'>;
  /** A failure is an error result; rejects with `cancelled` alone. */
  readonly call: (
    args: Readonly<Record<string, unknown>>,
    signal: AbortSignal,
  ) => Promise<{ readonly content: string; readonly isError: boolean }>;
}

/** The tools that the user has. */
export interface AvailableTools {
  /** Those that may be offered now. Waits for nothing. */
  offered(): readonly OfferedTool[];
  permit(serverId: string, tool: string, permission: ToolPermission): void;
}

/** One request of the model for calls. */
export interface CallRound {
  /** What it said beside them. */
  readonly said: string;
  /** `rejection`: why a call must not run; null: it may. */
  readonly calls: readonly { readonly call: FunctionCall; readonly rejection: string | null }[];
  /** Null: they are decided and run first. */
  readonly results: readonly FunctionExecutionResult[] | null;
}

/** The tools of one answer. */
export interface ToolUse {
  readonly offered: readonly OfferedTool[];
  /** The rounds of an answer that waited, oldest first. */
  readonly rounds: readonly CallRound[];
  /** ask: the answer waits for the user. */
  rule(call: FunctionCall): 'allow' | 'ask';
  /** Called with each round of calls before any of them runs. */
  onCalls(calls: readonly FunctionCall[]): void;
  /** Called with the results of a round. */
  onResults(results: readonly FunctionExecutionResult[]): void;
  /** Called when the answer has ended, in whatever way. */
  onEnd(): void;
}
