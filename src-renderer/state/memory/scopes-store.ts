/** The names of assistants and projects: those that can have memories, and deleted ones that still do. */
import { useMemo } from 'react';
import { create } from 'zustand';
import { client } from '../../client/client.ts';
import { isSameScope } from '../../../shared/memory/learning-policy.ts';
import type { MemoryScope } from '../../../shared/memory/memory.ts';
import type { NamedScope } from '../../../shared/project.ts';
import type { FormatScope } from '../../ui/format/format-scope.ts';
import { formatScope } from '../../ui/format/format-scope.ts';

export const useScopesStore = create<{ readonly scopes: readonly NamedScope[] }>(() => ({ scopes: [] }));

export async function loadScopes(): Promise<void> {
  const result = await client.call('memories.scopes', {});
  if (result.ok) useScopesStore.setState({ scopes: result.value.scopes });
}

/** An agent of a team gets a name on its first run; reload, so that its new memories show that name. */
export function receiveScopesOf(memories: readonly { readonly scope: MemoryScope }[]): void {
  const { scopes } = useScopesStore.getState();
  const isKnown = (scope: MemoryScope): boolean =>
    scope.type === 'everywhere' || scopes.some((named) => isSameScope(named.scope, scope));
  if (!memories.every(({ scope }) => isKnown(scope))) void loadScopes();
}

/** Returns a function that names the scope of a memory. */
export function useFormatScope(): FormatScope {
  const scopes = useScopesStore((state) => state.scopes);
  return useMemo(() => (scope: MemoryScope) => formatScope(scope, scopes), [scopes]);
}

/** The scopes a memory can have: everywhere, and every existing assistant and project. */
export function useScopeOptions(): readonly MemoryScope[] {
  const scopes = useScopesStore((state) => state.scopes);
  return useMemo(
    () => [
      { type: 'everywhere' },
      ...scopes.filter(({ state }) => state === 'here').map(({ scope }) => scope),
    ],
    [scopes],
  );
}
