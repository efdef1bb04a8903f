import { Modal } from '@mantine/core';
import { teach, offerUndo } from '../../../state/memory/memory-actions.ts';
import { useViewStore, view } from '../../../state/page/view-store.ts';
import type { MemoryFormValue } from './memory-form.tsx';
import { MemoryForm } from './memory-form.tsx';
import { t } from '../../../language/translate.ts';
import './memory-form.css';

/** Teaches without a chat. Opened from the Memory page and the command palette. */
export function TeachDialog() {
  const open = useViewStore((state) => state.teach);
  const save = async ({ text, kind, cues, scope }: MemoryFormValue) => {
    const input = {
      text,
      ...(kind === null ? {} : { kind }),
      ...(cues.length === 0 ? {} : { cues }),
      ...(scope === undefined ? {} : { scope }),
    };
    const result = await teach(input);
    if (result.ok) {
      view.closeTeach();
      offerUndo(t('Remembered.'), result.value.changeId);
    }
    return result;
  };
  return (
    <Modal opened={open !== null} onClose={view.closeTeach} title={t('Teach')} size={520}>
      {open === null ? null : (
        <MemoryForm
          initial={{ text: open.text, kind: null, cues: [], scope: open.scope }}
          textLabel={t('What should I remember?')}
          mayChoose
          onSave={save}
          onCancel={view.closeTeach}
        />
      )}
    </Modal>
  );
}
