/** Saving, checking, restoring, importing and exporting agents and teams. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestApp } from '../../support/app.ts';

let app: TestApp;
beforeEach(async () => {
  app = await TestApp.start();
});
afterEach(() => app.stop());

const bot = { provider: 'AssistantAgent', version: 1, config: { name: 'bot', model: 'default' } };
const person = { provider: 'UserProxyAgent', version: 1, config: { name: 'ann' } };
const team = (config: Record<string, unknown> = {}) => ({
  provider: 'RoundRobinGroupChat',
  version: 1,
  config: { name: 'desk', description: 'Helps.', participants: [bot, person], maxTurns: 3, ...config },
});

describe('agents and teams', () => {
  it('are saved, changed, deleted and brought back, across a restart', async () => {
    const { team: first } = await app.call('agents.save', { id: null, name: 'Desk', component: team() });
    expect(first).toMatchObject({
      name: 'Desk',
      kind: 'round-robin',
      description: 'Helps.',
      participants: ['bot', 'ann'],
      component: team(),
    });
    const { team: single } = await app.call('agents.save', { id: null, name: 'Bot', component: bot });
    expect(single).toMatchObject({ kind: 'assistant', participants: [] });
    await app.call('agents.save', { id: first.id, name: 'Help desk', component: team({ maxTurns: 9 }) });
    await app.restart();
    const { saved } = await app.call('agents.list', {});
    expect(saved.map(({ name }) => name).toSorted()).toEqual(['Bot', 'Help desk']);

    await app.call('agents.delete', { id: first.id });
    await expect(app.call('agents.get', { id: first.id })).rejects.toThrow('not_found');
    await expect(app.call('agents.delete', { id: first.id })).rejects.toThrow('not_found');
    await expect(app.call('agents.save', { id: first.id, name: 'x', component: bot })).rejects.toThrow(
      'not_found',
    );
    const { team: back } = await app.call('agents.restore', { id: first.id });
    expect(back).toMatchObject({ name: 'Help desk', component: team({ maxTurns: 9 }) });
    await expect(app.call('agents.restore', { id: first.id })).rejects.toThrow('not_found');
    expect(app.events.filter(({ name }) => name === 'agents-changed')).toHaveLength(2);
  });

  it('do not overwrite a newer version: the error says what to do', async () => {
    const { team: first } = await app.call('agents.save', { id: null, name: 'Desk', component: team() });
    const basedOn = first.updatedAt ?? 0;
    const save = (name: string, version: number | undefined) =>
      app.call('agents.save', {
        id: first.id,
        name,
        component: bot,
        ...(version !== undefined && { basedOn: version }),
      });
    const { team: second } = await save('Theirs', basedOn);
    // However fast the save was, the versions have different times.
    expect(second.updatedAt).toBeGreaterThan(basedOn);
    await expect(save('Mine', basedOn)).rejects.toThrow(/^changed_since: “Theirs” was changed.*Load.*copy/);
    expect((await app.call('agents.get', { id: first.id })).team).toEqual(second);
    await app.restart();
    await expect(save('Mine', basedOn)).rejects.toThrow('changed_since');
    const { team: third } = await save('Mine', second.updatedAt ?? 0);
    expect(third.name).toBe('Mine');
    await expect(save('Whatever is there', undefined)).resolves.toBeDefined();
  });

  it.each([
    ['no members', team({ participants: [] }), 'config.participants'],
    [
      'a provider nobody knows',
      team({ participants: [{ ...bot, provider: 'Shell' }] }),
      'config.participants.0.provider',
    ],
    ['a newer version', { ...team(), version: 99 }, 'version'],
    ['a key nobody knows', team({ participants: [person], speed: 1 }), 'config'],
    [
      'a tool nobody has',
      team({ participants: [{ ...bot, config: { ...bot.config, tools: ['rm'] } }] }),
      'config.participants.0.config.tools.0',
    ],
    ['a memory nobody has', { ...bot, config: { ...bot.config, memories: ['other'] } }, 'config.memories.0'],
    ['a name given twice', team({ participants: [bot, bot] }), 'config.participants.1.config.name'],
    ['something else', 'desk', ''],
  ])('with %s are rejected with the path of the fault, and not saved', async (_why, component, path) => {
    const checked = await app.call('agents.check', { component });
    expect(checked).toMatchObject({ ok: false, faults: [{ path }] });
    if (checked.ok) throw new Error('Unreachable: expected above.');
    const [fault] = checked.faults;
    const saving = app.dispatch('agents.save', { id: null, name: 'Bad', component });
    await expect(saving).resolves.toMatchObject({
      ok: false,
      error: { code: 'invalid_input', message: fault?.message, field: path },
    });
    const importing = app.dispatch('agents.import', { text: JSON.stringify(component) });
    await expect(importing).resolves.toMatchObject({ ok: false, error: { message: fault?.message } });
    expect((await app.call('agents.list', {})).saved).toEqual([]);
  });

  it('report all faults at once, reserved names included', async () => {
    const named = (name: string, more: Record<string, unknown> = {}) => ({
      ...bot,
      config: { ...bot.config, name, ...more },
    });
    const component = team({ participants: [named('Tutee', { tools: ['rm'] }), named('')], maxTurns: 0 });
    const checked = await app.call('agents.check', { component });
    if (checked.ok) throw new Error('It was let through.');
    expect(checked.faults.map(({ path }) => path)).toEqual([
      'config.participants.0.config.tools.0',
      'config.participants.1.config.name',
      'config.maxTurns',
      'config.participants.0.config.name',
    ]);
  });

  it('must not have reserved names, when saved or imported', async () => {
    const named = (name: string) => ({ ...bot, config: { ...bot.config, name } });
    const refused = async (name: string, component: unknown, field: string) => {
      const result = await app.dispatch('agents.save', { id: null, name, component });
      expect(result).toMatchObject({ ok: false, error: { code: 'invalid_input', field } });
      if (!result.ok) expect(result.error.message).toContain('Choose another name.');
    };
    await refused('Tutee', team(), 'name');
    await refused(' you\u00A0', team(), 'name');
    await refused('Desk', team({ name: 'USER' }), 'config.name');
    await refused(
      'Desk',
      team({ participants: [person, named('You')] }),
      'config.participants.1.config.name',
    );
    const file = JSON.stringify(named('Tutee'));
    const imported = await app.dispatch('agents.import', { text: file });
    expect(imported).toMatchObject({ ok: false, error: { code: 'invalid_input', field: 'config.name' } });
    const checked = await app.call('agents.check', { component: named('user') });
    expect(checked).toMatchObject({ ok: false, faults: [{ path: 'config.name' }] });
    expect((await app.call('agents.list', {})).saved).toEqual([]);
    await app.call('agents.save', { id: null, name: 'Your desk', component: team() });
  });

  it('round-trip through export and import as the same JSON', async () => {
    const { team: saved } = await app.call('agents.save', { id: null, name: 'My desk!', component: team() });
    const { fileName, text } = await app.call('agents.export', { id: saved.id });
    expect(fileName).toBe('my-desk.json');
    expect(JSON.parse(text)).toEqual(team());
    const { team: imported } = await app.call('agents.import', { text });
    expect(imported.id).not.toBe(saved.id);
    expect(imported).toMatchObject({ name: 'desk', component: team() });
    const refused = await app.dispatch('agents.import', { text: 'not json' });
    expect(refused).toMatchObject({ ok: false, error: { code: 'invalid_input', field: 'text' } });
  });

  it('that are too deep or too large are rejected', async () => {
    let deep: unknown = bot;
    for (let level = 0; level < 5_000; level += 1) deep = { provider: 'x', version: 1, config: { deep } };
    const large = { ...bot, config: { ...bot.config, systemMessage: 'x'.repeat(600_000) } };
    for (const component of [deep, large]) {
      const result = await app.dispatch('agents.check', { component });
      expect(result).toMatchObject({ ok: false, error: { code: 'invalid_input', field: 'component' } });
    }
    const text = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    const imported = await app.dispatch('agents.import', { text });
    expect(imported).toMatchObject({ ok: false, error: { code: 'invalid_input' } });
  });

  it('of the gallery can be built and copied, but not changed', async () => {
    const { gallery } = await app.call('agents.list', {});
    expect(gallery).toHaveLength(5);
    for (const { id } of gallery) {
      const { team: ready } = await app.call('agents.get', { id });
      expect(ready.updatedAt).toBeNull();
      expect(await app.call('agents.check', { component: ready.component })).toEqual({ ok: true });
      const { name, component } = ready;
      await expect(app.call('agents.save', { id: null, name, component })).resolves.toBeDefined();
      const changing = await app.dispatch('agents.save', { id, name, component });
      expect(changing).toMatchObject({ ok: false, error: { code: 'invalid_input' } });
    }
  });
});

describe('the options for forms', () => {
  it('are models, tools, memories and every component with the schema of its config', async () => {
    const options = await app.call('agents.options', {});
    expect(options.models).toEqual([{ name: 'default', label: 'The model of Settings', local: true }]);
    expect(options.tools.map(({ name, approval }) => [name, approval])).toEqual([
      ['current_time', false],
      ['search_memories', true],
      ['run_code', true],
    ]);
    expect(options.memories.map(({ name }) => name)).toEqual(['tutee', 'own', 'team']);
    const providers = new Map(options.providers.map((one) => [one.provider, one]));
    expect(providers.get('AssistantAgent')).toMatchObject({
      kind: 'participant',
      version: 1,
      config: { type: 'object', required: ['name', 'model'] },
    });
    expect(providers.get('MaxMessageTermination')).toMatchObject({ kind: 'termination' });
    expect(providers.get('BufferedChatCompletionContext')).toMatchObject({ kind: 'context' });
    // The app does not execute code.
    expect(providers.has('CodeExecutorAgent')).toBe(false);
    const coder = { provider: 'CodeExecutorAgent', version: 1, config: { name: 'coder' } };
    expect(await app.call('agents.check', { component: coder })).toMatchObject({
      ok: false,
      faults: [{ message: 'Code cannot be run here.' }],
    });
  });
});
