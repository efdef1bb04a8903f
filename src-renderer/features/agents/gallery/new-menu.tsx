import { Menu } from '@mantine/core';
import { IconFileImport, IconPlus } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { loadAgentOptions, useAgentsStore } from '../../../state/runs/agents-store.ts';
import { newTeamDraft } from '../../../state/runs/team-drafts-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { agentsPath } from '../agents-route.ts';
import { agentForms, wrapperForms } from '../forms/specs/agent-forms.ts';
import { teamForms } from '../forms/specs/team-forms.ts';
import { ImportTeamDialog } from './import-team-dialog.tsx';
import { newComponent, newTeam, offered } from '../forms/specs/new-component.ts';
import { t } from '../../../language/translate.ts';

/** Creates or imports an agent or a team. */
export function NewMenu() {
  const [, navigate] = useLocation();
  const [importing, setImporting] = useState(false);
  const options = useAgentsStore((state) => state.options);
  useEffect(() => void loadAgentOptions(), []);
  const open = (key: string) => navigate(agentsPath({ type: 'team', key, view: 'form' }));
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="primary">
            <IconPlus size={16} stroke={1.8} aria-hidden />
            {t('New')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('An agent')}</Menu.Label>
          {offered(agentForms, options).map(({ provider, form }) => (
            <Menu.Item
              key={provider}
              onClick={() => open(newTeamDraft(form.label, newComponent(provider, options)))}
            >
              {form.label}
            </Menu.Item>
          ))}
          {offered(wrapperForms, options).map(({ provider, form }) => (
            <Menu.Item
              key={provider}
              onClick={() => open(newTeamDraft(form.label, newTeam(provider, options)))}
            >
              {form.label}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Label>{t('A team')}</Menu.Label>
          {offered(teamForms, options).map(({ provider, form }) => (
            <Menu.Item
              key={provider}
              onClick={() => open(newTeamDraft(t('New team'), newTeam(provider, options)))}
            >
              {form.label}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item
            leftSection={<IconFileImport size={15} stroke={1.6} aria-hidden />}
            onClick={() => setImporting(true)}
          >
            {t('Import…')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <ImportTeamDialog opened={importing} onClose={() => setImporting(false)} />
    </>
  );
}
