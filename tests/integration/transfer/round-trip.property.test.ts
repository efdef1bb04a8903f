import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sortedTags } from '#main/store/memories/memory-row.ts';
import { projectNameSchema } from '#shared/project.ts';
import { limits } from '#shared/text.ts';
import { memorySchema, memoryValueSchema } from '#shared/memory/memory.ts';
import type { MemoryValue } from '#shared/memory/memory.ts';
import { readMarkdown, writeMarkdown } from '#main/transfer/memory-files/markdown-file.ts';
import { readJson, writeJson } from '#main/transfer/memory-files/json-file.ts';
import { TestApp } from '../../support/app.ts';
import { memoryValue } from '../../support/memory-samples.ts';
import { exported, importFile, jsonFile, record, recordsIn } from '../../support/transfer.ts';
import { propertyRuns } from '../../support/property-runs.ts';

/** Characters with a meaning in Markdown, JSON or SQL, mixed with any text. */
const piece = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom(
    '\n',
    '\n\n',
    '\r\n',
    '\r',
    ' ',
    '  ',
    '\t',
    '- ',
    '  - About: x',
    '## Facts',
    '1. ',
    '> ',
    '\\',
    '\\n',
    '&#10;',
    '&#13;',
    '<!-- tutee-memories 9 -->',
    '"',
    "'",
    '`',
    '* ',
    'Pinned',
    '\u2028',
    '\uFEFF',
    '\uD83C\uDFBB',
  ),
);
const text = fc
  .array(piece, { minLength: 1, maxLength: 8 })
  .map((pieces) => pieces.join('').toWellFormed().replaceAll('\u0000', '').trim())
  .filter((joined) => joined !== '');

const project = { type: 'project', id: '01980000-0000-7000-8000-00000000000b' } as const;

const value: fc.Arbitrary<MemoryValue> = fc
  .record({
    kind: fc.constantFrom('fact' as const, 'preference' as const, 'instruction' as const, 'skill' as const),
    text,
    cues: fc.array(
      fc.record({ kind: fc.constantFrom('question' as const, 'task' as const, 'topic' as const), text }),
      { maxLength: 4 },
    ),
    tags: fc.uniqueArray(
      text
        .map((each) => each.replace(/\s+/gu, ' ').toLowerCase())
        .filter((each) => each.length <= limits.tag),
      { maxLength: 3 },
    ),
    subject: fc.option(text, { nil: null }),
    scope: fc.constantFrom({ type: 'everywhere' } as const, project),
    status: fc.constantFrom('active' as const, 'paused' as const, 'forgotten' as const),
    pinned: fc.boolean(),
    private: fc.boolean(),
    validUntil: fc.option(fc.integer({ min: 0, max: 2 ** 40 }), { nil: null }),
  })
  .map(({ text: said, tags, ...changes }) =>
    memoryValueSchema.parse(memoryValue(said, { ...changes, tags: sortedTags(tags) })),
  );

/** Any valid name of a project. */
const scopeName = text
  .map((said) => projectNameSchema.safeParse(said))
  .filter(({ success }) => success)
  .map(({ data }) => data ?? '');

const records = fc
  .array(value, { maxLength: 12 })
  .map((values) => values.map(({ text: said, ...changes }) => record(said, changes)));

it('JSON preserves any set of memories and names, however it is written in chunks', () => {
  fc.assert(
    fc.property(records, fc.integer({ min: 1, max: 5 }), scopeName, (memories, size, name) => {
      const scopes = [{ scope: project, name }];
      const batches = Array.from({ length: Math.ceil(memories.length / size) }, (_, index) =>
        memories.slice(index * size, (index + 1) * size),
      );
      const file = [...writeJson(batches, { writtenBy: 'Tutee test', exportedAt: 1, scopes })].join('');
      expect(readJson([Buffer.from(file)])).toEqual({ records: memories, scopes });
    }),
  );
});

it('Markdown preserves text, kind, cues and flags of active and paused memories', () => {
  fc.assert(
    fc.property(records, scopeName, (memories, name) => {
      const shown = memories.filter(({ status }) => status !== 'forgotten');
      const kinds = ['fact', 'preference', 'instruction', 'skill'];
      const inOrder = kinds.flatMap((kind) => shown.filter((memory) => memory.kind === kind));
      const file = writeMarkdown(
        memories.map(({ history: _history, ...memory }) => memorySchema.parse(memory)),
        1,
        [{ scope: project, name }],
      );
      for (const ends of ['\n', '\r\n']) {
        expect(readMarkdown(file.replaceAll('\n', ends))).toEqual(
          inOrder.map(({ kind, text: said, cues, tags, pinned, private: isPrivate, status, scope }) => ({
            kind,
            text: said,
            cues,
            tags,
            pinned,
            private: isPrivate,
            paused: status === 'paused',
            scope,
            scopeName: scope.type === 'everywhere' ? null : name,
          })),
        );
      }
    }),
    { numRuns: propertyRuns(300) },
  );
});

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());

it('the database returns what it was given', async () => {
  await fc.assert(
    fc.asyncProperty(records, async (memories) => {
      const { importId } = await importFile(app, jsonFile(memories));
      expect(recordsIn(await exported(app))).toEqual(memories);
      await app.call('imports.undo', { importId });
      expect(recordsIn(await exported(app))).toEqual([]);
    }),
    { numRuns: propertyRuns(15) },
  );
}, 180_000);
