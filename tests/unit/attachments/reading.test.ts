/** What is read of a file, and that no file does anything but be read. All through the real thread. */
import { createServer } from 'node:http';
import { once } from 'node:events';
import { afterAll, describe, expect, it } from 'vitest';
import { ReadingThread } from '#main/attachments/reading/reading-thread.ts';
import { workerEntry } from '#main/composition/worker-entry.ts';
import { attachmentLimits } from '#shared/attachments/limits.ts';
import { docxOf, pdfOf, pngOf, xlsxOf } from '../../support/attachment-files.ts';
import { EqualBytes } from '../../support/equal-bytes.ts';
import { zipOf } from '../../support/zip.ts';

const entry = workerEntry('attachment-worker');
const thread = new ReadingThread(entry);
afterAll(() => thread.close());

const refused = async (bytes: Uint8Array, words: RegExp): Promise<void> => {
  await expect(thread.read(bytes)).rejects.toMatchObject({
    code: 'unreadable_file',
    message: expect.stringMatching(words) as string,
  });
};

describe('reading', () => {
  it('takes the text of a PDF, page by page', async () => {
    const content = await thread.read(pdfOf(['Tides turn twice a day', 'Boats wait for them']));
    expect(content).toMatchObject({
      kind: 'pdf',
      text: 'Tides turn twice a day\n\nBoats wait for them',
      cut: null,
    });
  });

  it('takes the text of a Word document', async () => {
    const content = await thread.read(docxOf(['Minutes of the harbour board', 'The crane is &lt;old&gt;']));
    expect(content).toMatchObject({
      kind: 'document',
      text: 'Minutes of the harbour board\n\nThe crane is <old>',
    });
  });

  it('takes a spreadsheet as CSV', async () => {
    const content = await thread.read(
      xlsxOf('Berths', [
        ['Boat', 'Metres'],
        ['Gull, grey', 7.5],
      ]),
    );
    expect(content).toMatchObject({ kind: 'table', text: 'Sheet “Berths”:\nBoat,Metres\n"Gull, grey",7.5' });
  });

  it.each([
    ['UTF-8', Buffer.from('Fünf Möwen\r\nam Kai')],
    ['UTF-8 with a mark', Buffer.from('\uFEFFFünf Möwen\nam Kai')],
    ['UTF-16', Buffer.from('\uFEFFFünf Möwen\nam Kai', 'utf16le')],
    ['the old Western code page', Buffer.from('Fünf Möwen\nam Kai', 'latin1')],
  ])('reads text in %s', async (_, bytes) => {
    expect((await thread.read(bytes)).text).toBe('Fünf Möwen\nam Kai');
  });

  it('takes an image as it is', async () => {
    expect(await thread.read(pngOf(3, 2))).toEqual({
      kind: 'image',
      mediaType: 'image/png',
      text: '',
      cut: null,
    });
  });

  it('says what it cuts', async () => {
    const long = await thread.read(Buffer.from('sea '.repeat(attachmentLimits.text / 2)));
    expect(long.text.length).toBeLessThanOrEqual(attachmentLimits.text);
    expect(long.cut).toMatch(/first 400,000 characters/);
    const pages = await thread.read(
      pdfOf(Array.from({ length: 100 }, (_, at) => `${at} ${'sea '.repeat(1_250)}`)),
    );
    expect(pages.cut).toMatch(/first 400,000 characters.*page \d\d of 100/);
  });
});

describe('a file that is not what it seems', () => {
  it('is taken by its content, whatever it is called', async () => {
    expect((await thread.read(Buffer.from('<svg onload="alert(1)"/>'))).kind).toBe('text');
    expect((await thread.read(Buffer.from('<html><script>alert(1)</script></html>'))).kind).toBe('text');
  });

  it('is refused when it is a picture only at its beginning', async () => {
    await refused(Buffer.concat([Buffer.from('GIF89a'), Buffer.from('/*'.repeat(40))]), /too large|damaged/);
    await refused(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), /damaged/);
    await refused(Buffer.from([0xff, 0xd8, 0xff, 0xe0]), /damaged/);
  });

  it('is refused when it is nothing Tutee reads', async () => {
    await refused(Buffer.from([1, 2, 3, 0, 0, 9, 200, 7]), /no kind of file that Tutee reads/);
    await refused(Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0]), /no kind of file/);
    await refused(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0]), /before 2007.*password/);
    await refused(zipOf([{ name: 'a.txt', content: 'a' }]), /archive/);
    await refused(Buffer.from('  \n\t '), /blank/);
    await refused(pdfOf(['']), /scanned/);
    await refused(Buffer.from('%PDF-1.7 and nothing else'), /damaged/);
  });

  it('is refused when a part of it is missing', async () => {
    const whole = docxOf(['One']);
    await refused(whole.subarray(0, whole.length - 30), /damaged/);
  });
});

describe('a file made to do harm', () => {
  it('does not unpack without end', async () => {
    const stretched = new EqualBytes('a', 130_000_000);
    await refused(
      docxOf(['One'], { more: [{ name: 'word/media/x.bin', content: stretched }] }),
      /unpacks to far more/,
    );
    const lying = zipOf([
      { name: 'word/document.xml', content: stretched, statedBytes: 100 },
      { name: '[Content_Types].xml', content: '<Types/>' },
    ]);
    await refused(lying, /damaged|far more/);
  });

  it('does not hold thousands of files', async () => {
    const more = Array.from({ length: 5_001 }, (_, at) => ({ name: `word/${at}`, content: '' }));
    await refused(docxOf(['One'], { more }), /far more/);
  });

  const lol = '<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">';
  const external = '<!ENTITY a SYSTEM "file:///etc/passwd">';
  it.each([
    ['entities in entities', `<!DOCTYPE w [${lol}]>`],
    ['entities from elsewhere', `<!DOCTYPE w [${external}]>`],
    ['a document type from elsewhere', '<!doctype w SYSTEM "http://127.0.0.1:9/x.dtd">'],
  ])('declares no %s', async (_, prologue) => {
    await refused(docxOf(['&a;'], { prologue }), /declares entities/);
    await refused(xlsxOf('S', [['&a;']], { prologue }), /declares entities/);
  });

  it('requests nothing and runs nothing', async () => {
    let requests = 0;
    const server = createServer((_request, response) => {
      requests += 1;
      response.end('x');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/x`;
    const relations = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="${url}" TargetMode="External"/><Relationship Id="r8" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" Target="${url}" TargetMode="External"/></Relationships>`;
    const picture =
      '<w:p><w:r><w:drawing><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" r:link="r9"/></w:drawing></w:r></w:p>';
    const word = docxOf(['Plain words'], {
      body: picture,
      more: [
        { name: 'word/_rels/document.xml.rels', content: relations },
        { name: 'word/vbaProject.bin', content: 'Sub AutoOpen()' },
      ],
    });
    expect((await thread.read(word)).text).toBe('Plain words');
    const pdf = pdfOf(['Plain page'], {
      catalogue:
        '/OpenAction 100 0 R /Names << /JavaScript << /Names [(a) 100 0 R] >> /EmbeddedFiles << /Names [(x.exe) 101 0 R] >> >>',
      page: '/Annots [102 0 R] /AA << /O 103 0 R >>',
      objects: [
        `<< /S /JavaScript /JS (app.launchURL\\("${url}"\\); globalThis.ran = true) >>`,
        '<< /Type /Filespec /F (x.exe) >>',
        `<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (${url}) >> >>`,
        `<< /S /GoToR /F << /FS /URL /F (${url}) >> /D [0 /Fit] >>`,
      ],
    });
    expect((await thread.read(pdf)).text).toBe('Plain page');
    expect(requests).toBe(0);
    server.close();
  });

  it('does not state more pixels than it may', async () => {
    await refused(pngOf(2, 2, { width: 60_000, height: 60_000 }), /60000 × 60000 pixels/);
  });

  it('ends when it takes too long, and the next one is read', async () => {
    const hasty = new ReadingThread(entry, { timeMs: 1 });
    await expect(hasty.read(Buffer.from('late'))).rejects.toThrow(/took longer/);
    await hasty.close();
    const slow = new ReadingThread(entry, { timeMs: 600 });
    await expect(slow.read(pdfOf([new EqualBytes(' ', 200_000_000)]))).rejects.toThrow(/took longer/);
    await slow.close();
  });

  it('ends when it takes too much memory', async () => {
    const narrow = new ReadingThread(entry, { heapMiB: 16 });
    const cells = Array.from({ length: 60_000 }, (_, at) => [`cell ${at}`, at, `other ${at}`]);
    await expect(narrow.read(xlsxOf('S', cells))).rejects.toThrow(/memory/);
    await narrow.close();
    const grown = new ReadingThread(entry, { growthBytes: -1 });
    await expect(grown.read(pdfOf([new EqualBytes(' ', 100_000_000)]))).rejects.toThrow(/memory/);
    await grown.close();
  });

  it('is given up when Tutee closes', async () => {
    const closing = new ReadingThread(entry);
    const read = closing.read(pdfOf([new EqualBytes(' ', 100_000_000)])).catch((thrown: unknown) => thrown);
    await closing.close();
    expect(await read).toMatchObject({ code: 'cancelled' });
  });
});
