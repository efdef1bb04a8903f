import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { limits } from '#shared/limits.ts';
import { TestApp } from '../../support/app.ts';

let app: TestApp;

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());

async function captureOf(text: string, chat: string | null = null) {
  const { conversationId, userMessageId } = await app.say(text, chat);
  const { messages } = await app.call('conversations.open', { id: conversationId });
  const user = messages.find(({ id }) => id === userMessageId);
  return { capture: user?.capture, remembered: user?.remembered.map((item) => item.text) };
}

describe('a message longer than capture reads', () => {
  it('is captured from its beginning, with a note', async () => {
    const told = `Remember that my boat is called Ida.\n${'word '.repeat(30_000)}\nRemember that my dog is called Rex.`;
    const { capture, remembered } = await captureOf(told);
    expect(remembered).toEqual(['My boat is called Ida.']);
    expect(capture).toMatchObject({ status: 'done', error: { code: 'too_long_to_learn' } });
  });

  it('of the maximum length is answered', async () => {
    const { capture } = await captureOf('Hi Bob,\n'.repeat(limits.messageText / 8));
    expect(capture).toMatchObject({ status: 'done', error: { code: 'too_long_to_learn' } });
  });

  it('has no note when it was read whole', async () => {
    const { capture } = await captureOf('I like tea with milk.');
    expect(capture).toEqual({ status: 'done', error: null });
  });
});

describe('a short message that fits the beginning of many patterns', () => {
  it.each(['always ', 'for the next x, ', 'remember this for later ', 'really friendly '])(
    'such as a row of "%s" is answered',
    async (words) => {
      const { conversationId } = await app.say('When I ask for a recipe…');
      const { capture } = await captureOf(`${words.repeat(60)}x`, conversationId);
      expect(capture?.status).toBe('done');
    },
  );
});
