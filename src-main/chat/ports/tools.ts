/** What the chat needs for calls of tools. */
import type { Conversation } from '#shared/conversation.ts';
import type { FunctionCall, FunctionExecutionResult } from '#shared/agents/content.ts';
import type { FileChange } from '#shared/tools/file-change.ts';
import type { ToolCall } from '#shared/tools/tool-call.ts';
import type { ToolPermission } from '#shared/tools/tool-server.ts';

/** A call of a tool, with everything that is needed to go on with its answer. */
export interface StoredCall extends Omit<ToolCall, 'resultLength' | 'conversationId' | 'change'> {
  /** The model's id of the call. */
  readonly callId: string;
  /** The name by which the model called it. */
  readonly name: string;
  /** Of Tutee's own tools: the name of their owner, as `OfferedTool` has it. Null: the server is unknown. */
  readonly serverId: string | null;
  /** Which of the model's requests for calls in this answer, from 1. */
  readonly round: number;
  /** The length of the answer's text when it was requested. */
  readonly textAt: number;
  /** Digest of the change of a file that the user was shown with it; null: none. */
  readonly seen: string | null;
}

/** The calls of tools in answers, and which tools a chat may use without asking. */
export interface CallStore {
  /** In the order in which they were requested. */
  of(messageId: string): StoredCall[];
  find(id: string): StoredCall | undefined;
  /** Does nothing when the message is gone. */
  add(call: StoredCall): void;
  /** Absent fields stay unchanged. */
  update(
    id: string,
    changes: Partial<Pick<StoredCall, 'status' | 'arguments' | 'seen' | 'result' | 'endedAt'>>,
  ): void;
  /** What a call is about to change in a file. Throws when the call is gone. */
  saveChange(callId: string, change: FileChange): void;
  change(callId: string): (FileChange & { readonly undoneAt: number | null }) | undefined;
  undone(callId: string, at: number): void;
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
  /** What it is given stays on this machine: something private in the chat is no reason to ask. */
  readonly staysHere: boolean;
  /** True: what it returns are instructions that the user has chosen, not material. Absent: it is material. */
  readonly isChosen?: boolean;
  /** Whether a call is asked about although the tool may be used; absent: none is. */
  readonly isDelicate?: (args: unknown) => boolean;
  /** A failure is an error result; rejects with `cancelled` alone. */
  readonly call: (
    args: Readonly<Record<string, unknown>>,
    signal: AbortSignal,
    files: ChangedFiles,
  ) => Promise<{ readonly content: string; readonly isError: boolean }>;
}

/** What a call that changes a file is told, and tells. */
export interface ChangedFiles {
  /** Digest of the change that the user was shown; null: none. */
  readonly seen: string | null;
  /** Called before a file is written; if it throws, none is. */
  readonly onChange: (change: FileChange) => void;
}

/** The chat that tools are offered in. */
export type ToolPlace = Pick<Conversation, 'projectId' | 'assistantId'>;

/** The tools that the user has. */
export interface AvailableTools {
  /** Those that may be offered now. Waits for nothing. */
  offered(place: ToolPlace): readonly OfferedTool[];
  /** Does nothing for a tool that is gone. */
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
  /** Beside the instructions of the request. */
  readonly instructions: string;
  /** The rounds of an answer that waited, oldest first. */
  readonly rounds: readonly CallRound[];
  /** ask: the answer waits for the user. */
  rule(call: FunctionCall): 'allow' | 'ask';
  /** Runs a call. A failure is an error result; rejects with `cancelled` alone. */
  call(
    tool: OfferedTool,
    callId: string,
    args: Readonly<Record<string, unknown>>,
    signal: AbortSignal,
  ): ReturnType<OfferedTool['call']>;
  /** Called with each round of calls before any of them runs. */
  onCalls(calls: readonly FunctionCall[]): void;
  /** Called with the results of a round. */
  onResults(results: readonly FunctionExecutionResult[]): void;
  /** Called when the answer has ended, in whatever way. */
  onEnd(): void;
}
