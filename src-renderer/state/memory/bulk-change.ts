/** Changes to many memories at once: one command, one Undo. */
import { client } from '../../client/client.ts';
import type { BulkChange } from '../../../shared/contract/memories.ts';
import type { MemoryChanges, MemorySelection } from '../../../shared/memory/memory-filter.ts';
import type { Result } from '../../../shared/result.ts';
import { formatCount } from '../../ui/format/format-count.ts';
import { offerUndo } from './memory-actions.ts';
import { clearSelection } from './selection-store.ts';
import { showFailure, showNotice } from '../page/toast-store.ts';

/** Shows a toast about a bulk change, with Undo. `done` ends the sentence "3 memories …". */
export function announceBulk(result: Result<BulkChange>, done: string): boolean {
  if (!result.ok) {
    showFailure(result.error);
    return false;
  }
  const { changeId, changed, left } = result.value;
  const stopped = left === 0 ? '' : ` Stopped before the other ${left.toLocaleString('en')}.`;
  if (changeId === null)
    showNotice(left === 0 ? 'Nothing to change in these.' : 'Stopped. Nothing was changed.');
  else {
    const words = `${formatCount(changed, 'memory', 'memories')} ${done}.${stopped}`;
    offerUndo(words, changeId);
  }
  return true;
}

export async function changeMany(
  target: MemorySelection,
  changes: MemoryChanges,
  done: string,
): Promise<void> {
  if (announceBulk(await client.call('memories.update', { target, changes }), done)) clearSelection();
}
