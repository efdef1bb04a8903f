import { describe, expect, it } from 'vitest';
import { SocietyOfMindAgent } from '#main/engine/agents/society-of-mind-agent.ts';
import type { SocietyOfMindAgentOptions } from '#main/engine/agents/society-of-mind-agent.ts';
import { RunController } from '#main/engine/people/run-controller.ts';
import type { UserInput } from '#main/engine/ports.ts';
import { UserProxyAgent } from '#main/engine/people/user-proxy-agent.ts';
import { RoundRobinGroupChat } from '#main/engine/teams/round-robin-group-chat.ts';
import { MaxMessageTermination } from '#main/engine/termination/max-message-termination.ts';
import { TextMentionTermination } from '#main/engine/termination/text-mention-termination.ts';
import { TokenUsageTermination } from '#main/engine/termination/token-usage-termination.ts';
import { ScriptedChatModel } from '#main/models/scripted/scripted-chat-model.ts';
import type { ScriptRuleInput } from '#main/models/scripted/script.ts';
import { modelMessageText } from '#shared/models/model-message.ts';
import { assistant, inShort, readRun } from '../../../support/engine.ts';

const throughJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const usage = { promptTokens: 10, completionTokens: 2 };

function society(
  replies: { a: (string | ScriptRuleInput)[]; b: string[]; answers: (string | ScriptRuleInput)[] },
  options: Partial<SocietyOfMindAgentOptions> = {},
) {
  const a = assistant('a', replies.a);
  const b = assistant('b', replies.b);
  const team = new RoundRobinGroupChat({ name: 'inner', participants: [a.agent, b.agent], maxTurns: 2 });
  const script = replies.answers.map((reply) => ({
    times: 1,
    ...(typeof reply === 'string' ? { reply } : reply),
  }));
  const model = new ScriptedChatModel(script, 'model-of-society');
  const agent = new SocietyOfMindAgent({ name: 'som', team, modelClient: model, ...options });
  return { agent, team, model, a, b };
}

const texts = (model: ScriptedChatModel, request: number) =>
  (model.requests[request]?.messages ?? []).map(modelMessageText);

describe('a society of mind', () => {
  const replies = { a: ['a1', 'a2'], b: ['b1', 'b2'], answers: ['Once.', 'Twice.'] };
  const expected = ['user: Go', 'a: a1', 'b: b1', 'som: Once.'];

  it('streams its discussion and answers once, in run and in stream', async () => {
    const byRun = await society(replies).agent.run('Go');
    expect(inShort(byRun.messages)).toEqual(expected);
    const { streamed, result } = await readRun(society(replies).agent.runStream('Go'));
    expect(inShort(streamed)).toEqual(expected);
    expect(inShort(result.messages)).toEqual(expected);
  });

  it('writes its answer from the request and the whole discussion', async () => {
    const { agent, model } = society(replies, { instruction: 'Sum up.', responsePrompt: 'Now you.' });
    await agent.run('Go');
    expect(texts(model, 0)).toEqual(['Sum up.', 'Go', 'a1', 'b1', 'Now you.']);
  });

  it('delivers only its answer to others, and conditions see only that', async () => {
    const { agent } = society({ a: ['a1: STOP'], b: ['b1'], answers: ['Once.'] });
    const other = assistant('other', ['o1']);
    const team = new RoundRobinGroupChat({
      participants: [agent, other.agent],
      terminationCondition: new TextMentionTermination('STOP').or(new MaxMessageTermination(3)),
    });
    const { messages, stopReason } = await team.run('Go');
    expect(inShort(messages)).toEqual(['user: Go', 'a: a1: STOP', 'b: b1', 'som: Once.', 'other: o1']);
    expect(stopReason).toMatch(/3 messages/);
    expect(texts(other.model, 0).slice(1)).toEqual(['Go', 'Once.']);
  });

  it('counts the usage of its team', async () => {
    const { agent } = society({
      a: [{ reply: 'a1', usage }],
      b: ['b1'],
      answers: [{ reply: 'Once.', usage }],
    });
    const team = new RoundRobinGroupChat({
      participants: [agent, assistant('other', ['o1']).agent],
      terminationCondition: new TokenUsageTermination({ maxTotalToken: 20 }),
    });
    expect(inShort((await team.run('Go')).messages).at(-1)).toBe('som: Once.');
  });

  it('resets its team with each request, and tells it the earlier turns in its own name', async () => {
    const { agent, team, a } = society(replies);
    await agent.run('Go');
    expect(team.messages).toEqual([]);
    await agent.run('Shorter');
    expect(texts(a.model, 1).slice(1)).toEqual([
      'What was said before:\n\nuser: Go\n\nsom: Once.',
      'Shorter',
    ]);
    expect(a.model.requests[1]?.messages[1]).toMatchObject({ role: 'user', name: 'som' });
  });

  it('answers without its model when its team says nothing', async () => {
    const quiet = new RoundRobinGroupChat({
      participants: [assistant('a', ['never']).agent],
      terminationCondition: new MaxMessageTermination(1),
    });
    const model = new ScriptedChatModel([{ reply: 'never' }]);
    const agent = new SocietyOfMindAgent({ name: 'som', team: quiet, modelClient: model });
    expect(inShort((await agent.run('Go')).messages)).toEqual(['user: Go', 'som: No response.']);
    expect(model.requests).toHaveLength(0);
  });

  it('streams chunks of its answer on request', async () => {
    const { agent } = society(
      { a: ['a1'], b: ['b1'], answers: [{ reply: 'Once.', chunkCharacters: 3 }] },
      { modelClientStream: true },
    );
    const { streamed } = await readRun(agent.runStream('Go'));
    const [first, second, whole] = streamed.slice(-3);
    expect(first).toMatchObject({ source: 'som', content: 'Onc', fullMessageId: whole?.id });
    expect(second).toMatchObject({ content: 'e.' });
  });
});

describe('a society of mind that is stopped', () => {
  const whole = ['user: Go', 'a: a1', 'b: b1', 'som: Once.'];

  it.each([1, 2, 3])('after %i messages resumes there, here and elsewhere', async (after) => {
    const first = society({ a: ['a1'], b: ['b1'], answers: ['Once.'] });
    const run = first.agent.runStream('Go');
    const read: string[] = [];
    for (let count = 0; count < after; count += 1) {
      const step = await run.next();
      if (step.done !== true) read.push(...inShort([step.value]));
    }
    await run.return(undefined as never);
    const saved = throughJson(first.agent.saveState());
    const left = whole.slice(after);
    const second = society({ a: ['a1'], b: ['b1'], answers: ['Once.'] });
    second.agent.loadState(saved);
    expect(throughJson(second.agent.saveState())).toEqual(saved);
    expect([...read, ...inShort((await second.agent.run()).messages)]).toEqual(whole);
    expect(inShort((await first.agent.run()).messages)).toEqual(left);
  });

  it('while it writes its answer asks only its model again', async () => {
    const { agent, a } = society({ a: ['a1'], b: ['b1'], answers: [{ error: 'unreachable' }, 'Once.'] });
    const { outcome } = await agent.run('Go');
    expect(outcome).toMatchObject({ status: 'failed', failure: { agent: 'som' } });
    expect(inShort((await agent.run()).messages)).toEqual(['som: Once.']);
    expect(a.model.requests).toHaveLength(1);
  });

  it('and gets new messages while it writes its answer has its team discuss again', async () => {
    const { agent, model } = society({
      a: ['a1', 'a2'],
      b: ['b1', 'b2'],
      answers: [{ error: 'unreachable' }, 'Once.'],
    });
    await agent.run('Go');
    expect(inShort((await agent.run('In blue.')).messages)).toEqual([
      'user: In blue.',
      'a: a2',
      'b: b2',
      'som: Once.',
    ]);
    expect(texts(model, 1).slice(1, -1)).toEqual(['Go', 'In blue.', 'a1', 'b1', 'a2', 'b2']);
  });

  it('while its team discusses again resumes there', async () => {
    const { agent } = society({
      a: ['a1', 'a2'],
      b: ['b1', 'b2'],
      answers: [{ error: 'unreachable' }, 'Once.'],
    });
    await agent.run('Go');
    const run = agent.runStream('In blue.');
    for (let count = 0; count < 2; count += 1) await run.next();
    await run.return(undefined as never);
    expect(inShort((await agent.run()).messages)).toEqual(['b: b2', 'som: Once.']);
  });

  it('because a member of its team failed names the member', async () => {
    const { agent } = society({ a: [{ error: 'rate_limited' }, 'a1'], b: ['b1'], answers: ['Once.'] });
    expect((await agent.run('Go')).outcome).toMatchObject({ status: 'failed', failure: { agent: 'a' } });
    expect(inShort((await agent.run()).messages)).toEqual(['a: a1', 'b: b1', 'som: Once.']);
  });

  it('waits for a person inside, and resumes with the answer', async () => {
    const answers = ['later', 'Yes.'];
    const userInput: UserInput = {
      ask: () => {
        const text = answers.shift() ?? '';
        return Promise.resolve(text === 'later' ? { type: 'later' } : { type: 'message', text });
      },
    };
    const ann = new UserProxyAgent({ name: 'ann', userInput });
    const team = new RoundRobinGroupChat({ participants: [ann], maxTurns: 1 });
    const modelClient = new ScriptedChatModel([{ reply: 'Ann agrees.' }]);
    const agent = new SocietyOfMindAgent({ name: 'som', team, modelClient });
    const { outcome } = await agent.run('May we?');
    expect(outcome).toMatchObject({ status: 'waiting', requests: [{ source: 'ann' }] });
    expect(inShort((await agent.run()).messages)).toEqual([
      'ann: [UserInputRequestedEvent]',
      'ann: Yes.',
      'som: Ann agrees.',
    ]);
  });
});

describe('a message injected into a run', () => {
  it('while a society discusses is delivered to everyone after its turn', async () => {
    const { agent, a } = society({ a: ['a1'], b: ['b1'], answers: ['Once.'] });
    const other = assistant('other', ['o1']);
    const team = new RoundRobinGroupChat({ participants: [agent, other.agent], maxTurns: 2 });
    const controller = new RunController({ participant: team });
    const run = controller.runStream('Go');
    for (let count = 0; count < 2; count += 1) await run.next();
    controller.inject('In blue.');
    const { streamed } = await readRun(run);
    expect(inShort(streamed)).toEqual(['b: b1', 'som: Once.', 'user: In blue.', 'other: o1']);
    expect(texts(other.model, 0).slice(1)).toEqual(['Go', 'Once.', 'In blue.']);
    expect(a.model.requests).toHaveLength(1);
  });
});
