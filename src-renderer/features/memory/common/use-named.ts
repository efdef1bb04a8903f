import { useEffect, useState } from 'react';
import { client } from '../../../client/client.ts';
import type { Memory } from '../../../../shared/memory/memory.ts';

/** The pointer rests for so long, in ms, before what is under it is asked for. */
const SETTLE_MS = 60;

/** The memories of these ids, in their order, as soon as they are known; at most 200. */
export function useNamed(ids: readonly string[]): readonly Memory[] {
  const [memories, setMemories] = useState<readonly Memory[]>([]);
  const wanted = ids.join(' ');
  useEffect(() => {
    if (wanted === '') return;
    let over = false;
    const timer = setTimeout(() => {
      void client.call('memories.named', { ids: wanted.split(' ') }).then((result) => {
        if (!over && result.ok) setMemories(result.value.memories);
      });
    }, SETTLE_MS);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [wanted]);
  const asked = new Set(ids);
  return memories.filter(({ id }) => asked.has(id));
}
