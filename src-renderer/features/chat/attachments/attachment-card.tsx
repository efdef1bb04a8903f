import {
  IconFileSpreadsheet,
  IconFileText,
  IconFileTypeDocx,
  IconFileTypePdf,
  IconPhoto,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { AttachmentKind } from '../../../../shared/attachments/attachment.ts';
import './attachments.css';

const icons: Readonly<Record<AttachmentKind, typeof IconPhoto>> = {
  image: IconPhoto,
  pdf: IconFileTypePdf,
  document: IconFileTypeDocx,
  table: IconFileSpreadsheet,
  text: IconFileText,
};

interface AttachmentCardProps {
  readonly name: string;
  /** Null: not known yet. */
  readonly kind: AttachmentKind | null;
  /** Address of its picture. */
  readonly picture: string | null;
  /** Size, cost, progress. */
  readonly meta: string;
  /** An error, or what was left out. */
  readonly note?: string | null;
  readonly faulty?: boolean;
  /** Action buttons. */
  readonly children?: ReactNode;
}

/** A file of a message: its picture or the icon of its kind, its name and details. */
export function AttachmentCard({
  name,
  kind,
  picture,
  meta,
  note = null,
  faulty = false,
  children,
}: AttachmentCardProps) {
  const Icon = icons[kind ?? 'text'];
  return (
    <li className="attachment" aria-label={name} data-faulty={faulty || undefined}>
      {picture === null ? (
        <span className="attachment-icon">
          <Icon size={20} stroke={1.5} aria-hidden />
        </span>
      ) : (
        <img className="attachment-picture" src={picture} alt="" decoding="async" />
      )}
      <span className="attachment-words">
        <bdi className="attachment-name">{name}</bdi>
        <span className="attachment-meta">{meta}</span>
        {note === null ? null : <span className="attachment-note">{note}</span>}
      </span>
      <span className="attachment-actions">{children}</span>
    </li>
  );
}
