import { Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import type { Memory } from '../../../../shared/memory/memory.ts';
import {
  changeMemory,
  forgetMemory,
  pauseMemory,
  pinMemory,
  restoreMemory,
} from '../../../state/memory/memory-actions.ts';
import { approve, reject } from '../../../state/memory/review-store.ts';
import { writeAsSkill } from '../../../state/settings/skills-store.ts';
import { view } from '../../../state/page/view-store.ts';
import { Button, IconButton } from '../../../ui/controls/button.tsx';
import { t } from '../../../language/translate.ts';

/** Actions on the memory whose details are open. */
export function DetailActions({ memory }: { readonly memory: Memory }) {
  return (
    <div className="details-actions">
      <FirstActions memory={memory} />
      <Menu position="bottom-end">
        <Menu.Target>
          <IconButton label={t('More for this memory')}>
            <IconDots size={16} stroke={1.6} aria-hidden />
          </IconButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            onClick={() =>
              void changeMemory(
                memory.id,
                { private: !memory.private },
                memory.private ? t('No longer private.') : t('Kept on this machine.'),
              )
            }
          >
            {memory.private ? t('No longer private') : t('Make private')}
          </Menu.Item>
          {memory.kind === 'skill' && !memory.private ? (
            <Menu.Item onClick={() => void writeAsSkill(memory.id)}>{t('Write as a skill')}</Menu.Item>
          ) : null}
          <Menu.Item data-danger onClick={() => view.openPurge({ ids: [memory.id] })}>
            {t('Forget for good…')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}

function FirstActions({ memory }: { readonly memory: Memory }) {
  const { id, status, pinned } = memory;
  const edit = (
    <Button small onClick={() => view.openEdit(id)}>
      {t('Edit')}
    </Button>
  );
  switch (status) {
    case 'pending':
      return (
        <>
          <Button small onClick={() => approve({ ids: [id] })}>
            {t('Approve')}
          </Button>
          {edit}
          <Button small variant="danger" onClick={() => reject({ ids: [id] })}>
            {t('Reject')}
          </Button>
        </>
      );
    case 'forgotten':
    case 'superseded':
    case 'expired':
      return (
        <Button small onClick={() => void restoreMemory(id)}>
          {t('Bring back')}
        </Button>
      );
    case 'active':
    case 'paused':
      return (
        <>
          {edit}
          <Button small onClick={() => void pauseMemory(memory)}>
            {status === 'paused' ? t('Resume') : t('Pause')}
          </Button>
          <Button small onClick={() => void pinMemory(memory)}>
            {pinned ? t('Unpin') : t('Pin')}
          </Button>
          <Button small variant="danger" onClick={() => void forgetMemory(id)}>
            {t('Forget')}
          </Button>
        </>
      );
  }
}
