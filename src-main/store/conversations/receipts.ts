import type { Database, Statement } from 'better-sqlite3';
import type { MemoryScope } from '#shared/memory/memory.ts';
import type { RecallCandidate, RecallReport, ReceiptSummary, ScoreParts } from '#shared/memory/recall.ts';

interface ReceiptRow {
  readonly query: string;
  readonly gate: number;
  readonly budget_tokens: number;
  readonly used_tokens: number;
  readonly took_ms: number;
  readonly embedder: string | null;
}

interface ItemRow {
  readonly memory_id: string;
  readonly kind: RecallCandidate['kind'];
  readonly text: string;
  readonly route: RecallCandidate['route'];
  readonly outcome: RecallCandidate['outcome'];
  readonly parts: string;
  readonly matched_cue: string | null;
  readonly updated_at: number;
  readonly scope: string | null;
}

/** Recall receipts: which memories were considered for each answer and which were sent. */
export class Receipts {
  readonly #receipt: Statement<[string], ReceiptRow>;
  readonly #items: Statement<[string], ItemRow>;
  readonly #summary: Statement<[string], { used: number; leftOut: number }>;
  readonly #delete: Statement<[string]>;
  readonly #insert: Statement<[Record<string, unknown>]>;
  readonly #insertItem: Statement<[Record<string, unknown>]>;

  constructor(database: Database) {
    this.#receipt = database.prepare('SELECT * FROM receipts WHERE message_id = ?');
    this.#items = database.prepare('SELECT * FROM receipt_items WHERE message_id = ? ORDER BY ordinal');
    this.#summary = database.prepare('SELECT used, left_out AS leftOut FROM receipts WHERE message_id = ?');
    this.#delete = database.prepare('DELETE FROM receipts WHERE message_id = ?');
    this.#insert = database.prepare(insertSql);
    this.#insertItem = database.prepare(insertItemSql);
  }

  /**
   * Replaces an earlier receipt of the message. Call within a transaction. @param at the time of use, in ms since 1970
   * UTC.
   */
  save(messageId: string, report: RecallReport, at: number): void {
    const used = report.candidates.filter((candidate) => candidate.outcome === 'used').length;
    this.#delete.run(messageId);
    this.#insert.run({
      message_id: messageId,
      query: report.query,
      gate: report.gate,
      budget_tokens: report.budgetTokens,
      used_tokens: report.usedTokens,
      took_ms: report.tookMs,
      embedder: report.embedder,
      used,
      left_out: report.candidates.length - used,
    });
    report.candidates.forEach((candidate, ordinal) => this.#saveItem(messageId, ordinal, candidate, at));
  }

  #saveItem(messageId: string, ordinal: number, candidate: RecallCandidate, at: number): void {
    this.#insertItem.run({
      message_id: messageId,
      ordinal,
      memory_id: candidate.memoryId,
      kind: candidate.kind,
      text: candidate.text,
      route: candidate.route,
      outcome: candidate.outcome,
      parts: JSON.stringify(candidate.parts),
      matched_cue: candidate.matchedCue,
      updated_at: candidate.updatedAt,
      scope: candidate.scope.type === 'everywhere' ? null : JSON.stringify(candidate.scope),
      used_at: candidate.outcome === 'used' ? at : null,
    });
  }

  find(messageId: string): RecallReport | undefined {
    const row = this.#receipt.get(messageId);
    if (row === undefined) return undefined;
    return {
      query: row.query,
      candidates: this.#items.all(messageId).map(toCandidate),
      gate: row.gate,
      budgetTokens: row.budget_tokens,
      usedTokens: row.used_tokens,
      tookMs: row.took_ms,
      embedder: row.embedder,
    };
  }

  summary(messageId: string): ReceiptSummary | null {
    return this.#summary.get(messageId) ?? null;
  }
}

function toCandidate(row: ItemRow): RecallCandidate {
  return {
    memoryId: row.memory_id,
    kind: row.kind,
    scope: row.scope === null ? { type: 'everywhere' } : (JSON.parse(row.scope) as MemoryScope),
    text: row.text,
    route: row.route,
    outcome: row.outcome,
    parts: JSON.parse(row.parts) as ScoreParts,
    matchedCue: row.matched_cue,
    updatedAt: row.updated_at,
  };
}

const insertSql = `
  INSERT INTO receipts (message_id, query, gate, budget_tokens, used_tokens, took_ms, embedder, used, left_out)
  VALUES (:message_id, :query, :gate, :budget_tokens, :used_tokens, :took_ms, :embedder, :used, :left_out)`;

const insertItemSql = `
  INSERT INTO receipt_items (message_id, ordinal, memory_id, kind, text, route, outcome, parts, matched_cue, updated_at,
    used_at, scope)
  VALUES (:message_id, :ordinal, :memory_id, :kind, :text, :route, :outcome, :parts, :matched_cue, :updated_at, :used_at,
    :scope)`;
