import { isSameScope } from '../../../shared/memory/learning-policy.ts';
import type { MemoryScope } from '../../../shared/memory/memory.ts';
import type { Learning, Settings } from '../../../shared/settings.ts';

type ByScope = Settings['learningByScope'];

/** The learning setting of a scope; null: the general one applies. */
export function learningOverride(byScope: ByScope, scope: MemoryScope): Learning | null {
  return byScope.find((one) => isSameScope(one.scope, scope))?.learning ?? null;
}

/** Sets the learning setting of a scope; null removes it. */
export function withLearningOverride(
  byScope: ByScope,
  scope: MemoryScope,
  learning: Learning | null,
): ByScope {
  const others = byScope.filter((one) => !isSameScope(one.scope, scope));
  return learning === null ? others : [...others, { scope, learning }];
}
