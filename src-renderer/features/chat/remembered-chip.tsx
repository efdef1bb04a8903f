import { useRef, useState } from 'react';
import type { Remembered } from '../../../shared/memory.ts';
import { forgetMemory, undoChange } from '../../state/memory-actions.ts';
import { view } from '../../state/view-store.ts';
import { KindIcon } from '../../ui/kind-icon.tsx';
import './remembered-chip.css';

const words: Record<Remembered['action'], string> = {
  added: 'Remembered',
  updated: 'Updated',
  replaced: 'Remembered',
  confirmed: 'Known already',
};

interface RememberedChipProps {
  readonly item: Remembered;
  /** Whether the same change taught more than this: then it must not be taken back as a whole. */
  readonly shared: boolean;
}

/** What a message taught, under it: the memory's words, and the way back. */
export function RememberedChip({ item, shared }: RememberedChipProps) {
  const chip = useRef<HTMLDivElement>(null);
  const [busy, setBusy] = useState(false);
  const undo = async (): Promise<void> => {
    setBusy(true);
    if (shared && item.action === 'added') await forgetMemory(item.memoryId);
    else await undoChange(item.changeId);
    setBusy(false);
    // The button is gone when it worked; without this the keyboard would be thrown back to the top of the page.
    chip.current?.focus();
  };
  return (
    <div
      ref={chip}
      role="group"
      aria-label="Remembered"
      className="chip"
      data-undone={item.undone || undefined}
      tabIndex={-1}
    >
      <span className="chip-head">
        <KindIcon kind={item.kind} />
        {item.undone ? 'Forgotten' : words[item.action]}
      </span>
      <span className="chip-text" dir="auto">
        {item.text}
      </span>
      {item.replacedText === null || item.undone ? null : (
        <span className="chip-replaces" dir="auto">
          replaces “{item.replacedText}”
        </span>
      )}
      {item.undone ? null : (
        <span className="chip-actions">
          <button type="button" disabled={busy} onClick={() => void undo()}>
            Undo
          </button>
          <button type="button" onClick={() => view.openEdit(item.memoryId)}>
            Edit
          </button>
        </span>
      )}
    </div>
  );
}
