/** Politeness in a sentence of its own asks for nothing, whatever its vectors are like. */
import { beforeAll, describe, expect, it } from 'vitest';
import { openTeachability, userWords } from '../../../support/open-teachability.ts';
import { understandByMeaning } from '../../../support/understood-by-meaning.ts';

const polite = [
  'Please.',
  'please!!',
  'Bitte.',
  'Por favor.',
  'S’il te plaît.',
  'Per favore.',
  'Lütfen.',
  'Proszę.',
  'お願いします。',
];
const requests = polite.map((word) => `Count the lines. ${word}`);

beforeAll(() => understandByMeaning([...polite, ...requests]), 120_000);

describe('a polite word alone', () => {
  it.each([...polite, ...requests])('forgets nothing, right after a teaching too: %s', async (text) => {
    const { say, capture, store } = openTeachability(null);
    await say('Remember that my boat is red.');
    const { reply } = await capture.captureExplicit(userWords(text, 5_000));
    expect(reply).toBeNull();
    const { items } = store.views.page({ statuses: ['active'] }, 50, 0);
    expect(items.map((item) => item.text)).toEqual(['My boat is red.']);
  });
});
