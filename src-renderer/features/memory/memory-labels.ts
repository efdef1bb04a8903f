import type { Memory, MemoryActor, MemoryEvent, MemoryOrigin } from '../../../shared/memory/memory.ts';
import type { Cue } from '../../../shared/memory/memory.ts';
import { formatCount } from '../../ui/format/format-count.ts';
import type { FormatScope } from '../../ui/format/format-scope.ts';
import { formatDate } from '../../ui/format/format-time.ts';

export interface HistoryLine {
  readonly what: string;
  /** The previous text, when it changed. */
  readonly old: string | null;
}

/** Describes one event of a memory's history. */
export function historyLine({ action, actor, before, after }: MemoryEvent): HistoryLine {
  const old = before !== null && before.text !== after?.text ? before.text : null;
  switch (action) {
    case 'learned':
      return { what: actor === 'import' ? 'imported' : 'learned', old: null };
    case 'edited':
      return { what: old === null ? 'changed' : 'replaced', old };
    case 'confirmed':
      return { what: 'you said the same again', old: null };
    case 'superseded':
      return { what: 'a newer memory took its place', old: null };
    case 'paused':
    case 'resumed':
    case 'pinned':
    case 'unpinned':
    case 'forgotten':
      return { what: action, old: null };
    case 'kept_private':
      return { what: 'made private', old: null };
    case 'shared':
      return { what: 'no longer private', old: null };
    case 'tagged':
      return { what: 'tags changed', old: null };
    case 'moved':
      return { what: 'moved to where it applies', old: null };
    case 'dated':
      return { what: 'until when it holds changed', old: null };
    case 'expired':
      return { what: 'its time was over', old: null };
    case 'corrected':
      return { what: 'corrected', old };
    case 'merged':
      return { what: 'took in others that said the same', old };
    case 'approved':
    case 'rejected':
      return { what: action, old };
    case 'restored':
      return { what: 'brought back', old: null };
    case 'undone':
      return { what: 'a change was taken back', old };
  }
}

export function originLabel(origin: MemoryOrigin): string {
  switch (origin) {
    case 'told':
      return 'Taught by you';
    case 'dialog':
      return 'Taught by you on this page';
    case 'rules':
    case 'model':
      return 'Learned from your message';
    case 'import':
      return 'Imported';
    case 'client':
      return 'Taught by another program';
  }
}

/** "preference · everywhere · pinned" */
export function memoryTraits(memory: Memory, formatScope: FormatScope): string {
  const parts: string[] = [memory.kind, formatScope(memory.scope)];
  if (memory.pinned) parts.push('pinned');
  if (memory.private) parts.push('private');
  if (memory.validUntil !== null) parts.push(`until ${formatDate(memory.validUntil)}`);
  if (memory.status !== 'active') parts.push(memoryStatusLabel(memory));
  return parts.join(' · ');
}

export function memoryStatusLabel({ status }: Memory): string {
  return status === 'pending'
    ? 'waits for review'
    : status === 'superseded'
      ? 'replaced by a newer one'
      : status;
}

/** "used 3×", "never used" */
export function usageLabel(useCount: number): string {
  return useCount === 0 ? 'never used' : `used ${useCount.toLocaleString('en')}×`;
}

export function actorLabel(actor: MemoryActor): string {
  switch (actor) {
    case 'user':
      return 'you';
    case 'capture':
      return 'learning';
    case 'import':
      return 'import';
    case 'system':
      return 'Tutee';
  }
}

/** Describes changes beside the text, from old to new; null when there are none. */
export function describeChange({ before, after }: MemoryEvent, formatScope: FormatScope): string | null {
  if (before === null || after === null) return null;
  const tags = (list: readonly string[]) =>
    list.length === 0 ? 'none' : list.map((tag) => `#${tag}`).join(' ');
  const until = (time: number | null) => (time === null ? 'for good' : `until ${formatDate(time)}`);
  const cues = (list: readonly Cue[]) =>
    list.length === 0 ? 'none' : list.map(({ text }) => text).join(', ');
  const pairs: readonly (readonly [from: string, to: string])[] = [
    [before.kind, after.kind],
    [formatScope(before.scope), formatScope(after.scope)],
    [tags(before.tags), tags(after.tags)],
    [until(before.validUntil), until(after.validUntil)],
    [`comes to mind when: ${cues(before.cues)}`, cues(after.cues)],
  ];
  const changed = pairs.filter(([from, to]) => from !== to && from !== `comes to mind when: ${to}`);
  return changed.length === 0 ? null : changed.map(([from, to]) => `${from} → ${to}`).join('; ');
}

/** How long a forgotten memory stays in the bin. */
const BIN_DAYS = 30;
const DAY = 86_400_000;

/** "12 days left" in the bin. */
export function binLabel({ statusSince }: Memory, now: number): string {
  const left = Math.max(0, Math.ceil((statusSince + BIN_DAYS * DAY - now) / DAY));
  return left === 0 ? 'goes today' : `${formatCount(left, 'day', 'days')} left`;
}
