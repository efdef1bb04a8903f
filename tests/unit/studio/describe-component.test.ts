import { describe, expect, it } from 'vitest';
import { describeComponent } from '#main/studio/teams/describe-component.ts';

const component = (provider: string, config: Record<string, unknown>) => ({ provider, version: 1, config });
const agent = (name: string, config: Record<string, unknown> = {}) =>
  component('AssistantAgent', { name, model: 'small', ...config });

describe('describeComponent', () => {
  it('returns kind, name and members; for an agent with an inner team, the members of that', () => {
    const team = component('Swarm', {
      name: 'desk',
      description: 'Helps.',
      participants: [agent('a'), agent('b')],
    });
    expect(describeComponent(team)).toEqual({
      kind: 'swarm',
      name: 'desk',
      description: 'Helps.',
      participants: ['a', 'b'],
    });
    const society = component('SocietyOfMindAgent', { name: 'thinker', team, model: 'small' });
    const asking = component('NestedChatAgent', { agent: agent('lead'), participants: [agent('expert')] });
    expect(describeComponent(asking)).toMatchObject({
      kind: 'nested-chat',
      name: 'lead',
      participants: ['expert'],
    });
    expect(describeComponent(society)).toMatchObject({ kind: 'society-of-mind', participants: ['a', 'b'] });
  });

  it.each([
    null,
    7,
    'text',
    [],
    {},
    { provider: 3 },
    { provider: 'toString', config: [] },
    { config: { participants: 1 } },
  ])('does not throw for %j', (value) => {
    expect(describeComponent(value)).toEqual({
      kind: 'other',
      name: null,
      description: '',
      participants: [],
    });
  });
});
