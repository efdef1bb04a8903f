import { Menu } from '@mantine/core';
import { IconArrowsTransferDown, IconFileExport, IconFileImport, IconHomeMove } from '@tabler/icons-react';
import { transfer } from '../../../state/memory/transfer-store.ts';
import { Button } from '../../../ui/controls/button.tsx';

/** The import and export menu of the Memory page. */
export function TransferMenu() {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button aria-label="Import or export">
          <IconArrowsTransferDown size={16} stroke={1.6} aria-hidden />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconFileImport size={16} stroke={1.6} aria-hidden />}
          onClick={transfer.openImport}
        >
          Import memories…
        </Menu.Item>
        <Menu.Item
          leftSection={<IconHomeMove size={16} stroke={1.6} aria-hidden />}
          onClick={transfer.openImport}
        >
          Move in from another assistant…
        </Menu.Item>
        <Menu.Item
          leftSection={<IconFileExport size={16} stroke={1.6} aria-hidden />}
          onClick={transfer.openExport}
        >
          Export memories…
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
