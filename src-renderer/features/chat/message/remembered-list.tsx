import type { MessageView } from '../../../../shared/conversation.ts';
import type { ErrorData } from '../../../../shared/errors.ts';
import { ErrorText } from '../../../ui/controls/error-text.tsx';
import { RememberedChip } from './remembered-chip.tsx';

type RememberedListProps = Pick<MessageView, 'remembered' | 'capture'>;

/** The memories that a message taught, and the state of learning from it. */
export function RememberedList({ remembered, capture }: RememberedListProps) {
  return (
    <>
      {remembered.map((item) => (
        <RememberedChip
          key={`${item.changeId} ${item.memoryId}`}
          item={item}
          shared={remembered.some((other) => other !== item && other.changeId === item.changeId)}
        />
      ))}
      <CaptureNote capture={capture} />
    </>
  );
}

/**
 * Learning is quiet: a text when it takes long (the style sheet delays it), a note when it failed or skipped
 * something.
 */
function CaptureNote({ capture }: Pick<MessageView, 'capture'>) {
  if (capture === null) return null;
  if (capture.status === 'done') return capture.error === null ? null : <PartlyRead error={capture.error} />;
  if (capture.status === 'pending') return <p className="capture-note capture-pending">Learning…</p>;
  return (
    <div className="capture-note" role="alert">
      <ErrorText message={`Nothing was learned from this message. ${capture.error?.message ?? ''}`} />
    </div>
  );
}

function PartlyRead({ error }: { readonly error: ErrorData }) {
  return (
    <p className="capture-note" role="status">
      {error.message}
    </p>
  );
}
