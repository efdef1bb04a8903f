import { describe, expect, it } from 'vitest';
import { standardComponents } from '#main/engine/components/standard-components.ts';
import { ListMemory } from '#main/engine/memory/list-memory.ts';
import { assistant } from '../../support/engine.ts';

describe('a list as memory', () => {
  it('is in every request, in its order, and in none that is empty', async () => {
    const memory = new ListMemory();
    const { agent, model } = assistant('a', ['One.', 'Two.'], { memory: [memory] });
    await agent.run('First?');
    const id = await memory.add('Units are metric.');
    await memory.add({ content: 'Ann is vegan.', metadata: { by: 'Ann' } });
    await agent.run('Second?');
    const [first, second] = model.requests.map((request) => JSON.stringify(request));
    expect(first).not.toContain('Memories');
    expect(second).toContain('1. Units are metric.\\n2. Ann is vegan.');
    // It enters a request and stays in no context.
    expect(JSON.stringify(agent.saveState())).not.toContain('vegan');
    await memory.update(id, 'Units are imperial.');
    await memory.forget((await memory.list())[1]?.id ?? '');
    expect((await memory.query('anything')).results).toMatchObject([{ content: 'Units are imperial.' }]);
    await expect(memory.forget('nothing')).rejects.toMatchObject({ code: 'not_found' });
    await memory.clear();
    expect(await memory.list()).toEqual([]);
  });

  it('is saved and loaded', async () => {
    const memory = new ListMemory({ contents: ['Units are metric.'] });
    const again = new ListMemory();
    again.loadState(JSON.parse(JSON.stringify(memory.saveState())));
    expect(await again.list()).toEqual(await memory.list());
    expect(() => again.loadState({ type: 'Other' })).toThrow(/memory/);
  });

  it('is what an agent in a component names', async () => {
    const { model } = assistant('m', ['Yes.']);
    const component = {
      provider: 'AssistantAgent',
      version: 1,
      config: { name: 'a', model: 'm', memories: ['notes'] },
    };
    const notes = new ListMemory({ contents: ['Units are metric.'] });
    const agent = standardComponents().load('participant', component, {
      models: { m: model },
      memories: { notes },
    });
    await agent.run('Which units?');
    expect(JSON.stringify(model.requests)).toContain('metric');
  });
});
