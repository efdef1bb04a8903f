import type { MemoryGroup } from '../../../../shared/contract/memory-views.ts';
import { groupMemories, loadGroups, useGroupsStore } from '../../../state/memory/groups-store.ts';
import type { GroupBy } from '../../../state/memory/groups-store.ts';
import { showMemories } from '../../../state/memory/memories-store.ts';
import { useScopeWords } from '../../../state/memory/scopes-store.ts';
import { EmptyState, FailureState } from '../../../ui/controls/empty-state.tsx';
import { countWords } from '../../../ui/words/time-words.ts';
import './memory-groups.css';

/** The memories in use by what they are about: one click lists a group. */
export function MemoryGroups({ by }: { readonly by: GroupBy }) {
  const { groups, error } = useGroupsStore();
  const words = useScopeWords();
  const nameOf = ({ label, filter }: Pick<MemoryGroup, 'label' | 'filter'>): string => {
    const [scope] = filter.scopes;
    if (scope !== undefined) return words(scope);
    return by === 'tag' ? `#${label}` : label;
  };
  if (error !== null) return <FailureState message={error.message} onRetry={() => void loadGroups()} />;
  if (groups === null) return <div className="memory-groups" aria-busy="true" />;
  if (groups.length === 0) {
    return (
      <EmptyState title={`Nothing to group by ${groupedBy[by]}`}>
        <p>Groups appear here when memories are about the same, or have a tag in common.</p>
      </EmptyState>
    );
  }
  return (
    <ul className="memory-groups" aria-label={`Memories by ${groupedBy[by]}`}>
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
            <span className="memory-groups-count">{countWords(count, 'memory', 'memories')}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

const groupedBy: Record<GroupBy, string> = {
  subject: 'subject',
  topic: 'topic',
  tag: 'tag',
  scope: 'where they apply',
};
