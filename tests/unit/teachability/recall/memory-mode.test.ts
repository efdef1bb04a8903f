import { describe, expect, it } from 'vitest';
import { memoryAnswer } from '#main/teachability/memory-mode.ts';
import { openTeachability, userWords } from '../../../support/open-teachability.ts';

async function answering(lessons: readonly string[], message: string) {
  const { say, ask, store } = openTeachability();
  for (const lesson of lessons) await say(lesson);
  const remembered = await say(message);
  const answer = memoryAnswer({ message, remembered, report: await ask(message) });
  return { ...answer, shown: answer.shown.map((id) => store.get(id)?.text) };
}

describe('answers without a model', () => {
  it('give the short answer first and say what is missing', async () => {
    const { text, shown } = await answering(
      ['Remember that my favourite colour is teal.'],
      'What is my favourite colour?',
    );
    expect(text).toMatch(/^You told me: My favourite colour is teal\.\n\nNo model is connected/u);
    expect(shown).toEqual(['My favourite colour is teal.']);
  });

  it.each([
    ['My name is Ottoline.', 'What is my name?', 'Ottoline'],
    ['From now on, answer with bullet points.', 'How should you format your answers?', 'bullet points'],
    [
      'Hint: the twist of two or more numbers is their product minus their sum.',
      'What is the twist of 8, 3 and 2?',
      'minus',
    ],
    ["I can't stand seafood.", 'Which restaurant should I book?', 'seafood'],
    ['I live in Ghent.', 'Where do I live?', 'Ghent'],
    ['I work at the harbour.', 'Where do I work?', 'harbour'],
  ])('from %j answer %j', async (lesson, question, expected) => {
    const { text } = await answering([lesson], question);
    expect(text).toMatch(/^You told me: /u);
    expect(text).toContain(expected);
  });

  it.each([
    "Don't keep this, but my landlord and I fell out.",
    'Off the record: the roof leaks over my bed.',
  ])('say of %j that nothing of it is kept, not that nothing is known', async (message) => {
    expect((await answering([], message)).text).toMatch(/^All right\. I keep nothing of this message/u);
  });

  it('say that the chat is off the record', () => {
    const parts = { message: 'My landlord repairs clocks.', remembered: [], report: null };
    expect(memoryAnswer({ ...parts, offRecord: true }).text).toMatch(/^Off the record/u);
  });

  it('do not show standing memories that have nothing to do with the question', async () => {
    const { text, shown } = await answering(
      ['I prefer window seats on trains.', 'My dog is called Rex.'],
      'What is my dog called?',
    );
    expect(shown).toEqual(['My dog is called Rex.']);
    expect(text).not.toContain('window');
  });

  it('confirm what was taught, word for word', async () => {
    const { text, shown } = await answering([], 'Remember that my favourite colour is teal.');
    expect(text).toBe('I will remember that.\n\n> My favourite colour is teal.');
    expect(shown).toEqual([]);
  });

  it('say what a correction replaced, and that a repetition is known', async () => {
    const lesson = 'Remember that my sister is called Ana.';
    const corrected = await answering([lesson], 'No, my sister is called Anneliese.');
    expect(corrected.text).toContain('> My sister is called Anneliese.');
    expect(corrected.text).toContain('Before, you told me:\n\n> My sister is called Ana.');
    expect((await answering([lesson], lesson)).text).toMatch(/^I remember that already\./u);
  });

  it('list several lessons', async () => {
    const { text } = await answering([], 'Please remember:\n- I am vegan\n- My dog is called Rex');
    expect(text).toBe('I will remember these:\n\n- I am vegan.\n- My dog is called Rex.');
  });

  it('are friendly to a greeting and to a question nothing is known about', async () => {
    const greeting = await answering(['I prefer tea.'], 'Good morning!');
    expect(greeting.text).toMatch(/^Hello\. No model is connected yet/u);
    const nothing = await answering(
      ['My favourite colour is teal.'],
      'When does the last train to Lisbon leave?',
    );
    expect(nothing.text).toMatch(/^I do not remember anything about that\./u);
    expect([...greeting.shown, ...nothing.shown]).toEqual([]);
  });

  it('ask whether to remember, and name what is known about it as well', async () => {
    const { ask, capture, say, store } = openTeachability();
    await say('Remember that my cat is called Fig.');
    const message = 'I prefer short walks. What is my cat called?';
    const { signal } = new AbortController();
    const remembered = await capture.captureImplicit(userWords(message, 9_000), null, signal, 'ask');
    expect(remembered.map(({ action }) => action)).toEqual(['proposed']);
    const { text, shown } = memoryAnswer({ message, remembered, report: await ask(message) });
    expect(text).toMatch(/^Should I remember this\?[\s\S]*> I prefer short walks\.\n\nWhat you told me/u);
    expect(text).toContain('- My cat is called Fig.');
    expect(shown.map((id) => store.get(id)?.text)).toEqual(['My cat is called Fig.']);
    const alone = memoryAnswer({ message, remembered, report: null });
    expect(alone).toMatchObject({ text: expect.not.stringContaining('told me') as string, shown: [] });
  });

  it('say so when memories are off', () => {
    expect(memoryAnswer({ message: 'What is my name?', remembered: [], report: null }).text).toContain(
      'memories are off',
    );
  });

  it('never shout', async () => {
    for (const message of ['hello', 'I prefer tea!', 'What do I prefer?', 'Where is Lima?']) {
      expect((await answering([], message)).text).not.toContain('!');
    }
  });
});

describe('the language of an answer', () => {
  const confirm = async (message: string) => {
    const remembered = await openTeachability().say('Remember that my cat is grey.');
    return memoryAnswer({ message, remembered, report: null }).text;
  };

  it.each([
    ['Merk dir, dass mein Kater Anton heißt.', 'Das merke ich mir.'],
    ['Recuerda que mi gato se llama Antón.', 'Lo recordaré.'],
    ['Retiens que mon chat est gris.', 'Je m’en souviendrai.'],
    ['Ricorda che il mio gatto è grigio.', 'Me lo ricorderò.'],
    ['Onthoud dat mijn kat grijs is.', 'Dat onthoud ik.'],
    ['Zapamiętaj, że mój kot nie jest szary.', 'Zapamiętam to.'],
    ['Запомни, что мой кот серый.', 'Я это запомню.'],
    ['猫の名前はミケだと覚えておいて。', '覚えておきます。'],
    ['记住我的猫叫小灰。', '我会记住的。'],
    ['고양이 이름이 나비라고 기억해.', '기억할게요.'],
  ])('is that of the message: %s', async (message, opening) => {
    expect((await confirm(message)).split('\n')[0]).toBe(opening);
  });

  it.each([
    'Remember that my café in München is called Das Eck.',
    'Remember that la dolce vita is my motto.',
    'Boats?',
    'Запам’ятай, що мій кіт сірий.',
  ])('is English where it is not sure, or has no other words: %s', async (message) => {
    expect(await confirm(message)).toMatch(/^I will remember that\./u);
  });
});
