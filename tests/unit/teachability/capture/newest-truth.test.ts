import { describe, expect, it } from 'vitest';
import { openTeachability } from '../../../support/open-teachability.ts';

/** Active texts after saying these, oldest first, and how many conflicts are open. */
async function after(...said: readonly string[]): Promise<{ texts: string[]; conflicts: number }> {
  const { say, store } = openTeachability();
  for (const message of said) await say(message);
  const { items } = store.views.page({ statuses: ['active'] }, 50, 0);
  return { texts: items.map(({ text }) => text).toReversed(), conflicts: store.openConflicts(10, 0).total };
}

describe('the newest truth wins', () => {
  it.each([
    ['I live in Porto.', 'I moved to Lisbon.', 'I moved to Lisbon.'],
    ['I live in Porto.', 'Actually, I now live in Lisbon.', 'I now live in Lisbon.'],
    ['I live in Porto.', 'I no longer live in Porto.', 'I no longer live in Porto.'],
    [
      'I work at the harbour.',
      'I joined Siemens last month.',
      'I joined Siemens last month (said on 1 January 2026).',
    ],
    ['I work at Bosch.', 'My employer is Siemens.', 'My employer is Siemens.'],
    ['I eat meat twice a week.', 'Remember that I eat meat no more, I no longer eat meat.', null],
    ['I prefer coffee.', 'I now prefer tea.', 'I now prefer tea.'],
    ['I prefer tea over coffee.', 'I prefer coffee over tea.', 'I prefer coffee over tea.'],
    ['I like liquorice.', 'I no longer like liquorice.', 'I no longer like liquorice.'],
    ['I only eat meat on Sundays.', 'I no longer eat meat.', 'I no longer eat meat.'],
    [
      'I drink coffee at breakfast.',
      'Remember that I stopped drinking coffee.',
      'I stopped drinking coffee.',
    ],
    ["I don't drink coffee.", 'Remember: I drink coffee again.', 'I drink coffee again.'],
    ['I am vegetarian.', "I'm vegan now.", "I'm vegan now."],
    ['I am married.', 'I am divorced.', 'I am divorced.'],
    ['My sister is called Anna.', 'No, my sister is called Ana.', 'My sister is called Ana.'],
    ['My cat is called Mia.', 'That’s wrong, my cat is called Minka.', 'My cat is called Minka.'],
    ['My wife is called Anna.', 'My wife is called Ana.', 'My wife is called Ana.'],
    ['Answer in German.', 'Answer in Dutch.', 'Answer in Dutch.'],
  ])('%s %s', async (older, newer, left) => {
    const { texts, conflicts } = await after(`Remember: ${older}`, newer);
    if (left !== null) expect(texts).toEqual([left]);
    expect(conflicts).toBe(0);
  });

  it.each([
    ['I live in Porto.', 'I live in a small flat.'],
    ['I work at Bosch.', 'I work at night.'],
    ['My car is an old Saab.', 'My car is in the garage.'],
    ['My sister is called Ana.', 'My other sister is called Mia.'],
    ['My brother eats meat.', 'I no longer eat meat.'],
    ['I eat meat.', 'I no longer eat meat on Fridays.'],
    ['I prefer pasta with basil.', 'I now prefer tea.'],
    ['I love walking.', 'I no longer walk to work.'],
    ['I like trains.', 'I prefer tea.'],
    ['I live in Porto.', "I'm living in Rome until the end of May."],
  ])('only over what it contradicts: %s %s', async (older, newer) => {
    const { texts, conflicts } = await after(`Remember: ${older}`, `Remember that ${newer}`);
    expect(texts).toHaveLength(2);
    expect(texts[0]).toBe(older);
    expect(conflicts).toBe(0);
  });

  it.each([
    ['My sister is called Ana.', 'My sister is called Mia.'],
    ['My dog is called Rex.', 'My dog is called Bello.'],
    ['I prefer coffee.', 'I prefer tea.'],
  ])('asks where both may be true: %s %s', async (older, newer) => {
    const { texts, conflicts } = await after(`Remember: ${older}`, `Remember: ${newer}`);
    expect(texts).toEqual([older, newer]);
    expect(conflicts).toBe(1);
  });

  it.each([
    ['My garage code is 1234.', 'My garage code is 9999.'],
    ['My garage code is 1234.', 'The code of my garage is now 9999.'],
    ['The wifi password is Tulip77.', 'The wifi password is now Rose88.'],
    ['My Wi-Fi password is Tulip77.', 'The wifi password has changed to Rose88.'],
    ['My dentist is Dr. Hall.', 'Dentist is Dr. Berg.'],
    ['My dentist is Dr. Hall.', 'Dentist: Dr. Berg.'],
    ['My rent is 800 euros.', 'My rent has gone up to 950 euros.'],
    ['Our landlord is Mr. Weber.', 'Our landlord is Ms. Klein.'],
    ['The spare key is under the mat.', 'The spare key is in the shed.'],
    ['My locker is number 12.', 'My locker is number 14.'],
    ['I wake up at 6.', 'I wake up at 7 now.'],
    ['The meeting is on Tuesday.', 'The meeting has moved to Thursday.'],
    ['Mein Garagencode ist 1234.', 'Mein Garagencode ist 9999.'],
    ['My alarm code is 1122.', 'My alarm code is no longer 1122.'],
  ])('replaces a value without a word of correction: %s %s', async (older, newer) => {
    const { texts, conflicts } = await after(`Remember that ${older}`, `Remember that ${newer}`);
    expect(texts).toEqual([newer]);
    expect(conflicts).toBe(0);
  });

  it.each([
    ['My friend is Tom.', 'My friend is Bob.'],
    ['My office hours are 9 to 5.', 'My office hours are 10 to 6.'],
    ['I pay 800 euros rent.', 'I pay 950 euros rent.'],
    ['My train leaves at 7:10.', 'My train leaves at 7:25.'],
    ['My daughter is 7.', 'My daughter is 8.'],
    ['My bike is blue.', 'My bike is red.'],
    ['The review is on Tuesday.', 'The review is on Thursday.'],
  ])('asks where the other value may be of something else: %s %s', async (older, newer) => {
    const { texts, conflicts } = await after(`Remember that ${older}`, `Remember that ${newer}`);
    expect(texts).toHaveLength(2);
    expect(conflicts).toBe(1);
  });

  it.each([
    ["I'm allergic to nuts.", "I'm allergic to kiwi."],
    ['I like Radiohead.', 'I like Blur.'],
    ['My dentist is Dr. Hall.', 'My dentist is on holiday in May.'],
    ['My dentist is Dr. Hall.', 'My dentist is very kind.'],
    ['My bike code is 4471.', 'My garage code is 9999.'],
    ['The meeting is on Tuesday.', 'The meeting is at 9.'],
    ['I have a call at 9.', 'I have a call at 11.'],
    ["Ana's birthday is 3 May.", "Ben's birthday is 9 June."],
    ['I have 2 cats.', 'I have 3 dogs.'],
    ['I ran 5 km.', 'I ran 10 km.'],
    ['My car is fast.', 'My car is in the garage.'],
    ['A friend of mine is Tom.', 'A friend of mine is Bob.'],
  ])('keeps both where both can be true: %s %s', async (older, newer) => {
    const { texts, conflicts } = await after(`Remember that ${older}`, `Remember that ${newer}`);
    expect(texts).toHaveLength(2);
    expect(conflicts).toBe(0);
  });

  it('takes the last value of one message', async () => {
    const { texts } = await after('Remember that my gate code is 11. Remember that my gate code is 22.');
    expect(texts).toEqual(['My gate code is 22.']);
  });

  it('has one memory that holds for a time give way to the next of its kind', async () => {
    const { texts } = await after(
      'I live in Porto.',
      "I'm living in Rome until 31 January 2026.",
      "I'm living in Milan until 28 February 2026.",
    );
    expect(texts).toEqual(['I live in Porto.', "I'm living in Milan until 28 February 2026."]);
  });

  it('keeps how long something holds with the memory', async () => {
    const { say, store } = openTeachability();
    const [remembered] = await say('Remember that I sleep on the sofa until Friday.');
    const memory = store.get(remembered?.memoryId ?? '');
    expect(memory?.text).toMatch(/until Friday \(2 January 2026\)\.$/u);
    expect(memory?.validUntil).toBe(new Date(2026, 0, 3).getTime() - 1);
  });

  it('learns by itself what names its end, and nothing of the moment', async () => {
    expect((await after('For now I prefer short answers.')).texts).toEqual([]);
    expect((await after('For now, until 1 May 2026, I prefer short answers.')).texts).toHaveLength(1);
    expect((await after('This week I avoid sugar.')).texts).toEqual([
      'This week (until 4 January 2026) I avoid sugar.',
    ]);
  });
});
