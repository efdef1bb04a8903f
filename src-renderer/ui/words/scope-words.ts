import { isSameScope } from '../../../shared/memory/learning-in.ts';
import type { MemoryScope } from '../../../shared/memory/memory.ts';
import type { NamedScope } from '../../../shared/project.ts';

/** Where a memory applies: "everywhere", "project Trip", "deleted project Trip". */
export function scopeWords(scope: MemoryScope, named: readonly NamedScope[]): string {
  if (scope.type === 'everywhere') return 'everywhere';
  const known = named.find((each) => isSameScope(each.scope, scope));
  switch (known?.state) {
    case undefined:
      return `deleted ${scope.type}`;
    case 'here':
      return `${scope.type} ${known?.name}`;
    case 'deleted':
      return `deleted ${scope.type} ${known?.name}`;
    case 'elsewhere':
      return `${scope.type} ${known?.name}, not on this machine`;
  }
}

/** One value a scope, as a key and for fields of forms. */
export function scopeKey(scope: MemoryScope): string {
  return scope.type === 'everywhere' ? scope.type : `${scope.type}:${scope.id}`;
}
