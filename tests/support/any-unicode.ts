import * as fc from 'fast-check';

const SURROGATES = { from: 0xd8_00, count: 0x8_00 };

const codePoint = fc
  .nat({ max: 0x10_ff_ff - SURROGATES.count })
  .map((at) => String.fromCodePoint(at < SURROGATES.from ? at : at + SURROGATES.count));

/**
 * Any text of whole code points, and the names that are special to JavaScript. fast-check's own unit 'binary' builds a table of a
 * million entries first, which takes longer than most properties.
 */
export function anyUnicode(constraints: fc.StringConstraints = {}): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 4, arbitrary: fc.string({ ...constraints, unit: codePoint }) },
    { weight: 1, arbitrary: fc.string(constraints) },
  );
}
