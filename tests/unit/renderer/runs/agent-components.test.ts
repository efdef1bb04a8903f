import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Component, Path } from '#renderer/features/agents/component/component-json.ts';
import { membersOf, valueAt, withValue } from '#renderer/features/agents/component/component-json.ts';
import { faultsAround, faultsWithin, parsePath } from '#renderer/features/agents/component/faults.ts';
import { agentForms } from '#renderer/features/agents/forms/specs/agent-forms.ts';
import { formOf, keysWithoutField } from '#renderer/features/agents/forms/specs/forms.ts';
import { teamForms } from '#renderer/features/agents/forms/specs/team-forms.ts';
import { readTrigger, writeTrigger } from '#renderer/features/agents/forms/fields/trigger.ts';
import { lineOf, positionOf } from '#renderer/features/agents/component/json-position.ts';
import { faultsBeside, outlineOf, participantPath } from '#renderer/features/agents/component/outline.ts';
import { renameParticipant, withRename } from '#renderer/features/agents/component/rename-participant.ts';

function assistant(name: string, config: Component['config'] = {}) {
  return { provider: 'AssistantAgent', version: 1, config: { name, model: 'default', ...config } };
}

const team: Component = {
  provider: 'Swarm',
  version: 1,
  config: {
    name: 'desk',
    participants: [
      assistant('triage', { handoffs: ['billing', { target: 'tech', message: 'To tech.' }], future: [1] }),
      assistant('billing', { handoffs: ['triage'] }),
      assistant('tech'),
    ],
    terminationCondition: {
      provider: 'OrTerminationCondition',
      version: 1,
      config: {
        conditions: [
          { provider: 'HandoffTermination', version: 1, config: { target: 'billing' } },
          {
            provider: 'TextMentionTermination',
            version: 1,
            config: { text: 'billing', sources: ['billing'] },
          },
        ],
      },
    },
  },
};

/** Every path in a value. */
function pathsIn(value: unknown, path: Path = []): Path[] {
  if (Array.isArray(value)) return [path, ...value.flatMap((item, at) => pathsIn(item, [...path, at]))];
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, item]) => pathsIn(item, [...path, key]))];
}

describe('editing a component by path', () => {
  test('keeps everything outside the path, with its key order', () => {
    fc.assert(
      fc.property(fc.constantFrom(...pathsIn(team).slice(1)), fc.jsonValue(), (path, given) => {
        const value = given as string;
        const edited = withValue(team, path, value);
        expect(valueAt(edited, path)).toEqual(value);
        const before = valueAt(team, path);
        expect(JSON.stringify(withValue(edited, path, before))).toBe(JSON.stringify(team));
      }),
    );
  });

  test('undefined removes the key and nothing else', () => {
    const without = withValue(team, ['config', 'participants', 0, 'config', 'handoffs'], undefined);
    expect(membersOf(without)[0]?.component.config).toEqual({
      name: 'triage',
      model: 'default',
      future: [1],
    });
    expect(withValue(team, ['config', 'participants', 1], undefined).config['participants']).toHaveLength(2);
  });

  test('keys without a form field are listed and kept', () => {
    const [first] = membersOf(team);
    expect(first === undefined ? [] : keysWithoutField(first.component, [])).toEqual(['future']);
    expect(formOf({ provider: 'toString', version: 1, config: {} })).toBeUndefined();
    expect(keysWithoutField({ provider: 'Unheard', version: 9, config: { name: 'x', a: 1 } }, [])).toEqual([
      'a',
    ]);
  });

  test('every form has fields for its initial config', () => {
    for (const [provider, { initialConfig }] of Object.entries({ ...agentForms, ...teamForms }))
      expect(keysWithoutField({ provider, version: 1, config: initialConfig }, [])).toEqual([]);
  });
});

function rename(whole: Component, index: number, name: string): Component {
  return renameParticipant(whole, ['config', 'participants', index], name);
}

describe('renaming a member', () => {
  test('updates references to it in its team and leaves texts alone', () => {
    const after = rename(team, 1, 'accounts');
    expect(JSON.stringify(after.config['participants'])).toContain('["accounts",{"target":"tech"');
    expect(JSON.stringify(after.config['terminationCondition'])).toContain('{"target":"accounts"}');
    expect(JSON.stringify(after.config['terminationCondition'])).toContain(
      '{"text":"billing","sources":["accounts"]}',
    );
    expect(rename(after, 1, 'billing')).toEqual(team);
  });

  test('leaves references alone when the new name is taken or the path is unknown', () => {
    const clash = rename(team, 1, 'tech');
    expect(JSON.stringify(clash)).toContain('"handoffs":["billing"');
    expect(rename(clash, 1, 'billing')).toEqual(team);
    expect(rename(team, 7, 'x')).toBe(team);
  });

  test('updates nodes and edges of a graph', () => {
    const flow: Component = {
      provider: 'GraphFlow',
      version: 1,
      config: {
        participants: [assistant('a'), assistant('b')],
        graph: {
          nodes: [{ name: 'a', edges: [{ target: 'b', condition: 'b' }] }, { name: 'b' }],
          entryPoints: ['b'],
        },
      },
    };
    expect(rename(flow, 1, 'c').config['graph']).toEqual({
      nodes: [{ name: 'a', edges: [{ target: 'c', condition: 'b' }] }, { name: 'c' }],
      entryPoints: ['c'],
    });
  });
});

describe('renaming a member in chats and rules', () => {
  const asker = {
    provider: 'NestedChatAgent',
    version: 1,
    config: {
      agent: assistant('lead', { handoffs: ['b'] }),
      participants: [assistant('b')],
      chats: [{ recipient: 'b', message: 'b' }],
      trigger: ['user', 'b'],
    },
  };

  test('updates chats and rules; a nested team keeps its own names', () => {
    const selector: Component = {
      provider: 'SelectorGroupChat',
      version: 1,
      config: {
        participants: [assistant('a'), assistant('b'), asker],
        speakerRules: [{ after: 'b', said: 'b', speaks: 'a' }, { speaks: 'b' }],
        allowedSpeakerTransitions: { b: ['a', 'b'] },
      },
    };
    const after = rename(selector, 1, 'c');
    expect(after.config).toMatchObject({
      speakerRules: [{ after: 'c', said: 'b', speaks: 'a' }, { speaks: 'c' }],
      allowedSpeakerTransitions: { c: ['a', 'c'] },
    });
    expect(valueAt(after, ['config', 'participants', 2, 'config'])).toEqual({
      ...asker.config,
      agent: assistant('lead', { handoffs: ['c'] }),
      trigger: ['user', 'c'],
    });
    expect(rename(after, 1, 'b')).toEqual(selector);
  });

  test('updates its own chats', () => {
    expect(rename(asker, 0, 'expert').config).toMatchObject({
      chats: [{ recipient: 'expert', message: 'b' }],
      trigger: ['user', 'b'],
    });
  });

  test('updates references to a wrapper that is named by the agent it wraps', () => {
    const filter = {
      provider: 'MessageFilterAgent',
      version: 1,
      config: { wrappedAgent: assistant('b'), filter: { perSource: [{ source: 'a' }] } },
    };
    const wrapped: Component = {
      provider: 'SelectorGroupChat',
      version: 1,
      config: {
        participants: [assistant('a', { handoffs: ['b'] }), filter, asker],
        speakerRules: [{ after: 'b', speaks: 'lead' }, { speaks: 'b' }],
        allowedSpeakerTransitions: { b: ['a', 'lead'] },
        terminationCondition: {
          provider: 'SourceMatchTermination',
          version: 1,
          config: { sources: ['b', 'lead'] },
        },
      },
    };
    // One of the two members called b is inside the nested chats.
    const alone = withValue(wrapped, ['config', 'participants', 2, 'config', 'participants'], []);
    const after = renameParticipant(alone, ['config', 'participants', 1, 'config', 'wrappedAgent'], 'c');
    expect(after.config).toMatchObject({
      participants: [{ config: { handoffs: ['c'] } }, {}, {}],
      speakerRules: [{ after: 'c', speaks: 'lead' }, { speaks: 'c' }],
      allowedSpeakerTransitions: { c: ['a', 'lead'] },
      terminationCondition: { config: { sources: ['c', 'lead'] } },
    });
    const lead = renameParticipant(after, ['config', 'participants', 2, 'config', 'agent'], 'boss');
    expect(lead.config).toMatchObject({
      speakerRules: [{ after: 'c', speaks: 'boss' }, { speaks: 'c' }],
      allowedSpeakerTransitions: { c: ['a', 'boss'] },
      terminationCondition: { config: { sources: ['c', 'boss'] } },
    });
    const back = renameParticipant(lead, ['config', 'participants', 2, 'config', 'agent'], 'lead');
    expect(renameParticipant(back, ['config', 'participants', 1, 'config', 'wrappedAgent'], 'b')).toEqual(
      alone,
    );
    // A wrapper with its own name is called by that name.
    const named = withValue(alone, ['config', 'participants', 1, 'config', 'name'], 'b');
    const inner = renameParticipant(named, ['config', 'participants', 1, 'config', 'wrappedAgent'], 'c');
    expect(valueAt(inner, ['config', 'speakerRules'])).toEqual(valueAt(named, ['config', 'speakerRules']));
    const outer = renameParticipant(named, ['config', 'participants', 1], 'c');
    expect(valueAt(outer, ['config', 'speakerRules'])).toEqual(valueAt(after, ['config', 'speakerRules']));
  });

  test('updates speakers in enclosing teams and references in nested ones', () => {
    const end = (source: string) => ({
      provider: 'TextMentionTermination',
      version: 1,
      config: { text: 'x', sources: [source] },
    });
    const inside = {
      provider: 'RoundRobinGroupChat',
      version: 1,
      config: {
        name: 'pair',
        participants: [assistant('x', { handoffs: ['a'] }), assistant('y')],
        terminationCondition: end('x'),
      },
    };
    const society = {
      provider: 'SocietyOfMindAgent',
      version: 1,
      config: {
        name: 'council',
        team: { provider: 'RoundRobinGroupChat', version: 1, config: { participants: [assistant('z')] } },
      },
    };
    const around: Component = {
      provider: 'Swarm',
      version: 1,
      config: { participants: [assistant('a'), inside, society], terminationCondition: end('x') },
    };
    const place = ['config', 'participants', 1, 'config', 'participants', 0];
    const x = renameParticipant(around, place, 'w');
    expect(valueAt(x, ['config', 'terminationCondition'])).toEqual(end('w'));
    expect(valueAt(x, ['config', 'participants', 1, 'config', 'terminationCondition'])).toEqual(end('w'));
    expect(renameParticipant(x, place, 'x')).toEqual(around);
    const a = renameParticipant(around, ['config', 'participants', 0], 'b');
    expect(valueAt(a, [...place, 'config', 'handoffs'])).toEqual(['b']);
    // Nobody outside hears an agent that is behind another.
    const z = ['config', 'participants', 2, 'config', 'team', 'config', 'participants', 0];
    const heard = withValue(around, ['config', 'terminationCondition'], end('z'));
    expect(valueAt(renameParticipant(heard, z, 'q'), ['config', 'terminationCondition'])).toEqual(end('z'));
  });

  test('joins several renames of a member into one', () => {
    const once = withRename([], { from: 'a', to: 'b' });
    expect(withRename(once, { from: 'b', to: 'c' })).toEqual([{ from: 'a', to: 'c' }]);
    expect(withRename(once, { from: 'b', to: 'a' })).toEqual([]);
    expect(withRename(once, { from: 'x', to: 'y' })).toEqual([...once, { from: 'x', to: 'y' }]);
  });

  test('a NestedChatAgent is named by the agent it wraps', () => {
    expect(outlineOf(asker).map(({ name }) => name)).toEqual(['lead', 'b', 'lead']);
  });
});

describe('the trigger of a NestedChatAgent', () => {
  test.each([
    ['user', { sources: ['user'], text: '' }, ['user']],
    [['a', 'b'], { sources: ['a', 'b'], text: '' }, ['a', 'b']],
    [{ text: 'x' }, { sources: [], text: 'x' }, { text: 'x' }],
    [
      { sources: ['a'], text: 'x' },
      { sources: ['a'], text: 'x' },
      { sources: ['a'], text: 'x' },
    ],
    [undefined, { sources: [], text: '' }, undefined],
    [7, { sources: [], text: '' }, undefined],
  ])('%j is parsed and written back', (value, trigger, written) => {
    expect(readTrigger(value)).toEqual(trigger);
    expect(writeTrigger(trigger)).toEqual(written);
  });
});

describe('faults', () => {
  const model = 'config.participants.0.config.participants.2.config.model';

  const society: Component = {
    provider: 'SocietyOfMindAgent',
    version: 1,
    config: { name: 'council', team: { ...team } },
  };

  test('belong to the innermost agent or team, wrapped ones included', () => {
    const where = (component: Component, path: string) =>
      participantPath(component, parsePath(path)).join('.');
    expect(where(team, 'config.participants.2.config.model')).toBe('config.participants.2');
    expect(where(society, 'config.team.config.participants.2.config.model')).toBe(
      'config.team.config.participants.2',
    );
    expect(where(team, 'config.terminationCondition.config.maxMessages')).toBe('');
    expect(where(team, 'config.participants')).toBe('');
    expect(where(team, 'config.participants.9.config.name')).toBe('');
  });

  test('the outline contains every nested agent and team', () => {
    const asTool = { provider: 'TeamTool', version: 1, config: { name: 'ask', team: { ...society } } };
    const all = outlineOf(assistant('boss', { tools: ['clock', asTool] }));
    expect(all.map(({ name, level }) => `${level} ${name}`)).toEqual([
      '0 boss',
      '1 council',
      '2 desk',
      '3 triage',
      '3 billing',
      '3 tech',
    ]);
    for (const { path, component } of all)
      expect(valueAt(assistant('boss', { tools: ['clock', asTool] }), path)).toEqual(component);
  });

  test('are found at and below a path only', () => {
    const faults = [
      { path: model, message: 'No model.' },
      { path: 'config.participants.10.config.name', message: 'Taken.' },
    ];
    expect(faultsWithin(faults, ['config', 'participants', 0])).toEqual([faults[0]]);
    expect(faultsWithin(faults, ['config', 'participants', 1])).toEqual([]);
    expect(faultsWithin(faults, [])).toEqual(faults);
  });

  test('that no field shows are shown above the form', () => {
    const faults = [
      { path: 'config.maxTurns', message: 'Too few.' },
      { path: 'provider', message: 'Not known.' },
      { path: 'config.strange', message: 'Not known.' },
      { path: 'config.participants.0.config.name', message: 'Taken.' },
    ];
    expect(faultsBeside(team, faults, [], ['maxTurns']).map(({ path }) => path)).toEqual([
      'provider',
      'config.strange',
    ]);
  });

  test('of a nested component are shown with it when none of its fields shows them', () => {
    const end = ['config', 'terminationCondition'];
    const faults = [
      { path: 'config.terminationCondition.provider', message: 'Not known.' },
      { path: 'config.terminationCondition.config.text', message: 'Empty.' },
      { path: 'config.terminationCondition.config.conditions.0.config.text', message: 'Empty.' },
      { path: 'config.maxTurns', message: 'Too few.' },
    ];
    expect(faultsAround(faults, end, ['text', 'conditions'])).toEqual([faults[0]]);
  });

  test('have a line in the JSON text', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(0, 2, '\t'), (value, space) => {
        const text = JSON.stringify(value, null, space);
        for (const path of pathsIn(value)) {
          // The text at the position is the value itself.
          const begun = text.slice(positionOf(text, path));
          expect(begun.startsWith(JSON.stringify(valueAt(value, path)).slice(0, 1))).toBe(true);
        }
      }),
    );
    const text = JSON.stringify(team, null, 2);
    const path = ['config', 'participants', 1, 'config', 'name'];
    expect(text.split('\n')[lineOf(text, positionOf(text, path)) - 1]).toContain('"name": "billing"');
    expect(positionOf(text, ['config', 'nowhere'])).toBe(positionOf(text, ['config']));
  });
});
