import { describe, expect, it, onTestFinished } from 'vitest';
import { longestDraft } from '#shared/limits.ts';
import { TestApp } from '../../support/app.ts';

async function start(): Promise<TestApp> {
  const app = await TestApp.start();
  onTestFinished(() => app.stop());
  return app;
}

const nowhere = { conversationId: null, projectId: null };
const missing = '00000000-0000-7000-8000-000000000000';
const texts = async (app: TestApp) => (await app.call('drafts.list', {})).drafts.map(({ text }) => text);

describe('a draft', () => {
  it('survives a restart, one per composer, unchanged', async () => {
    const app = await start();
    const { conversationId } = await app.say('Hello');
    const { project } = await app.call('projects.create', { name: 'Trip' });
    const places = [
      { ...nowhere, text: ' for a new one ' },
      { conversationId, projectId: null, text: 'in a chat' },
      { conversationId: null, projectId: project.id, text: 'in a project' },
    ];
    for (const place of places) await app.call('drafts.put', { ...place, text: 'earlier' });
    for (const place of places) await app.call('drafts.put', place);
    await app.restart();
    expect((await app.call('drafts.list', {})).drafts).toEqual(places);
    await app.call('drafts.put', { ...nowhere, text: ' \n' });
    expect(await texts(app)).toEqual(['in a chat', 'in a project']);
  });

  it('is deleted when it is sent, even without a command, and with its chat', async () => {
    const app = await start();
    await app.call('drafts.put', { ...nowhere, text: ' Hello ' });
    const { conversationId } = await app.say('Hello');
    expect(await texts(app)).toEqual([]);
    await app.call('drafts.put', { conversationId, projectId: null, text: 'Something else' });
    await app.say('And then?', conversationId);
    expect(await texts(app)).toEqual(['Something else']);
    await app.call('conversations.remove', { id: conversationId });
    expect(await texts(app)).toEqual([]);
  });

  it('is rejected for a temporary chat, a deleted chat or project, and beyond the size of a message', async () => {
    const app = await start();
    const { conversationId } = await app.say('Hello', null, true);
    const put = (place: object) => app.call('drafts.put', { ...nowhere, text: 'x', ...place });
    await expect(put({ conversationId })).rejects.toThrow('not_found');
    await expect(put({ conversationId: missing })).rejects.toThrow('not_found');
    await expect(put({ projectId: missing })).rejects.toThrow('not_found');
    await expect(put({ text: 'x'.repeat(longestDraft + 1) })).rejects.toThrow('invalid_input');
    await put({ text: 'kept' });
    await app.say('kept', null, true);
    expect(await texts(app)).toEqual(['kept']);
  });
});
