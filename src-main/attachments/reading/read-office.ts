/** Word documents and spreadsheets. Macros, links, pictures and embedded files are ignored. */
import { attachmentLimits } from '#shared/attachments/limits.ts';
import { checkedArchive } from './checked-archive.ts';
import { unreadable } from './file-content.ts';
import type { FileContent, FilePart } from './file-content.ts';
import { firstCharacters, LimitedText } from './limited-text.ts';

const DOCUMENT = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const TABLE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Throws `unreadable_file`. */
export async function readOffice(bytes: Uint8Array): Promise<FileContent> {
  const names = await checkedArchive(bytes);
  if (names.has('word/document.xml')) return await readDocument(bytes);
  if (names.has('xl/workbook.xml')) return await readTable(bytes);
  throw unreadable(
    'This is an archive or an office file of a kind that Tutee does not read. It reads DOCX and XLSX; save it as one of these, or as PDF.',
  );
}

async function readDocument(bytes: Uint8Array): Promise<FileContent> {
  const text = new LimitedText();
  try {
    const { default: mammoth } = await import('mammoth');
    const { value } = await mammoth.extractRawText({
      buffer: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    });
    text.add(value);
  } catch (thrown) {
    throw unreadable('This Word document is damaged.', thrown);
  }
  return content('document', DOCUMENT, text, 'This Word document holds no text.');
}

async function readTable(bytes: Uint8Array): Promise<FileContent> {
  const text = new LimitedText();
  const parts: FilePart[] = [];
  try {
    const { default: readSheets } = await import('read-excel-file/node');
    const sheets = await readSheets(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    for (const { sheet, data } of sheets) parts.push({ name: sheet, text: addSheet(text, sheet, data) });
  } catch (thrown) {
    throw unreadable('This spreadsheet is damaged.', thrown);
  }
  return { ...content('table', TABLE, text, 'This spreadsheet is empty.'), parts };
}

/** Adds a sheet as CSV under its name. Returns its lines, one for each row of the sheet, as far as they fitted. */
function addSheet(text: LimitedText, name: string, rows: readonly (readonly unknown[])[]): string {
  if (rows.length === 0) return '';
  text.add(`Sheet “${name}”:\n`);
  const lines: string[] = [];
  for (const row of rows) {
    if (text.full) return lines.join('\n');
    const filled = row.map(cell);
    const line = filled.slice(0, filled.findLastIndex((value) => value !== '') + 1).join(',');
    // A cell may hold several lines.
    const kept = text.add(`${line}\n`).split('\n');
    lines.push(
      kept
        .map((part) => part.trim())
        .join(' ')
        .trimEnd(),
    );
  }
  text.add('\n');
  return lines.join('\n');
}

function cell(value: unknown): string {
  const text = value instanceof Date ? dateText(value) : plainText(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Text, a number or a boolean; null for an empty cell. */
function plainText(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

function dateText(date: Date): string {
  if (Number.isNaN(date.getTime())) return '';
  const text = date.toISOString();
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text.slice(0, 19).replace('T', ' ');
}

function content(
  kind: 'document' | 'table',
  mediaType: string,
  text: LimitedText,
  whenEmpty: string,
): FileContent {
  const whole = text.toString();
  if (whole === '') throw unreadable(whenEmpty);
  return { kind, mediaType, text: whole, cut: text.full ? firstCharacters(attachmentLimits.text) : null };
}
