import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chatCommands } from '#shared/contract/chat.ts';
import { limits } from '#shared/limits.ts';
import { ownPart, partsOf, pastedIn, withPasted } from '#shared/pasted-text.ts';
import { propertyRuns } from '../../support/property-runs.ts';

const line = fc.constantFrom(
  'word',
  '',
  '```',
  '````',
  '```pasted',
  '~~~',
  '``',
  ' ```',
  '> q',
  '```ts',
  '`````x',
  'a ```pasted',
);
const text = fc.array(line, { minLength: 1, maxLength: 12 }).map((lines) => lines.join('\n'));
const filled = text.filter((one) => one.trim() !== '');
/** A person could type such a fence by hand; here they do not. */
const own = fc.oneof(
  fc.constant(''),
  text.filter((one) => !/^`{3,}pasted$/m.test(one) && one.trim() !== ''),
);

describe('pasted text in a message', () => {
  test('round-trips, whatever it contains', () => {
    fc.assert(
      fc.property(own, fc.array(filled, { maxLength: 3 }), (words, pasted) => {
        const message = withPasted(words, pasted);
        expect(pastedIn(message)).toEqual(pasted);
        expect(ownPart(message)).toBe(words);
      }),
      { numRuns: propertyRuns(500) },
    );
  });

  test('extends to the end of the message when its fence is not closed', () => {
    expect(partsOf('Mine.\n\n```pasted\nTheirs.\n\nRemember this.')).toEqual([
      { type: 'own', text: 'Mine.' },
      { type: 'pasted', text: 'Theirs.\n\nRemember this.' },
    ]);
  });

  test('text before, between and after pastes is the user’s own', () => {
    expect(ownPart('One.\n\n```pasted\na\n```\n\nTwo.\n\n````pasted\n```\n````\n\nThree.')).toBe(
      'One.\n\nTwo.\n\nThree.',
    );
  });

  test('a fence of another kind, or inside a line, is not a paste', () => {
    const message = 'See ```pasted\n\n```ts\npasted\n```';
    expect(ownPart(message)).toBe(message);
  });

  test.each(['```pasted\n', '`', '```\n', '\n```pasted', 'a\n'])('takes linear time: %j', (unit) => {
    const time = (length: number): number => {
      const long = unit.repeat(length / unit.length);
      const before = process.threadCpuUsage().user;
      ownPart(withPasted('Mine.', [long]));
      ownPart(`${long}\n\`\`\`pasted\n${long}`);
      return process.threadCpuUsage().user - before;
    };
    const ratios = Array.from({ length: 5 }, () => time(1_000_000) / Math.max(time(500_000), 2_000));
    expect(Math.min(...ratios)).toBeLessThan(2.5);
  });
});

describe('the contract', () => {
  const { input } = chatCommands['chat.send'];
  const send = { requestId: '00000000-0000-4000-8000-000000000000', conversationId: null };
  test.each([
    ['text alone, as ever', { text: ' Hi ' }, { text: 'Hi', pasted: [] }],
    ['pasted text alone', { text: '', pasted: ['  a\n'] }, { text: '', pasted: ['  a\n'] }],
    ['as much as it may hold', { text: 'a', pasted: ['b'.repeat(limits.pastedText)] }, {}],
  ])('accepts %s', (_, given, taken) => {
    expect(input.parse({ ...send, ...given })).toMatchObject(taken);
  });

  test.each([
    ['nothing', { text: ' ' }, 'The message is empty.'],
    ['an empty paste', { text: 'a', pasted: [' '] }, 'The pasted text is empty.'],
    [
      'a message that is too long',
      { text: 'a'.repeat(limits.messageText + 1) },
      'The message is longer than 200,000 characters. Shorten it.',
    ],
    [
      'pastes that are too long together',
      { text: 'a', pasted: ['b'.repeat(limits.pastedText), 'c'] },
      'What is pasted is longer than 2,000,000 characters. Shorten it.',
    ],
    [
      'too many pastes',
      { text: 'a', pasted: Array.from({ length: 21 }, () => 'b') },
      'A message holds at most 20 pasted texts. Remove some of them.',
    ],
  ])('rejects %s in plain words', (_, given, words) => {
    expect(input.safeParse({ ...send, ...given }).error?.issues.map(({ message }) => message)).toEqual([
      words,
    ]);
  });
});
