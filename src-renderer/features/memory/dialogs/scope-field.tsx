import { NativeSelect } from '@mantine/core';
import type { MemoryScope } from '../../../../shared/memory/memory.ts';
import { useScopeOptions, useFormatScope } from '../../../state/memory/scopes-store.ts';
import { scopeKey } from '../../../ui/format/format-scope.ts';
import { t } from '../../../language/translate.ts';

interface ScopeFieldProps {
  readonly label?: string;
  readonly scope: MemoryScope;
  readonly onScope: (scope: MemoryScope) => void;
}

/** Selects the scope of a memory; hidden when there is only one. */
export function ScopeField({ label = t('Applies'), scope, onScope }: ScopeFieldProps) {
  const places = useScopeOptions();
  const formatScope = useFormatScope();
  const known = places.some((place) => scopeKey(place) === scopeKey(scope));
  const offered = known ? places : [scope, ...places];
  if (offered.length < 2) return null;
  return (
    <NativeSelect
      label={label}
      data={offered.map((place) => ({ value: scopeKey(place), label: formatScope(place) }))}
      value={scopeKey(scope)}
      onChange={(event) => {
        const chosen = offered.find((place) => scopeKey(place) === event.currentTarget.value);
        if (chosen !== undefined) onScope(chosen);
      }}
    />
  );
}
