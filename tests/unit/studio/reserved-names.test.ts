import { describe, expect, it } from 'vitest';
import { reservedNames } from '#main/studio/teams/reserved-names.ts';
import { reservedNameReason } from '#shared/agents/names.ts';

describe('reserved names', () => {
  it.each([
    'You',
    'you',
    ' YOU ',
    'Tutee',
    'Tutee (learning)',
    'tUtEe',
    'user',
    'User\t',
    '\u00A0You\u2003',
    'Yo\u200Bu',
    '\u3164Tutee',
    'us\u00ADer',
    '\u2800user\u2060',
    'Ｙｏｕ',
  ])('rejects %j', (name) => {
    expect(reservedNameReason(name)).toMatch(
      /^“(You|Tutee|user|Tutee \(learning\))” is .*\. Choose another name\.$/,
    );
  });

  it.each(['', 'Your editor', 'you two', 'Tutees', 'user 2', 'y o u', 'person', 'Юзер'])(
    'is not found in %j',
    (name) => {
      expect(reservedNameReason(name)).toBeNull();
    },
  );

  it('finds them in agents and teams at any depth, and nowhere else', () => {
    const participants = new Set(['Agent', 'Team']);
    const agent = (name: string, config = {}) => ({
      provider: 'Agent',
      version: 1,
      config: { name, ...config },
    });
    const team = (...members: unknown[]) => ({
      provider: 'Team',
      version: 1,
      config: { name: 'team', participants: members },
    });
    expect(reservedNames(team(agent('a'), agent('b')), participants)).toEqual([]);
    expect(reservedNames(agent('You'), participants)).toMatchObject([{ path: 'config.name' }]);
    expect(reservedNames(team(agent('You'), team(agent('user'))), participants)).toEqual([
      { path: 'config.participants.0.config.name', message: reservedNameReason('You') },
      {
        path: 'config.participants.1.config.participants.0.config.name',
        message: reservedNameReason('user'),
      },
    ]);
    const tool = (name: string, inner: unknown) => ({
      provider: 'Tool',
      version: 1,
      config: { name, agent: inner },
    });
    expect(reservedNames(agent('a', { tools: [tool('user', agent('b'))] }), participants)).toEqual([]);
    expect(reservedNames(agent('a', { tools: [tool('ask', agent('Tutee'))] }), participants)).toMatchObject([
      { path: 'config.tools.0.config.agent.config.name' },
    ]);
    expect(reservedNames(agent('a', { handoffs: ['user'], description: 'You' }), participants)).toEqual([]);
    for (const other of [null, 'You', 7, [], { provider: 'Agent' }, { provider: 'Agent', config: null }])
      expect(reservedNames(other, participants)).toEqual([]);
  });
});
