import { describe, expect, it } from 'vitest';
import { noticesText } from '../../../scripts/third-party-notices.ts';

const mit = { identifier: 'MIT', text: 'The text of the licence.\n' };

describe('third-party notices', () => {
  it('list each version of each package once, sorted, with its licence and text', () => {
    const text = noticesText([
      { name: 'b', version: '1.0.0', ...mit },
      { name: 'a', version: '2.0.0', ...mit },
      { name: 'a', version: '1.0.0', ...mit },
      { name: 'b', version: '1.0.0', ...mit },
    ]);
    expect([...text.matchAll(/^(\w \S+)$/gm)].map((match) => match[1])).toEqual([
      'a 1.0.0',
      'a 2.0.0',
      'b 1.0.0',
    ]);
    expect(text).toContain('a 1.0.0\nLicence: MIT\n\nThe text of the licence.\n');
  });

  it.each([{}, { identifier: 'Apache-2.0' }, { identifier: 'SEE LICENSE IN LICENSE' }])(
    'fail for a package that comes with %j alone',
    (licence) => {
      expect(() => noticesText([{ name: 'a', version: '1.0.0', ...licence }])).toThrow('a 1.0.0');
    },
  );

  it('accept a licence that does not require its text', () => {
    expect(noticesText([{ name: 'a', version: '1.0.0', identifier: 'Unlicense' }])).toContain(
      'Licence: Unlicense',
    );
  });
});
