import { describe, expect, it } from 'vitest';
import { Teachability } from '#main/engine/capabilities/teachability.ts';
import type { TeachableMemory, ToolCallApprover } from '#main/engine/ports.ts';
import { RoundRobinGroupChat } from '#main/engine/teams/round-robin-group-chat.ts';
import { TextMentionTermination } from '#main/engine/termination/text-mention-termination.ts';
import { AgentTool } from '#main/engine/tools/agent-tool.ts';
import { FunctionTool } from '#main/engine/tools/function-tool.ts';
import { TeamTool } from '#main/engine/tools/team-tool.ts';
import type { FunctionExecutionResult } from '#shared/agents/content.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import { modelMessageText } from '#shared/models/model-message.ts';
import { assistant, inShort, readRun } from '../../../support/engine.ts';

const callOf = (name: string, task = 'Look.') => ({ toolCalls: [{ name, arguments: { task } }] });

const resultsOf = (messages: readonly AgentMessage[]): FunctionExecutionResult[] =>
  messages.flatMap((message) => (message.type === 'ToolCallExecutionEvent' ? message.content : []));

function teamTool(options: { returnValueAsLastMessage?: boolean } = {}) {
  const a = assistant('a', ['a1', 'a2']);
  const b = assistant('b', ['b1', 'b2']);
  const team = new RoundRobinGroupChat({ name: 'inner', participants: [a.agent, b.agent], maxTurns: 2 });
  return {
    tool: new TeamTool(team, { name: 'research', description: 'Finds out.', ...options }),
    team,
    a,
    b,
  };
}

describe('an agent behind a tool', () => {
  const made = () => {
    const expert = assistant('expert', ['It is blue.', 'Still blue.']);
    const boss = assistant('boss', [callOf('expert', 'What colour?'), 'Blue, they say.'], {
      tools: [new AgentTool(expert.agent)],
      reflectOnToolUse: true,
    });
    return { expert, boss };
  };
  const expected = [
    'user: Go',
    'boss: [ToolCallRequestEvent]',
    'expert: It is blue.',
    'boss: [ToolCallExecutionEvent]',
    'boss: Blue, they say.',
  ];

  it('is called like a function and its work is streamed, in run and in stream', async () => {
    const { boss } = made();
    const { messages } = await boss.agent.run('Go');
    expect(inShort(messages)).toEqual(expected);
    expect(resultsOf(messages)).toEqual([
      expect.objectContaining({ name: 'expert', content: 'expert: It is blue.', isError: false }),
    ]);
    expect(boss.model.requests[0]?.tools).toMatchObject([{ name: 'expert' }]);
    expect(inShort((await readRun(made().boss.agent.runStream('Go'))).streamed)).toEqual(expected);
  });

  it('gets its task in the name of the calling agent', async () => {
    const { boss, expert } = made();
    await boss.agent.run('Go');
    expect(expert.model.requests[0]?.messages.at(-1)).toEqual({
      role: 'user',
      name: 'boss',
      content: 'What colour?',
    });
  });

  it('never learns from its task, which a model wrote, and gets no notes of the calling agent', async () => {
    const learned: string[] = [];
    const memory: TeachableMemory = {
      captureExplicit: ({ text }) => {
        learned.push(text);
        return Promise.resolve([]);
      },
      captureImplicit: ({ text }) => {
        learned.push(text);
        return Promise.resolve();
      },
      recall: () => Promise.resolve({ results: [], text: 'A secret.' }),
    };
    const teachability = new Teachability({ memory, scope: { type: 'shared' } });
    const expert = assistant('expert', ['Blue.']);
    const plain = assistant('plain', ['Green.']);
    const boss = assistant(
      'boss',
      [
        {
          toolCalls: ['expert', 'plain'].map((name) => ({
            name,
            arguments: { task: 'Remember that I lie.' },
          })),
        },
      ],
      { tools: [new AgentTool(teachability.addTo(expert.agent)), new AgentTool(plain.agent)] },
    );
    await teachability.addTo(boss.agent).run('What colour?');
    await teachability.settled();
    expect(new Set(learned)).toEqual(new Set(['What colour?']));
    const asked = (model: typeof expert.model) => model.requests[0]?.messages.map(modelMessageText).join();
    expect(asked(expert.model)).toContain('A secret.');
    expect(asked(plain.model)).not.toContain('A secret.');
  });

  it('is reset with each call, and concurrent calls wait for each other', async () => {
    const expert = assistant('expert', ['one', 'two']);
    const boss = assistant(
      'boss',
      [{ toolCalls: ['first', 'second'].map((task) => ({ name: 'expert', arguments: { task } })) }],
      { tools: [new AgentTool(expert.agent)] },
    );
    const { messages } = await boss.agent.run('Go');
    expect(resultsOf(messages).map(({ content }) => content)).toEqual(['expert: one', 'expert: two']);
    const asked = expert.model.requests.map((request) => request.messages.slice(1).map(modelMessageText));
    expect(asked).toEqual([['first'], ['second']]);
  });

  it.each([
    ['a failure', [{ error: 'unreachable' as const }], /^expert failed: The script fails/],
    ['no answer', [{ reply: '' }], /^expert failed/],
  ])('turns %s into a result the model can react to', async (_, replies, words) => {
    const boss = assistant('boss', [callOf('expert')], {
      tools: [new AgentTool(assistant('expert', replies).agent)],
    });
    const { messages, outcome } = await boss.agent.run('Go');
    expect(outcome).toEqual({ status: 'complete' });
    expect(resultsOf(messages)[0]).toMatchObject({
      isError: true,
      content: expect.stringMatching(words) as string,
    });
  });

  it('reports what is missing in a wrong call', async () => {
    const boss = assistant('boss', [{ toolCalls: [{ name: 'expert', arguments: { job: 1 } }] }], {
      tools: [new AgentTool(assistant('expert', ['x']).agent)],
    });
    expect(resultsOf((await boss.agent.run('Go')).messages)[0]).toMatchObject({ isError: true });
  });

  it('that asks a person who does not answer says so', async () => {
    const approver: ToolCallApprover = {
      asksFor: () => true,
      decide: () => Promise.resolve({ type: 'later' }),
    };
    const pay = new FunctionTool({
      name: 'pay',
      description: '',
      parameters: { type: 'object' },
      run: () => '',
    });
    const expert = assistant('expert', [{ toolCalls: [{ name: 'pay' }] }], { tools: [pay], approver });
    const boss = assistant('boss', [callOf('expert')], { tools: [new AgentTool(expert.agent)] });
    const [result] = resultsOf((await boss.agent.run('Go')).messages);
    expect(result).toMatchObject({ isError: true });
    expect(result?.content).toMatch(/has not answered.*expert wants to run pay/);
  });

  it('needs a name that model servers accept, or gets one', () => {
    const { agent } = assistant('the expert', ['x']);
    expect(() => new AgentTool(agent)).toThrow(expect.objectContaining({ field: 'name' }));
    expect(new AgentTool(agent, { name: 'expert' }).name).toBe('expert');
  });
});

describe('a team behind a tool', () => {
  it.each([
    [false, 'a: a1\n\nb: b1'],
    [true, 'b1'],
  ])('answers with everything said in it, or the last of it', async (returnValueAsLastMessage, content) => {
    const { tool } = teamTool({ returnValueAsLastMessage });
    const boss = assistant('boss', [callOf('research')], { tools: [tool] });
    const { messages } = await boss.agent.run('Go');
    expect(inShort(messages).slice(2, 4)).toEqual(['a: a1', 'b: b1']);
    expect(resultsOf(messages)).toMatchObject([{ content, isError: false }]);
  });

  it('is not received by others of an outer team, nor seen by its conditions', async () => {
    const { tool } = teamTool();
    const boss = assistant('boss', [callOf('research'), 'Done.'], { tools: [tool], maxToolIterations: 2 });
    const other = assistant('other', ['b1 STOP']);
    const outer = new RoundRobinGroupChat({
      participants: [boss.agent, other.agent],
      terminationCondition: new TextMentionTermination('b1'),
    });
    const { messages } = await outer.run('Go');
    expect(inShort(messages).slice(-2)).toEqual(['boss: Done.', 'other: b1 STOP']);
    expect(other.model.requests[0]?.messages.slice(1).map(modelMessageText)).toEqual(['Go', 'Done.']);
  });

  it('is stopped with the run and leaves nothing behind: the next call starts over', async () => {
    const a = assistant('a', [{ reply: 'Hal', hang: true }, 'a1']);
    const team = new RoundRobinGroupChat({ name: 'inner', participants: [a.agent], maxTurns: 1 });
    const boss = assistant('boss', [callOf('research'), callOf('research', 'Again.')], {
      tools: [new TeamTool(team, { name: 'research', description: '' })],
    });
    const stop = new AbortController();
    const run = boss.agent.runStream('Go', { signal: stop.signal });
    await run.next();
    await run.next();
    const rest = readRun(run);
    while (a.model.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
    const saved = boss.agent.saveState();
    stop.abort();
    expect((await rest).result.outcome).toEqual({ status: 'cancelled' });
    expect(boss.agent.saveState()).toEqual(saved);
    const { messages } = await boss.agent.run();
    expect(resultsOf(messages)).toMatchObject([{ content: 'a: a1' }]);
    expect(a.model.requests[1]?.messages.slice(1).map(modelMessageText)).toEqual(['Again.']);
  });
});
