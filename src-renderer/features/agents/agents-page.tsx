/**
 * features/agents owns agents and teams: gallery, editor, graph, and the history of runs. It may not know chats,
 * memories or settings; it shows runs with the parts of features/runs.
 */
import { Tabs } from '@mantine/core';
import { useEffect } from 'react';
import { useLocation } from 'wouter';
import { loadAgents } from '../../state/runs/agents-store.ts';
import { PageHeader } from '../shell/frame/page-header.tsx';
import type { AgentsList, AgentsRoute } from './agents-route.ts';
import { agentsPath, isAgentsList } from './agents-route.ts';
import { GalleryTab } from './gallery/gallery-tab.tsx';
import { NewMenu } from './gallery/new-menu.tsx';
import { RunPage } from './runs/run-page.tsx';
import { RunsTab } from './runs/runs-tab.tsx';
import { TeamPage } from './editor/team-page.tsx';
import { YoursTab } from './gallery/yours-tab.tsx';
import { t } from '../../language/translate.ts';
import './agents.css';

/** The Agents page: ready teams, saved agents and teams, and their runs. */
export default function AgentsPage({ route }: { readonly route: AgentsRoute }) {
  useEffect(() => void loadAgents(), []);
  switch (route.type) {
    case 'list':
      return <Lists list={route.list} />;
    case 'team':
      return <TeamPage key={route.key} teamKey={route.key} view={route.view} />;
    case 'run':
      return <RunPage key={route.id} runId={route.id} />;
  }
}

function Lists({ list }: { readonly list: AgentsList }) {
  const [, navigate] = useLocation();
  return (
    <div className="page">
      <main className="page-main" id="main" tabIndex={-1}>
        <PageHeader title={t('Agents')} note={t('who answers, alone or together')}>
          <NewMenu />
        </PageHeader>
        <Tabs
          className="agents-tabs"
          value={list}
          keepMounted={false}
          onChange={(chosen) =>
            navigate(agentsPath({ type: 'list', list: isAgentsList(chosen) ? chosen : 'gallery' }))
          }
        >
          <Tabs.List>
            <Tabs.Tab value="gallery">{t('Gallery')}</Tabs.Tab>
            <Tabs.Tab value="yours">{t('Yours')}</Tabs.Tab>
            <Tabs.Tab value="runs">{t('Runs')}</Tabs.Tab>
          </Tabs.List>
          {/* A tab without focusable content must still scroll by keyboard. */}
          <div className="agents-scroll" tabIndex={0}>
            <Tabs.Panel value="gallery">
              <GalleryTab />
            </Tabs.Panel>
            <Tabs.Panel value="yours">
              <YoursTab />
            </Tabs.Panel>
            <Tabs.Panel value="runs">
              <RunsTab />
            </Tabs.Panel>
          </div>
        </Tabs>
      </main>
    </div>
  );
}
