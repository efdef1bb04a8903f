import type { CommandHandlers } from '#shared/contract/commands.ts';
import type { MemoryReview } from '../../teachability/memory-review.ts';

type ReviewHandlers = Pick<
  CommandHandlers,
  | 'memories.review'
  | 'memories.approve'
  | 'memories.approveEdited'
  | 'memories.reject'
  | 'memories.merge'
  | 'memories.conflicts'
  | 'memories.resolveConflict'
>;

export function memoryReviewHandlers(review: MemoryReview): ReviewHandlers {
  return {
    'memories.review': ({ limit, offset }) => review.list(limit, offset),
    'memories.approve': ({ target }) => review.approve(target),
    'memories.approveEdited': ({ id, ...edit }) => review.approveEdited(id, edit),
    'memories.reject': ({ target }) => review.reject(target),
    'memories.merge': ({ ids, keep, text }) => review.merge(ids, keep, text),
    'memories.conflicts': ({ limit, offset }) => review.conflicts(limit, offset),
    'memories.resolveConflict': ({ id, resolution, text }) => review.resolve(id, resolution, text),
  };
}
