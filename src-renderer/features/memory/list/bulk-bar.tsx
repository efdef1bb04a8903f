import { Menu } from '@mantine/core';
import { IconDots, IconX } from '@tabler/icons-react';
import { changeMany } from '../../../state/memory/bulk-change.ts';
import { useMemoriesStore } from '../../../state/memory/memories-store.ts';
import { clearSelection, selectionTarget, useSelectionStore } from '../../../state/memory/selection-store.ts';
import { Button, IconButton } from '../../../ui/controls/button.tsx';
import { view } from '../../../state/page/view-store.ts';
import type { MemoryChanges, MemorySelection } from '../../../../shared/memory/memory-filter.ts';
import { bulkActions } from './bulk-actions.ts';
import { MoveMenu } from './move-menu.tsx';
import { TagPopover } from './tag-popover.tsx';
import type { BulkSentence } from '../../../state/memory/bulk-sentences.ts';
import { bulkSentences } from '../../../state/memory/bulk-sentences.ts';
import { t, tCount } from '../../../language/translate.ts';

/** The actions on the selected memories; each has one Undo. */
export function BulkBar({ count }: { readonly count: number }) {
  const filter = useMemoriesStore((state) => state.filter);
  const { first, more } = bulkActions(filter);
  const inBin = filter.statuses.includes('forgotten');
  return (
    <div role="toolbar" aria-label={t('Selected memories')} className="bulk-bar">
      <span className="bulk-count" role="status">
        {tCount(count, '{{count}} selected', '{{count}} selected')}
      </span>
      {first.map(({ label, changes, done, danger }) => (
        <Button
          key={label}
          small
          variant={danger === true ? 'danger' : 'plain'}
          onClick={() => apply(changes, done)}
        >
          {label}
        </Button>
      ))}
      {inBin ? (
        <Button small variant="danger" onClick={() => withTarget(view.openPurge)}>
          {t('Forget for good')}
        </Button>
      ) : null}
      {inBin ? null : <TagPopover onTag={(changes) => apply(changes, bulkSentences.tagged)} />}
      {inBin ? null : <MoveMenu onMove={(scope) => apply({ scope }, bulkSentences.moved)} />}
      {more.length === 0 ? null : (
        <Menu position="bottom-end">
          <Menu.Target>
            <IconButton label={t('More for these memories')}>
              <IconDots size={16} stroke={1.6} aria-hidden />
            </IconButton>
          </Menu.Target>
          <Menu.Dropdown>
            {more.map(({ label, changes, done }) => (
              <Menu.Item key={label} onClick={() => apply(changes, done)}>
                {label}
              </Menu.Item>
            ))}
            <Menu.Item data-danger onClick={() => withTarget(view.openPurge)}>
              {t('Forget for good…')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
      <IconButton label={t('Clear selection')} className="bulk-clear" onClick={clearSelection}>
        <IconX size={15} stroke={1.6} aria-hidden />
      </IconButton>
    </div>
  );
}

function apply(changes: MemoryChanges, done: BulkSentence): void {
  withTarget((target) => void changeMany(target, changes, done));
}

function withTarget(act: (target: MemorySelection) => void): void {
  const { selection } = useSelectionStore.getState();
  const target = selectionTarget(selection, useMemoriesStore.getState().filter);
  if (target !== null) act(target);
}
