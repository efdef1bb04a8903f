import { Menu } from '@mantine/core';
import {
  IconCopy,
  IconDots,
  IconFileExport,
  IconFolders,
  IconMessageCircle,
  IconTrash,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { client } from '../../../client/client.ts';
import type { TeamSummary } from '../../../state/runs/agents-store.ts';
import { deleteTeam, exportTeam } from '../../../state/runs/agents-store.ts';
import { newTeamDraft } from '../../../state/runs/team-drafts-store.ts';
import { view } from '../../../state/page/view-store.ts';
import { showFailure } from '../../../state/page/toast-store.ts';
import { IconButton } from '../../../ui/controls/button.tsx';
import { agentsPath } from '../agents-route.ts';
import { IntroductionDialog } from './introduction-dialog.tsx';
import { isComponent } from '../component/component-json.ts';
import { t } from '../../../language/translate.ts';

interface TeamMenuProps {
  readonly team: Pick<TeamSummary, 'id' | 'name' | 'kind' | 'introduction'>;
  /** Called before an action that may remove the menu. */
  readonly onAct?: () => void;
  /** Called after the deletion. */
  readonly onDeleted?: () => void;
}

/** Further actions on a saved agent or team. */
export function TeamMenu({ team, onAct, onDeleted }: TeamMenuProps) {
  const [, navigate] = useLocation();
  const [introducing, setIntroducing] = useState(false);
  const duplicate = async (): Promise<void> => {
    const result = await client.call('agents.get', { id: team.id });
    if (!result.ok) showFailure(result.error);
    else if (isComponent(result.value.team.component)) {
      const key = newTeamDraft(t('{{name}} (copy)', { name: team.name }), result.value.team.component);
      navigate(agentsPath({ type: 'team', key, view: 'form' }));
    }
  };
  const remove = async (): Promise<void> => {
    onAct?.();
    if (await deleteTeam(team)) onDeleted?.();
  };
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <IconButton label={t('More for {{name}}', { name: team.name })}>
            <IconDots size={16} stroke={1.6} aria-hidden />
          </IconButton>
        </Menu.Target>
        <Menu.Dropdown>
          {team.kind === 'assistant' ? (
            <>
              <Menu.Item
                leftSection={<IconMessageCircle size={15} stroke={1.6} aria-hidden />}
                onClick={() => setIntroducing(true)}
              >
                {t('Look in chats…')}
              </Menu.Item>
              <Menu.Item
                leftSection={<IconFolders size={15} stroke={1.6} aria-hidden />}
                onClick={() => view.openKnowledge({ type: 'assistant', id: team.id }, team.name)}
              >
                {t('Knowledge…')}
              </Menu.Item>
            </>
          ) : null}
          <Menu.Item
            leftSection={<IconCopy size={15} stroke={1.6} aria-hidden />}
            onClick={() => void duplicate()}
          >
            {t('Make a copy')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconFileExport size={15} stroke={1.6} aria-hidden />}
            onClick={() => void exportTeam(team.id)}
          >
            {t('Export as a file')}
          </Menu.Item>
          <Menu.Item
            data-danger
            leftSection={<IconTrash size={15} stroke={1.6} aria-hidden />}
            onClick={() => void remove()}
          >
            {t('Delete')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <IntroductionDialog team={introducing ? team : null} onClose={() => setIntroducing(false)} />
    </>
  );
}
