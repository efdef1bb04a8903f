import { Tabs } from '@mantine/core';
import { useEffect } from 'react';
import { useLocation } from 'wouter';
import { loadAgents } from '../../state/runs/agents-store.ts';
import { PageHeader } from '../shell/frame/page-header.tsx';
import type { AgentsList, AgentsPlace } from './agents-place.ts';
import { agentsPath, isAgentsList } from './agents-place.ts';
import { GalleryTab } from './gallery/gallery-tab.tsx';
import { NewMenu } from './gallery/new-menu.tsx';
import { RunPage } from './runs/run-page.tsx';
import { RunsTab } from './runs/runs-tab.tsx';
import { TeamPage } from './editor/team-page.tsx';
import { YoursTab } from './gallery/yours-tab.tsx';
import './agents.css';

/** Agents and teams: ready ones, your own, and what they did. */
export default function AgentsPage({ place }: { readonly place: AgentsPlace }) {
  useEffect(() => void loadAgents(), []);
  switch (place.type) {
    case 'list':
      return <Lists list={place.list} />;
    case 'team':
      return <TeamPage key={place.key} teamKey={place.key} view={place.view} />;
    case 'run':
      return <RunPage key={place.id} runId={place.id} />;
  }
}

function Lists({ list }: { readonly list: AgentsList }) {
  const [, navigate] = useLocation();
  return (
    <div className="page">
      <main className="page-main" id="main" tabIndex={-1}>
        <PageHeader title="Agents" note="who answers, alone or together">
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
            <Tabs.Tab value="gallery">Gallery</Tabs.Tab>
            <Tabs.Tab value="yours">Yours</Tabs.Tab>
            <Tabs.Tab value="runs">Runs</Tabs.Tab>
          </Tabs.List>
          {/* The keyboard must be able to scroll what has nothing to focus. */}
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
