import { formOf } from './file-form.ts';
import { unreadable } from './file-content.ts';
import type { FileContent } from './file-content.ts';

/** Reads a file according to its type. Runs in a thread of its own: see reading-thread.ts. Throws `unreadable_file`. */
export async function readFile(bytes: Uint8Array): Promise<FileContent> {
  const form = formOf(bytes);
  switch (form) {
    case 'png':
    case 'jpeg':
    case 'gif':
    case 'webp': {
      const { readImage } = await import('./read-image.ts');
      return readImage(bytes, form);
    }
    case 'pdf': {
      const { readPdf } = await import('./read-pdf.ts');
      return await readPdf(bytes);
    }
    case 'zip': {
      const { readOffice } = await import('./read-office.ts');
      return await readOffice(bytes);
    }
    case 'ole':
      throw unreadable(
        'This is an office file of the kind before 2007, or one that is locked with a password. Save it as DOCX, XLSX or PDF without a password.',
      );
    case 'other': {
      const { readText } = await import('./read-text.ts');
      return readText(bytes);
    }
  }
}
