import { Modal } from '@mantine/core';
import { IconDownload, IconEye } from '@tabler/icons-react';
import { memo, useEffect, useState } from 'react';
import { attachmentContent } from '../../../client/attachment-content.ts';
import { client } from '../../../client/client.ts';
import { saveBlob } from '../../../client/save-blob.ts';
import { showFailure } from '../../../state/page/toast-store.ts';
import { IconButton } from '../../../ui/controls/button.tsx';
import type { Attachment } from '../../../../shared/attachments/attachment.ts';
import { PastedBody } from '../pasted/pasted-body.tsx';
import { AttachmentCard } from './attachment-card.tsx';
import { attachmentMeta } from './attachment-words.ts';
import { t } from '../../../language/translate.ts';

/** The files of a sent message. */
export const SentAttachments = memo(function SentAttachments({
  attachments = [],
}: {
  readonly attachments?: readonly Attachment[] | undefined;
}) {
  const [shown, setShown] = useState<Attachment | null>(null);
  if (attachments.length === 0) return null;
  return (
    <>
      <ul className="attachments" aria-label={t('Attached files')}>
        {attachments.map((attachment) => (
          <SentAttachment key={attachment.id} attachment={attachment} onShow={() => setShown(attachment)} />
        ))}
      </ul>
      <Modal
        opened={shown !== null}
        onClose={() => setShown(null)}
        title={<bdi>{shown?.name}</bdi>}
        size={900}
        className="attachment-view"
      >
        {shown === null ? null : <AttachmentView attachment={shown} />}
      </Modal>
    </>
  );
});

interface SentAttachmentProps {
  readonly attachment: Attachment;
  readonly onShow: () => void;
}

function SentAttachment({ attachment, onShow }: SentAttachmentProps) {
  const picture = usePicture(attachment);
  const save = async (): Promise<void> => {
    const content = await attachmentContent(attachment);
    if (content.ok) saveBlob(attachment.name, content.value);
    else showFailure(content.error);
  };
  return (
    <AttachmentCard
      name={attachment.name}
      kind={attachment.kind}
      picture={picture}
      meta={attachmentMeta(attachment)}
      note={attachment.cut}
    >
      <IconButton label={t('Show {{name}}', { name: attachment.name })} onClick={onShow}>
        <IconEye size={15} stroke={1.6} aria-hidden />
      </IconButton>
      <IconButton label={t('Save {{name}}', { name: attachment.name })} onClick={() => void save()}>
        <IconDownload size={15} stroke={1.6} aria-hidden />
      </IconButton>
    </AttachmentCard>
  );
}

/** Shows the extracted text of a document, which is what a model gets, or the picture. */
function AttachmentView({ attachment }: { readonly attachment: Attachment }) {
  const picture = usePicture(attachment);
  const [text, setText] = useState<string | null>(null);
  useEffect(() => {
    if (attachment.kind === 'image') return;
    void client.call('attachments.text', { attachmentId: attachment.id }).then((result) => {
      setText(result.ok ? result.value.text : result.error.message);
    });
  }, [attachment]);
  if (attachment.kind === 'image')
    return picture === null ? null : <img src={picture} alt={attachment.name} />;
  return text === null ? null : (
    <PastedBody
      id={`text of ${attachment.id}`}
      text={text}
      label={t('Text of {{name}}', { name: attachment.name })}
    />
  );
}

/** The object URL of its picture while the component is mounted; null until it is loaded, and for a document. */
function usePicture(attachment: Attachment): string | null {
  const [picture, setPicture] = useState<string | null>(null);
  useEffect(() => {
    if (attachment.kind !== 'image') return undefined;
    let address: string | null = null;
    let gone = false;
    void attachmentContent(attachment).then((content) => {
      if (gone || !content.ok) return;
      address = URL.createObjectURL(content.value);
      setPicture(address);
    });
    return () => {
      gone = true;
      if (address !== null) URL.revokeObjectURL(address);
    };
  }, [attachment]);
  return picture;
}
