import { describe, expect, it } from 'vitest';
import {
  catalogKeys,
  messageTexts,
  pageTexts,
  placesIn,
  readCatalog,
  textsIn,
} from '../../../../scripts/page-texts.ts';
import { variablesOf } from '../../../../shared/prompts/variables.ts';
import { languages } from '../../../../shared/languages.ts';

const { texts, faults } = pageTexts();
const messages = messageTexts();
const translated = Object.keys(languages).filter((language) => language !== 'en');

it('finds texts, plurals and text with elements, and words that go past the catalogs', () => {
  const source = `
    const a = t('Save');
    const b = tCount(n, '{{count}} memory', '{{count}} memories');
    const c = t(open ? 'Hide' : 'Show');
    const d = <RichText text="Look in {{place}}." parts={{}} />;
    const e = <p>Not translated</p>;
    const f = t(name);
  `;
  const found = textsIn('page.tsx', source);
  expect(found.texts.map(({ text, one }) => [text, one])).toEqual([
    ['Save', null],
    ['{{count}} memories', '{{count}} memory'],
    ['Hide', null],
    ['Show', null],
    ['Look in {{place}}.', null],
  ]);
  expect(found.faults).toEqual([
    'page.tsx:6 “Not translated” is shown without t()',
    'page.tsx:7 a text must be a literal, so that it can be found',
  ]);
});

it('finds the messages of errors, of checks of input, and those put together from pieces', () => {
  const english = new Set(messages.map(({ text }) => text));
  expect(english).toContain('The message is empty.');
  expect(english).toContain('The server at {{1}}');
  expect(english).toContain(
    'A proxy on the way to {{1}} asks for a password: Proxy Authentication Required. Ask whoever runs your network.',
  );
});

it('all words of the page go through the catalogs', () => {
  expect(texts.length).toBeGreaterThan(1_000);
  expect(faults).toEqual([]);
});

describe.each(translated)('%s', (language) => {
  const catalog = readCatalog(language);
  const keys = catalogKeys(language, texts);

  it('has every text of the page and no other', () => {
    expect([...keys.keys()].filter((key) => catalog[key] === undefined)).toEqual([]);
    expect(Object.keys(catalog).filter((key) => !keys.has(key))).toEqual([]);
  });

  it('has the places of the English text in every translation', () => {
    const verbatim = new Set(texts.filter((text) => text.verbatim).map(({ text }) => text));
    const wrong = [...keys].filter(([key, english]) => {
      if (verbatim.has(key)) return variablesOf(catalog[key] ?? '').length !== variablesOf(english).length;
      // A language without a plural says "1" where English says "one".
      const wanted = placesIn(english).filter((name) => name !== 'count');
      const places = placesIn(catalog[key] ?? '');
      const known = [...placesIn(key), 'count'];
      return wanted.some((name) => !places.includes(name)) || places.some((name) => !known.includes(name));
    });
    expect(wrong).toEqual([]);
  });

  it('has every message of the main process, with its places', () => {
    const translations = readCatalog(`messages.${language}`);
    const english = new Set(messages.map(({ text }) => text));
    expect([...english].filter((text) => translations[text] === undefined)).toEqual([]);
    expect(Object.keys(translations).filter((text) => !english.has(text))).toEqual([]);
    expect(
      [...english].filter((text) => String(placesIn(translations[text] ?? '')) !== String(placesIn(text))),
    ).toEqual([]);
  });

  it('has no empty translation and none with space at its ends', () => {
    expect(Object.entries(catalog).filter(([, text]) => text.trim() === '' || text !== text.trim())).toEqual(
      [],
    );
  });
});
