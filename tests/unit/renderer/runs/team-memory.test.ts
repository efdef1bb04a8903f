import { describe, expect, it } from 'vitest';
import { sharedMemory, withSharedMemory } from '#renderer/features/agents/component/team-memory.ts';
import type { Component } from '#renderer/features/agents/component/component-json.ts';

const agent = (name: string, memories?: readonly string[]): Component => ({
  provider: 'AssistantAgent',
  version: 1,
  config: { name, ...(memories !== undefined && { memories }) },
});
const team = (...participants: Component[]): Component => ({
  provider: 'RoundRobinGroupChat',
  version: 1,
  config: { participants: participants as never },
});
const person: Component = { provider: 'UserProxyAgent', version: 1, config: { name: 'ann' } };

describe('the shared memory of a team', () => {
  it('is found when all agents with memory use the same one, nested teams included', () => {
    expect(sharedMemory(team(agent('a'), person))).toBe('');
    expect(sharedMemory(team(agent('a', ['tutee']), agent('b'), person))).toBe('tutee');
    expect(sharedMemory(team(agent('a', ['team']), team(agent('b', ['team']))))).toBe('team');
    expect(sharedMemory(team(agent('a', ['team']), team(agent('b', ['own']))))).toBeNull();
    expect(sharedMemory(team(agent('a', ['tutee', 'own'])))).toBeNull();
  });

  it('is set for agents with memory, or for all when none has any', () => {
    const some = team(agent('a', ['tutee', 'own']), agent('b'), team(agent('c', ['own'])), person);
    expect(withSharedMemory(some, 'team')).toEqual(
      team(agent('a', ['team']), agent('b'), team(agent('c', ['team'])), person),
    );
    expect(withSharedMemory(team(agent('a'), person), 'team')).toEqual(team(agent('a', ['team']), person));
  });
});
