/** Teams whose members answer without handing over, or are always selected: a person gets the turn. */
import { describe, expect, it } from 'vitest';
import type { Participant } from '#main/engine/agents/participant.ts';
import { MessageFilterAgent } from '#main/engine/agents/message-filter-agent.ts';
import { SocietyOfMindAgent } from '#main/engine/agents/society-of-mind-agent.ts';
import { standardComponents } from '#main/engine/components/standard-components.ts';
import { InputRequests } from '#main/engine/people/input-requests.ts';
import { RunController } from '#main/engine/people/run-controller.ts';
import { UserProxyAgent } from '#main/engine/people/user-proxy-agent.ts';
import type { GroupChatOptions } from '#main/engine/teams/base-group-chat.ts';
import { RoundRobinGroupChat } from '#main/engine/teams/round-robin-group-chat.ts';
import { SelectorGroupChat } from '#main/engine/teams/selector/selector-group-chat.ts';
import { Swarm } from '#main/engine/teams/swarm.ts';
import { ScriptedChatModel } from '#main/models/scripted/scripted-chat-model.ts';
import type { TaskResult } from '#shared/agents/task-result.ts';
import { assistant, inShort } from '../../../support/engine.ts';

/** Gives the same answer each time, whatever it received. */
const talker = (name: string, words = `${name} talks.`) =>
  assistant(name, [{ reply: words, times: 999 }], { handoffs: [] });

/** Calls the same tool each time it is asked. */
const hander = (name: string, target: string) =>
  assistant(name, [{ toolCalls: [{ name: `transfer_to_${target}` }], times: 999 }], { handoffs: [target] });

const ann = (desk: InputRequests, name = 'ann') => new UserProxyAgent({ name, userInput: desk });
const swarm = (participants: Participant[], options: Partial<GroupChatOptions> = {}) =>
  new Swarm({ participants, ...options });
const said = ({ messages }: TaskResult) => inShort(messages).filter((line) => !line.includes('['));

describe('a swarm whose member answers without a handoff', () => {
  it('stops for the person after two turns, and continues with their message', async () => {
    const desk = talker('desk');
    const team = swarm([desk.agent, talker('billing').agent]);
    const first = await team.run('Hello');
    expect(said(first)).toEqual(['user: Hello', 'desk: desk talks.', 'desk: desk talks.']);
    expect(first).toMatchObject({
      stopReason: 'It is your turn: desk has spoken 2 times in a row.',
      outcome: { status: 'complete' },
    });
    expect(said(await team.run('My bill'))).toHaveLength(3);
    expect(desk.model.requests).toHaveLength(4);
  });

  it.each([1, 2, 5])('can have another limit: %i', async (maxConsecutiveTurns) => {
    const desk = talker('desk');
    await swarm([desk.agent], { maxConsecutiveTurns }).run('Hello');
    expect(desk.model.requests).toHaveLength(maxConsecutiveTurns);
  });

  it('hands over to a participating person, who hands back', async () => {
    const desk = talker('desk');
    const requests = new InputRequests({ patienceMs: 0 });
    const team = swarm([desk.agent, ann(requests)], { maxConsecutiveTurns: 1 });
    const { outcome } = await team.run('Hello');
    expect(outcome.status).toBe('waiting');
    const asked = outcome.status === 'waiting' ? (outcome.requests[0]?.requestId ?? '') : '';
    requests.answer(asked, { type: 'message', text: 'It is broken.' });
    const again = swarm([desk.agent, ann(requests)], { maxConsecutiveTurns: 1 });
    again.loadState(JSON.parse(JSON.stringify(team.saveState())));
    const result = await again.run();
    expect(said(result)).toEqual(['ann: It is broken.', 'desk: desk talks.', 'desk: Over to ann.']);
    expect(result.outcome.status).toBe('waiting');
  });

  it('recognises a person behind a filter', async () => {
    const requests = new InputRequests({ patienceMs: 0 });
    const filtered = new MessageFilterAgent({
      wrappedAgent: ann(requests),
      filter: { perSource: [{ source: 'desk' }] },
    });
    const { outcome } = await swarm([talker('desk').agent, filtered]).run('Hello');
    expect(outcome.status).toBe('waiting');
  });

  it('does not count a user proxy that never asks as a person', async () => {
    const robot = new UserProxyAgent({
      name: 'robot',
      humanInputMode: 'NEVER',
      userInput: new InputRequests({ patienceMs: 0 }),
    });
    const { outcome } = await swarm([talker('desk').agent, robot]).run('Hello');
    expect(outcome.status).toBe('complete');
  });

  it('does not limit people', async () => {
    const answers = ['One.', 'Two.', 'Three.', 'exit'].values();
    const userInput = {
      ask: () => Promise.resolve({ type: 'message' as const, text: answers.next().value ?? '' }),
    };
    const person = new UserProxyAgent({ name: 'ann', userInput });
    const result = await swarm([person], { maxTurns: 4 }).run('Talk');
    expect(said(result).slice(1)).toEqual([
      'ann: One.',
      'ann: Two.',
      'ann: Three.',
      'ann: ann ended the chat.',
    ]);
  });

  it('counts one that hands over to itself', async () => {
    const desk = hander('desk', 'desk');
    const { stopReason } = await swarm([desk.agent, talker('b').agent]).run('Hello');
    expect(stopReason).toContain('desk has spoken 2 times in a row');
  });

  it('counts a nested team as one speaker', async () => {
    const inner = new RoundRobinGroupChat({
      name: 'inner',
      participants: [talker('x').agent, talker('y').agent],
      maxTurns: 2,
    });
    const { stopReason } = await swarm([inner, talker('b').agent]).run('Hello');
    expect(stopReason).toBe('It is your turn: inner has spoken 2 times in a row.');
  });

  it('ends inside an agent, which continues with the result', async () => {
    const inner = swarm([talker('triage').agent], { name: 'inner' });
    const society = new SocietyOfMindAgent({
      name: 'society',
      team: inner,
      modelClient: new ScriptedChatModel([{ reply: 'In short.' }]),
    });
    const { messages } = await society.run('Hello');
    expect(messages.at(-1)).toMatchObject({ source: 'society', content: 'In short.' });
  });

  it('resets the count when a person says something meanwhile', async () => {
    const desk = talker('desk');
    const controller = new RunController({ participant: swarm([desk.agent]) });
    let turns = 0;
    for await (const message of controller.runStream('Hello')) {
      if (message.source !== 'desk' || message.type !== 'TextMessage') continue;
      turns += 1;
      if (turns === 1) controller.inject('And another thing.');
    }
    expect(turns).toBe(3);
  });

  it('keeps the count in another process', async () => {
    const team = swarm([talker('desk').agent]);
    const run = team.runStream('Hello');
    for (let step = await run.next(); step.done !== true; step = await run.next())
      if (step.value.source === 'desk') break;
    const state: unknown = JSON.parse(JSON.stringify(team.saveState()));
    await run.return(undefined as never);
    const again = swarm([talker('desk').agent]);
    again.loadState(state);
    expect(said(await again.run())).toEqual(['desk: desk talks.']);
  });
});

describe('a selector that always selects the same', () => {
  const names = ['a', 'b'];
  const participants = () => names.map((name) => talker(name).agent);

  it('must select another after two turns in a row', async () => {
    const modelClient = new ScriptedChatModel([{ reply: 'a', times: 999 }]);
    const team = new SelectorGroupChat({
      participants: participants(),
      modelClient,
      allowRepeatedSpeaker: true,
      maxTurns: 6,
    });
    expect(
      said(await team.run('Go'))
        .slice(1)
        .map((line) => line[0])
        .join(''),
    ).toBe('aabaab');
  });

  it('stops for the person when a function insists', async () => {
    const team = new SelectorGroupChat({ participants: participants(), selectorFunc: () => 'a' });
    const { messages, stopReason } = await team.run('Go');
    expect(messages).toHaveLength(3);
    expect(stopReason).toContain('a has spoken 2 times in a row');
  });
});

describe('other teams', () => {
  it('with one member have no limit', async () => {
    const one = talker('one');
    await new RoundRobinGroupChat({ participants: [one.agent], maxTurns: 7 }).run('Go');
    expect(one.model.requests).toHaveLength(7);
  });

  it('refuse a limit below one turn', () => {
    const make = () => swarm([talker('a').agent], { maxConsecutiveTurns: 0 });
    expect(make).toThrow(expect.objectContaining({ code: 'invalid_input', field: 'maxConsecutiveTurns' }));
  });

  it('have the limit as data', () => {
    const part = (provider: string, config: Record<string, unknown>) => ({ provider, version: 1, config });
    const component = part('Swarm', {
      participants: [part('AssistantAgent', { name: 'a', model: 'm' })],
      maxConsecutiveTurns: 0,
    });
    const models = { m: new ScriptedChatModel([{ reply: '-' }]) };
    expect(standardComponents().check('participant', component, { models })).toMatchObject([
      { path: 'config.maxConsecutiveTurns' },
    ]);
  });
});
