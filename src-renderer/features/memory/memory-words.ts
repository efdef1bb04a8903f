import type { Memory, MemoryEvent, MemoryOrigin, MemoryScope } from '../../../shared/memory.ts';

export interface HistoryLine {
  /** What happened. */
  readonly what: string;
  /** The words the memory had before, when they changed. */
  readonly old: string | null;
}

/** One event of a memory's history, for people. */
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

export function originWords(origin: MemoryOrigin): string {
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
  }
}

export function scopeWords({ type }: MemoryScope): string {
  switch (type) {
    case 'everywhere':
      return 'everywhere';
    case 'assistant':
      return 'one assistant';
    case 'project':
      return 'one project';
  }
}

/** "preference · everywhere · pinned" */
export function memoryTraits(memory: Memory): string {
  const parts: string[] = [memory.kind, scopeWords(memory.scope)];
  if (memory.pinned) parts.push('pinned');
  if (memory.private) parts.push('private');
  if (memory.status !== 'active') parts.push(statusWords(memory));
  return parts.join(' · ');
}

export function statusWords({ status }: Memory): string {
  return status === 'pending'
    ? 'waits for review'
    : status === 'superseded'
      ? 'replaced by a newer one'
      : status;
}

/** "used 3×", "never used" */
export function usageWords(useCount: number): string {
  return useCount === 0 ? 'never used' : `used ${useCount.toLocaleString('en')}×`;
}
