import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { titleFrom } from '#main/chat/titles/title.ts';
import { reservedNameReason } from '#shared/agents/names.ts';
import { sanitizeName } from '#shared/sanitize-name.ts';
import { projectNameSchema } from '#shared/project.ts';

const turning = '\u061C\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069';

describe('sanitizeName', () => {
  it.each([
    ['report\u202Efdp.exe', 'reportfdp.exe'],
    [' \u2067Trip\u2069\n to\tPorto\u2028', 'Trip  to Porto'],
    ['مرحبا', 'مرحبا'],
    ['👩‍👩‍👧 می‌خواهم', '👩‍👩‍👧 می‌خواهم'],
  ])('%j becomes %j', (name, kept) => expect(sanitizeName(name)).toBe(kept));

  it('removes bidirectional controls and line breaks, and is idempotent', () => {
    const parts = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(...Array.from(turning), '\n', '\u0085'),
    );
    fc.assert(
      fc.property(fc.array(parts), (pieces) => {
        const kept = sanitizeName(pieces.join(''));
        expect(kept).not.toMatch(/[\p{Cc}\u2028\u2029\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u);
        expect(sanitizeName(kept)).toBe(kept);
      }),
    );
  });

  it('applies to projects and titles; a name of control characters only is empty', () => {
    expect(projectNameSchema.parse('Trip\u202E')).toBe('Trip');
    expect(projectNameSchema.safeParse(turning).success).toBe(false);
    expect(titleFrom('Plan\u202E the trip')).toBe('Plan the trip');
    expect(titleFrom(turning)).toBe('…');
  });

  it('does not apply to agent names, which are rejected instead', () => {
    expect(reservedNameReason('writer')).toBeNull();
    expect(reservedNameReason('wri\u202Eter')).toContain('marks that nobody sees');
  });
});
