/** What assistants and projects are called: those that memories can be of, and those that memories are of although gone. */
import { useMemo } from 'react';
import { create } from 'zustand';
import { client } from '../../client/client.ts';
import { isSameScope } from '../../../shared/memory/learning-in.ts';
import type { MemoryScope } from '../../../shared/memory/memory.ts';
import type { NamedScope } from '../../../shared/project.ts';
import { scopeWords } from '../../ui/words/scope-words.ts';

export const useScopesStore = create<{ readonly scopes: readonly NamedScope[] }>(() => ({ scopes: [] }));

export async function loadScopes(): Promise<void> {
  const result = await client.call('memories.scopes', {});
  if (result.ok) useScopesStore.setState({ scopes: result.value.scopes });
}

/** An agent of a team has a name once it has run: what it was just taught must not be said to be of nobody. */
export function receiveScopesOf(memories: readonly { readonly scope: MemoryScope }[]): void {
  const { scopes } = useScopesStore.getState();
  const isKnown = (scope: MemoryScope): boolean =>
    scope.type === 'everywhere' || scopes.some((named) => isSameScope(named.scope, scope));
  if (!memories.every(({ scope }) => isKnown(scope))) void loadScopes();
}

/** Says where memories apply, by name. */
export function useScopeWords(): (scope: MemoryScope) => string {
  const scopes = useScopesStore((state) => state.scopes);
  return useMemo(() => (scope) => scopeWords(scope, scopes), [scopes]);
}

/** Where memories can be put: everywhere, and every assistant and project there is. */
export function usePlaces(): readonly MemoryScope[] {
  const scopes = useScopesStore((state) => state.scopes);
  return useMemo(
    () => [
      { type: 'everywhere' },
      ...scopes.filter(({ state }) => state === 'here').map(({ scope }) => scope),
    ],
    [scopes],
  );
}
