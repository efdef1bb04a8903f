import { expect, it, onTestFinished } from 'vitest';
import {
  againWith,
  feedbackOptions,
} from '../../../src-renderer/features/chat/message/feedback/feedback-options.ts';
import { TestApp } from '../../support/app.ts';

it('asking for an answer in another way teaches nothing; what could be remembered is kept only when it is taught', async () => {
  const app = await TestApp.start();
  onTestFinished(() => app.stop());
  const asked = [
    ...feedbackOptions.map(({ again }) => again),
    ...feedbackOptions.map(({ rule }) => againWith(rule)),
    againWith('No greetings, and prices in euros.'),
    againWith('Always begin with the result.'),
  ];
  const { conversationId } = await app.say('How do tides come about?');
  for (const text of asked) await app.say(text, conversationId);
  expect((await app.call('memories.list', { statuses: [] })).items.map(({ text }) => text)).toEqual([]);
  for (const { rule } of feedbackOptions) await app.call('memories.teach', { text: rule });
  const { items } = await app.call('memories.list', {});
  const standing = items.filter(({ kind }) => kind === 'preference' || kind === 'instruction');
  expect(standing).toHaveLength(feedbackOptions.length);
}, 120_000);
