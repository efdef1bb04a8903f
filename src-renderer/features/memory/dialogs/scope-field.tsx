import { NativeSelect } from '@mantine/core';
import type { MemoryScope } from '../../../../shared/memory/memory.ts';
import { usePlaces, useScopeWords } from '../../../state/memory/scopes-store.ts';
import { scopeKey } from '../../../ui/words/scope-words.ts';

interface ScopeFieldProps {
  readonly label?: string;
  readonly scope: MemoryScope;
  readonly onScope: (scope: MemoryScope) => void;
}

/** Where a memory applies; only where there is more than one place. */
export function ScopeField({ label = 'Applies', scope, onScope }: ScopeFieldProps) {
  const places = usePlaces();
  const words = useScopeWords();
  const known = places.some((place) => scopeKey(place) === scopeKey(scope));
  const offered = known ? places : [scope, ...places];
  if (offered.length < 2) return null;
  return (
    <NativeSelect
      label={label}
      data={offered.map((place) => ({ value: scopeKey(place), label: words(place) }))}
      value={scopeKey(scope)}
      onChange={(event) => {
        const chosen = offered.find((place) => scopeKey(place) === event.currentTarget.value);
        if (chosen !== undefined) onScope(chosen);
      }}
    />
  );
}
