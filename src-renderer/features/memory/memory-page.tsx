/**
 * features/memory owns the display of memories and the actions on them, by tab; the dialogs here also open from
 * elsewhere. It may not know the other pages.
 */
import { Tabs } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { useGroupsStore } from '../../state/memory/groups-store.ts';
import { openMemories, useMemoriesStore } from '../../state/memory/memories-store.ts';
import { openMemoryDetail, useMemoryDetailStore } from '../../state/memory/memory-detail-store.ts';
import { loadScopes } from '../../state/memory/scopes-store.ts';
import { view } from '../../state/page/view-store.ts';
import { Button } from '../../ui/controls/button.tsx';
import { PageHeader } from '../shell/frame/page-header.tsx';
import { RightPanel } from '../shell/frame/right-panel.tsx';
import { BulkProgress } from './list/bulk-progress.tsx';
import { MemoryDetails } from './details/memory-details.tsx';
import { ListBar } from './list/list-bar.tsx';
import { MemoryList } from './list/memory-list.tsx';
import type { MemoryRoute } from './memory-route.ts';
import { isMemoryTab, memoryPath } from './memory-route.ts';
import { MemoryToolbar } from './list/memory-toolbar.tsx';
import { ReviewTab } from './review/review-tab.tsx';
import { MemoryGroups } from './list/memory-groups.tsx';
import { MapTab } from './map/map-tab.tsx';
import { HealthTab } from './health/health-tab.tsx';
import { TimelineTab } from './timeline/timeline-tab.tsx';
import { pageMain, remainingRow } from './focus-fallback.ts';
import { ProgramsTab } from './programs/programs-tab.tsx';
import { PurgeDialog } from './dialogs/purge-dialog.tsx';
import { RecallPreview } from './recall-preview/recall-preview.tsx';
import { TransferMenu } from './transfer/transfer-menu.tsx';
import { t, tCount } from '../../language/translate.ts';
import './memory-page.css';

/** The Memory page: find memories, see where they came from, change and forget them. */
export default function MemoryPage({ tab, openId }: MemoryRoute) {
  const [, navigate] = useLocation();
  const [trying, setTrying] = useState(false);
  useEffect(openMemories, []);
  // Agents of nested teams get their names on their first run, and no event announces it.
  useEffect(() => void loadScopes(), []);
  useEffect(() => openMemoryDetail(openId), [openId]);
  const closePanel = () => {
    setTrying(false);
    if (openId !== null) navigate(memoryPath({ tab, openId: null }));
  };
  const gone = useMemoryDetailStore(({ detail, error }) => detail !== null && error?.code === 'not_found');
  // The open memory was deleted permanently.
  useEffect(() => {
    if (!gone || openId === null) return;
    navigate(memoryPath({ tab, openId: null }));
    requestAnimationFrame(() => {
      if (document.activeElement === document.body) (remainingRow(openId) ?? pageMain())?.focus();
    });
  }, [gone, openId, tab, navigate]);
  const tryIt = () => {
    if (openId !== null) navigate(memoryPath({ tab, openId: null }));
    setTrying(openId !== null || !trying);
  };
  return (
    <div className="page">
      <main className="page-main" id="main" tabIndex={-1}>
        <PageHeader title={t('Memory')} note={<TotalNote />}>
          <TransferMenu />
          <Button variant="primary" onClick={() => view.openTeach()}>
            <IconPlus size={16} stroke={1.8} aria-hidden />
            {t('Teach')}
          </Button>
        </PageHeader>
        <BulkProgress />
        <Tabs
          className="memory-tabs"
          value={tab}
          onChange={(chosen) =>
            navigate(memoryPath({ tab: isMemoryTab(chosen) ? chosen : 'all', openId: null }))
          }
        >
          <Tabs.List>
            <Tabs.Tab value="all">{t('All')}</Tabs.Tab>
            <ReviewTabName />
            <Tabs.Tab value="timeline">{t('Timeline')}</Tabs.Tab>
            <Tabs.Tab value="map">{t('Map')}</Tabs.Tab>
            <Tabs.Tab value="health">{t('Health')}</Tabs.Tab>
            <Tabs.Tab value="programs">{t('Programs')}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value={tab} className="memory-panel">
            {tab === 'all' ? <AllMemories openId={openId} trying={trying} onTry={tryIt} /> : null}
            {tab === 'review' ? <ReviewTab /> : null}
            {tab === 'timeline' ? <TimelineTab /> : null}
            {tab === 'map' ? <MapTab /> : null}
            {tab === 'health' ? <HealthTab /> : null}
            {tab === 'programs' ? <ProgramsTab /> : null}
          </Tabs.Panel>
        </Tabs>
      </main>
      <RightPanel
        opened={openId !== null || trying}
        onClose={closePanel}
        name={openId === null ? t('Would this be found?') : t('Details')}
      >
        {openId === null ? <RecallPreview /> : <MemoryDetails />}
      </RightPanel>
      <PurgeDialog />
    </div>
  );
}

interface AllMemoriesProps {
  readonly openId: string | null;
  readonly trying: boolean;
  readonly onTry: () => void;
}

function AllMemories({ openId, trying, onTry }: AllMemoriesProps) {
  const groupBy = useGroupsStore(({ by }) => by);
  return (
    <>
      <MemoryToolbar trying={trying} onTry={onTry} />
      <ListBar />
      {groupBy === null ? <MemoryList openId={openId} /> : <MemoryGroups by={groupBy} />}
    </>
  );
}

function TotalNote() {
  const counts = useMemoriesStore((state) => state.counts);
  if (counts === null) return null;
  const total = counts.byStatus.active + counts.byStatus.paused;
  return tCount(total, '{{count}} memory · all on this machine', '{{count}} memories · all on this machine');
}

function ReviewTabName() {
  const pending = useMemoriesStore(
    ({ counts }) => (counts?.byStatus.pending ?? 0) + (counts?.openConflicts ?? 0),
  );
  return (
    <Tabs.Tab value="review">
      {t('Review')}{' '}
      {pending === 0 ? (
        <span className="tab-count">0</span>
      ) : (
        <span className="tab-count tab-count-new">{pending}</span>
      )}
    </Tabs.Tab>
  );
}
