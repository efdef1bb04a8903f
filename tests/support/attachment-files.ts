/** Generates attachments byte by byte, so that their contents are known. */
import { crc32, deflateSync } from 'node:zlib';
import { EqualBytes } from './equal-bytes.ts';
import { zipOf } from './zip.ts';
import type { ZipMember } from './zip.ts';

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const SHEET = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

export interface OfficeParts {
  /** Before the root element, such as a document type. */
  readonly prologue?: string;
  /** Further members of the archive. */
  readonly more?: readonly ZipMember[];
  /** Elements in the body. */
  readonly body?: string;
}

/** A Word document of these paragraphs. */
export function docxOf(paragraphs: readonly string[], parts: OfficeParts = {}): Buffer {
  const body = paragraphs
    .map((text) => `<w:p><w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`)
    .join('');
  return zipOf([
    {
      name: '[Content_Types].xml',
      content: `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
    },
    {
      name: '_rels/.rels',
      content: `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="r1" Type="${RELATIONS}/officeDocument" Target="word/document.xml"/></Relationships>`,
    },
    {
      name: 'word/document.xml',
      content: `${XML}${parts.prologue ?? ''}<w:document xmlns:w="${WORD}" xmlns:r="${RELATIONS}"><w:body>${body}${parts.body ?? ''}</w:body></w:document>`,
    },
    ...(parts.more ?? []),
  ]);
}

/** A spreadsheet with one sheet of these rows. */
export function xlsxOf(
  name: string,
  rows: readonly (readonly (string | number)[])[],
  parts: OfficeParts = {},
): Buffer {
  const cells = rows
    .map(
      (row, at) =>
        `<row r="${at + 1}">${row.map((value, column) => sheetCell(value, column, at)).join('')}</row>`,
    )
    .join('');
  return zipOf([
    {
      name: '[Content_Types].xml',
      content: `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
    },
    {
      name: '_rels/.rels',
      content: `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="r1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      content: `${XML}${parts.prologue ?? ''}<workbook xmlns="${SHEET}" xmlns:r="${RELATIONS}"><sheets><sheet name="${name}" sheetId="1" r:id="r1"/></sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="r1" Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    },
    {
      name: 'xl/worksheets/sheet1.xml',
      content: `${XML}<worksheet xmlns="${SHEET}"><sheetData>${cells}</sheetData></worksheet>`,
    },
    ...(parts.more ?? []),
  ]);
}

function sheetCell(value: string | number, column: number, row: number): string {
  const place = `${String.fromCharCode(65 + column)}${row + 1}`;
  return typeof value === 'number'
    ? `<c r="${place}"><v>${value}</v></c>`
    : `<c r="${place}" t="inlineStr"><is><t>${value}</t></is></c>`;
}

/** Wide enough for a long line, because text outside a page is not part of the page's text. */
const PAGE_WIDTH = 9_000_000;

export interface PdfParts {
  /** Entries of the catalogue, such as an action on opening. */
  readonly catalogue?: string;
  /** Entries of each page, such as links. */
  readonly page?: string;
  /** Numbered from 100. */
  readonly objects?: readonly string[];
}

/** A PDF of these pages, one line of text each. A page of equal bytes is drawn by them. */
export function pdfOf(pages: readonly (string | EqualBytes)[], parts: PdfParts = {}): Buffer {
  const objects = new Map<number, Buffer>();
  const kids = pages.map((_, index) => `${10 + 2 * index} 0 R`).join(' ');
  objects.set(1, Buffer.from(`<< /Type /Catalog /Pages 2 0 R ${parts.catalogue ?? ''} >>`));
  objects.set(2, Buffer.from(`<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`));
  objects.set(3, Buffer.from('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>'));
  for (const [index, page] of pages.entries()) {
    const at = 10 + 2 * index;
    const packed =
      page instanceof EqualBytes
        ? page.deflated()
        : deflateSync(Buffer.from(`BT /F1 12 Tf 72 720 Td (${page}) Tj ET`));
    objects.set(
      at,
      Buffer.from(
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${PAGE_WIDTH} 792] /Resources << /Font << /F1 3 0 R >> >> /Contents ${at + 1} 0 R ${parts.page ?? ''} >>`,
      ),
    );
    objects.set(
      at + 1,
      Buffer.concat([
        Buffer.from(`<< /Length ${packed.length} /Filter /FlateDecode >>\nstream\n`),
        packed,
        Buffer.from('\nendstream'),
      ]),
    );
  }
  for (const [index, object] of (parts.objects ?? []).entries())
    objects.set(100 + index, Buffer.from(object));
  return pdfFile(objects);
}

function pdfFile(objects: ReadonlyMap<number, Buffer>): Buffer {
  const made: Buffer[] = [Buffer.from('%PDF-1.7\n')];
  const places = new Map<number, number>();
  let length = made[0]?.length ?? 0;
  const add = (bytes: Buffer): void => {
    made.push(bytes);
    length += bytes.length;
  };
  for (const [id, content] of objects) {
    places.set(id, length);
    add(Buffer.concat([Buffer.from(`${id} 0 obj\n`), content, Buffer.from('\nendobj\n')]));
  }
  const start = length;
  const rows = [...places].map(([id, at]) => `${id} 1\n${String(at).padStart(10, '0')} 00000 n \n`).join('');
  add(
    Buffer.from(
      `xref\n0 1\n0000000000 65535 f \n${rows}trailer << /Root 1 0 R /Size 1000 >>\nstartxref\n${start}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(made);
}

/**
 * A PNG of one colour.
 * @param stated the size that its header states
 */
export function pngOf(
  width: number,
  height: number,
  stated: { width: number; height: number } = { width, height },
): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(stated.width, 0);
  header.writeUInt32BE(stated.height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(width * 3, 0x88)]);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)));
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    pngChunk('IHDR', header),
    pngChunk('IDAT', pixels),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

function pngChunk(type: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type), content]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}
