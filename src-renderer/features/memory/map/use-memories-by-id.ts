import { useEffect, useState } from 'react';
import { client } from '../../../client/client.ts';
import type { Memory } from '../../../../shared/memory/memory.ts';

/** How long the pointer must rest, in ms, before its memory is loaded. */
const SETTLE_MS = 60;

/** The memories with these ids, in their order, once loaded; at most 200. */
export function useMemoriesById(ids: readonly string[]): readonly Memory[] {
  const [memories, setMemories] = useState<readonly Memory[]>([]);
  const wanted = ids.join(' ');
  useEffect(() => {
    if (wanted === '') return;
    let cancelled = false;
    const timer = setTimeout(() => {
      void client.call('memories.named', { ids: wanted.split(' ') }).then((result) => {
        if (!cancelled && result.ok) setMemories(result.value.memories);
      });
    }, SETTLE_MS);
    return () => {
      cancelled = true;
      clearTimeout(timer);
    };
  }, [wanted]);
  const asked = new Set(ids);
  return memories.filter(({ id }) => asked.has(id));
}
