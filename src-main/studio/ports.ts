/**
 * What agents in the app need from the rest of Tutee; joined in compose.ts. Owns saved agents and teams, and their runs in
 * chats. It knows the engine, which runs them, and the chats they speak in; never the page, a shell or SQL.
 */

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
  readonly updatedAt: number;
}

export interface TeamStore {
  /** Last changed first. */
  list(): StoredTeam[];
  get(id: string): StoredTeam | undefined;
  /** By name, the id of the memory of an agent that was renamed; also of a team that is in the bin. */
  agentIds(id: string): Readonly<Record<string, string>>;
  /** Adds it, or takes the place of the one with this id. */
  put(team: StoredTeam, agentIds?: Readonly<Record<string, string>>): void;
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

/** How a run stands: its outcome, and what it goes on from. */
export interface RunStanding {
  readonly status: Exclude<AgentRun['status'], 'interrupted'>;
  readonly stopReason: string | null;
  readonly state: unknown;
  readonly requests?: AgentRun['requests'];
  readonly failure?: AgentRun['failure'];
  /** For whom a person speaks; absent: for nobody. */
  readonly takenOver?: readonly string[];
  readonly at: number;
}

/** Implemented twice over, as conversations are: by the database file, and in memory for temporary chats. */
export interface RunStore {
  begin(run: NewRun): void;
  /** All of it in one transaction, with what `alongside` writes. Throws `not_found` for a run that is gone. */
  add(runId: string, messages: readonly AgentMessage[], standing?: RunStanding, alongside?: () => void): void;
  get(id: string): AgentRun | undefined;
  /** Newest first. Throws `invalid_input` for a cursor that no page gave. */
  list(
    filter: { readonly teamId?: string | undefined; readonly conversationId?: string | undefined },
    cursor: string | null,
    limit: number,
  ): { items: AgentRun[]; total: number; nextCursor: string | null };
  /** What the run is made of; null when that was not kept. Throws `not_found`. */
  component(id: string): unknown;
  /** With what it goes on from, which can be large; null for what was not kept. Throws `not_found`. */
  toResume(id: string): { readonly component: unknown; readonly state: unknown };
  messages(id: string): AgentMessage[];
  /** A run that is gone is passed over. */
  putBudget(id: string, budget: RunBudget): void;
  /** A person set it going with new words; `starts` says how often one did, the task apart. */
  startAnew(id: string): void;
  starts(id: string): number;
  /** Takes the place of what was kept before. A run that is gone is passed over. */
  putRecording(id: string, recording: unknown): void;
  /** Null when none was kept. */
  recording(id: string): unknown;
  usageOf(runId: string): UsageTotal[];
  usageBetween(from: number, to: number): UsageTotal[];
  /** Lets go of what is held in memory of a run that writes nothing more. */
  release(id: string): void;
  readonly bin: Bin;
  /** Ids of the runs of a chat, also of those that were deleted. */
  inChat(conversationId: string): string[];
  /** What was on when the app ended is not on any more. */
  settleInterrupted(at: number): void;
}

/** The models that components name. */
export interface RunModels {
  /**
   * The model of this name, or the one that Settings say for `default`, and what tells it from one of the same name
   * elsewhere. Null in memory mode. Throws a model error when it cannot be had.
   */
  find(name: string): Promise<{ readonly model: ChatModel; readonly identity: string } | null>;
}

/** Recording of models, and their answers given again; see RecordingChatModel and ReplayChatModel. */
export interface RunRecorder {
  record(model: ChatModel): ChatModel & { readonly recording: unknown };
  /** Throws `invalid_input` for what is no recording. */
  replay(recording: unknown): ChatModel;
}
