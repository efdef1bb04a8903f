import { Menu } from '@mantine/core';
import type { MemoryScope } from '../../../../shared/memory/memory.ts';
import { usePlaces, useScopeWords } from '../../../state/memory/scopes-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { scopeKey } from '../../../ui/words/scope-words.ts';

/** Every place the selected memories can be moved to, by name; nothing where there is one place only. */
export function MoveMenu({ onMove }: { readonly onMove: (scope: MemoryScope) => void }) {
  const places = usePlaces();
  const words = useScopeWords();
  if (places.length < 2) return null;
  return (
    <Menu position="bottom-start" withinPortal>
      <Menu.Target>
        <Button small>Move to…</Button>
      </Menu.Target>
      <Menu.Dropdown className="move-menu">
        {places.map((place) => (
          <Menu.Item key={scopeKey(place)} onClick={() => onMove(place)}>
            <span dir="auto">{words(place)}</span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
