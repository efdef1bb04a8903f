import type { MemoryScope } from './memory.ts';
import type { Learning, Settings } from '../settings.ts';

/** The learning setting of the first of these scopes that overrides it, else the general one; `told` while learning is paused. */
export function learningPolicy(
  settings: Pick<Settings, 'learning' | 'learningByScope' | 'learningPaused'>,
  ...scopes: readonly MemoryScope[]
): Learning {
  if (settings.learningPaused) return 'told';
  const own = scopes.flatMap(
    (scope) => settings.learningByScope.find((one) => isSameScope(one.scope, scope)) ?? [],
  );
  return own[0]?.learning ?? settings.learning;
}

export function isSameScope(one: MemoryScope, other: MemoryScope): boolean {
  if (one.type === 'everywhere' || other.type === 'everywhere') return one.type === other.type;
  return one.type === other.type && one.id === other.id;
}
