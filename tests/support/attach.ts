import type { Attachment } from '#shared/attachments/attachment.ts';
import type { TestApp } from './app.ts';

/** Uploads a file as the page does and resolves to its attachment. */
export async function attach(
  app: TestApp,
  name: string,
  content: string | Buffer,
  temporary = false,
): Promise<Attachment> {
  const bytes = Buffer.from(content);
  const { uploadId, partBytes } = await app.call('attachments.begin', {
    name,
    bytes: bytes.length,
    temporary,
  });
  for (let offset = 0; offset < bytes.length; offset += partBytes) {
    const data = bytes.subarray(offset, offset + partBytes).toString('base64');
    await app.call('attachments.part', { uploadId, offset, data });
  }
  return (await app.call('attachments.finish', { uploadId })).attachment;
}

/** Sends a message with attachments and resolves when it is answered. */
export async function sendAttached(
  app: TestApp,
  text: string,
  attachments: readonly Attachment[],
  { conversationId = null, temporary = false }: { conversationId?: string | null; temporary?: boolean } = {},
) {
  const started = await app.call('chat.send', {
    requestId: crypto.randomUUID(),
    conversationId,
    text,
    attachments: attachments.map(({ id }) => id),
    temporary,
  });
  const end = await app.event(
    ({ name, payload }) => name === 'message-end' && payload.message.id === started.assistantMessage.id,
  );
  if (end.name !== 'message-end') throw new Error('Unreachable: filtered by name.');
  return { ...started, answer: end.payload.message };
}
