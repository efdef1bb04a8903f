import { expect, it, onTestFinished } from 'vitest';
import { TestApp } from '../../support/app.ts';
import { exported, importFile, jsonFile, openImport, record } from '../../support/transfer.ts';

async function start(): Promise<TestApp> {
  const app = await TestApp.start();
  onTestFinished(() => app.stop());
  return app;
}

it.each(['json', 'markdown'] as const)(
  'a file in %s names its projects, also on a machine that does not have them, and from there on',
  async (format) => {
    const here = await start();
    const { project } = await here.call('projects.create', { name: 'Trip *to* Japan' });
    await here.call('projects.create', { name: 'Without memories' });
    const scope = { type: 'project', id: project.id } as const;
    await here.call('memories.teach', { text: 'The hotel is in Gion.', scope });

    const there = await start();
    await importFile(there, await exported(here, format));
    const named = { scope, name: 'Trip *to* Japan', state: 'elsewhere' };
    expect((await there.call('memories.scopes', {})).scopes).toEqual([named]);
    const { items } = await there.call('memories.list', { scopes: [scope] });
    expect(items.map(({ text }) => text)).toEqual(['The hotel is in Gion.']);

    const third = await start();
    await importFile(third, await exported(there, format));
    expect((await third.call('memories.scopes', {})).scopes).toEqual([named]);
  },
);

it('an existing project keeps its name', async () => {
  const app = await start();
  const { project } = await app.call('projects.create', { name: 'Kyoto' });
  const scope = { type: 'project', id: project.id } as const;
  const file = jsonFile([record('The hotel is in Gion.', { scope })], { scopes: [{ scope, name: 'Other' }] });
  await importFile(app, file);
  expect((await app.call('memories.scopes', {})).scopes).toEqual([{ scope, name: 'Kyoto', state: 'here' }]);
});

it('a preview shows scope names from the file, and none for a file of the first version', async () => {
  const app = await start();
  const scope = { type: 'project', id: '01980000-0000-7000-8000-00000000000b' } as const;
  const memories = [record('The hotel is in Gion.', { scope }), record('I like tea.')];
  const shown = async (content: string) => {
    const { importId } = await openImport(app, content);
    const { rows } = await app.call('imports.rows', { importId, group: 'add' });
    return rows.map(({ row, scope: to, scopeName }) => [row, to, scopeName]);
  };
  const everywhere = [1, { type: 'everywhere' }, null];
  const scopes = [{ scope, name: 'Trip' }];
  expect(await shown(jsonFile(memories, { scopes }))).toEqual([[0, scope, 'Trip'], everywhere]);
  expect(await shown(jsonFile(memories, { version: 1 }))).toEqual([[0, scope, null], everywhere]);
});

it('a file of the first version, without names, is read', async () => {
  const app = await start();
  const scope = { type: 'project', id: '01980000-0000-7000-8000-00000000000b' } as const;
  const { added } = await importFile(
    app,
    jsonFile([record('The hotel is in Gion.', { scope })], { version: 1 }),
  );
  expect(added).toBe(1);
  expect((await app.call('memories.scopes', {})).scopes).toEqual([]);
});
