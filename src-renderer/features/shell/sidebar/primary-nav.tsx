import { Tooltip } from '@mantine/core';
import { IconBookmark, IconMessageCircle, IconSettings, IconUsers } from '@tabler/icons-react';
import type { TablerIcon } from '@tabler/icons-react';
import { Link, useLocation } from 'wouter';
import { useMemoriesStore } from '../../../state/memory/memories-store.ts';
import { useViewStore, view } from '../../../state/page/view-store.ts';
import { t, tCount } from '../../../language/translate.ts';

const pages: readonly { path: string; label: string; Icon: TablerIcon; also: readonly string[] }[] = [
  { path: '/chat', label: t('Chat'), Icon: IconMessageCircle, also: ['/temporary'] },
  { path: '/memory', label: t('Memory'), Icon: IconBookmark, also: [] },
  { path: '/agents', label: t('Agents'), Icon: IconUsers, also: [] },
  { path: '/settings', label: t('Settings'), Icon: IconSettings, also: [] },
];

export function PrimaryNav({ iconsOnly = false }: { readonly iconsOnly?: boolean }) {
  const [location] = useLocation();
  const lastConversation = useViewStore((state) => state.lastConversation);
  const toReview = useMemoriesStore(
    ({ counts }) => (counts?.byStatus.pending ?? 0) + (counts?.openConflicts ?? 0),
  );
  return (
    <nav aria-label={t('Primary')} className="primary-nav">
      {pages.map(({ path, label, Icon, also }) => {
        const current = [path, ...also].some((each) => location === each || location.startsWith(`${each}/`));
        const href =
          path === '/chat' && lastConversation !== null && !current ? `/chat/${lastConversation}` : path;
        return (
          <Tooltip key={path} label={label} position="right" disabled={!iconsOnly}>
            <Link
              href={href}
              className="primary-link"
              aria-label={iconsOnly ? label : undefined}
              aria-current={current ? 'page' : undefined}
              onClick={view.closeSidebar}
            >
              <Icon size={17} stroke={1.6} aria-hidden />
              {iconsOnly ? null : <span>{label}</span>}
              {path === '/memory' && toReview > 0 && !iconsOnly ? (
                <span className="review-count">
                  {tCount(toReview, '{{count}} to review', '{{count}} to review')}
                </span>
              ) : null}
            </Link>
          </Tooltip>
        );
      })}
    </nav>
  );
}
