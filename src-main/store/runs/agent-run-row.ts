import type { AgentRun } from '#shared/agents/agent-run.ts';

export interface RunRow {
  readonly id: string;
  readonly team_id: string | null;
  readonly name: string;
  readonly conversation_id: string | null;
  readonly task: string;
  readonly status: Exclude<AgentRun['status'], 'interrupted'>;
  readonly interrupted: 0 | 1;
  readonly stop_reason: string | null;
  readonly requests: string | null;
  readonly failure: string | null;
  readonly taken_over: string | null;
  readonly budget: string | null;
  readonly messages: number;
  readonly recorded: 0 | 1;
  readonly started_at: number;
  readonly updated_at: number;
}

/** All columns but component and state, which can be large. */
export const runColumns = `
  r.id, r.team_id, r.name, r.conversation_id, r.task, r.status, r.interrupted, r.stop_reason, r.requests, r.failure,
  r.taken_over, r.budget,
  (SELECT coalesce(max(m.seq) + 1, 0) FROM agent_run_messages m WHERE m.run_id = r.id) AS messages,
  EXISTS (SELECT 1 FROM agent_run_recordings k WHERE k.run_id = r.id) AS recorded, r.started_at, r.updated_at`;

export function toRun(row: RunRow): AgentRun {
  return {
    id: row.id,
    teamId: row.team_id,
    name: row.name,
    conversationId: row.conversation_id,
    task: row.task,
    status: row.interrupted === 1 ? 'interrupted' : row.status,
    stopReason: row.stop_reason,
    requests: row.requests === null ? [] : (JSON.parse(row.requests) as AgentRun['requests']),
    failure: row.failure === null ? null : (JSON.parse(row.failure) as AgentRun['failure']),
    takenOver: row.taken_over === null ? [] : (JSON.parse(row.taken_over) as string[]),
    budget: row.budget === null ? null : (JSON.parse(row.budget) as AgentRun['budget']),
    messages: row.messages,
    recorded: row.recorded === 1,
    startedAt: row.started_at,
    updatedAt: row.updated_at,
  };
}
