import { describe, expect, it } from 'vitest';
import { takenNamesIn } from '#main/studio/teams/taken-names.ts';
import { takenName } from '#shared/agents/names.ts';

describe('a name that is somebody else’s in a chat', () => {
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
  ])('is found: %j', (name) => {
    expect(takenName(name)).toMatch(/^“(You|Tutee|user|Tutee \(learning\))” is .*\. Choose another name\.$/);
  });

  it.each(['', 'Your editor', 'you two', 'Tutees', 'user 2', 'y o u', 'person', 'Юзер'])(
    'is not found in %j',
    (name) => {
      expect(takenName(name)).toBeNull();
    },
  );

  it('is found wherever an agent or a team has it, and nowhere else', () => {
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
    expect(takenNamesIn(team(agent('a'), agent('b')), participants)).toEqual([]);
    expect(takenNamesIn(agent('You'), participants)).toMatchObject([{ path: 'config.name' }]);
    expect(takenNamesIn(team(agent('You'), team(agent('user'))), participants)).toEqual([
      { path: 'config.participants.0.config.name', message: takenName('You') },
      { path: 'config.participants.1.config.participants.0.config.name', message: takenName('user') },
    ]);
    const tool = (name: string, inner: unknown) => ({
      provider: 'Tool',
      version: 1,
      config: { name, agent: inner },
    });
    expect(takenNamesIn(agent('a', { tools: [tool('user', agent('b'))] }), participants)).toEqual([]);
    expect(takenNamesIn(agent('a', { tools: [tool('ask', agent('Tutee'))] }), participants)).toMatchObject([
      { path: 'config.tools.0.config.agent.config.name' },
    ]);
    expect(takenNamesIn(agent('a', { handoffs: ['user'], description: 'You' }), participants)).toEqual([]);
    for (const other of [null, 'You', 7, [], { provider: 'Agent' }, { provider: 'Agent', config: null }])
      expect(takenNamesIn(other, participants)).toEqual([]);
  });
});
