import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { idOfMember } from '#main/studio/memory/agent-scopes.ts';
import { agentIdsAfter } from '#main/studio/memory/renamed-agents.ts';

const teamId = '01900000-0000-7000-8000-000000000001';
const team = (names: readonly string[]) => ({
  config: { participants: names.map((name) => ({ provider: 'AssistantAgent', config: { name } })) },
});
const idOf = (ids: Readonly<Record<string, string>>, name: string) =>
  (Object.hasOwn(ids, name) ? ids[name] : undefined) ?? idOfMember(teamId, name);

function after(
  before: readonly string[],
  now: readonly string[],
  renamed: readonly { from: string; to: string }[],
  ids: Readonly<Record<string, string>> = {},
) {
  let made = 0;
  const newId = () => `new-${(made += 1)}`;
  return agentIdsAfter({ teamId, before: team(before), after: team(now), ids, renamed, newId });
}

describe('agentIdsAfter', () => {
  it('keeps the memories of renamed agents, also when they swap names', () => {
    const swapped = after(
      ['a', 'b'],
      ['b', 'a'],
      [
        { from: 'a', to: 'b' },
        { from: 'b', to: 'a' },
      ],
    );
    expect(swapped).toEqual({ a: idOfMember(teamId, 'b'), b: idOfMember(teamId, 'a') });
  });

  it('gives a new agent with an old name a memory of its own', () => {
    const ids = after(['a'], ['b', 'a'], [{ from: 'a', to: 'b' }]);
    expect(ids).toEqual({ b: idOfMember(teamId, 'a'), a: 'new-1' });
    // Also when that happens later; until then, a run under the old name finds the memory.
    const renamed = after(['a'], ['b'], [{ from: 'a', to: 'b' }]);
    expect(idOf(renamed, 'a')).toBe(idOfMember(teamId, 'a'));
    expect(after(['b'], ['b', 'c', 'a'], [], renamed)).toEqual({ ...renamed, a: 'new-1' });
  });

  it('lets agents that had one name keep sharing its memory', () => {
    const ids = after(['a', 'a'], ['b', 'a'], [{ from: 'a', to: 'b' }]);
    expect(idOf(ids, 'b')).toBe(idOf(ids, 'a'));
  });

  it('never gives an agent another agent’s memory, and never loses its own', () => {
    const name = fc.constantFrom('a', 'b', 'c', 'toString', '__proto__');
    fc.assert(
      fc.property(
        fc.uniqueArray(name, { minLength: 1 }),
        fc.array(fc.tuple(fc.nat(4), name), { maxLength: 12 }),
        (names, changes) => {
          let now: readonly string[] = names;
          let ids: Readonly<Record<string, string>> = {};
          const own = new Map<string, string>(now.map((each) => [each, idOf(ids, each)]));
          for (const [index, to] of changes) {
            const from = now[index % now.length] ?? '';
            if (now.includes(to)) continue;
            const next = now.map((each) => (each === from ? to : each));
            ids = after(now, next, [{ from, to }], ids);
            own.set(to, own.get(from) ?? '');
            own.delete(from);
            now = next;
            for (const each of now) expect(idOf(ids, each)).toBe(own.get(each));
          }
        },
      ),
    );
  });
});
