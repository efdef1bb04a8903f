import { IconBookmark, IconSearch } from '@tabler/icons-react';
import { view } from '../../state/view-store.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import type { MemoryView } from './memory-filters.ts';

const nothing: Record<MemoryView, readonly [title: string, text: string]> = {
  all: [
    'Tutee remembers nothing yet',
    'Say “remember that …” in a chat, or teach something here. It comes to mind in every later chat, and you can change or forget it at any time.',
  ],
  preference: ['No preferences', 'Preferences are how you like things: “I prefer short answers.”'],
  fact: ['No facts', 'Facts are what is true about you and your world: “My partner is called Ana.”'],
  instruction: [
    'No instructions',
    'Instructions are how Tutee must behave: “From now on, answer in Portuguese.”',
  ],
  skill: [
    'No skills',
    'Skills are advice on a kind of task: “When the crumb is dense, check the starter’s age.”',
  ],
  neverUsed: ['Every memory was used', 'Memories that no answer has needed yet are listed here.'],
  paused: ['Nothing is paused', 'A paused memory is kept and never comes to mind until you resume it.'],
  forgotten: [
    'Nothing was forgotten',
    'What you forget stays here for a while, so that you can bring it back.',
  ],
  pending: [
    'Nothing to review',
    'Memories that wait for your word are listed here. Until you keep one, it does not come to mind.',
  ],
};

interface EmptyMemoriesProps {
  readonly filter: MemoryView;
  readonly query: string;
}

export function EmptyMemories({ filter, query }: EmptyMemoriesProps) {
  if (query.trim() !== '') {
    return (
      <EmptyState
        icon={<IconSearch size={24} stroke={1.4} aria-hidden />}
        title={`Nothing found for “${query.trim()}”`}
      >
        <p>Try other words, or another filter.</p>
      </EmptyState>
    );
  }
  const [title, text] = nothing[filter];
  return (
    <EmptyState icon={<IconBookmark size={24} stroke={1.4} aria-hidden />} title={title}>
      <p>{text}</p>
      {filter === 'all' ? <Button onClick={() => view.openTeach()}>Write the first one</Button> : null}
    </EmptyState>
  );
}
