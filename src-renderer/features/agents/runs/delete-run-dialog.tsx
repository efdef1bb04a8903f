import { Modal } from '@mantine/core';
import type { RunView } from '../../../state/run-log.ts';
import { deleteRun } from '../../../state/runs-store.ts';
import { Button } from '../../../ui/button.tsx';

interface DeleteRunDialogProps {
  /** Null: closed. */
  readonly run: RunView | null;
  readonly onClose: () => void;
  readonly onDeleted: () => void;
}

/** A run cannot be brought back, so one is asked first. */
export function DeleteRunDialog({ run, onClose, onDeleted }: DeleteRunDialogProps) {
  const remove = async (id: string): Promise<void> => {
    onClose();
    if (await deleteRun(id)) onDeleted();
  };
  return (
    <Modal opened={run !== null} onClose={onClose} title="Delete this run?" size={420}>
      {run === null ? null : (
        <>
          <p dir="auto">
            “{run.task.slice(0, 120)}” will no longer be in the history and cannot be gone on with. What was
            said stays in its chat.
          </p>
          <div className="dialog-actions">
            <Button onClick={onClose} data-autofocus>
              Cancel
            </Button>
            <Button variant="danger" onClick={() => void remove(run.id)}>
              Delete
            </Button>
          </div>
        </>
      )}
    </Modal>
  );
}
