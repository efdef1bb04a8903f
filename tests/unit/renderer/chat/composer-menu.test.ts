import { describe, expect, test } from 'vitest';
import { promptMenu } from '../../../../src-renderer/features/chat/composer/menu/prompt-menu.ts';
import { menuTrigger } from '../../../../src-renderer/features/chat/composer/menu/menu-trigger.ts';
import { matchesWords } from '#renderer/ui/format/matches-words.ts';

/** The sign and the query of the menu at "|"; null: none. */
function opened(marked: string): string | null {
  const caret = marked.indexOf('|');
  const trigger = menuTrigger(marked.replace('|', ''), caret);
  return trigger === null ? null : `${trigger.sign}${trigger.query}`;
}

describe('the text before the caret opens a menu', () => {
  test.each([
    ['/|', '/'],
    ['/sum|', '/sum'],
    ['/review co|de', '/review co'],
    ['@|', '@'],
    ['Hello @an|', '@an'],
    ['(@an|', '@an'],
    ['first line\n@an|', '@an'],
    ['@one and @two|', '@two'],
    ['@Ann Lee|', '@Ann Lee'],
  ])('%j: %j', (text, expected) => {
    expect(opened(text)).toBe(expected);
  });

  test.each([
    '|',
    'word|',
    ' /sum|',
    'either/or|',
    'mail me at a@b|',
    '/sum\nmore|',
    '@an\nmore|',
    '|/sum',
    `/${'x'.repeat(80)}|`,
    `@${'x'.repeat(80)}|`,
  ])('%j: none', (text) => {
    expect(opened(text)).toBeNull();
  });

  test('with its place, so that it can be replaced', () => {
    expect(menuTrigger('To @an now', 6)).toEqual({ sign: '@', query: 'an', from: 3, to: 6 });
  });
});

test.each([
  ['Review code', 'co', true],
  ['Review code', 'rev co', true],
  ['Review code', 'ode', false],
  ['Größe', 'grosse', false],
  ['Größe', 'gro', true],
  ['要約する', '要約', true],
  ['Anything', '', true],
])('%j matches %j: %j', (label, query, expected) => {
  expect(matchesWords(label, query)).toBe(expected);
});

describe('the menu of prompts', () => {
  const rest = { before: '', after: '' };
  const offered = (query: string) =>
    promptMenu(query, [], { insert: () => undefined, begin: () => undefined, manage: () => undefined });

  test('offers "/teach" until its words begin, and the prompts by their names', () => {
    expect(offered('te').choices.map(({ label }) => label)).toEqual(['/teach']);
    expect(offered('teach ').choices).toEqual([]);
    expect(offered('teach me').choices).toEqual([]);
    expect(offered('review c').choices.map(({ label }) => label)).toEqual(['Review code']);
    expect(offered('').choices).toHaveLength(12);
  });

  test('puts the command where the sign was', () => {
    const inserted: unknown[] = [];
    const { choices } = promptMenu('te', [], {
      insert: (text, around) => inserted.push([text, around]),
      begin: () => undefined,
      manage: () => undefined,
    });
    choices[0]?.choose(rest);
    expect(inserted).toEqual([['/teach ', rest]]);
  });
});
