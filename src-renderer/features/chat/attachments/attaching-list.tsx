import { IconX } from '@tabler/icons-react';
import { attachingIn, removeAttaching, useAttachingStore } from '../../../state/chat/attaching-store.ts';
import type { Attaching } from '../../../state/chat/attaching-store.ts';
import { IconButton } from '../../../ui/controls/button.tsx';
import { attachmentLimits } from '../../../../shared/attachments/limits.ts';
import { AttachmentCard } from './attachment-card.tsx';
import { attachmentMeta, meterWords } from './attachment-words.ts';
import type { Reader } from './attachment-words.ts';
import { formatBytes } from '../../../ui/format/format-bytes.ts';
import { t, tCount } from '../../../language/translate.ts';

interface AttachingListProps {
  readonly draftKey: string;
  readonly reader: Reader;
  /** Called when a file was removed, because its button had the focus. */
  readonly onRemoved: () => void;
}

/** The files of the message that is being written, with their token cost. */
export function AttachingList({ draftKey, reader, onRemoved }: AttachingListProps) {
  const files = useAttachingStore((state) => attachingIn(state, draftKey));
  const excess = useAttachingStore((state) => state.excess.get(draftKey) ?? 0);
  const ready = files.flatMap(({ attachment }) => (attachment === null ? [] : [attachment]));
  const meter = meterWords(ready, reader);
  const fault = files.findLast((file) => file.fault !== null)?.fault;
  return (
    <>
      {files.length === 0 ? null : (
        <ul className="attachments" aria-label={t('Attached files')}>
          {files.map((file) => (
            <AttachmentCard
              key={file.key}
              name={file.name}
              kind={file.attachment?.kind ?? null}
              picture={file.picture}
              meta={metaOf(file)}
              note={file.fault ?? file.attachment?.cut ?? null}
              faulty={file.fault !== null}
            >
              <IconButton
                label={t('Remove {{name}}', { name: file.name })}
                onClick={() => {
                  removeAttaching(draftKey, file.key);
                  onRemoved();
                }}
              >
                <IconX size={15} stroke={1.6} aria-hidden />
              </IconButton>
            </AttachmentCard>
          ))}
        </ul>
      )}
      {excess === 0 ? null : (
        <p className="attachments-excess" role="alert">
          {tCount(
            excess,
            'A message takes {{most}} files; one was not attached.',
            'A message takes {{most}} files; {{count}} were not attached.',
            { most: attachmentLimits.perMessage },
          )}
        </p>
      )}
      {meter === null ? null : <p className="attachments-meter">{meter}</p>}
      {fault === undefined ? null : (
        <span className="sr-only" role="alert">
          {fault}
        </span>
      )}
    </>
  );
}

function metaOf({ attachment, fault, bytes, share }: Attaching): string {
  if (attachment !== null) return attachmentMeta(attachment);
  if (fault !== null) return formatBytes(bytes);
  return share < 1
    ? `${formatBytes(bytes)} · ${Math.floor(share * 100)} %`
    : t('{{bytes}} · reading…', { bytes: formatBytes(bytes) });
}
