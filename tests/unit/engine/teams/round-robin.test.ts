import { describe, expect, it } from 'vitest';
import { RoundRobinGroupChat } from '#main/engine/teams/round-robin-group-chat.ts';
import { MaxMessageTermination } from '#main/engine/termination/max-message-termination.ts';
import { TextMentionTermination } from '#main/engine/termination/text-mention-termination.ts';
import { assistant, inShort, readRun } from '../../../support/engine.ts';

function three(extra: Partial<ConstructorParameters<typeof RoundRobinGroupChat>[0]> = {}, replies = 6) {
  const made = ['a', 'b', 'c'].map((name) =>
    assistant(
      name,
      Array.from({ length: replies }, (_, index) => `${name}${index + 1}`),
    ),
  );
  const team = new RoundRobinGroupChat({ participants: made.map(({ agent }) => agent), ...extra });
  return { team, models: made.map(({ model }) => model) };
}

describe('a round robin', () => {
  it('lets each speak in turn, stops at the limit, and resumes where it stopped', async () => {
    const { team } = three({ maxTurns: 4 });
    const first = await team.run('Go');
    expect(inShort(first.messages)).toEqual(['user: Go', 'a: a1', 'b: b1', 'c: c1', 'a: a2']);
    expect(first.stopReason).toBe('It ends after 4 turns.');
    const second = await team.run();
    expect(inShort(second.messages)).toEqual(['b: b2', 'c: c2', 'a: a3', 'b: b3']);
  });

  it.each([1, 2, 3, 4])('saved after turn %i resumes with the next speaker elsewhere', async (turns) => {
    const { team } = three({ maxTurns: turns });
    await team.run('Go');
    const elsewhere = three({ maxTurns: 1 }).team;
    elsewhere.loadState(JSON.parse(JSON.stringify(team.saveState())));
    const next = ['a', 'b', 'c'][turns % 3];
    expect((await elsewhere.run()).messages.map(({ source }) => source)).toEqual([next]);
  });

  it('streams what it collects', async () => {
    const { streamed, result } = await readRun(three({ maxTurns: 2 }).team.runStream('Go'));
    expect(streamed).toEqual(result.messages);
    expect(inShort(streamed)).toEqual(['user: Go', 'a: a1', 'b: b1']);
  });

  it('counts the task, and can stop on it', async () => {
    const { team } = three({ terminationCondition: new MaxMessageTermination(3) });
    expect(inShort((await team.run('Go')).messages)).toEqual(['user: Go', 'a: a1', 'b: b1']);
    const stopped = three({ terminationCondition: new TextMentionTermination('Go') });
    expect(await stopped.team.run('Go')).toMatchObject({ messages: [{}], stopReason: '“Go” was said.' });
  });

  it('delivers every message of the others to each speaker, once', async () => {
    const { team, models } = three({ maxTurns: 5 });
    await team.run('Go');
    const heard = models[1]?.requests.map(({ messages }) =>
      messages
        .filter(({ role }) => role !== 'system')
        .map((message) => 'content' in message && message.content),
    );
    expect(heard).toEqual([
      ['Go', 'a1'],
      ['Go', 'a1', 'b1', 'c1', 'a2'],
    ]);
  });

  it('starts over after a reset, with nothing remembered', async () => {
    const { team, models } = three({ maxTurns: 1 });
    await team.run('Go');
    team.reset();
    expect(inShort((await team.run('Again')).messages)).toEqual(['user: Again', 'a: a2']);
    expect(models[0]?.requests[1]?.messages).toHaveLength(2);
  });

  it('lets the speaker that failed try again', async () => {
    const a = assistant('a', ['a1', 'a2']).agent;
    const b = assistant('b', [{ error: 'unreachable' }, 'b1']).agent;
    const team = new RoundRobinGroupChat({ participants: [a, b], maxTurns: 2 });
    expect((await team.run('Go')).outcome).toMatchObject({ status: 'failed', failure: { agent: 'b' } });
    expect(inShort((await team.run()).messages)).toEqual(['b: b1']);
  });

  it('streams the selected speaker when requested', async () => {
    const { messages } = await three({ maxTurns: 1, emitTeamEvents: true }).team.run('Go');
    expect(messages[1]).toMatchObject({ type: 'SelectSpeakerEvent', content: ['a'] });
  });

  it('is refused without members, with duplicate names, or without a turn', () => {
    const { agent } = assistant('a', ['x']);
    const build = (options: object) => () => new RoundRobinGroupChat({ participants: [agent], ...options });
    expect(build({ participants: [] })).toThrow(expect.objectContaining({ field: 'participants' }));
    expect(build({ participants: [agent, agent] })).toThrow(
      expect.objectContaining({ field: 'participants.1.name' }),
    );
    expect(build({ name: 'a' })).toThrow(/taken/);
    expect(build({ maxTurns: 0 })).toThrow(expect.objectContaining({ field: 'maxTurns' }));
    expect(build({ maxTurns: 0 })).toThrow('Give a whole number from 1 up.');
  });
});

describe('nested teams', () => {
  it('nest three levels deep', async () => {
    const make = (
      name: string,
      participants: ConstructorParameters<typeof RoundRobinGroupChat>[0]['participants'],
      maxTurns: number,
    ) => new RoundRobinGroupChat({ name, participants, maxTurns });
    const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name) =>
      assistant(
        name,
        ['1', '2', '3'].map((n) => name + n),
      ),
    );
    if (!a || !b || !c || !d) throw new Error('four were made');
    const inner = make('inner', [a.agent, b.agent], 2);
    const middle = make('middle', [inner, c.agent], 2);
    const outer = make('outer', [middle, d.agent], 3);
    const { messages, stopReason } = await outer.run('Go');
    expect(inShort(messages)).toEqual([
      'user: Go',
      'a: a1',
      'b: b1',
      'c: c1',
      'd: d1',
      'a: a2',
      'b: b2',
      'c: c2',
    ]);
    expect(stopReason).toBe('It ends after 3 turns.');
    const heardByD = d.model.requests[0]?.messages.slice(1);
    expect(heardByD?.map((message) => 'content' in message && message.content)).toEqual([
      'Go',
      'a1',
      'b1',
      'c1',
    ]);
    const secondOfA = a.model.requests[1]?.messages.slice(1);
    expect(secondOfA?.map((message) => 'content' in message && message.content)).toEqual([
      'Go',
      'a1',
      'b1',
      'c1',
      'd1',
    ]);
  });
});
