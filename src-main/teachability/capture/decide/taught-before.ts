/** What earlier messages of a chat taught, to resolve "that" and "the last thing". */
import type { Memory } from '#shared/memory/memory.ts';
import type { MemoryReader, RememberedReader } from '../../ports.ts';
import type { UserWords } from '../teaching.ts';

/** How many of the user's messages back such a reference can reach. */
const REACH = 3;

/** The memories of the last message that taught any, newest first; empty if none of the last `reach` messages did. */
export function taughtLast(
  { earlier = [] }: UserWords,
  reader: Pick<MemoryReader, 'get'>,
  remembered: RememberedReader['remembered'],
  reach = REACH,
): Memory[] {
  for (const { messageId } of earlier.slice(0, reach)) {
    const ids = remembered(messageId)
      .filter(
        ({ action, undone }) =>
          !undone && (action === 'added' || action === 'replaced' || action === 'confirmed'),
      )
      .map(({ memoryId }) => memoryId);
    const active = [...new Set(ids)].flatMap((id) => {
      const memory = reader.get(id);
      return memory?.status === 'active' ? [memory] : [];
    });
    if (active.length > 0) return active.toReversed();
  }
  return [];
}
