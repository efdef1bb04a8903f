import { isSameScope } from '../../../shared/memory/learning-in.ts';
import type { MemoryScope } from '../../../shared/memory/memory.ts';
import type { Learning, Settings } from '../../../shared/settings.ts';

type ByScope = Settings['learningByScope'];

/** How Tutee learns in a scope; null: as everywhere else. */
export function ownLearning(byScope: ByScope, scope: MemoryScope): Learning | null {
  return byScope.find((one) => isSameScope(one.scope, scope))?.learning ?? null;
}

/** The setting after it changed in one scope; null: as everywhere else again. */
export function withLearning(byScope: ByScope, scope: MemoryScope, learning: Learning | null): ByScope {
  const others = byScope.filter((one) => !isSameScope(one.scope, scope));
  return learning === null ? others : [...others, { scope, learning }];
}
