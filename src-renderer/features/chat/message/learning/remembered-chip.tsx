import { useRef, useState } from 'react';
import type { Remembered } from '../../../../../shared/memory/memory.ts';
import {
  approveMemory,
  forgetMemory,
  rejectMemory,
  undoChange,
} from '../../../../state/memory/memory-actions.ts';
import { useFormatScope } from '../../../../state/memory/scopes-store.ts';
import { view } from '../../../../state/page/view-store.ts';
import { KindIcon } from '../../../../ui/controls/kind-icon.tsx';
import { t } from '../../../../language/translate.ts';
import './remembered-chip.css';

const actionLabels: Record<Remembered['action'], string> = {
  added: t('Remembered'),
  updated: t('Updated'),
  replaced: t('Remembered'),
  confirmed: t('Known already'),
  proposed: t('Wants to remember'),
  approved: t('Remembered'),
  forgot: t('Forgotten'),
  kept: t('Partly forgotten, kept:'),
};

/** Labels after the change was undone. */
const undoneLabels: Partial<Record<Remembered['action'], string>> = {
  proposed: t('Not remembered'),
  forgot: t('Remembered again'),
  kept: t('Remembered again'),
};

interface RememberedChipProps {
  readonly item: Remembered;
  /** Whether the same change taught other memories too, so that it must not be undone as a whole. */
  readonly shared: boolean;
}

/** One memory that a message taught, with Undo and Edit. */
export function RememberedChip({ item, shared }: RememberedChipProps) {
  const formatScope = useFormatScope();
  const chip = useRef<HTMLDivElement>(null);
  const [busy, setBusy] = useState(false);
  const act = async (action: () => Promise<void>): Promise<void> => {
    setBusy(true);
    await action();
    setBusy(false);
    // The button is gone when the action worked; without this the focus would move to the top of the page.
    chip.current?.focus();
  };
  // A memory that was approved later, or taught together with others, is not one change that can be undone.
  const undo = (): Promise<void> =>
    item.action === 'approved' || (shared && item.action === 'added')
      ? forgetMemory(item.memoryId)
      : undoChange(item.changeId);
  return (
    <div
      ref={chip}
      role="group"
      aria-label={t('Remembered')}
      className="chip"
      data-undone={item.undone || undefined}
      tabIndex={-1}
    >
      <span className="chip-head">
        <KindIcon kind={item.kind} />
        {item.undone ? (undoneLabels[item.action] ?? t('Forgotten')) : actionLabels[item.action]}
      </span>
      <span className="chip-text" dir="auto">
        {item.text}
      </span>
      {item.scope.type === 'everywhere' || item.undone ? null : (
        <span className="chip-replaces" dir="auto">
          {t('{{scope}} only', { scope: formatScope(item.scope) })}
        </span>
      )}
      {item.replacedText === null || item.undone ? null : (
        <span className="chip-replaces" dir="auto">
          {t('replaces “{{text}}”', { text: item.replacedText })}
        </span>
      )}
      {item.undone ? null : (
        <span className="chip-actions">
          {item.action === 'proposed' ? (
            <ProposalActions busy={busy} onDecide={(decision) => void act(() => decision(item.memoryId))} />
          ) : (
            <button type="button" disabled={busy} onClick={() => void act(undo)}>
              {t('Undo')}
            </button>
          )}
          {item.action === 'forgot' || item.action === 'proposed' ? null : (
            <button type="button" onClick={() => view.openEdit(item.memoryId)}>
              {t('Edit')}
            </button>
          )}
        </span>
      )}
    </div>
  );
}

interface ProposalActionsProps {
  readonly busy: boolean;
  readonly onDecide: (decision: (memoryId: string) => Promise<void>) => void;
}

function ProposalActions({ busy, onDecide }: ProposalActionsProps) {
  return (
    <>
      <button type="button" disabled={busy} onClick={() => onDecide(approveMemory)}>
        {t('Approve')}
      </button>
      <button type="button" disabled={busy} onClick={() => onDecide(rejectMemory)}>
        {t('Reject')}
      </button>
    </>
  );
}
