import { describe, expect, it } from 'vitest';
import type { Participant } from '#main/engine/agents/participant.ts';
import { SocietyOfMindAgent } from '#main/engine/agents/society-of-mind-agent.ts';
import { standardComponents } from '#main/engine/components/standard-components.ts';
import { InputRequests } from '#main/engine/people/input-requests.ts';
import { UserProxyAgent } from '#main/engine/people/user-proxy-agent.ts';
import { collectRun, streamTask } from '#main/engine/run/stream-task.ts';
import { stamp, systemEnvironment } from '#main/engine/run/run-context.ts';
import type { GroupChatOptions } from '#main/engine/teams/base-group-chat.ts';
import { RoundRobinGroupChat } from '#main/engine/teams/round-robin-group-chat.ts';
import { Swarm } from '#main/engine/teams/swarm.ts';
import { HandoffTermination } from '#main/engine/termination/handoff-termination.ts';
import { MaxMessageTermination } from '#main/engine/termination/max-message-termination.ts';
import { TextMentionTermination } from '#main/engine/termination/text-mention-termination.ts';
import { FunctionTool } from '#main/engine/tools/function-tool.ts';
import { ScriptedChatModel } from '#main/models/scripted/scripted-chat-model.ts';
import type { ScriptRuleInput } from '#main/models/scripted/script.ts';
import { modelMessageText } from '#shared/models/model-message.ts';
import { assistant, inShort, readRun } from '../../../support/engine.ts';

const throughJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** A model’s handoff call. */
const to = (...targets: string[]): ScriptRuleInput => ({
  toolCalls: targets.map((target) => ({ name: `transfer_to_${target}` })),
});

function member(name: string, handoffs: string[], replies: readonly (string | ScriptRuleInput)[]) {
  return assistant(name, replies, { handoffs });
}

const swarm = (participants: Participant[], options: Partial<GroupChatOptions> = {}) =>
  new Swarm({ participants, ...options });

/** The messages without events. */
const said = (lines: string[]) => lines.filter((line) => !line.includes('['));

const handedTo = (name: string) => `Transferred to ${name}, adopting the role of ${name} immediately.`;

describe('a swarm', () => {
  const made = () => {
    // By content, and not by the number of requests: an interrupted turn is repeated.
    const often = 99;
    const desk = member(
      'desk',
      ['billing'],
      [
        { when: { lastUserIncludes: 'my bill' }, times: often, ...to('billing') },
        { reply: 'Closed. DONE', times: often },
      ],
    );
    const billing = member(
      'billing',
      ['desk'],
      [
        { when: { notIncludes: 'looking' }, reply: 'Looking.', times: often },
        { times: often, ...to('desk') },
      ],
    );
    return {
      team: swarm([desk.agent, billing.agent], { terminationCondition: new TextMentionTermination('DONE') }),
      desk,
      billing,
    };
  };
  const expected = [
    'user: My bill',
    `desk: ${handedTo('billing')}`,
    'billing: Looking.',
    `billing: ${handedTo('desk')}`,
    'desk: Closed. DONE',
  ];

  it('follows each handoff and stays there, in run and in stream', async () => {
    expect(said(inShort((await made().team.run('My bill')).messages))).toEqual(expected);
    expect(said(inShort((await readRun(made().team.runStream('My bill'))).streamed))).toEqual(expected);
  });

  it('begins with the first again after a reset', async () => {
    const desk = member('desk', ['billing'], [to('billing'), 'Yes?']);
    const billing = member('billing', [], ['Looking.']);
    const team = swarm([desk.agent, billing.agent], { maxTurns: 1 });
    await team.run('My bill');
    team.reset();
    expect(inShort((await team.run('Hello')).messages)).toEqual(['user: Hello', 'desk: Yes?']);
  });

  it('continues with the current participant on another task', async () => {
    const desk = member('desk', ['billing'], [to('billing')]);
    const billing = member('billing', [], ['One.', 'Two.']);
    const team = swarm([desk.agent, billing.agent], { maxTurns: 2 });
    await team.run('My bill');
    expect(inShort((await team.run('And?')).messages).slice(0, 2)).toEqual(['user: And?', 'billing: Two.']);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'stopped after %i messages resumes there, also elsewhere',
    async (after) => {
      const whole = inShort((await made().team.run('My bill')).messages);
      const first = made();
      const run = first.team.runStream('My bill');
      for (let count = 0; count < after; count += 1) await run.next();
      await run.return(undefined as never);
      const saved = throughJson(first.team.saveState());
      const second = made();
      second.team.loadState(saved);
      expect(throughJson(second.team.saveState())).toEqual(saved);
      expect(said(inShort((await first.team.run()).messages))).toEqual(said(whole.slice(after)));
      expect(said(inShort((await second.team.run()).messages))).toEqual(said(whole.slice(after)));
    },
  );
});

describe('tools called beside a handoff', () => {
  const look = new FunctionTool({
    name: 'look',
    description: 'Looks.',
    parameters: { type: 'object' },
    run: () => 'owes 5',
  });

  it('run, and the target gets their results with the handoff', async () => {
    const both = { toolCalls: [{ name: 'look' }, { name: 'transfer_to_billing' }] };
    const desk = assistant('desk', [both], { tools: [look], handoffs: ['billing'] });
    const billing = member('billing', [], ['Five.']);
    const { messages } = await swarm([desk.agent, billing.agent], { maxTurns: 2 }).run('My bill');
    expect(inShort(messages)).toEqual([
      'user: My bill',
      'desk: [ToolCallRequestEvent]',
      'desk: [ToolCallExecutionEvent]',
      `desk: ${handedTo('billing')}`,
      'billing: Five.',
    ]);
    const asked = billing.model.requests[0]?.messages.slice(1) ?? [];
    expect(asked.map(({ role }) => role)).toEqual(['user', 'assistant', 'tool', 'user']);
    expect(asked[2]).toMatchObject({ results: [{ name: 'look', content: 'owes 5' }] });
  });

  it('leave the words beside the handoff to the target, with and without other calls', async () => {
    const words = 'The customer owes 5; please be kind.';
    for (const extra of [[], [{ name: 'look' }]]) {
      const answer = { reply: words, toolCalls: [...extra, { name: 'transfer_to_billing' }] };
      const desk = assistant('desk', [answer], { tools: [look], handoffs: ['billing'] });
      const billing = member('billing', [], ['Five.']);
      await swarm([desk.agent, billing.agent], { maxTurns: 2 }).run('My bill');
      const asked = billing.model.requests[0]?.messages ?? [];
      expect(asked).toContainEqual(expect.objectContaining({ role: 'assistant', content: words }));
    }
  });

  it('and two handoffs at once hand over to the first', async () => {
    const desk = member('desk', ['billing', 'tech'], [to('tech', 'billing')]);
    const [billing, tech] = [member('billing', [], ['b']), member('tech', [], ['t'])];
    const team = swarm([desk.agent, billing.agent, tech.agent], { maxTurns: 2 });
    expect(inShort((await team.run('Go')).messages).at(-1)).toBe('tech: t');
  });
});

describe('a person outside a swarm', () => {
  const made = () => {
    const desk = member('desk', ['billing'], [to('billing'), 'never']);
    const billing = member('billing', ['ann'], [to('ann'), 'Thanks. DONE']);
    const terminationCondition = new HandoffTermination('ann').or(new TextMentionTermination('DONE'));
    return { team: swarm([desk.agent, billing.agent], { terminationCondition }), billing };
  };
  const back = (content: string, target = 'billing') =>
    stamp(systemEnvironment, { type: 'HandoffMessage', source: 'ann', target, content, context: [] });

  it('gets the turn, and hands it back with a HandoffMessage, possibly in another process', async () => {
    const first = made();
    const { stopReason, outcome } = await first.team.run('My bill');
    expect(stopReason).toBe('billing handed over to ann.');
    expect(outcome).toEqual({ status: 'complete' });
    const { messages } = await first.team.run(back('It is 5.'));
    expect(inShort(messages)).toEqual(['ann: It is 5.', 'billing: Thanks. DONE']);
    expect(
      modelMessageText(first.billing.model.requests[1]?.messages.at(-1) ?? { role: 'system', content: '' }),
    ).toBe('It is 5.');
  });

  it('is answered by the one that handed over after a plain message', async () => {
    const { team } = made();
    await team.run('My bill');
    expect(inShort((await team.run('It is 5.')).messages)).toEqual([
      'user: It is 5.',
      'billing: Thanks. DONE',
    ]);
  });

  it('can hand over to another', async () => {
    const { team } = made();
    await team.run('My bill');
    expect(inShort((await team.run(back('Ask the desk.', 'desk'))).messages)[1]).toBe('desk: never');
  });

  it('keeps the turn until there is a message: a run without a task stops at once and says why', async () => {
    const { team, billing } = made();
    await team.run('My bill');
    const { messages, stopReason, outcome } = await team.run();
    expect(messages).toEqual([]);
    expect(outcome).toEqual({ status: 'complete' });
    expect(stopReason).toBe('billing handed over to ann, who is not among desk, billing.');
    expect(billing.model.requests).toHaveLength(1);
  });

  it('cannot hand over to a stranger: nothing of that is stored', async () => {
    const { team } = made();
    await team.run('My bill');
    const before = team.saveState();
    const { outcome, messages } = await team.run(back('You.', 'zoe'));
    expect(outcome).toMatchObject({ failure: { error: { code: 'invalid_input', field: 'task' } } });
    expect(inShort(messages).at(-1)).toBe('Swarm: [ErrorEvent]');
    expect(team.saveState()).toEqual(before);
  });
});

describe('a person inside a swarm', () => {
  const made = (userInput: InputRequests) => {
    const desk = member('desk', ['ann'], [to('ann'), 'Refunded. DONE']);
    const ann = new UserProxyAgent({ name: 'ann', userInput });
    return {
      team: swarm([desk.agent, ann], { terminationCondition: new TextMentionTermination('DONE') }),
      desk,
    };
  };

  it('is waited for across a restart, and hands back to the asker', async () => {
    const desk = new InputRequests({ patienceMs: 0 });
    const first = made(desk);
    const { outcome } = await first.team.run('Refund me');
    const requests = outcome.status === 'waiting' ? outcome.requests : [];
    expect(requests).toMatchObject([{ source: 'ann', purpose: 'answer' }]);

    const saved = throughJson(first.team.saveState());
    const second = made(desk);
    second.team.loadState(saved);
    expect(throughJson(second.team.saveState())).toEqual(saved);
    desk.answer(requests[0]?.requestId ?? '', { type: 'message', text: 'I allow it.' });
    // The first reply of the script again: its model is new.
    const { messages } = await second.team.run(undefined, { signal: AbortSignal.timeout(5_000) });
    expect(said(inShort(messages)).slice(0, 2)).toEqual(['ann: I allow it.', `desk: ${handedTo('ann')}`]);
    expect(messages.find(({ type }) => type === 'HandoffMessage')).toMatchObject({
      source: 'ann',
      target: 'desk',
    });

    desk.answer(requests[0]?.requestId ?? '', { type: 'message', text: 'I allow it.' });
    expect(said(inShort((await first.team.run()).messages))).toEqual([
      'ann: I allow it.',
      'desk: Refunded. DONE',
    ]);
  });
});

describe('a handoff to a stranger', () => {
  it('stops the swarm with the list of members; the next message goes to the one that handed over', async () => {
    const desk = member('desk', ['zoe'], [to('zoe'), 'Sorry.']);
    const team = swarm([desk.agent, member('billing', [], ['x']).agent], { maxTurns: 5 });
    const { stopReason, outcome } = await team.run('Go');
    expect(outcome).toEqual({ status: 'complete' });
    expect(stopReason).toBe('desk handed over to zoe, who is not among desk, billing.');
    const { messages } = await collectRun(
      team.runStream('There is no zoe.', { signal: AbortSignal.timeout(5_000) }),
    );
    expect(inShort(messages).slice(0, 2)).toEqual(['user: There is no zoe.', 'desk: Sorry.']);
  });
});

describe('nested teams in a swarm', () => {
  const inner = () => {
    const x = member('x', ['y'], [{ ...to('y'), times: 2 }]);
    const y = member('y', [], [{ reply: 'y1', times: 2 }]);
    return new Swarm({ name: 'inner', participants: [x.agent, y.agent], maxTurns: 2 });
  };

  it('hand over among their members and keep the turn', async () => {
    const desk = member('desk', ['inner'], [to('inner')]);
    const team = swarm([desk.agent, inner()], { maxTurns: 2 });
    const { messages, stopReason } = await team.run('Go');
    expect(said(inShort(messages))).toEqual([
      'user: Go',
      `desk: ${handedTo('inner')}`,
      `x: ${handedTo('y')}`,
      'y: y1',
    ]);
    expect(stopReason).toMatch(/2 turns/);
    expect((team.saveState() as { manager: { current: string } }).manager.current).toBe('inner');
  });

  it('behind an agent hand over unseen', async () => {
    const modelClient = new ScriptedChatModel([{ reply: 'In short.' }]);
    const inside = [`x: ${handedTo('y')}`, 'y: y1'];
    const society = new SocietyOfMindAgent({ name: 'desk', team: inner(), modelClient });
    const team = swarm([society, member('y', [], ['outer y']).agent], { maxTurns: 2 });
    const { messages } = await team.run('Go');
    expect(said(inShort(messages))).toEqual([
      'user: Go',
      ...inside,
      'desk: In short.',
      ...inside,
      'desk: In short.',
    ]);
  });

  it('receive the earlier messages of the swarm', async () => {
    const critic = assistant('critic', ['Good.']);
    const desk = member('desk', ['review'], ['Draft.', to('review')]);
    const review = new RoundRobinGroupChat({ name: 'review', participants: [critic.agent], maxTurns: 1 });
    await swarm([desk.agent, review], { maxTurns: 3 }).run('Go');
    expect(critic.model.requests[0]?.messages.slice(1).map(modelMessageText)).toEqual([
      'Go',
      'Draft.',
      handedTo('review'),
    ]);
  });
});

describe('a swarm as a component', () => {
  const part = (provider: string, config: Record<string, unknown>) => ({ provider, version: 1, config });
  const component = part('Swarm', {
    participants: [
      part('AssistantAgent', { name: 'desk', model: 'desk', handoffs: ['billing'] }),
      part('AssistantAgent', { name: 'billing', model: 'billing' }),
    ],
    terminationCondition: part('MaxMessageTermination', { maxMessages: 3 }),
  });

  it('is built, runs and is dumped unchanged', async () => {
    const registry = standardComponents();
    const models = {
      desk: new ScriptedChatModel([to('billing')]),
      billing: new ScriptedChatModel([{ reply: 'Here.' }]),
    };
    const team = registry.load('participant', component, { models });
    expect(registry.dump(team)).toEqual(component);
    const { messages } = await collectRun(streamTask(team, 'Go'));
    expect(inShort(messages).at(-1)).toBe('billing: Here.');
  });

  it('is refused without members', () => {
    const load = () => standardComponents().load('participant', part('Swarm', { participants: [] }));
    expect(load).toThrow(expect.objectContaining({ field: 'config.participants' }));
    expect(() => swarm([], { terminationCondition: new MaxMessageTermination(2) })).toThrow(
      /no participants/,
    );
  });

  it('does not load the state of other members', () => {
    const team = () => swarm([member('desk', [], ['x']).agent]);
    const state = team().saveState() as { manager: object };
    const other = { ...state, manager: { ...state.manager, current: 'zoe' } };
    expect(() => team().loadState(other)).toThrow(expect.objectContaining({ field: 'current' }));
  });
});
