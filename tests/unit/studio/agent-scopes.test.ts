import { describe, expect, it } from 'vitest';
import { agentScopes } from '#main/studio/memory/agent-scopes.ts';
import { takeOverCandidates } from '#shared/agents/take-over-candidates.ts';
import { idSchema } from '#shared/text.ts';

const agent = (name: string, memories: string[]) => ({
  provider: 'AssistantAgent',
  version: 1,
  config: { name, memories },
});
const team = (...participants: unknown[]) => ({
  provider: 'RoundRobinGroupChat',
  version: 1,
  config: { name: 'team', participants },
});
const teamId = '01900000-0000-7000-8000-000000000001';
const scopesOf = (component: unknown, id: string | null = teamId) =>
  agentScopes({ teamId: id, name: 'Poets', component });

describe('agentScopes', () => {
  it('resolves tutee to everywhere, and own and team to the id of the saved component', () => {
    expect(scopesOf(agent('a', ['tutee', 'own', 'team']))).toEqual([
      { agent: 'a', memory: 'tutee', scope: { type: 'shared' }, title: null },
      { agent: 'a', memory: 'own', scope: { type: 'private', id: teamId }, title: null },
      { agent: 'a', memory: 'team', scope: { type: 'team', id: teamId }, title: null },
    ]);
    expect(scopesOf(agent('a', ['own']), null)).toMatchObject([{ scope: { type: 'shared' } }]);
  });

  it('derives the scope of a team member from team and name, stable and unique', () => {
    const all = scopesOf(team(agent('a', ['own']), team(agent('b', ['own', 'team']))));
    expect(all).toMatchObject([
      { agent: 'a', scope: { type: 'private' }, title: 'a in Poets' },
      { agent: 'b', scope: { type: 'private' }, title: 'b in Poets' },
      { agent: 'b', scope: { type: 'team', id: teamId }, title: null },
    ]);
    const ids = all.flatMap(({ scope }) => (scope.type === 'shared' ? [] : [scope.id]));
    expect(new Set(ids).size).toBe(3);
    for (const id of ids) expect(idSchema.safeParse(id).success).toBe(true);
    expect(scopesOf(team(agent('a', ['own'])))[0]?.scope).toEqual(all[0]?.scope);
    const elsewhere = scopesOf(team(agent('a', ['own'])), '01900000-0000-7000-8000-000000000002');
    expect(elsewhere[0]?.scope).not.toEqual(all[0]?.scope);
  });

  it('keeps the scope of a renamed agent under its new name', () => {
    const [before] = scopesOf(team(agent('a', ['own'])));
    const id = before === undefined || before.scope.type === 'shared' ? '' : before.scope.id;
    const now = (name: string) =>
      agentScopes({ teamId, name: 'Poets', component: team(agent(name, ['own'])), agentIds: { b: id } });
    expect(now('b')).toMatchObject([{ scope: { id }, title: 'b in Poets' }]);
    // A run that began before the rename still uses the old name.
    expect(now('a')).toMatchObject([{ scope: { id }, title: null }]);
    expect(now('c')).toMatchObject([{ title: 'c in Poets' }]);
  });

  it('gives gallery teams a UUID and a display name', () => {
    const [scope] = scopesOf(team(agent('a', ['team'])), 'gallery:poets');
    expect(scope).toMatchObject({
      title: 'Poets',
      scope: { type: 'team', id: expect.any(String) as string },
    });
    const id = scope === undefined || scope.scope.type === 'shared' ? '' : scope.scope.id;
    expect(idSchema.safeParse(id).success).toBe(true);
  });

  it('ignores names inside an output format', () => {
    const strange = { provider: 'AssistantAgent', config: { name: 'x', memories: ['own'] } };
    const asked = { ...agent('a', []), config: { name: 'a', outputFormat: { schema: strange } } };
    expect(scopesOf(team(asked))).toEqual([]);
  });
});

describe('takeOverCandidates', () => {
  it('lists every agent of a team by its name, without user proxies', () => {
    const around = { provider: 'MessageFilterAgent', version: 1, config: { agent: agent('c', []) } };
    const person = { provider: 'UserProxyAgent', version: 1, config: { name: 'ann' } };
    expect(takeOverCandidates(team(agent('a', []), team(agent('b', []), person), around))).toEqual([
      'a',
      'c',
      'b',
    ]);
    expect(takeOverCandidates(agent('alone', []))).toEqual([]);
    expect(takeOverCandidates(null)).toEqual([]);
  });
});
