import { describe, expect, it } from 'vitest';
import { agentScopes } from '#main/studio/memory/agent-scopes.ts';
import { spokenFor } from '#shared/agents/team-members.ts';
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

describe('whose memory an agent has', () => {
  it('is everybody’s, or that of what is saved: by its id', () => {
    expect(scopesOf(agent('a', ['tutee', 'own', 'team']))).toEqual([
      { agent: 'a', memory: 'tutee', scope: { type: 'shared' }, title: null },
      { agent: 'a', memory: 'own', scope: { type: 'private', id: teamId }, title: null },
      { agent: 'a', memory: 'team', scope: { type: 'team', id: teamId }, title: null },
    ]);
    expect(scopesOf(agent('a', ['own']), null)).toMatchObject([{ scope: { type: 'shared' } }]);
  });

  it('in a team is by the team and its name, the same each time, and apart from every other', () => {
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

  it('stays that of an agent that was renamed, and is called by the new name', () => {
    const [before] = scopesOf(team(agent('a', ['own'])));
    const id = before === undefined || before.scope.type === 'shared' ? '' : before.scope.id;
    const now = (name: string) =>
      agentScopes({ teamId, name: 'Poets', component: team(agent(name, ['own'])), agentIds: { b: id } });
    expect(now('b')).toMatchObject([{ scope: { id }, title: 'b in Poets' }]);
    // A run that began before goes on with the old name.
    expect(now('a')).toMatchObject([{ scope: { id }, title: null }]);
    expect(now('c')).toMatchObject([{ title: 'c in Poets' }]);
  });

  it('of the gallery has an id like every other, and its name', () => {
    const [scope] = scopesOf(team(agent('a', ['team'])), 'gallery:poets');
    expect(scope).toMatchObject({
      title: 'Poets',
      scope: { type: 'team', id: expect.any(String) as string },
    });
    const id = scope === undefined || scope.scope.type === 'shared' ? '' : scope.scope.id;
    expect(idSchema.safeParse(id).success).toBe(true);
  });

  it('looks for none in the form of an answer', () => {
    const strange = { provider: 'AssistantAgent', config: { name: 'x', memories: ['own'] } };
    const asked = { ...agent('a', []), config: { name: 'a', outputFormat: { schema: strange } } };
    expect(scopesOf(team(asked))).toEqual([]);
  });
});

describe('for whom a person can speak', () => {
  it('is every agent of a team, by the name it is known by, and nobody who is a person', () => {
    const around = { provider: 'MessageFilterAgent', version: 1, config: { agent: agent('c', []) } };
    const person = { provider: 'UserProxyAgent', version: 1, config: { name: 'ann' } };
    expect(spokenFor(team(agent('a', []), team(agent('b', []), person), around))).toEqual(['a', 'c', 'b']);
    expect(spokenFor(agent('alone', []))).toEqual([]);
    expect(spokenFor(null)).toEqual([]);
  });
});
