import { IconBookmark, IconSearch } from '@tabler/icons-react';
import { showMemories } from '../../../state/memory/memories-store.ts';
import { view } from '../../../state/page/view-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { EmptyState } from '../../../ui/controls/empty-state.tsx';
import type { MemoryFilter } from '../../../../shared/memory/memory-filter.ts';
import type { MemoryKind } from '../../../../shared/memory/memory.ts';
import { isFiltered, noFilter, withoutFilters } from '../../../state/memory/memory-filters.ts';
import { t } from '../../../language/translate.ts';

/** Maximum length of the search text in the empty state. */
const MAX_QUERY_LENGTH = 80;

type Texts = readonly [title: string, text: string];

const ofKind: Record<MemoryKind, Texts> = {
  preference: [t('No preferences'), t('Preferences are how you like things: “I prefer short answers.”')],
  fact: [t('No facts'), t('Facts are what is true about you and your world: “My partner is called Ana.”')],
  instruction: [
    t('No instructions'),
    t('Instructions are how Tutee must behave: “From now on, answer in Portuguese.”'),
  ],
  skill: [
    t('No skills'),
    t('Skills are advice on a kind of task: “When the crumb is dense, check the starter’s age.”'),
  ],
};

const first: Texts = [
  t('Tutee remembers nothing yet'),
  t(
    'Say “remember that …” in a chat, or teach something here. It comes to mind in every later chat, and you can change or forget it at any time.',
  ),
];
const several: Texts = [t('Nothing fits all of these filters'), t('Take one off to see more.')];

/** The empty state of the list: explains what the filter shows and how to go on. */
export function EmptyMemories({ filter }: { readonly filter: MemoryFilter }) {
  const query = filter.query.trim();
  if (query !== '') {
    return (
      <EmptyState
        icon={<IconSearch size={24} stroke={1.4} aria-hidden />}
        title={t('Nothing found for “{{query}}”', { query: shorten(query) })}
      >
        <p>{t('Try other words, or another filter.')}</p>
        <ShowAll filter={isFiltered(filter) ? withoutFilters(filter) : noFilter} />
      </EmptyState>
    );
  }
  const [title, text] = textsFor(filter);
  return (
    <EmptyState icon={<IconBookmark size={24} stroke={1.4} aria-hidden />} title={title}>
      <p>{text}</p>
      {isFiltered(filter) ? (
        <ShowAll filter={noFilter} />
      ) : (
        <Button onClick={() => view.openTeach()}>{t('Write the first one')}</Button>
      )}
    </EmptyState>
  );
}

/** Enough to recognise the search; a pasted page would fill the window. */
function shorten(query: string): string {
  const letters = Array.from(query.slice(0, 200));
  return letters.length > MAX_QUERY_LENGTH
    ? `${letters.slice(0, MAX_QUERY_LENGTH).join('').trimEnd()}…`
    : query;
}

function ShowAll({ filter }: { readonly filter: MemoryFilter }) {
  return <Button onClick={() => showMemories({ filter })}>{t('Show all')}</Button>;
}

/** The texts for the one active filter, or for several. */
function textsFor(filter: MemoryFilter): Texts {
  if (!isFiltered(filter)) return first;
  const { kinds, statuses, use, pinned } = filter;
  const alone = (part: Partial<MemoryFilter>) =>
    JSON.stringify({ ...noFilter, ...part }) === JSON.stringify(filter);
  const [kind] = kinds;
  if (kind !== undefined && alone({ kinds: [kind] })) return ofKind[kind];
  if (use === 'never' && alone({ use })) {
    return [t('Every memory was used'), t('Memories that no answer has needed yet are listed here.')];
  }
  if (pinned === true && alone({ pinned })) {
    return [t('Nothing is pinned'), t('A pinned memory is sent with every message.')];
  }
  if (filter.private === true && alone({ private: true })) {
    return [
      t('Nothing is private'),
      t('A private memory is never sent to a model that is not on this machine.'),
    ];
  }
  const [status] = statuses;
  if (status === 'paused' && alone({ statuses })) {
    return [
      t('Nothing is paused'),
      t('A paused memory is kept and never comes to mind until you resume it.'),
    ];
  }
  if (status === 'forgotten' && alone({ statuses })) {
    return [
      t('The bin is empty'),
      t('What you forget stays here for 30 days, so that you can bring it back.'),
    ];
  }
  return several;
}
