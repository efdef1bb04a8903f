import type { Database, Statement } from 'better-sqlite3';
import type { UsageTotal } from '#shared/agents/agent-run.ts';
import type { RequestUsage } from '#shared/agents/message-base.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';

interface TotalRow extends Omit<UsageTotal, 'cached'> {
  readonly cached: 0 | 1;
}

/**
 * Token usage of model requests. Stores no money: prices change and become known later, so costs are computed when
 * read.
 */
export class AgentUsage {
  readonly #insert: Statement<[Record<string, unknown>]>;
  readonly #ofRun: Statement<[string], TotalRow>;
  readonly #between: Statement<[number, number], TotalRow>;

  constructor(database: Database) {
    this.#insert = database.prepare(`
      INSERT INTO agent_usage (run_id, agent, model, prompt_tokens, completion_tokens, cached, at)
      VALUES (:runId, :agent, :model, :promptTokens, :completionTokens, :cached, :at)`);
    this.#ofRun = database.prepare(totals('run_id = ?'));
    this.#between = database.prepare(totals('at >= ? AND at < ?'));
  }

  /** Adds a message's usage; does nothing for a message without requests. Call within a transaction. */
  add(runId: string, { source, modelsUsage, createdAt }: AgentMessage): void {
    if (modelsUsage !== null) this.addRequest(runId, source, modelsUsage, createdAt);
  }

  /** @param runId null for a request without a run, such as an answer in a plain chat. */
  addRequest(runId: string | null, agent: string, usage: RequestUsage, at: number): void {
    const { model, promptTokens, completionTokens, cached } = usage;
    const counted = { promptTokens, completionTokens, cached: cached ? 1 : 0 };
    this.#insert.run({ runId, agent, model, at, ...counted });
  }

  ofRun(runId: string): UsageTotal[] {
    return this.#ofRun.all(runId).map(toTotal);
  }

  between(from: number, to: number): UsageTotal[] {
    return this.#between.all(from, to).map(toTotal);
  }
}

function toTotal({ cached, ...row }: TotalRow): UsageTotal {
  return { ...row, cached: cached === 1 };
}

function totals(where: string): string {
  return `
    SELECT agent, model, cached, date(at / 1000, 'unixepoch', 'localtime') AS day, count(*) AS requests,
      sum(prompt_tokens) AS promptTokens, sum(completion_tokens) AS completionTokens
    FROM agent_usage WHERE ${where}
    GROUP BY day, agent, model, cached ORDER BY day, agent, model, cached`;
}
