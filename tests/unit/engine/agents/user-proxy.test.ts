import { afterEach, describe, expect, it, vi } from 'vitest';
import { InputRequests } from '#main/engine/people/input-requests.ts';
import { UserProxyAgent } from '#main/engine/people/user-proxy-agent.ts';
import type { UserProxyAgentOptions } from '#main/engine/people/user-proxy-agent.ts';
import type { UserInput } from '#main/engine/ports.ts';
import { stamp } from '#main/engine/run/run-context.ts';
import { RoundRobinGroupChat } from '#main/engine/teams/round-robin-group-chat.ts';
import { StopMessageTermination } from '#main/engine/termination/stop-message-termination.ts';
import type { TaskResult } from '#shared/agents/task-result.ts';
import { assistant, inShort, readRun, testEnvironment } from '../../../support/engine.ts';

afterEach(() => vi.useRealTimers());

const throughJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** A person who gives these answers, one after the other. */
function says(...texts: string[]): UserInput & { asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    ask: (request) => {
      asked.push(request.requestId);
      return Promise.resolve({ type: 'message', text: texts.shift() ?? 'nothing left to say' });
    },
  };
}

const person = (userInput: UserInput, options: Partial<UserProxyAgentOptions> = {}) =>
  new UserProxyAgent({ name: 'ann', userInput, ...options });

function chatWith(human: UserProxyAgent, replies: string[], maxTurns?: number) {
  return new RoundRobinGroupChat({
    participants: [assistant('bot', replies).agent, human],
    terminationCondition: new StopMessageTermination(),
    ...(maxTurns !== undefined && { maxTurns }),
  });
}

const requestsOf = ({ outcome }: TaskResult) => (outcome.status === 'waiting' ? outcome.requests : []);

describe('a person in a chat', () => {
  it('is asked each time, in run and in stream', async () => {
    const expected = [
      'user: Go',
      'bot: One?',
      'ann: [UserInputRequestedEvent]',
      'ann: Yes.',
      'bot: Two?',
      'ann: [UserInputRequestedEvent]',
      'ann: No.',
    ];
    const team = () => chatWith(person(says('Yes.', 'No.')), ['One?', 'Two?'], 4);
    expect(inShort((await team().run('Go')).messages)).toEqual(expected);
    expect(inShort((await readRun(team().runStream('Go'))).streamed)).toEqual(expected);
  });

  it('has an automatic reply for an empty answer, and ends the chat with “exit”', async () => {
    const team = chatWith(person(says('', ' Exit '), { defaultAutoReply: 'Carry on.' }), ['1', '2']);
    const { messages, stopReason } = await team.run('Go');
    expect(inShort(messages).filter((line) => !line.includes('['))).toEqual([
      'user: Go',
      'bot: 1',
      'ann: Carry on.',
      'bot: 2',
      'ann: ann ended the chat.',
    ]);
    expect(stopReason).toBe('Somebody said to stop.');
  });

  it('is asked with TERMINATE only when the chat would end, and can continue it', async () => {
    const human = says('One more.', '');
    const team = chatWith(person(human, { humanInputMode: 'TERMINATE' }), [
      'Working.',
      'Done. TERMINATE',
      'Really done. TERMINATE',
    ]);
    const { messages } = await team.run('Go');
    expect(inShort(messages).filter((line) => line.startsWith('ann'))).toEqual([
      'ann: Go on.',
      'ann: [UserInputRequestedEvent]',
      'ann: One more.',
      'ann: [UserInputRequestedEvent]',
      'ann: ann ended the chat.',
    ]);
    expect(human.asked).toHaveLength(2);
  });

  it('is asked with TERMINATE after the maximum of automatic replies, which then restart', async () => {
    const human = says('Still here.', '');
    const team = chatWith(person(human, { humanInputMode: 'TERMINATE', maxConsecutiveAutoReply: 1 }), [
      '1',
      '2',
      '3',
      '4',
    ]);
    const { messages } = await team.run('Go');
    expect(inShort(messages).filter((line) => /^ann: \w/.test(line))).toEqual([
      'ann: Go on.',
      'ann: Still here.',
      'ann: Go on.',
      'ann: ann ended the chat.',
    ]);
  });

  it('has the same count of automatic replies after a restart', async () => {
    const options = { humanInputMode: 'NEVER', maxConsecutiveAutoReply: 2 } as const;
    const before = person(says(), options);
    const alone = (human: UserProxyAgent) => chatWith(human, ['1', '2', '3'], 2);
    await alone(before).run('Go');
    const after = person(says(), options);
    after.loadState(throughJson(before.saveState()));
    expect(after.saveState()).toEqual(before.saveState());
    const said = inShort((await chatWith(after, ['1', '2', '3']).run('Go')).messages);
    expect(said.filter((line) => line.startsWith('ann'))).toEqual([
      'ann: Go on.',
      'ann: ann ended the chat.',
    ]);
  });

  it('is never asked with NEVER', async () => {
    const human = says();
    const team = chatWith(person(human, { humanInputMode: 'NEVER', maxConsecutiveAutoReply: 2 }), [
      '1',
      '2',
      '3',
    ]);
    const { messages } = await team.run('Go');
    expect(inShort(messages).filter((line) => line.startsWith('ann'))).toEqual([
      'ann: Go on.',
      'ann: Go on.',
      'ann: ann ended the chat.',
    ]);
    expect(human.asked).toEqual([]);
  });

  it('hands back to the one that handed over', async () => {
    const environment = testEnvironment();
    const handoff = stamp(environment, {
      type: 'HandoffMessage',
      source: 'desk',
      target: 'ann',
      content: 'Your turn.',
      context: [],
    });
    const { messages } = await person(says('Refund it.')).run(handoff);
    expect(messages.at(-1)).toMatchObject({ type: 'HandoffMessage', target: 'desk', content: 'Refund it.' });
  });

  it('who fails is named in the failure', async () => {
    const broken = { ask: () => Promise.reject(new Error('no terminal')) };
    const { outcome } = await chatWith(person(broken), ['Hi']).run('Go');
    expect(outcome).toMatchObject({ status: 'failed', failure: { agent: 'ann' } });
  });

  it('refuses an invalid limit', () => {
    expect(() => person(says(), { maxConsecutiveAutoReply: -1 })).toThrow(
      expect.objectContaining({ field: 'maxConsecutiveAutoReply' }),
    );
  });
});

describe('a person who answers later', () => {
  /** The same people and agents as after a restart, with a team around the team. */
  function office(requests: InputRequests, replies: string[]) {
    const inner = chatWith(person(requests), replies, 2);
    const editor = assistant('editor', ['Noted.']);
    return new RoundRobinGroupChat({ name: 'office', participants: [inner, editor.agent], maxTurns: 2 });
  }

  it('is waited for across a restart: save, load, answer, resume', async () => {
    const first = office(new InputRequests({ patienceMs: 0 }), ['Which colour?']);
    const waiting = await first.run('Paint it');
    const [request] = requestsOf(waiting);
    expect(request).toMatchObject({ source: 'ann', purpose: 'answer' });
    const saved = throughJson(first.saveState());

    const desk = new InputRequests({ patienceMs: 0 });
    const second = office(desk, ['never said']);
    second.loadState(saved);
    expect(throughJson(second.saveState())).toEqual(saved);
    expect(requestsOf(await second.run())).toEqual([request]);

    desk.answer(request?.requestId ?? '', { type: 'message', text: 'Teal.' });
    const result = await second.run();
    expect(result.outcome).toEqual({ status: 'complete' });
    expect(inShort(result.messages)).toEqual([
      'ann: [UserInputRequestedEvent]',
      'ann: Teal.',
      'editor: Noted.',
    ]);
  });

  it('can answer while the run waits', async () => {
    const changes: number[] = [];
    const desk: InputRequests = new InputRequests({ onChange: () => changes.push(desk.open.length) });
    const run = readRun(person(desk).runStream('Ready?'));
    await expect.poll(() => desk.open, { timeout: 30_000 }).toHaveLength(1);
    const [request] = desk.open;
    expect(() => desk.answer(request?.requestId ?? '', { type: 'approve' })).toThrow(/Answer with words/);
    desk.answer(request?.requestId ?? '', { type: 'message', text: 'Yes.' });
    expect(inShort((await run).streamed).at(-1)).toBe('ann: Yes.');
    expect(changes).toEqual([1, 0]);
  });

  it('has a timeout, after which the run waits for them or continues without', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const desk = new InputRequests();
    const patient = person(desk, { timeoutMs: 5_000 });
    const late = patient.run('Ready?');
    await vi.advanceTimersByTimeAsync(5_000);
    const waiting = await late;
    expect(requestsOf(waiting)).toHaveLength(1);
    expect(desk.open).toEqual([]);

    const skipped = person(desk, { timeoutMs: 5_000, onTimeout: 'auto-reply' }).run('Ready?');
    await vi.advanceTimersByTimeAsync(5_000);
    expect(inShort((await skipped).messages).at(-1)).toBe('ann: Go on.');

    const inTime = patient.run();
    await vi.advanceTimersByTimeAsync(1);
    desk.answer(requestsOf(waiting)[0]?.requestId ?? '', { type: 'message', text: 'Sorry, yes.' });
    expect(inShort((await inTime).messages).at(-1)).toBe('ann: Sorry, yes.');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('need not answer when the run is cancelled: nothing keeps waiting, and the request is asked again', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const desk = new InputRequests();
    const agent = person(desk, { timeoutMs: 5_000 });
    const stop = new AbortController();
    const run = agent.run('Ready?', { signal: stop.signal });
    await expect.poll(() => desk.open, { timeout: 30_000 }).toHaveLength(1);
    const [before] = desk.open;
    stop.abort();
    expect((await run).outcome).toEqual({ status: 'cancelled' });
    expect(desk.open).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
    const again = agent.run();
    await expect.poll(() => desk.open, { timeout: 30_000 }).toHaveLength(1);
    expect(desk.open).toEqual([before]);
    desk.answer(before?.requestId ?? '', { type: 'message', text: 'Yes.' });
    expect(inShort((await again).messages).at(-1)).toBe('ann: Yes.');
  });

  it('refuses a state that is not theirs', () => {
    expect(() => person(says()).loadState(assistant('a', ['x']).agent.saveState())).toThrow(
      /AssistantAgentState/,
    );
    expect(() => person(says()).loadState({ type: 'UserProxyAgentState', version: 2 })).toThrow(/newer/);
  });
});
