import type { MemoryRepository } from '#main/store/memory-repository.ts';
import type { MemoryValue } from '#shared/memory/memory.ts';
import { addStep, byUser, memoryValue } from './memory-samples.ts';

/** Fills a store with numbered memories, in one transaction and without vectors. Returns their ids, oldest first. */
export function addMany(
  memories: Pick<MemoryRepository, 'apply'>,
  count: number,
  changes: Partial<MemoryValue> = {},
  at = Date.now(),
): string[] {
  const steps = Array.from({ length: count }, (_, index) => ({
    ...addStep(memoryValue(`Shelf ${index} holds box ${index * 7}.`, changes)),
    vectors: null,
  }));
  memories.apply(steps, byUser(at));
  return steps.map(({ id }) => id);
}
