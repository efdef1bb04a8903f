import { expect, it } from 'vitest';
import {
  formatList,
  formatNumber,
  t,
  tCount,
  textPieces,
} from '../../../../src-renderer/language/translate.ts';
import { loadCatalog } from '../../../../src-renderer/language/load-catalog.ts';

it('English is as it stands in the sources, with values at their places', () => {
  expect(t('Moved to project “{{name}}”.', { name: 'Trip' })).toBe('Moved to project “Trip”.');
  expect(tCount(1, '{{count}} memory', '{{count}} memories')).toBe('1 memory');
  expect(tCount(1_234, '{{count}} memory', '{{count}} memories')).toBe('1,234 memories');
  expect(formatNumber(1_234.5)).toBe('1,234.5');
  expect(formatList(['a', 'b', 'c'])).toBe('a, b and c');
});

it('what a value holds is shown as it is, also where it looks like a place or a reference', () => {
  expect(t('“{{name}}” deleted.', { name: '{{name}} $t(Save)' })).toBe('“{{name}} $t(Save)” deleted.');
});

it('a text in pieces keeps its places for elements', () => {
  expect(textPieces('Look in {{place}}, or ask.')).toEqual([
    { text: 'Look in ', place: 'place' },
    { text: ', or ask.', place: '' },
  ]);
});

it('another language: texts, plurals, places, and English where a text is missing', async () => {
  const { translate: german } = await loadCatalog('de');
  expect(german('Cancel', {})).toBe('Abbrechen');
  expect(german('{{count}} memories', { count: '1' }, { count: 1 })).toMatch(/^1 /);
  expect(german('{{count}} memories', { count: '1.234' }, { count: 1_234 })).toMatch(/^1\.234 /);
  expect(german('{{count}} memories', { count: '1' }, { count: 1 })).not.toBe(
    german('{{count}} memories', { count: '1' }, { count: 2 }),
  );
  expect(german('No such text, {{name}}: none.', { name: 'Ana' })).toBe('No such text, Ana: none.');
  expect(german('“{{name}}” deleted.', { name: '{{name}} $t(Cancel)' })).toContain('{{name}} $t(Cancel)');
  expect(german('Look in {{place}}, or ask.', null)).toBe('Look in {{place}}, or ask.');
});
