/** Deleted projects and teams: which are removed, and their names until then. */
import { describe, expect, it } from 'vitest';
import { BIN_TIME } from '#shared/bin.ts';
import { uuid7 } from '#main/store/database/uuid7.ts';
import type { MemoryScope } from '#shared/memory/memory.ts';
import { addStep, byUser, memoryValue } from '../../support/memory-samples.ts';
import { openStore } from '../../support/open-store.ts';

type Named = Exclude<MemoryScope, { type: 'everywhere' }>;

function storeWith(...scopes: readonly Named[]) {
  const store = openStore();
  const steps = scopes.map((scope, at) => addStep(memoryValue(`It is known here: ${at}`, { scope })));
  store.memories.apply(steps, byUser());
  const stateOf = (id: string) => store.scopeNames.list().find(({ scope }) => idOf(scope) === id)?.state;
  return { store, stateOf };
}

const idOf = (scope: MemoryScope) => (scope.type === 'everywhere' ? null : scope.id);
const project = (id: string, name: string) => ({
  id,
  name,
  keepsTeachings: false,
  createdAt: 1,
  updatedAt: 1,
});

describe('the bin', () => {
  it('of projects removes those without memories when their time is over', () => {
    const [used, unused, young] = [uuid7(), uuid7(), uuid7()];
    const { store, stateOf } = storeWith({ type: 'project', id: used });
    for (const id of [used, unused, young]) store.projects.put(project(id, id));
    store.projects.bin.delete(used, 10);
    store.projects.bin.delete(unused, 10);
    store.projects.bin.delete(young, 30);
    expect(store.projects.bin.sweep(BIN_TIME + 20)).toBe(1);
    expect([used, unused, young].map(stateOf)).toEqual(['deleted', undefined, 'deleted']);
    expect(store.projects.bin.restore(used)).toBe(true);
    expect(store.projects.bin.restore(unused)).toBe(false);
  });

  it('of teams keeps those with memories of their own or of their agents', () => {
    const [own, ofAgent, unused] = [uuid7(), uuid7(), uuid7()];
    const agent = uuid7();
    const { store, stateOf } = storeWith({ type: 'assistant', id: own }, { type: 'assistant', id: agent });
    for (const id of [own, ofAgent, unused]) store.teams.put({ id, name: id, component: {}, updatedAt: 1 });
    store.scopeNames.keep([{ scope: { type: 'assistant', id: agent }, name: 'writer in Poets' }], ofAgent);
    expect(stateOf(agent)).toBe('here');
    for (const id of [own, ofAgent, unused]) store.teams.bin.delete(id, 10);
    expect(store.teams.bin.sweep(BIN_TIME + 20)).toBe(1);
    expect([own, ofAgent, unused, agent].map(stateOf)).toEqual(['deleted', 'deleted', undefined, 'deleted']);
  });
});

describe('a name from a file', () => {
  it('is used only for scopes that do not exist here', () => {
    const [here, agent, elsewhere] = [uuid7(), uuid7(), uuid7()];
    const { store } = storeWith();
    store.projects.put(project(here, 'Trip'));
    store.scopeNames.keep(
      [{ scope: { type: 'assistant', id: agent }, name: 'judge in Debate' }],
      'gallery:x',
    );
    store.scopeNames.addImported([
      { scope: { type: 'project', id: here }, name: 'Another trip' },
      { scope: { type: 'assistant', id: agent }, name: 'Another judge' },
      { scope: { type: 'project', id: elsewhere }, name: 'Old name' },
    ]);
    store.scopeNames.addImported([{ scope: { type: 'project', id: elsewhere }, name: 'Elsewhere' }]);
    expect(store.scopeNames.list().map(({ name, state }) => [name, state])).toEqual([
      ['Elsewhere', 'elsewhere'],
      ['judge in Debate', 'here'],
      ['Trip', 'here'],
    ]);
  });
});
