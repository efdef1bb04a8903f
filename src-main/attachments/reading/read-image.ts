import { imageSize } from 'image-size';
import { attachmentLimits, formatBytes } from '#shared/attachments/limits.ts';
import { unreadable } from './file-content.ts';
import type { FileContent } from './file-content.ts';

/** Decoding a larger image needs hundreds of megabytes. */
const MOST_PIXELS = 60_000_000;

const forms: Readonly<Record<'png' | 'jpeg' | 'gif' | 'webp', string>> = {
  png: 'png',
  jpeg: 'jpg',
  gif: 'gif',
  webp: 'webp',
};

/** Checks an image by its header. Only the browser that shows it decodes it. */
export function readImage(bytes: Uint8Array, form: keyof typeof forms): FileContent {
  if (bytes.length > attachmentLimits.imageBytes)
    throw unreadable(
      `This image has ${formatBytes(bytes.length)}; an image may have ${formatBytes(attachmentLimits.imageBytes)}. Save it smaller.`,
    );
  const { width, height } = measured(bytes, form);
  if (width < 1 || height < 1) throw unreadable('This image is empty.');
  if (width * height > MOST_PIXELS)
    throw unreadable(`This image has ${width} × ${height} pixels, which is too large. Save it smaller.`);
  return { kind: 'image', mediaType: `image/${form}`, text: '', cut: null };
}

function measured(bytes: Uint8Array, form: keyof typeof forms): { width: number; height: number } {
  try {
    const size = imageSize(bytes);
    if (size.type === forms[form]) return size;
  } catch (thrown) {
    throw unreadable('This image is damaged.', thrown);
  }
  throw unreadable('This image is damaged.');
}
