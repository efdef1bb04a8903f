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

/** A row of `memorySelect`: a row of `memories` with its text, cues and tags. */
export interface MemoryRow {
  readonly id: number;
  readonly public_id: string;
  readonly kind: MemoryKind;
  readonly text: string;
  /** JSON of Cue[]. */
  readonly cues: string;
  /** JSON of string[], sorted. */
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

/** Append WHERE, ORDER BY and LIMIT over `m`. */
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

/** The partition key of vector tables: the id of the assistant or project; empty for everywhere. */
export function scopeKey(scope: MemoryScope): string {
  return scope.type === 'everywhere' ? '' : scope.id;
}

/** The columns of a MemoryValue, named as in SQL; text, cues and tags are in other tables. */
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

/** The columns whose values differ. */
export function changedColumns(before: MemoryValue, after: MemoryValue): Record<string, unknown> {
  const sameText = before.text === after.text;
  // The digest of the text costs as much as all the rest.
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

/** The value of a memory, with keys in a fixed order, so that equal values have equal JSON. */
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

/** Distinct tags in the database's sort order. */
export function sortedTags(tags: readonly string[]): string[] {
  if (tags.length === 0) return [];
  return [...new Set(tags)].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}

/** True when two values have the same content; status, pin, privacy, tags and scope do not count. */
export function hasSameContent(a: MemoryValue, b: MemoryValue): boolean {
  return contentOf(a) === contentOf(b);
}

function contentOf(value: MemoryValue): string {
  const { kind, text, cues, subject, validUntil } = valueOf(value);
  return JSON.stringify({ kind, text, cues, subject, validUntil });
}
