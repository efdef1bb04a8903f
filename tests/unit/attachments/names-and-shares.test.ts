import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Attachment, AttachmentKind } from '#shared/attachments/attachment.ts';
import { attachmentLimits, attachmentName, sizeFault } from '#shared/attachments/limits.ts';
import { attachmentBudget, attachmentShares } from '#shared/attachments/shares.ts';
import { cutToTokens, estimateTokens } from '#shared/tokens.ts';
import { anyUnicode } from '../../support/any-unicode.ts';

describe('the name of a file', () => {
  it.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\me\\plan.pdf', 'plan.pdf'],
    ['bill\u202Efdp.exe', 'billfdp.exe'],
    ['two\nlines\u0000.txt', 'two lines .txt'],
    ['..', 'file'],
    ['', 'file'],
    ['🙂', 'file'],
    ['résumé 最終.docx', 'résumé 最終.docx'],
  ])('%j is shown as %j', (given, shown) => {
    expect(attachmentName(given)).toBe(shown);
  });

  it('is short, on one line and without folders, whatever it was', () => {
    fc.assert(
      fc.property(anyUnicode({ maxLength: 2_000 }), (given) => {
        const name = attachmentName(given);
        expect(name).not.toMatch(/[/\\\p{Cc}\u202A-\u202E\u2066-\u2069]/u);
        expect(name.length).toBeGreaterThan(0);
        expect(Array.from(name).length).toBeLessThanOrEqual(attachmentLimits.name);
      }),
    );
  });

  it('keeps its end when it is long', () => {
    expect(attachmentName(`${'a'.repeat(900)}.xlsx`)).toMatch(/^a+….*\.xlsx$/);
  });
});

it('a file may be neither empty nor too large', () => {
  expect(sizeFault('a.pdf', 0)).toMatch(/empty/);
  expect(sizeFault('a.pdf', 500_000_000)).toMatch(/500\.0 MB; an attachment may have 20\.0 MB/);
  expect(sizeFault('a.pdf', attachmentLimits.bytes)).toBeNull();
});

const file = (id: string, tokens: number, kind: AttachmentKind = 'text'): Attachment => ({
  id,
  name: id,
  kind,
  mediaType: 'text/plain',
  bytes: 1,
  tokens,
  cut: null,
  createdAt: 1,
});

describe('the room of attachments', () => {
  it('is half of what the model reads', () => {
    expect(attachmentBudget(8_000)).toBe(4_000);
    expect(attachmentBudget(2_000_000)).toBe(100_000);
    expect(attachmentBudget(null)).toBe(16_000);
  });

  it('goes to the newest message first, and small files stay whole', () => {
    const shares = attachmentShares([[file('big', 900), file('small', 100)], [file('old', 500)]], 800);
    expect(shares).toEqual(new Map(Object.entries({ small: 100, big: 700, old: 0 })));
  });

  it('holds an image whole or not at all', () => {
    const shares = attachmentShares([[file('a', 1_000, 'image'), file('b', 1_000, 'image')]], 1_500);
    expect([...shares.values()].toSorted((a, b) => a - b)).toEqual([0, 1_000]);
  });

  it('is never exceeded, and never left empty while something is cut', () => {
    const files = fc.array(fc.integer({ min: 0, max: 5_000 }), { maxLength: 10 });
    fc.assert(
      fc.property(
        fc.array(files, { maxLength: 5 }),
        fc.integer({ min: 0, max: 20_000 }),
        (groups, budget) => {
          const named = groups.map((group, at) =>
            group.map((tokens, index) => file(`${at}/${index}`, tokens)),
          );
          const shares = attachmentShares(named, budget);
          const wanted = groups.flat().reduce((sum, tokens) => sum + tokens, 0);
          const given = [...shares.values()].reduce((sum, tokens) => sum + tokens, 0);
          expect(given).toBe(Math.min(wanted, budget));
        },
      ),
    );
  });
});

it('a text is cut to a budget, between characters', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 300 }),
      fc.integer({ min: 0, max: 80 }),
      (text, tokens) => {
        const cut = cutToTokens(text, tokens);
        expect(text.startsWith(cut)).toBe(true);
        expect(estimateTokens(cut)).toBeLessThanOrEqual(tokens);
        expect(cut.isWellFormed()).toBe(text.isWellFormed());
        if (estimateTokens(text) <= tokens) expect(cut).toBe(text);
      },
    ),
  );
});
