import { getDocumentProxy } from 'unpdf';
import { TuteeError } from '#shared/errors.ts';
import { unreadable } from './file-content.ts';
import type { FileContent, FilePart } from './file-content.ts';
import { firstCharacters, LimitedText, tidied } from './limited-text.ts';

const MOST_PAGES = 1_000;

type Page = Awaited<ReturnType<Awaited<ReturnType<typeof getDocumentProxy>>['getPage']>>;

/**
 * The text of a PDF, page by page. pdf.js gets the bytes and no URL: it sends no requests, and neither runs scripts nor opens embedded or
 * linked files. Throws `unreadable_file`.
 */
export async function readPdf(bytes: Uint8Array): Promise<FileContent> {
  const document = await opened(bytes);
  const text = new LimitedText();
  const pages = Math.min(document.numPages, MOST_PAGES);
  const parts: FilePart[] = [];
  let read = 0;
  while (read < pages && !text.full) {
    read += 1;
    const page = text.add(`${await pageText(await document.getPage(read))}\n\n`);
    parts.push({ name: String(read), text: tidied(page) });
  }
  const whole = text.toString();
  if (whole === '')
    throw unreadable(
      'There is no text in this PDF; its pages are probably scanned pictures. Attach the pages as images to a model that sees images.',
    );
  return {
    kind: 'pdf',
    mediaType: 'application/pdf',
    text: whole,
    cut: cutOf(text, read, document.numPages),
    parts,
  };
}

async function opened(bytes: Uint8Array) {
  try {
    return await getDocumentProxy(bytes, {
      disableFontFace: true,
      useSystemFonts: false,
      verbosity: 0,
    });
  } catch (thrown) {
    const locked = thrown instanceof Error && thrown.name === 'PasswordException';
    throw unreadable(
      locked
        ? 'This PDF is locked with a password. Save it without one and attach it again.'
        : 'This PDF is damaged.',
      thrown,
    );
  }
}

async function pageText(page: Page): Promise<string> {
  try {
    const { items } = await page.getTextContent();
    return items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('');
  } catch (thrown) {
    // A page that cannot be rendered does not discard the others.
    if (thrown instanceof TuteeError || thrown instanceof RangeError) throw thrown;
    return '';
  } finally {
    page.cleanup();
  }
}

function cutOf(text: LimitedText, read: number, pages: number): string | null {
  if (text.full) return `${firstCharacters(text.length)} They end on page ${read} of ${pages}.`;
  return read < pages ? `Only its first ${read} of ${pages} pages were read.` : null;
}
