import type { MemoryScope } from '#shared/memory/memory.ts';

export const everywhere: MemoryScope = { type: 'everywhere' };

export function sameScope(one: MemoryScope, other: MemoryScope): boolean {
  if (one.type === 'everywhere' || other.type === 'everywhere') return one.type === other.type;
  return one.type === other.type && one.id === other.id;
}

/** The search scopes that include the memories of this scope. */
export function searchedFor(scope: MemoryScope): readonly string[] {
  return scope.type === 'everywhere' ? [] : [scope.id];
}
