import { Menu } from '@mantine/core';
import { IconArrowsTransferDown, IconFileExport, IconFileImport, IconHomeMove } from '@tabler/icons-react';
import { transfer } from '../../../state/memory/transfer-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { t } from '../../../language/translate.ts';

/** The import and export menu of the Memory page. */
export function TransferMenu() {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button data-transfer-menu aria-label={t('Import or export')}>
          <IconArrowsTransferDown size={16} stroke={1.6} aria-hidden />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconFileImport size={16} stroke={1.6} aria-hidden />}
          onClick={transfer.openImport}
        >
          {t('Import memories…')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconHomeMove size={16} stroke={1.6} aria-hidden />}
          onClick={transfer.openImport}
        >
          {t('Move in from another assistant…')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconFileExport size={16} stroke={1.6} aria-hidden />}
          onClick={transfer.openExport}
        >
          {t('Export memories…')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
