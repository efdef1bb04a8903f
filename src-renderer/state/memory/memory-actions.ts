/** User actions on memories. Every change is a command; the lists follow by events. */
import { client } from '../../client/client.ts';
import type { CommandInput, CommandOutput } from '../../../shared/contract/commands.ts';
import type { MemoryChanges } from '../../../shared/memory/memory-filter.ts';
import type { Memory } from '../../../shared/memory/memory.ts';
import type { Result } from '../../../shared/result.ts';
import { bulkSentences, withStop } from './bulk-sentences.ts';
import { clearSelection } from './selection-store.ts';
import { showFailure, showNotice, showUndo, undoSubjects, withdrawUndo } from '../page/toast-store.ts';
import { t, tCount } from '../../language/translate.ts';

export function teach(
  input: CommandInput<'memories.teach'>,
): Promise<Result<CommandOutput<'memories.teach'>>> {
  return client.call('memories.teach', input);
}

export function editMemory(
  input: CommandInput<'memories.edit'>,
): Promise<Result<CommandOutput<'memories.edit'>>> {
  return client.call('memories.edit', input);
}

/** Replaces a wrong memory that an answer used. */
export function correctMemory(
  input: CommandInput<'memories.correct'>,
): Promise<Result<CommandOutput<'memories.correct'>>> {
  return client.call('memories.correct', input);
}

/** Approves a pending memory with an edited text. */
export function approveEdited(
  input: CommandInput<'memories.approveEdited'>,
): Promise<Result<CommandOutput<'memories.approveEdited'>>> {
  return client.call('memories.approveEdited', input);
}

/** Approves from the chip under a message, which shows the result itself. */
export async function approveMemory(id: string): Promise<void> {
  const result = await client.call('memories.approve', { target: { ids: [id] } });
  if (!result.ok) showFailure(result.error);
}

export async function rejectMemory(id: string): Promise<void> {
  const result = await client.call('memories.reject', { target: { ids: [id] } });
  if (!result.ok) showFailure(result.error);
}

export async function pauseMemory(memory: Memory): Promise<void> {
  const result = await client.call('memories.pause', { id: memory.id, paused: memory.status !== 'paused' });
  if (!result.ok) showFailure(result.error);
}

export async function pinMemory(memory: Memory): Promise<void> {
  const result = await client.call('memories.pin', { id: memory.id, pinned: !memory.pinned });
  if (!result.ok) showFailure(result.error);
}

export async function forgetMemory(id: string): Promise<void> {
  const result = await client.call('memories.forget', { id });
  if (!result.ok) {
    showFailure(result.error);
    return;
  }
  offerUndo(t('Forgotten.'), result.value.changeId);
}

export async function restoreMemory(id: string): Promise<void> {
  const result = await client.call('memories.restore', { id });
  if (result.ok) showNotice(t('Brought back.'));
  else showFailure(result.error);
}

/** Shows a toast about a change to memories, with Undo. */
export function offerUndo(done: string, changeId: string): void {
  showUndo(done, () => void undoChange(changeId), { type: 'change', id: changeId });
}

/** After permanent deletion or a restore, removes every Undo that has nothing left to undo. */
export async function withdrawEmptyUndo(): Promise<void> {
  for (const about of undoSubjects()) {
    if (about.type !== 'change') continue;
    const result = await client.call('memories.undoable', { changeId: about.id });
    if (result.ok && !result.value.undoable)
      withdrawUndo(({ type, id }) => type === 'change' && id === about.id);
  }
}

export async function undoChange(changeId: string): Promise<void> {
  const result = await client.call('memories.undo', { changeId });
  if (!result.ok) {
    showFailure(result.error);
    return;
  }
  const { changed, kept, left } = result.value;
  if (left > 0) {
    const words = tCount(
      changed,
      '{{count}} memory taken back, {{left}} not yet.',
      '{{count}} memories taken back, {{left}} not yet.',
      { left },
    );
    offerUndo(words, changeId);
  } else if (kept > 0) {
    showNotice(
      tCount(
        kept,
        '{{count}} memory that changed meanwhile stayed.',
        '{{count}} memories that changed meanwhile stayed.',
      ),
    );
  }
}

/** Changes properties of one memory. `done` describes it in a toast; null: no toast. */
export async function changeMemory(
  id: string,
  changes: MemoryChanges,
  done: string | null = null,
): Promise<void> {
  const result = await client.call('memories.update', { target: { ids: [id] }, changes });
  if (!result.ok) {
    showFailure(result.error);
    return;
  }
  const { changeId } = result.value;
  if (changeId !== null && done !== null) offerUndo(done, changeId);
}

/** Deletes memories permanently. Resolves to what remains of their words elsewhere. */
export async function purge(
  input: CommandInput<'memories.purge'>,
): Promise<Result<CommandOutput<'memories.purge'>>> {
  const result = await client.call('memories.purge', input);
  if (result.ok) {
    clearSelection();
    const { purged, left } = result.value;
    showNotice(withStop(bulkSentences.purged(purged), left));
  }
  return result;
}
