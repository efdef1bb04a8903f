import { describe, expect, it, onTestFinished } from 'vitest';
import { learningPolicy } from '#shared/memory/learning-policy.ts';
import { defaultSettings } from '#shared/settings.ts';
import type { Settings } from '#shared/settings.ts';
import { TestApp } from '../../support/app.ts';

async function start(changes: Partial<Settings> = {}): Promise<TestApp> {
  const app = await TestApp.start();
  onTestFinished(() => app.stop());
  await app.call('settings.update', { changes });
  return app;
}

/** The chips under a user's message. */
async function chips(app: TestApp, conversationId: string, at = 0) {
  const { messages } = await app.call('conversations.open', { id: conversationId });
  return messages.filter(({ role }) => role === 'user')[at]?.remembered ?? [];
}

const texts = async (app: TestApp, statuses: ['active'] | ['pending'] = ['active']) =>
  (await app.call('memories.list', { statuses })).items.map(({ text }) => text);

describe('the policy ask', () => {
  it('proposes memories that are inactive until approved', async () => {
    const app = await start({ learning: 'ask' });
    const { conversationId, answer } = await app.say('I am allergic to peanuts.');
    const [chip] = await chips(app, conversationId);
    expect(chip).toMatchObject({ action: 'proposed', text: 'I am allergic to peanuts.', undone: false });
    expect(answer.text).toContain('Should I remember this?');
    expect(await texts(app)).toEqual([]);
    expect((await app.say('What am I allergic to?')).answer.text).not.toContain('peanuts');

    await app.call('memories.approve', { target: { ids: [chip?.memoryId ?? ''] } });
    expect(await chips(app, conversationId)).toMatchObject([{ action: 'approved', undone: false }]);
    expect((await app.say('What am I allergic to?')).answer.text).toContain('peanuts');
  });

  it('proposes nothing twice, and nothing rejected', async () => {
    const app = await start({ learning: 'ask' });
    const { conversationId } = await app.say('I am allergic to peanuts.');
    await app.say('I am allergic to peanuts');
    expect(await texts(app, ['pending'])).toHaveLength(1);
    const [chip] = await chips(app, conversationId);
    await app.call('memories.reject', { target: { ids: [chip?.memoryId ?? ''] } });
    expect(await chips(app, conversationId)).toMatchObject([{ action: 'proposed', undone: true }]);
    await app.say('i am allergic to peanuts!');
    expect(await texts(app, ['pending'])).toEqual([]);
    await app.say('Remember that I am allergic to peanuts.');
    expect(await texts(app)).toEqual(['I am allergic to peanuts.']);
  });

  it('supersedes only after the approval', async () => {
    const app = await start();
    await app.say('I live in Porto.');
    await app.call('settings.update', { changes: { learning: 'ask' } });
    const { conversationId } = await app.say('I moved to Lisbon.');
    expect(await texts(app)).toEqual(['I live in Porto.']);
    const [chip] = await chips(app, conversationId);
    await app.call('memories.approve', { target: { ids: [chip?.memoryId ?? ''] } });
    expect(await texts(app)).toEqual(['I moved to Lisbon.']);
  });

  it('stores explicit teaching at once', async () => {
    const app = await start({ learning: 'ask' });
    await app.say('Remember that I am allergic to peanuts.');
    expect(await texts(app)).toEqual(['I am allergic to peanuts.']);
  });
});

describe('the learning policy', () => {
  const assistant = { type: 'assistant', id: '01980000-0000-7000-8000-000000000001' } as const;
  const project = { type: 'project', id: '01980000-0000-7000-8000-000000000001' } as const;

  it('is that of the scope, else the general one, and told while paused', () => {
    const settings = {
      ...defaultSettings,
      learning: 'ask' as const,
      learningByScope: [{ scope: assistant, learning: 'automatic' as const }],
    };
    expect(learningPolicy(settings, { type: 'everywhere' })).toBe('ask');
    expect(learningPolicy(settings, assistant)).toBe('automatic');
    expect(learningPolicy(settings, project)).toBe('ask');
    expect(learningPolicy({ ...settings, learningPaused: true }, assistant)).toBe('told');
  });

  it('is kept', async () => {
    const app = await start({ learningByScope: [{ scope: assistant, learning: 'told' }] });
    await app.restart();
    const { settings } = await app.call('settings.get', {});
    expect(settings.learningByScope).toEqual([{ scope: assistant, learning: 'told' }]);
  });
});

describe('forgetting in a chat', () => {
  it('shows a chip with Undo, and Tutee answers itself', async () => {
    const app = await start();
    await app.say('Remember that I like coffee.');
    const { conversationId, answer } = await app.say('Forget that I like coffee.');
    expect(answer.text).toContain('Forgotten');
    expect(await texts(app)).toEqual([]);
    const [chip] = await chips(app, conversationId);
    expect(chip).toMatchObject({ action: 'forgot', text: 'I like coffee.', undone: false });
    await app.call('memories.undo', { changeId: chip?.changeId ?? '' });
    expect(await texts(app)).toEqual(['I like coffee.']);
    expect(await chips(app, conversationId)).toMatchObject([{ action: 'forgot', undone: true }]);
  });

  it('asks which memory is meant, and forgets that one', async () => {
    const app = await start();
    await app.say('Remember that my sister is called Ana.');
    await app.say('Remember that my sister lives in Split.');
    const { conversationId, answer } = await app.say('Forget what I said about my sister.');
    expect(answer.text).toContain('Which one do you mean?');
    expect(await texts(app)).toHaveLength(2);
    const second = answer.text.includes('1. My sister is called Ana.') ? 'the first' : 'the second';
    await app.say(second, conversationId);
    expect(await texts(app)).toEqual(['My sister lives in Split.']);
    expect(await chips(app, conversationId, 1)).toMatchObject([{ action: 'forgot' }]);
  });

  it('does nothing in a temporary chat', async () => {
    const app = await start();
    await app.say('Remember that I like coffee.');
    await app.say('Forget that I like coffee.', null, true);
    expect(await texts(app)).toEqual(['I like coffee.']);
  });
});

describe('capture over turns', () => {
  it('has the turn before in a chat, and none in a new one', async () => {
    const app = await start();
    const { conversationId } = await app.say('When I ask for a recipe…');
    await app.say('…always give metric units', conversationId);
    expect(await texts(app)).toEqual(['When I ask for a recipe, always give metric units.']);
  });
});
