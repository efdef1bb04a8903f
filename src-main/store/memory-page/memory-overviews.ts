import type { Database, Statement } from 'better-sqlite3';
import type { HealthFinding } from '#shared/contract/memory/memory-views.ts';
import type { MemoryRecords } from '../memories/memory-records.ts';

export interface GroupCount {
  readonly label: string;
  readonly count: number;
}

export type GroupedBy = 'subject' | 'topic' | 'tag';

const DAY = 24 * 60 * 60 * 1_000;
const STALE = 180 * DAY;
const NEVER_USED = 30 * DAY;
const ENDING_SOON = 7 * DAY;
/** More characters than this rarely state one thing. The index memory_units_long uses the same number. */
const TOO_LONG = 600;
const MAX_EXAMPLES = 50;

/** Groups of active and paused memories, and findings about their health. */
export class MemoryOverviews {
  readonly #records: MemoryRecords;
  readonly #groups: Readonly<Record<GroupedBy, Statement<[], GroupCount>>>;
  readonly #outOfUse: Statement<[], GroupCount>;
  readonly #findings: readonly {
    readonly problem: HealthFinding['problem'];
    readonly rows: Statement<[{ now: number; limit: number }], number>;
    readonly count: Statement<[{ now: number }], number>;
  }[];

  constructor(database: Database, records: MemoryRecords) {
    this.#records = records;
    this.#groups = {
      subject: database.prepare(bySubjectSql),
      topic: database.prepare(byTopicSql),
      tag: database.prepare(byTagSql),
    };
    this.#outOfUse = database.prepare(topicsOutOfUseSql);
    this.#findings = Object.entries(findingSql).map(([problem, { from, order }]) => ({
      problem: problem as HealthFinding['problem'],
      rows: database
        .prepare<[{ now: number; limit: number }], number>(
          `SELECT m.id ${from} ORDER BY ${order} LIMIT :limit`,
        )
        .pluck(),
      count: database.prepare<[{ now: number }], number>(`SELECT count(*) ${from}`).pluck(),
    }));
  }

  /** Largest first. */
  groups(by: GroupedBy): GroupCount[] {
    const groups = this.#groups[by].all();
    return by === 'topic' ? this.#inUse(groups) : groups;
  }

  health(now: number): HealthFinding[] {
    return this.#findings.map(({ problem, rows, count }) => {
      const found = rows.all({ now, limit: MAX_EXAMPLES });
      const memories = this.#records.atRows(found);
      const examples = found.flatMap((row) => memories.get(row) ?? []);
      return { problem, count: count.get({ now }) ?? 0, memories: examples };
    });
  }

  /** All topics are counted from an index; subtracting the few memories out of use saves a join with all. */
  #inUse(groups: readonly GroupCount[]): GroupCount[] {
    const outOfUse = new Map(this.#outOfUse.all().map(({ label, count }) => [label, count]));
    return groups
      .map(({ label, count }) => ({ label, count: count - (outOfUse.get(label) ?? 0) }))
      .filter(({ count }) => count > 0)
      .sort((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1))
      .slice(0, MAX_GROUPS);
  }
}

const MAX_GROUPS = 100;

const bySubjectSql = `
  SELECT subject AS label, count(*) AS count FROM memories
  WHERE subject IS NOT NULL AND status IN ('active', 'paused') GROUP BY subject ORDER BY count DESC, label LIMIT 100`;

const byTopicSql = `
  SELECT text AS label, count(DISTINCT memory_id) AS count
  FROM memory_units INDEXED BY memory_units_topics WHERE cue_kind = 'topic' GROUP BY text`;

const topicsOutOfUseSql = `
  SELECT u.text AS label, count(DISTINCT u.memory_id) AS count
  FROM memories m CROSS JOIN memory_units u ON u.memory_id = m.id
  WHERE m.status IN ('pending', 'superseded', 'expired', 'forgotten') AND u.cue_kind = 'topic' GROUP BY u.text`;

const byTagSql = `
  SELECT g.tag AS label, count(*) AS count FROM memory_tags g JOIN memories m ON m.id = g.memory_id
  WHERE m.status IN ('active', 'paused') GROUP BY g.tag ORDER BY count DESC, label LIMIT 100`;

const findingSql: Readonly<
  Record<HealthFinding['problem'], { readonly from: string; readonly order: string }>
> = {
  stale: {
    from: `FROM memories m INDEXED BY memories_stale WHERE m.status = 'active' AND m.pinned = 0
      AND m.kind IN ('fact', 'skill') AND m.last_used_at IS NOT NULL
      AND m.last_used_at < :now - ${STALE} AND m.updated_at < :now - ${STALE}`,
    order: 'm.last_used_at',
  },
  never_used: {
    from: `FROM memories m INDEXED BY memories_newest WHERE m.status = 'active' AND m.pinned = 0
      AND m.use_count = 0 AND m.created_at < :now - ${NEVER_USED}`,
    order: 'm.created_at, m.id',
  },
  too_long: {
    from: `FROM memory_units u INDEXED BY memory_units_long JOIN memories m ON m.id = u.memory_id
      WHERE u.ordinal = 0 AND length(u.text) > ${TOO_LONG} AND m.status = 'active' AND :now IS NOT NULL`,
    order: 'length(u.text) DESC',
  },
  ending_soon: {
    from: `FROM memories m INDEXED BY memories_ending WHERE m.valid_until IS NOT NULL
      AND m.status IN ('active', 'paused') AND m.valid_until < :now + ${ENDING_SOON}`,
    order: 'm.valid_until',
  },
};
