/** Changes to many memories at once: one command, one Undo. */
import { client } from '../../client/client.ts';
import type { BulkChange } from '../../../shared/contract/memories.ts';
import type { MemoryChanges, MemorySelection } from '../../../shared/memory/memory-filter.ts';
import type { Result } from '../../../shared/result.ts';
import type { BulkSentence } from './bulk-sentences.ts';
import { withStop } from './bulk-sentences.ts';
import { offerUndo } from './memory-actions.ts';
import { clearSelection } from './selection-store.ts';
import { showFailure, showNotice } from '../page/toast-store.ts';
import { t } from '../../language/translate.ts';

/** Shows a toast about a bulk change, with Undo. */
export function announceBulk(result: Result<BulkChange>, done: BulkSentence): boolean {
  if (!result.ok) {
    showFailure(result.error);
    return false;
  }
  const { changeId, changed, left } = result.value;
  if (changeId === null)
    showNotice(left === 0 ? t('Nothing to change in these.') : t('Stopped. Nothing was changed.'));
  else offerUndo(withStop(done(changed), left), changeId);
  return true;
}

export async function changeMany(
  target: MemorySelection,
  changes: MemoryChanges,
  done: BulkSentence,
): Promise<void> {
  if (announceBulk(await client.call('memories.update', { target, changes }), done)) clearSelection();
}
