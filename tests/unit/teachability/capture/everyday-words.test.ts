/** What people ask of their memory in words of their own, in several languages, without a model. */
import { describe, expect, it } from 'vitest';
import { isEnglish } from '#main/teachability/capture/understand/acts/act-classifier.ts';
import { sentenceActs } from '#main/teachability/capture/understand/acts/sentence-acts.ts';
import { isOffRecord, offRecordRequestIn } from '#main/teachability/capture/understand/off-record.ts';
import { openTeachability, userWords } from '../../../support/open-teachability.ts';

/** Active texts after these messages of one chat, oldest first. */
async function after(...messages: readonly string[]): Promise<string[]> {
  const { capture, store } = openTeachability();
  const earlier: { messageId: string; text: string }[] = [];
  for (const [at, message] of messages.entries()) {
    const words = { ...userWords(message, at), earlier: [...earlier] };
    const { complete } = await capture.captureExplicit(words);
    if (!complete) await capture.captureImplicit(words, null, new AbortController().signal);
    earlier.unshift({ messageId: words.messageId, text: message });
  }
  const { items } = store.views.page({ statuses: ['active'] }, 50, 0);
  return items.map(({ text }) => text).toReversed();
}

describe('what is to be kept', () => {
  it.each([
    ['Put it in your notes that the ladder belongs to Henk.', 'The ladder belongs to Henk.'],
    ['Запомни: велосипед стоит в подвале', 'Велосипед стоит в подвале.'],
    ['zapamiętaj, że gościnny klucz wisi w szafie', 'Gościnny klucz wisi w szafie.'],
    ['Onthoud: de huur gaat op de eerste eraf', 'De huur gaat op de eerste eraf.'],
    ['记住：车库钥匙在抽屉里', '车库钥匙在抽屉里。'],
  ])('is kept without the words around it: %s', async (message, text) => {
    expect(await after(message)).toEqual([text]);
  });

  it('goes on in the sentences that follow, until something is asked', async () => {
    expect(
      await after('Remember that my twins are called Ada and Bo. Bo plays the tuba. What rhymes with tuba?'),
    ).toEqual(['My twins are called Ada and Bo.', 'Bo plays the tuba.']);
  });

  it('is said in passing too, in languages without rules', async () => {
    expect(await after('Я работаю сварщиком в Туле')).toEqual(['Я работаю сварщиком в Туле.']);
    expect(await after('мой скрипт опять падает')).toEqual([]);
  });
});

describe('what is to be forgotten', () => {
  it.each([
    [['Remember that my badge number is 7713.', 'forget that'], []],
    [
      ['Remember that the safe opens with 4471.', 'Forget it, I will never be tidy.'],
      ['The safe opens with 4471.'],
    ],
    [
      [
        'Remember that my landlord is called Odo.',
        'Remember that my desk is by the window.',
        'I don’t want my landlord stored here, remove him',
      ],
      ['My desk is by the window.'],
    ],
    [['Запомни: код от гаража 3390', 'Забудь код от гаража'], []],
  ])('%j', async (messages, left) => {
    expect(await after(...messages)).toEqual(left);
  });
});

describe('what is different now', () => {
  it.each([
    [['Remember that the gate code is 5150.', 'wait no, 5510'], ['The gate code is 5510.']],
    [
      ['Remember that my niece is called Katrin.', 'Sorry, with a C: Catrin.'],
      ['My niece is called Catrin.'],
    ],
    [
      ['Remember that my rent is 900 euros.', 'My rent went up to 950 euros.'],
      ['My rent went up to 950 euros.'],
    ],
    [['Mein Chef heißt Jürgen.', 'Mein Chef heißt jetzt Dieter.'], ['Mein Chef heißt jetzt Dieter.']],
  ])('%j', async (messages, left) => {
    expect(await after(...messages)).toEqual(left);
  });

  it('ends a standing order', async () => {
    expect(await after('From now on answer in rhymes.', 'You can stop with the rhymes now.')).toEqual([]);
  });
});

describe('off the record', () => {
  it('holds for a message, or until it is lifted', async () => {
    expect(offRecordRequestIn('I weigh too much (please do not store that).')).toBe('message');
    // The thing itself need not count as the user's own words.
    expect(offRecordRequestIn('Off the record: the roof leaks over my bed.')).toBe('message');
    expect(offRecordRequestIn("Please don't remember this. My landlord and I fell out.")).toBe('message');
    expect(offRecordRequestIn("I don't keep a diary, and I live in Bath.")).toBe('none');
    expect(isOffRecord(['For the next while please keep nothing.'])).toBe(true);
    expect(isOffRecord(['ok, you can take notes again', 'For the next while please keep nothing.'])).toBe(
      false,
    );
    expect(await after('Off the record: I hate my flatmate Ute.')).toEqual([]);
  });
});

describe('the classifier of acts', () => {
  it('gives probabilities, and the same ones for the same words', () => {
    const [first] = sentenceActs('Merk dir, dass der Keller abgeschlossen ist.');
    const [again] = sentenceActs('Merk dir, dass der Keller abgeschlossen ist.');
    const sum = Object.values(first?.scores ?? {}).reduce((all, score) => all + score, 0);
    expect(sum).toBeCloseTo(1, 6);
    expect(again?.scores).toEqual(first?.scores);
    expect(first?.act).toBe('teach');
  });

  it('knows English from other languages', () => {
    expect(isEnglish('the kettle is on the shelf')).toBe(true);
    expect(isEnglish('der Kessel steht auf dem Regal')).toBe(false);
  });
});
