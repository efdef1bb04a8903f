import { describe, expect, test } from 'vitest';
import { filledPrompt, promptParts, variablesOf } from '#shared/prompts/variables.ts';
import { readyPrompts } from '../../../src-renderer/ui/prompts/ready-prompts.ts';

describe('the variables of a prompt', () => {
  test.each([
    ['Plan {{goal}} until {{when}}.', ['goal', 'when']],
    ['{{a}} and {{a}}, then {{ b  c }}', ['a', 'b c']],
    ['No braces', []],
    ['{{}} {{ }} { {x} } {{never closed', []],
    ['{{{x}}}', ['x']],
    ['{{{{x}}}}', ['x']],
    ['{{outer {{inner}} rest}}', ['inner']],
    ['{{two\nlines}}', ['two lines']],
    ['}} {{x}} {{', ['x']],
    ['{{größe}} {{大小}}', ['größe', '大小']],
    [`{{${'x'.repeat(81)}}} {{y}}`, ['y']],
    ['const a = `${{b: 1}.b}`;', []],
  ])('of %j are %j', (prompt, names) => {
    expect(variablesOf(prompt)).toEqual(names);
  });

  test('leave every character of the text around them', () => {
    for (const prompt of ['{{{x}}}', 'a {{x}} b {{ }} c', '{{{{x}}}}', '{{ {{x}}', '}}{{x}}{{'])
      expect(
        promptParts(prompt)
          .map((part) => (part.type === 'text' ? part.text : '{{x}}'))
          .join(''),
      ).toBe(prompt);
  });

  test('are filled in, and shown by name where they are not; a value is never read as a prompt', () => {
    const values = new Map([
      ['a', '  {{b}} '],
      ['b', 'no'],
      ['c', '  '],
    ]);
    expect(filledPrompt('{{a}} {{c}} {{d}}', values)).toBe('{{b}} [c] [d]');
  });

  test('take linear time to find', () => {
    for (const hostile of [
      '{{'.repeat(10_000),
      '}}'.repeat(10_000),
      '{{a'.repeat(6_000),
      '{{ {{ }} '.repeat(2_000),
    ])
      expect(promptParts(hostile).length).toBeLessThan(10_000);
  });
});

test('ten prompts come with Tutee, each with something to fill in and a name of its own', () => {
  expect(readyPrompts).toHaveLength(10);
  expect(new Set(readyPrompts.map(({ name }) => name)).size).toBe(10);
  expect(readyPrompts.filter(({ text }) => variablesOf(text).length === 0)).toEqual([]);
});
