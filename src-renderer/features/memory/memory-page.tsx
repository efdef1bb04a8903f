import { Tabs } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { openMemories, showMemories, useMemoriesStore } from '../../state/memories-store.ts';
import { openMemoryDetail } from '../../state/memory-detail-store.ts';
import { view } from '../../state/view-store.ts';
import { Button } from '../../ui/button.tsx';
import { countWords } from '../../ui/time-words.ts';
import { PageHeader } from '../shell/page-header.tsx';
import { RightPanel } from '../shell/right-panel.tsx';
import { MemoryDetails } from './memory-details.tsx';
import { MemoryList } from './memory-list.tsx';
import { MemoryTools } from './memory-tools.tsx';
import { RecallTrial } from './recall-trial.tsx';
import { TransferMenu } from './transfer-menu.tsx';
import './memory.css';

/** Everything Tutee remembers: find it, see where it came from, change it, forget it. */
export default function MemoryPage({ openId }: { readonly openId: string | null }) {
  const [, navigate] = useLocation();
  const [trying, setTrying] = useState(false);
  const reviewing = useMemoriesStore(({ filter }) => filter === 'pending');
  useEffect(openMemories, []);
  useEffect(() => openMemoryDetail(openId), [openId]);
  const closePanel = () => {
    setTrying(false);
    if (openId !== null) navigate('/memory');
  };
  const tryIt = () => {
    if (openId !== null) navigate('/memory');
    setTrying(openId !== null || !trying);
  };
  return (
    <div className="page">
      <main className="page-main" id="main" tabIndex={-1}>
        <PageHeader title="Memory" note={<TotalNote />}>
          <TransferMenu />
          <Button variant="primary" onClick={() => view.openTeach()}>
            <IconPlus size={16} stroke={1.8} aria-hidden />
            Teach
          </Button>
        </PageHeader>
        <Tabs
          className="memory-tabs"
          value={reviewing ? 'review' : 'all'}
          onChange={(tab) => showMemories({ filter: tab === 'review' ? 'pending' : 'all', query: '' })}
        >
          <Tabs.List>
            <Tabs.Tab value="all">All</Tabs.Tab>
            <ReviewTab />
          </Tabs.List>
          <Tabs.Panel value={reviewing ? 'review' : 'all'} className="memory-panel">
            {reviewing ? null : <MemoryTools trying={trying} onTry={tryIt} />}
            <MemoryList openId={openId} />
          </Tabs.Panel>
        </Tabs>
      </main>
      <RightPanel
        opened={openId !== null || trying}
        onClose={closePanel}
        name={openId === null ? 'Would this be found?' : 'Details'}
      >
        {openId === null ? <RecallTrial /> : <MemoryDetails />}
      </RightPanel>
    </div>
  );
}

function TotalNote() {
  const counts = useMemoriesStore((state) => state.counts);
  if (counts === null) return null;
  const total = counts.byStatus.active + counts.byStatus.paused;
  return `${countWords(total, 'memory', 'memories')} · all on this machine`;
}

function ReviewTab() {
  const pending = useMemoriesStore(({ counts }) => counts?.byStatus.pending ?? 0);
  return (
    <Tabs.Tab value="review">
      Review{' '}
      {pending === 0 ? (
        <span className="tab-count">0</span>
      ) : (
        <span className="tab-count tab-count-new">{pending}</span>
      )}
    </Tabs.Tab>
  );
}
