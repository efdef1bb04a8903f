import { useEffect, useState } from 'react';
import { client } from '../../client/client.ts';
import type { CommandInput, CommandOutput } from '../../../shared/contract/commands.ts';
import { useMemoriesStore } from './memories-store.ts';

export type NewestMemories = Pick<CommandOutput<'memories.list'>, 'items' | 'total'>;

/**
 * The newest active memories that a filter selects; null until they are known. They are asked for again when the counts of all memories
 * change, which every change of a memory does.
 * @param filter the same object as long as it means the same.
 */
export function useNewestMemories(
  filter: Omit<CommandInput<'memories.list'>, 'limit' | 'sort'>,
  limit: number,
): NewestMemories | null {
  const counts = useMemoriesStore((state) => state.counts);
  const [memories, setMemories] = useState<NewestMemories | null>(null);
  useEffect(() => {
    if (counts === null) return;
    let current = true;
    void client
      .call('memories.list', { statuses: ['active'], ...filter, sort: 'newest', limit })
      .then((result) => {
        if (current && result.ok) setMemories(result.value);
      });
    return () => {
      current = false;
    };
  }, [counts, filter, limit]);
  return memories;
}
