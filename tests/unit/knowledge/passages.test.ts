import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { documentPassages, textPassages } from '#main/knowledge/reading/pieces.ts';
import { propertyRuns } from '../../support/property-runs.ts';

const long = (words: number, word = 'harbour') =>
  Array.from({ length: words }, (_, at) => `${word}${at}`).join(' ');
const sentences = (count: number, about: string) =>
  Array.from({ length: count }, (_, at) => `The ${about} number ${at} stands by the sea.`).join(' ');

describe('the passages of a text', () => {
  it('are one for a short text, with its lines', () => {
    expect(textPassages('a.txt', '\n\nThe roof leaks.\nIt rains.\n\n')).toEqual([
      {
        heading: '',
        text: 'The roof leaks.\nIt rains.',
        repeats: 0,
        place: { type: 'lines', from: 3, to: 4 },
      },
    ]);
  });

  it('begin at headings, and know those above', () => {
    const text = `# House\n\n${sentences(5, 'wall')}\n\n## Roof\n\n${sentences(5, 'tile')}\n\n# Garden\n\n${sentences(5, 'tree')}`;
    expect(textPassages('a.md', text).map(({ heading, place }) => [heading, place.from, place.to])).toEqual([
      ['House', 1, 3],
      ['House › Roof', 5, 7],
      ['Garden', 9, 11],
    ]);
  });

  it('take no line of a code block for a heading', () => {
    const text = `# Setup\n\n${sentences(4, 'step')}\n\n\`\`\`sh\n# not a heading\nnpm ci\n\`\`\``;
    expect(textPassages('a.md', text).map(({ heading }) => heading)).toEqual(['Setup']);
  });

  it('repeat the last sentence of the one before, within a section', () => {
    const passages = textPassages('a.md', sentences(40, 'boat'));
    expect(passages.length).toBeGreaterThan(1);
    for (const [index, { text, repeats }] of passages.entries()) {
      expect(text.length).toBeLessThanOrEqual(800);
      const before = passages[index - 1];
      if (before === undefined) expect(repeats).toBe(0);
      else expect(before.text.endsWith(text.slice(0, repeats).trim())).toBe(true);
    }
  });

  it('keep functions together where they fit', () => {
    const one = (name: string) => `function ${name}() {\n${'  work();\n'.repeat(50)}}\n`;
    const passages = textPassages('a.ts', `${one('first')}\n${one('second')}\n${one('third')}`);
    expect(passages.map(({ text }) => /function (\w+)/.exec(text)?.[1])).toEqual([
      'first',
      'second',
      'third',
    ]);
  });

  it('repeat the header of a table', () => {
    const rows = Array.from({ length: 100 }, (_, at) => `plant ${at},${at},some remark about it`);
    const passages = textPassages('a.csv', ['name,size,remark', ...rows].join('\n'));
    expect(passages.length).toBeGreaterThan(2);
    expect(passages.every(({ text }) => text.startsWith('name,size,remark\n'))).toBe(true);
    expect(passages.at(-1)?.place).toMatchObject({ type: 'lines', to: 101 });
  });

  it('divide a line without an end, and no character of two units', () => {
    const passages = textPassages('a.txt', '😀'.repeat(3_000));
    expect(passages).toEqual([]);
    const mixed = textPassages('a.txt', `a${'😀b'.repeat(3_000)}`);
    for (const { text } of mixed) expect(text.isWellFormed()).toBe(true);
  });

  it('lose nothing and stay short, whatever the text', () => {
    const line = fc.oneof(
      fc.constant(''),
      fc.constant('# Heading'),
      fc.constant('```'),
      fc.integer({ min: 1, max: 400 }).map((count) => long(count)),
      fc.string({ minLength: 1, maxLength: 60 }).map((text) => text.replaceAll(/[\n\r]/g, ' ')),
    );
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 60 }),
        fc.constantFrom('a.md', 'a.txt', 'a.csv'),
        (lines, path) => {
          const text = lines.join('\n');
          const passages = textPassages(path, text);
          const kept = passages.map((passage) => passage.text.slice(passage.repeats)).join(' ');
          for (const word of text.match(/harbour\d+/g) ?? []) if (!kept.includes(word)) return false;
          return passages.every(
            ({ text: one, repeats, place: { from, to } }) =>
              one.length - repeats <= 1_700 && from >= 1 && from <= to && to <= lines.length,
          );
        },
      ),
      { numRuns: propertyRuns(200) },
    );
  });
});

describe('the passages of a document', () => {
  const file = { mediaType: '', cut: null } as const;

  it('of a PDF know their pages', () => {
    const parts = [
      { name: '1', text: sentences(10, 'gull') },
      { name: '2', text: sentences(30, 'ferry') },
    ];
    const passages = documentPassages({ ...file, kind: 'pdf', text: '', parts });
    expect(passages[0]?.place).toMatchObject({ type: 'pages', from: 1 });
    expect(passages.at(-1)?.place).toEqual({ type: 'pages', from: 2, to: 2 });
  });

  it('of a spreadsheet know their sheets and rows', () => {
    const parts = [
      { name: 'Costs', text: 'what,cost\nroof,900\n' },
      { name: 'Dates', text: 'what,when\nroof,May' },
    ];
    expect(documentPassages({ ...file, kind: 'table', text: '', parts }).map(({ place }) => place)).toEqual([
      { type: 'rows', sheet: 'Costs', from: 1, to: 2 },
      { type: 'rows', sheet: 'Dates', from: 1, to: 2 },
    ]);
  });

  it('of a Word document count its paragraphs', () => {
    const text = [sentences(12, 'oak'), sentences(12, 'elm'), 'The end of it.'].join('\n\n');
    const passages = documentPassages({ ...file, kind: 'document', text });
    expect(passages.at(-1)?.place).toMatchObject({ type: 'paragraphs', to: 3 });
  });
});
