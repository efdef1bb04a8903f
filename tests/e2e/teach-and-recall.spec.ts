import { expect, test } from './fixtures.ts';

interface Lesson {
  readonly name: string;
  /** What the user says, in order, in one chat. */
  readonly teach: readonly string[];
  /** Words of the memory that must be there in the end. */
  readonly remembered: RegExp;
  /** Words that must be in no active memory in the end. */
  readonly superseded?: RegExp;
  readonly ask: string;
  /** In memory mode: words of the answer. */
  readonly answer: RegExp;
  /** With a scripted model: it gives `reply` only when the request holds the memory. */
  readonly knows: string;
  readonly reply: string;
}

const lessons: readonly Lesson[] = [
  {
    name: 'a made-up word, defined by a hint',
    teach: [
      'What is the twist of 5 and 7?',
      'Actually, here is a hint: the twist of two or more numbers is their product minus their sum.',
    ],
    remembered: /twist of two or more numbers is their product minus their sum/i,
    ask: 'What is the twist of 8, 3 and 2?',
    answer: /product minus their sum/i,
    knows: 'product minus their sum',
    reply: 'The twist of 8, 3 and 2 is 48 - 13 = 35.',
  },
  {
    name: 'a favourite colour',
    teach: ['Remember that my favourite colour is teal.'],
    remembered: /my favourite colour is teal/i,
    ask: 'What is my favourite colour?',
    answer: /teal/i,
    knows: 'favourite colour is teal',
    reply: 'Your favourite colour is teal.',
  },
  {
    name: 'a name',
    teach: ['My name is Ottoline.'],
    remembered: /my name is Ottoline/i,
    ask: 'What is my name?',
    answer: /Ottoline/,
    knows: 'Ottoline',
    reply: 'You are called Ottoline.',
  },
  {
    name: 'a formatting instruction',
    teach: ['From now on, answer with bullet points.'],
    remembered: /answer with bullet points/i,
    ask: 'How should you format your answers?',
    answer: /bullet points/i,
    knows: 'bullet points',
    reply: '- In bullet points.',
  },
  {
    name: 'a correction of an earlier fact',
    teach: ['Remember that my sister is called Ana.', 'No, my sister is called Anneliese.'],
    remembered: /my sister is called Anneliese/i,
    superseded: /called Ana\b/,
    ask: 'What is my sister called?',
    answer: /Anneliese/,
    knows: 'called Anneliese',
    reply: 'Your sister is called Anneliese.',
  },
];

for (const lesson of lessons) {
  test(`memory mode: ${lesson.name} is taught, survives a restart and answers in a new chat`, async ({
    desk,
    chat,
  }) => {
    await desk.open();
    await chat.start();
    for (const words of lesson.teach) await chat.say(words);
    await expect(chat.remembered.last()).toContainText(lesson.remembered);

    const page = await desk.restart();
    await chat.start();
    await chat.say(lesson.ask);
    await expect(chat.lastAnswer).toContainText(lesson.answer);
    await page.getByRole('button', { name: /^Used \d+ memor(y|ies)$/ }).click();
    await expect(page.getByRole('region', { name: 'Memories used' })).toContainText(lesson.remembered);
  });

  test(`a model: ${lesson.name} is sent with the question after a restart`, async ({
    desk,
    chat,
    scripted,
  }) => {
    const env = await scripted([
      { when: { responseSchema: true }, error: 'server_failed' },
      { when: { systemIncludes: lesson.knows, lastUserIncludes: lesson.ask }, reply: lesson.reply },
      { when: { lastUserIncludes: lesson.ask }, reply: 'I do not know.' },
      { when: {}, reply: 'All right.' },
    ]);
    await desk.open(env);
    await chat.start();
    for (const words of lesson.teach) await chat.say(words);
    await expect(chat.remembered.last()).toContainText(lesson.remembered);

    const page = await desk.restart({ kill: true });
    await chat.start();
    await chat.say(lesson.ask);
    await expect(chat.lastAnswer).toContainText(lesson.reply.replace(/^- /, ''));
    await page.getByRole('button', { name: /^Used \d+ memor(y|ies)$/ }).click();
    await expect(page.getByRole('region', { name: 'Memories used' })).toContainText(lesson.remembered);
    if (lesson.superseded === undefined) return;
    await page.getByRole('navigation', { name: 'Primary' }).getByText('Memory').click();
    await expect(page.getByRole('list', { name: 'Memories' })).toContainText(lesson.remembered);
    await expect(page.getByRole('list', { name: 'Memories' })).not.toContainText(lesson.superseded);
  });
}

test('a question about something never taught is not answered from thin air', async ({ desk, chat }) => {
  const page = await desk.open();
  await chat.start();
  await chat.say('Remember that my favourite colour is teal.');
  await chat.start();
  await chat.say('When does the last train to Lisbon leave?');
  await expect(chat.lastAnswer).not.toContainText('teal');
  await expect(page.getByRole('button', { name: /^Used \d+ memor/ })).toHaveCount(0);
});
