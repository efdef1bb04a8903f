import { Modal } from '@mantine/core';
import { useEffect, useState } from 'react';
import { client } from '../../../client/client.ts';
import type { MemoryDetail } from '../../../../shared/contract/memories.ts';
import type { Result } from '../../../../shared/result.ts';
import { approveEdited, editMemory, offerUndo } from '../../../state/memory/memory-actions.ts';
import { useViewStore, view } from '../../../state/page/view-store.ts';
import { FailureState } from '../../../ui/controls/empty-state.tsx';
import type { MemoryFormValue } from './memory-form.tsx';
import { MemoryForm } from './memory-form.tsx';
import { t } from '../../../language/translate.ts';
import './memory-form.css';

/** Edits a memory. Opened from the chip in a chat, from the list and from the details. */
export function EditDialog() {
  const id = useViewStore((state) => state.editing);
  return (
    <Modal opened={id !== null} onClose={view.closeEdit} title={t('Edit memory')} size={520}>
      {id === null ? null : <EditForm key={id} id={id} />}
    </Modal>
  );
}

function EditForm({ id }: { readonly id: string }) {
  const [result, setResult] = useState<Result<MemoryDetail> | null>(null);
  useEffect(() => {
    void client.call('memories.get', { id }).then(setResult);
  }, [id]);
  if (result === null) return <div className="memory-form-space" aria-busy="true" />;
  if (!result.ok) return <FailureState message={result.error.message} />;
  const { memory } = result.value;
  const waits = memory.status === 'pending';
  const save = async ({ text, kind, cues }: MemoryFormValue) => {
    const value = { id, text, kind: kind ?? memory.kind, cues };
    const saved = waits ? await approveEdited(value) : await editMemory(value);
    if (saved.ok) {
      const { changeId } = saved.value;
      view.closeEdit();
      if (changeId !== null) offerUndo(waits ? t('Approved.') : t('Changed.'), changeId);
    }
    return saved;
  };
  return (
    <MemoryForm
      initial={{ text: memory.text, kind: memory.kind, cues: memory.cues }}
      textLabel={t('Memory', {}, 'one')}
      mayChoose={false}
      saveLabel={waits ? t('Save and approve') : t('Save')}
      onSave={save}
      onCancel={view.closeEdit}
    />
  );
}
