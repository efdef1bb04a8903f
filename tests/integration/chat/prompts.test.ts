import { describe, expect, it, onTestFinished } from 'vitest';
import { filledPrompt, variablesOf } from '#shared/prompts/variables.ts';
import { readyPrompts } from '../../../src-renderer/ui/prompts/ready-prompts.ts';
import { limits } from '#shared/text.ts';
import { TestApp } from '../../support/app.ts';

async function start(): Promise<TestApp> {
  const app = await TestApp.start();
  onTestFinished(() => app.stop());
  return app;
}

const nowhere = '00000000-0000-7000-8000-000000000000';

async function names(app: TestApp): Promise<string[]> {
  return (await app.call('prompts.list', {})).prompts.map(({ name }) => name);
}

describe('prompts', () => {
  it('are added, changed, deleted and brought back, and the page is told', async () => {
    const app = await start();
    const { prompt } = await app.call('prompts.save', {
      id: null,
      name: ' Weekly note ',
      text: 'Note on {{week}}',
    });
    expect(prompt).toMatchObject({ name: 'Weekly note', text: 'Note on {{week}}' });
    await app.call('prompts.save', { id: null, name: 'a list', text: 'List it.' });
    const changed = await app.call('prompts.save', { id: prompt.id, name: 'Note', text: 'Other' });
    expect(changed.prompt).toMatchObject({ id: prompt.id, name: 'Note', createdAt: prompt.createdAt });
    expect(await names(app)).toEqual(['a list', 'Note']);
    await app.call('prompts.delete', { id: prompt.id });
    expect(app.events.at(-1)).toMatchObject({
      name: 'prompts-changed',
      payload: { prompts: [{ name: 'a list' }] },
    });
    expect((await app.call('prompts.restore', { id: prompt.id })).prompt).toEqual(changed.prompt);
    await app.restart();
    expect(await names(app)).toEqual(['a list', 'Note']);
  });

  it('reject taken names, unknown ids, empty and endless texts', async () => {
    const app = await start();
    const { prompt } = await app.call('prompts.save', { id: null, name: 'Note', text: 'x' });
    const save = (id: string | null, name: string, text: string) =>
      app.call('prompts.save', { id, name, text });
    await expect(save(null, 'nOTE', 'y')).rejects.toThrow('invalid_input: There is a prompt of that name');
    await expect(save(prompt.id, 'NOTE', 'y')).resolves.toBeDefined();
    await expect(save(nowhere, 'Other', 'y')).rejects.toThrow('not_found');
    await expect(save(null, ' ', 'y')).rejects.toThrow('invalid_input');
    await expect(save(null, 'Other', ' ')).rejects.toThrow('invalid_input');
    await expect(save(null, 'Other', 'x'.repeat(limits.promptText + 1))).rejects.toThrow('Shorten it');
    await expect(app.call('prompts.delete', { id: nowhere })).rejects.toThrow('not_found');
    await expect(app.call('prompts.restore', { id: prompt.id })).rejects.toThrow('not_found');
  });

  it('are part of a backup', async () => {
    const app = await start();
    const { prompt } = await app.call('prompts.save', { id: null, name: 'Note', text: 'x' });
    const { backup } = await app.call('backups.make', {});
    await app.call('prompts.delete', { id: prompt.id });
    await app.call('backups.restore', { name: backup.name });
    await expect.poll(() => names(app)).toEqual(['Note']);
  });

  it('that come with Tutee teach nothing when they are used', async () => {
    const app = await start();
    const used = readyPrompts.map(({ text }) => {
      const values = new Map(variablesOf(text).map((name) => [name, `the ${name} of the report`]));
      return app.say(filledPrompt(text, values));
    });
    await Promise.all(used);
    expect((await app.call('memories.list', { statuses: [] })).items.map(({ text }) => text)).toEqual([]);
  }, 120_000);
});
