import { Drawer } from '@mantine/core';
import type { ReactNode } from 'react';

interface SheetProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly position: 'left' | 'right';
  /** A CSS width, or px. */
  readonly size: string | number;
  /** Accessible name of the dialog. */
  readonly name: string;
  readonly children: ReactNode;
}

/** A drawer at the side, for windows without room for a panel. */
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
