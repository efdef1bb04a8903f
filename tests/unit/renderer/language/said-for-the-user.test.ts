/** Texts that the page says for the user, or offers to say, do in every language what they say. */
import { describe, expect, it } from 'vitest';
import { isOffRecord } from '#main/teachability/capture/understand/off-record.ts';
import { keepAgainTexts } from '#shared/keep-again.ts';
import { languages, type Language } from '#shared/languages.ts';
import { readCatalog } from '../../../../scripts/page-texts.ts';
import { openTeachability } from '../../../support/open-teachability.ts';
import { sharedEmbedder } from '../../../support/shared-embedder.ts';

const embedder = sharedEmbedder();

const taught = [
  'Remember that my favourite colour is teal.',
  'From now on, answer in short paragraphs and give prices in euros.',
  'Remember how I want code reviewed: the risks first, then the style.',
  'From now on, when I say “short”, use at most three sentences.',
];
const teachesNothing = [
  'What is my favourite colour?',
  'What do you know about me?',
  'Go on where you stopped.',
  'Could you give that answer again, shorter this time?',
  'Could you give that answer again in simpler words this time?',
  'Could you give that answer again as running text this time?',
];

describe.each(Object.keys(languages) as Language[])('in %s', (language) => {
  const catalog = language === 'en' ? {} : readCatalog(language);
  const inLanguage = (text: string) => catalog[text] ?? text;
  const open = () =>
    openTeachability(embedder, (texts, signal) => embedder.multilingualVectors(texts, signal));

  it('the button beside “Off the record” ends it', () => {
    const again = keepAgainTexts[language];
    expect(isOffRecord([again, 'For the next while please keep nothing.'])).toBe(false);
  });

  it.each(taught)('%s', async (text) => {
    const { say } = open();
    expect((await say(inLanguage(text))).map(({ action }) => action)).toEqual(['added']);
  });

  it('what asks for something teaches nothing', async () => {
    const { say } = open();
    for (const text of teachesNothing) expect(await say(inLanguage(text))).toEqual([]);
  });
});
