import type { MemoryFilter, MemorySort } from '#shared/memory/memory-filter.ts';
import type { MemoryScope } from '#shared/memory/memory.ts';

/** A filter as the store takes it: every condition may be left out. */
export type PageFilter = {
  readonly [Name in keyof MemoryFilter]?: Readonly<MemoryFilter[Name]> | undefined;
};

/** A condition over `memories m`, with the values of its question marks. */
export interface Where {
  readonly sql: string;
  readonly values: readonly unknown[];
}

/** Everything of a filter but its query. */
export function filterSql(filter: PageFilter): Where {
  const parts = [
    // The + keeps SQLite from choosing an index by status, after which it would have to sort what the index of the order
    // has sorted.
    oneOf('+m.kind', filter.kinds),
    oneOf('+m.status', filter.statuses),
    oneOf('+m.origin', filter.origins),
    scopesSql(filter.scopes),
    ...(filter.tags ?? []).map((tag) => hasTag(tag)),
    flag('m.pinned', filter.pinned),
    flag('m.private', filter.private),
    filter.use === 'used' ? { sql: 'm.use_count > 0', values: [] } : undefined,
    filter.use === 'never' ? { sql: 'm.use_count = 0', values: [] } : undefined,
    compared('m.created_at >= ?', filter.from),
    compared('m.created_at < ?', filter.to),
    compared('m.id IN (SELECT id FROM memories WHERE subject = ?)', filter.subject),
    compared(
      `m.id IN (SELECT memory_id FROM memory_units WHERE cue_kind = 'topic' AND text = ?)`,
      filter.topic,
    ),
  ].filter((part) => part !== undefined);
  if (parts.length === 0) return { sql: 'true', values: [] };
  return {
    sql: parts.map((part) => part.sql).join(' AND '),
    values: parts.flatMap((part) => part.values),
  };
}

const orders = {
  newest: 'm.created_at DESC, m.id DESC',
  oldest: 'm.created_at, m.id',
  most_used: 'm.use_count DESC, m.created_at DESC, m.id DESC',
  // Never used: NULL, which SQLite sorts last here.
  last_used: 'm.last_used_at DESC, m.id DESC',
} as const;

/** `relevance` is the order in which a search found them, which no column knows. */
export function orderSql(sort: Exclude<MemorySort, 'relevance'>): string {
  return orders[sort];
}

function oneOf(column: string, wanted: readonly string[] | undefined): Where | undefined {
  if (wanted === undefined || wanted.length === 0) return undefined;
  return { sql: `${column} IN (${wanted.map(() => '?').join(', ')})`, values: wanted };
}

function scopesSql(scopes: readonly MemoryScope[] | undefined): Where | undefined {
  if (scopes === undefined || scopes.length === 0) return undefined;
  const ids = scopes.flatMap((scope) => (scope.type === 'everywhere' ? [] : [scope.id]));
  const everywhere = ids.length < scopes.length ? ['m.scope_id IS NULL'] : [];
  const named = ids.length === 0 ? [] : [`m.scope_id IN (${ids.map(() => '?').join(', ')})`];
  return { sql: `(${[...everywhere, ...named].join(' OR ')})`, values: ids };
}

function hasTag(tag: string): Where {
  return { sql: 'm.id IN (SELECT memory_id FROM memory_tags WHERE tag = ?)', values: [tag] };
}

function flag(column: string, wanted: boolean | undefined): Where | undefined {
  return wanted === undefined ? undefined : { sql: `${column} = ?`, values: [wanted ? 1 : 0] };
}

function compared(sql: string, value: number | string | undefined): Where | undefined {
  return value === undefined ? undefined : { sql, values: [value] };
}
