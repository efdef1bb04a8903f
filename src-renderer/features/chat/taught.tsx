import type { MessageView } from '../../../shared/conversation.ts';
import { RememberedChip } from './remembered-chip.tsx';

type TaughtProps = Pick<MessageView, 'remembered' | 'capture'>;

/** What a message taught, under it, and how learning from it stands. */
export function Taught({ remembered, capture }: TaughtProps) {
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

/** Learning is quiet: a word when it takes a moment (the style sheet waits), a note when it failed. */
function CaptureNote({ capture }: Pick<MessageView, 'capture'>) {
  if (capture === null || capture.status === 'done') return null;
  if (capture.status === 'pending') return <p className="capture-note capture-pending">Learning…</p>;
  return (
    <p className="capture-note" role="alert">
      Nothing was learned from this message. {capture.error?.message}
    </p>
  );
}
