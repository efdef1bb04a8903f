import { describe, expect, it } from 'vitest';
import {
  HERE,
  ELSEWHERE,
  app,
  says,
  sent,
  server,
  settle,
  startForEachTest,
  teach,
  use,
  useMemoryAlone,
} from '../../support/two-models.ts';

startForEachTest();

describe('a correction of a private answer that does not say of what', () => {
  it.each([
    'No, it is Quokka-5522.',
    'It changed, it is Quokka-5522 now.',
    'Remember that it is Quokka-5522.',
  ])('stays here: %s', async (correction) => {
    await teach('My locker code is Zanzibar-4711.');
    const { conversationId } = await app.say('What is my locker code?');
    await app.say(correction, conversationId);
    const { items } = await app.call('memories.list', {});
    expect(items.map((memory) => [memory.text, memory.private])).toEqual([
      ['My locker code is Quokka-5522.', true],
    ]);
    await use(ELSEWHERE);
    await app.say('Is it raining?', conversationId);
    await app.say('What is my locker code?');
    await settle();
    expect(sent()).toContain('raining');
    expect(sent()).not.toContain('5522');
  });

  it('replaces the memory of the answer after words that only say that it is wrong', async () => {
    await teach('My dentist is Dr. Weiss.');
    const { conversationId } = await app.say('Who is my dentist?');
    await app.say("That's wrong, it's Dr. Braun.", conversationId);
    const { items } = await app.call('memories.list', {});
    expect(items.map((memory) => [memory.text, memory.private])).toEqual([
      ['My dentist is Dr. Braun.', true],
    ]);
  });

  it('an age does not become a number of things', async () => {
    await teach('My niece has 3 kids.');
    const { conversationId } = await app.say('How many kids does my niece have?');
    await app.say('She is 35 now.', conversationId);
    const { items } = await app.call('memories.list', {});
    expect(items.map(({ text }) => text)).toContain('My niece has 3 kids.');
    expect(items.map(({ text }) => text).join()).not.toContain('35 kids');
  });

  it('stays here when it could be meant of several', async () => {
    await teach('My locker code is Zanzibar-4711.');
    await teach('The code of my locker at work is Quokka-3300.');
    const { conversationId } = await app.say('What is my locker code at work?');
    await app.say('No, it is Wombat-5522.', conversationId);
    await use(ELSEWHERE);
    await app.say('Is it raining?', conversationId);
    expect(sent()).toContain('raining');
    expect(sent()).not.toContain('5522');
  });

  it('stays here as the user’s version of the answer, and what is learned from that is private', async () => {
    await teach('My locker code is Zanzibar-4711.');
    await use(HERE);
    server.always('chat', says('Your locker code is Zanzibar-4711.'));
    const { answer } = await app.say('What is my locker code?');
    await useMemoryAlone();
    await app.call('chat.teachFromEdit', { messageId: answer.id, text: 'Your locker code is Quokka-5522.' });
    await expect
      .poll(async () =>
        (await app.call('memories.list', {})).items.filter(({ text }) => text.includes('5522')),
      )
      .toEqual([expect.objectContaining({ private: true })]);
    await use(ELSEWHERE);
    await app.say('What is my locker code?');
    expect(sent()).not.toContain('5522');
  });
});
