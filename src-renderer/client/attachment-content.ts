import type { Attachment } from '../../shared/attachments/attachment.ts';
import type { Result } from '../../shared/result.ts';
import { client } from './client.ts';

/** The file of an attachment, in its own type if it is an image, else as bytes that no browser opens by itself. */
export async function attachmentContent(attachment: Attachment): Promise<Result<Blob>> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let offset = 0;
  while (offset < attachment.bytes) {
    const part = await client.call('attachments.content', { attachmentId: attachment.id, offset });
    if (!part.ok) return part;
    const bytes = Uint8Array.from(atob(part.value.data), (character) => character.codePointAt(0) ?? 0);
    if (bytes.length === 0) break;
    parts.push(bytes);
    offset += bytes.length;
  }
  const type = attachment.kind === 'image' ? attachment.mediaType : 'application/octet-stream';
  return { ok: true, value: new Blob(parts, { type }) };
}
