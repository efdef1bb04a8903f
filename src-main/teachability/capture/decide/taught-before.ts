/** What earlier messages of a chat taught: what "that" and "the last thing" mean. */
import type { Memory } from '#shared/memory/memory.ts';
import type { MemoryReader, RememberedReader } from '../../ports.ts';
import type { UserWords } from '../teaching.ts';

/** Nobody means what was said longer ago without naming it. In messages of the user. */
const REACH = 3;

/** The memories of the last message that taught any, newest first; empty when none of the last `reach` did. */
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
