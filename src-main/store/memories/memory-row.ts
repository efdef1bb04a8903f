import type {
  Cue,
  Memory,
  MemoryKind,
  MemoryOrigin,
  MemoryScope,
  MemorySource,
  MemoryStatus,
  MemoryValue,
} from '#shared/memory/memory.ts';
import { textKey } from './text-key.ts';

/** What `memorySelect` answers: a row of `memories` with its text and cues from `memory_units`. */
export interface MemoryRow {
  readonly id: number;
  readonly public_id: string;
  readonly kind: MemoryKind;
  readonly text: string;
  /** JSON of Cue[]. */
  readonly cues: string;
  /** JSON of string[], in order. */
  readonly tags: string;
  readonly subject: string | null;
  readonly scope_type: MemoryScope['type'];
  readonly scope_id: string | null;
  readonly status: MemoryStatus;
  readonly pinned: 0 | 1;
  readonly private: 0 | 1;
  readonly valid_until: number | null;
  readonly origin: MemoryOrigin;
  readonly source_conversation_id: string | null;
  readonly source_message_id: string | null;
  readonly quote: string | null;
  readonly created_at: number;
  readonly updated_at: number;
  readonly status_since: number;
  readonly last_used_at: number | null;
  readonly use_count: number;
  readonly confirm_count: number;
  readonly superseded_row: number | null;
  readonly superseded_by: string | null;
}

/** To be followed by WHERE, ORDER BY and LIMIT over `m`. */
export const memorySelect = `
  SELECT m.id, m.public_id, m.kind, t.text, m.subject, m.scope_type, m.scope_id, m.status, m.pinned, m.private,
    m.valid_until, m.origin, m.source_conversation_id, m.source_message_id, m.quote, m.created_at, m.updated_at,
    m.status_since, m.last_used_at, m.use_count, m.confirm_count,
    m.superseded_by AS superseded_row,
    (SELECT s.public_id FROM memories s WHERE s.id = m.superseded_by) AS superseded_by,
    (SELECT json_group_array(json_object('kind', c.cue_kind, 'text', c.text) ORDER BY c.ordinal)
       FROM memory_units c WHERE c.memory_id = m.id AND c.ordinal > 0) AS cues,
    (SELECT json_group_array(g.tag ORDER BY g.tag) FROM memory_tags g WHERE g.memory_id = m.id) AS tags
  FROM memories m JOIN memory_units t ON t.memory_id = m.id AND t.ordinal = 0`;

export function toMemory(row: MemoryRow): Memory {
  return {
    id: row.public_id,
    kind: row.kind,
    text: row.text,
    cues: row.cues === '[]' ? [] : (JSON.parse(row.cues) as Cue[]),
    tags: row.tags === '[]' ? [] : (JSON.parse(row.tags) as string[]),
    subject: row.subject,
    scope: toScope(row),
    status: row.status,
    pinned: row.pinned === 1,
    private: row.private === 1,
    validUntil: row.valid_until,
    source: {
      origin: row.origin,
      conversationId: row.source_conversation_id,
      messageId: row.source_message_id,
      quote: row.quote,
    },
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    statusSince: row.status_since,
    lastUsedAt: row.last_used_at,
    useCount: row.use_count,
    confirmCount: row.confirm_count,
    supersededBy: row.superseded_by,
  };
}

function toScope(row: Pick<MemoryRow, 'scope_type' | 'scope_id'>): MemoryScope {
  return row.scope_type === 'everywhere' || row.scope_id === null
    ? { type: 'everywhere' }
    : { type: row.scope_type, id: row.scope_id };
}

/** What the coarse tables are cut up by: the id of the assistant or project, empty for everywhere. */
export function scopeKey(scope: MemoryScope): string {
  return scope.type === 'everywhere' ? '' : scope.id;
}

/** The columns that hold a MemoryValue, but for text and cues, which are units, and tags. Named as in the SQL. */
export function valueColumns(value: MemoryValue) {
  return { ...columnsOf(value), text_key: textKey(value.text) };
}

function columnsOf(value: MemoryValue) {
  return {
    kind: value.kind,
    subject: value.subject,
    scope_type: value.scope.type,
    scope_id: value.scope.type === 'everywhere' ? null : value.scope.id,
    status: value.status,
    pinned: value.pinned ? 1 : 0,
    private: value.private ? 1 : 0,
    valid_until: value.validUntil,
  };
}

/** Those of the columns of a value that are not as they were. */
export function changedColumns(before: MemoryValue, after: MemoryValue): Record<string, unknown> {
  const sameText = before.text === after.text;
  // The digest of a text costs as much as all the rest.
  const [was, is] = sameText
    ? [columnsOf(before), columnsOf(after)]
    : [valueColumns(before), valueColumns(after)];
  const old: Record<string, unknown> = was;
  return Object.fromEntries(Object.entries(is).filter(([name, value]) => old[name] !== value));
}

export function sourceColumns(source: MemorySource) {
  return {
    origin: source.origin,
    source_conversation_id: source.conversationId,
    source_message_id: source.messageId,
    quote: source.quote,
  };
}

/** The value part of a memory, its keys always in the same order, so that equal values are equal as JSON. */
export function valueOf(memory: MemoryValue): MemoryValue {
  return {
    kind: memory.kind,
    text: memory.text,
    cues: memory.cues.map((cue) => ({ kind: cue.kind, text: cue.text })),
    tags: sortedTags(memory.tags),
    subject: memory.subject,
    scope:
      memory.scope.type === 'everywhere'
        ? { type: 'everywhere' }
        : { type: memory.scope.type, id: memory.scope.id },
    status: memory.status,
    pinned: memory.pinned,
    private: memory.private,
    validUntil: memory.validUntil,
  };
}

/** Each tag once, in the order in which the database sorts them. */
export function sortedTags(tags: readonly string[]): string[] {
  if (tags.length === 0) return [];
  return [...new Set(tags)].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}

/** True when two values say the same; how they are kept (status, pin, private, tags, scope) does not count. */
export function saysTheSame(a: MemoryValue, b: MemoryValue): boolean {
  return said(a) === said(b);
}

function said(value: MemoryValue): string {
  const { kind, text, cues, subject, validUntil } = valueOf(value);
  return JSON.stringify({ kind, text, cues, subject, validUntil });
}
