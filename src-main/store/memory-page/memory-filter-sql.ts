import type { MemoryFilter, MemorySort } from '#shared/memory/memory-filter.ts';
import type { MemoryScope } from '#shared/memory/memory.ts';

/** A filter in which every condition is optional. */
export type PageFilter = {
  readonly [Name in keyof MemoryFilter]?: Readonly<MemoryFilter[Name]> | undefined;
};

/** A SQL condition over `memories m` with the values of its parameters. */
export interface Where {
  readonly sql: string;
  readonly values: readonly unknown[];
}

/** The condition of a filter, without its query. */
export function filterSql(filter: PageFilter): Where {
  const parts = [
    // The + keeps SQLite from choosing an index by status, which would need a sort that the order's own index saves.
    oneOf('+m.kind', filter.kinds),
    oneOf('+m.status', filter.statuses),
    oneOf('+m.origin', filter.origins),
    scopesSql(filter.scopes),
    ...(filter.tags ?? []).map((tag) => hasTag(tag)),
    flag('m.pinned', filter.pinned),
    flag('m.private', filter.private),
    filter.use === 'used' ? { sql: 'm.use_count > 0', values: [] } : undefined,
    filter.use === 'never' ? { sql: 'm.use_count = 0', values: [] } : undefined,
    comparison('m.created_at >= ?', filter.from),
    comparison('m.created_at < ?', filter.to),
    comparison('m.id IN (SELECT id FROM memories WHERE subject = ?)', filter.subject),
    comparison(
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
  // NULL (never used) sorts last.
  last_used: 'm.last_used_at DESC, m.id DESC',
} as const;

/** `relevance` is a search's own order, which no column has. */
export function orderSql(sort: Exclude<MemorySort, 'relevance'>): string {
  return orders[sort];
}

function oneOf(column: string, allowed: readonly string[] | undefined): Where | undefined {
  if (allowed === undefined || allowed.length === 0) return undefined;
  return { sql: `${column} IN (${allowed.map(() => '?').join(', ')})`, values: allowed };
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

function flag(column: string, allowed: boolean | undefined): Where | undefined {
  return allowed === undefined ? undefined : { sql: `${column} = ?`, values: [allowed ? 1 : 0] };
}

function comparison(sql: string, value: number | string | undefined): Where | undefined {
  return value === undefined ? undefined : { sql, values: [value] };
}
