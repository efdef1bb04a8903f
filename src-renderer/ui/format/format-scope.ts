import { isSameScope } from '../../../shared/memory/learning-policy.ts';
import type { MemoryScope } from '../../../shared/memory/memory.ts';
import type { NamedScope } from '../../../shared/project.ts';

/** Names the scope of a memory; see `formatScope`. */
export type FormatScope = (scope: MemoryScope) => string;

/** The scope of a memory: "everywhere", "project Trip", "deleted project Trip". */
export function formatScope(scope: MemoryScope, named: readonly NamedScope[]): string {
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

/** A unique string per scope, for keys and form values. */
export function scopeKey(scope: MemoryScope): string {
  return scope.type === 'everywhere' ? scope.type : `${scope.type}:${scope.id}`;
}
