import { Menu } from '@mantine/core';
import type { MemoryScope } from '../../../../shared/memory/memory.ts';
import { useScopeOptions, useFormatScope } from '../../../state/memory/scopes-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { scopeKey } from '../../../ui/format/format-scope.ts';
import { t } from '../../../language/translate.ts';

/** Moves the selected memories to another scope; hidden when there is only one. */
export function MoveMenu({ onMove }: { readonly onMove: (scope: MemoryScope) => void }) {
  const places = useScopeOptions();
  const formatScope = useFormatScope();
  if (places.length < 2) return null;
  return (
    <Menu position="bottom-start" withinPortal>
      <Menu.Target>
        <Button small>{t('Move to…')}</Button>
      </Menu.Target>
      <Menu.Dropdown className="move-menu">
        {places.map((place) => (
          <Menu.Item key={scopeKey(place)} onClick={() => onMove(place)}>
            <span dir="auto">{formatScope(place)}</span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
