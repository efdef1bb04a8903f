import type { MemoryGroup } from '../../../../shared/contract/memory/memory-views.ts';
import { groupMemories, loadGroups, useGroupsStore } from '../../../state/memory/groups-store.ts';
import type { GroupBy } from '../../../state/memory/groups-store.ts';
import { showMemories } from '../../../state/memory/memories-store.ts';
import { useFormatScope } from '../../../state/memory/scopes-store.ts';
import { EmptyState, FailureState } from '../../../ui/controls/empty-state.tsx';
import { t, tCount } from '../../../language/translate.ts';
import './memory-groups.css';

/** Groups of memories by subject, topic, tag or scope; selecting one lists its memories. */
export function MemoryGroups({ by }: { readonly by: GroupBy }) {
  const { groups, error } = useGroupsStore();
  const formatScope = useFormatScope();
  const nameOf = ({ label, filter }: Pick<MemoryGroup, 'label' | 'filter'>): string => {
    const [scope] = filter.scopes;
    if (scope !== undefined) return formatScope(scope);
    return by === 'tag' ? `#${label}` : label;
  };
  if (error !== null) return <FailureState message={error.message} onRetry={() => void loadGroups()} />;
  if (groups === null) return <div className="memory-groups" aria-busy="true" />;
  if (groups.length === 0) {
    return (
      <EmptyState title={groupedBy[by].nothing}>
        <p>{t('Groups appear here when memories are about the same, or have a tag in common.')}</p>
      </EmptyState>
    );
  }
  return (
    <ul className="memory-groups" aria-label={groupedBy[by].list}>
      {groups.map(({ label, count, filter }) => (
        <li key={JSON.stringify(filter)}>
          <button
            type="button"
            onClick={() => {
              showMemories({ filter });
              groupMemories(null);
            }}
          >
            <span dir="auto">{nameOf({ label, filter })}</span>
            <span className="memory-groups-count">
              {tCount(count, '{{count}} memory', '{{count}} memories')}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

const groupedBy: Readonly<Record<GroupBy, { readonly nothing: string; readonly list: string }>> = {
  subject: { nothing: t('Nothing to group by subject'), list: t('Memories by subject') },
  topic: { nothing: t('Nothing to group by topic'), list: t('Memories by topic') },
  tag: { nothing: t('Nothing to group by tag'), list: t('Memories by tag') },
  scope: { nothing: t('Nothing to group by where they apply'), list: t('Memories by where they apply') },
};
