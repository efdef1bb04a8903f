/**
 * The ports of the studio, which owns saved agents and teams and their runs in chats. It knows the engine, which runs them, and
 * the chats they write in; never the page, a shell or SQL.
 */
import type { Introduction } from '#shared/agents/introduction.ts';
import type { Bin } from '#shared/bin.ts';
import type { AgentRun, UsageTotal } from '#shared/agents/agent-run.ts';
import type { RunBudget } from '#shared/agents/run-budget.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import type { ChatModel } from '#shared/models/model.ts';

/** A saved agent or team. */
export interface StoredTeam {
  readonly id: string;
  readonly name: string;
  readonly component: unknown;
  readonly introduction?: Introduction;
  readonly updatedAt: number;
}

export interface TeamStore {
  /** Newest change first. */
  list(): StoredTeam[];
  get(id: string): StoredTeam | undefined;
  /** Agent name -> id of its memory scope, for agents that were renamed. Also works for a team in the bin. */
  agentIds(id: string): Readonly<Record<string, string>>;
  /** Inserts or replaces by id. */
  put(team: StoredTeam, agentIds?: Readonly<Record<string, string>>): void;
  /** Sets how an agent looks in chats; null: nothing is said. */
  introduce(id: string, introduction: Introduction | null): void;
  readonly bin: Bin;
}

export interface NewRun {
  readonly id: string;
  readonly teamId: string;
  readonly name: string;
  readonly conversationId: string;
  readonly task: string;
  readonly component: unknown;
  readonly budget: RunBudget;
  readonly at: number;
}

/** The status of a run with the state to resume it from. */
export interface RunCheckpoint {
  readonly status: Exclude<AgentRun['status'], 'interrupted'>;
  readonly stopReason: string | null;
  readonly state: unknown;
  readonly requests?: AgentRun['requests'];
  readonly failure?: AgentRun['failure'];
  /** Names of the agents that a person has taken over; absent: none. */
  readonly takenOver?: readonly string[];
  readonly at: number;
}

/** Has two instances, as conversations do: the database file, and an in-memory database for temporary chats. */
export interface RunStore {
  begin(run: NewRun): void;
  /** Appends messages and saves the checkpoint in one transaction, together with what `alongside` writes. Throws `not_found`. */
  add(
    runId: string,
    messages: readonly AgentMessage[],
    checkpoint?: RunCheckpoint,
    alongside?: () => void,
  ): void;
  get(id: string): AgentRun | undefined;
  /** Newest first. Throws `invalid_input` for a malformed cursor. */
  list(
    filter: { readonly teamId?: string | undefined; readonly conversationId?: string | undefined },
    cursor: string | null,
    limit: number,
  ): { items: AgentRun[]; total: number; nextCursor: string | null };
  /** The component the run was started with; null when it was not stored. Throws `not_found`. */
  component(id: string): unknown;
  /** The component and the state to resume from, which can be large; null for what was not stored. Throws `not_found`. */
  toResume(id: string): { readonly component: unknown; readonly state: unknown };
  messages(id: string): AgentMessage[];
  /** Ignored for a deleted run. */
  putBudget(id: string, budget: RunBudget): void;
  /** Counts that a person continued the run with new words; `starts` is that count, without the task. */
  startAnew(id: string): void;
  starts(id: string): number;
  /** Replaces the recording. Ignored for a deleted run. */
  putRecording(id: string, recording: unknown): void;
  /** Null when the run was not recorded. */
  recording(id: string): unknown;
  usageOf(runId: string): UsageTotal[];
  usageBetween(from: number, to: number): UsageTotal[];
  /** Frees what is cached in memory for a run that writes nothing more. */
  release(id: string): void;
  readonly bin: Bin;
  /** Ids of the runs of a chat, deleted ones included. */
  inChat(conversationId: string): string[];
  /** Called at the start of the app: runs that were running become `interrupted`. */
  settleInterrupted(at: number): void;
}

/** The models that components name. */
export interface RunModels {
  /**
   * The model of this name, or for `default` the one of the settings, and an identity that distinguishes models of the same name
   * on different servers. Null in memory mode. Throws a model error when it is not available.
   */
  find(name: string): Promise<{ readonly model: ChatModel; readonly identity: string } | null>;
}

/** Records and replays models; see RecordingChatModel and ReplayChatModel. */
export interface RunRecorder {
  record(model: ChatModel): ChatModel & { readonly recording: unknown };
  /** Throws `invalid_input` for a value that is not a recording. */
  replay(recording: unknown): ChatModel;
}
