import { Drawer } from '@mantine/core';
import type { ReactNode } from 'react';

interface SheetProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly position: 'left' | 'right';
  /** Width as CSS says it, or in px. */
  readonly size: string | number;
  /** Accessible name of the dialog that it is. */
  readonly name: string;
  readonly children: ReactNode;
}

/** A side that lies over the page where there is no room beside it. */
export function Sheet({ opened, onClose, position, size, name, children }: SheetProps) {
  return (
    <Drawer.Root opened={opened} onClose={onClose} position={position} size={size} padding={0}>
      <Drawer.Overlay />
      <Drawer.Content aria-label={name}>
        <Drawer.Body>{children}</Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}
