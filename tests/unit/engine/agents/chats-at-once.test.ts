import { describe, expect, it } from 'vitest';
import type { ChatSpec } from '#main/engine/chats/chat-spec.ts';
import { initiateChat, initiateChats, SequentialChats } from '#main/engine/chats/sequential-chats.ts';
import { InputRequests } from '#main/engine/people/input-requests.ts';
import { UserProxyAgent } from '#main/engine/people/user-proxy-agent.ts';
import { deferred } from '#main/engine/run/deferred.ts';
import { ModelPrices } from '#main/engine/usage/model-prices.ts';
import { usageOfRun } from '#main/engine/usage/sum-usage.ts';
import { ScriptedChatModel } from '#main/models/scripted/scripted-chat-model.ts';
import { TuteeError } from '#shared/errors.ts';
import { modelMessageText } from '#shared/models/model-message.ts';
import type { ModelRequest } from '#shared/models/model.ts';
import { assistant } from '../../../support/engine.ts';

/** The request without the system message: sources and texts. */
function sent(request: ModelRequest | undefined): string[] {
  return (request?.messages ?? [])
    .filter(({ role }) => role !== 'system')
    .map((message) => `${message.role}: ${modelMessageText(message)}`);
}

describe('chats with prerequisites', () => {
  const chat = (name: string, replies: readonly string[], more: Partial<ChatSpec> = {}) => {
    const { agent, model } = assistant(name, replies);
    const sender = assistant(`boss of ${name}`, ['-']).agent;
    return { spec: { sender, recipient: agent, message: `Do ${name}`, maxTurns: 1, ...more }, model };
  };
  const diamond = (replies: readonly string[] = ['one', 'two', 'three', 'four']) => [
    chat('a', replies.slice(0, 1), { prerequisites: [] }),
    chat('b', replies.slice(1, 2), { prerequisites: [] }),
    chat('c', replies.slice(2, 3), { prerequisites: [0] }),
    chat('d', replies.slice(3, 4), { prerequisites: [0, 1, 2], excludeFromCarryover: [0] }),
  ];
  const specs = (chats: readonly { readonly spec: ChatSpec }[]) => chats.map(({ spec }) => spec);

  it('run at the same time where they can, and carry over what they wait for', async () => {
    const both = deferred();
    let begun = 0;
    /** Answers when the other chat has been asked too: chats that ran one after the other would never end. */
    const meeting = (answer: string) => () => {
      begun += 1;
      if (begun === 2) both.resolve();
      return both.promise.then(() => answer);
    };
    const chats = diamond();
    for (const [at, answer] of ['one', 'two'].entries()) {
      const planned = chats[at];
      if (planned !== undefined) planned.spec = { ...planned.spec, summaryMethod: meeting(answer) };
    }
    const result = await initiateChats(specs(chats));
    expect(result.outcome).toEqual({ status: 'complete' });
    expect(result.chats.map(({ summary }) => summary)).toEqual(['one', 'two', 'three', 'four']);
    expect(sent(chats[2]?.model.requests[0])).toEqual(['user: Do c\n\nContext:\none']);
    expect(sent(chats[3]?.model.requests[0])).toEqual(['user: Do d\n\nContext:\ntwo\nthree']);
  });

  it('resume after a stop at any message with the same results, from a saved state', async () => {
    const whole = await initiateChats(specs(diamond()));
    for (let stopAt = 1; stopAt < whole.messages.length; stopAt += 1) {
      const stopped = new SequentialChats(specs(diamond()));
      const run = stopped.runStream();
      for (let step = 0; step < stopAt; step += 1) await run.next();
      await run.return(undefined as never);
      const saved: unknown = JSON.parse(JSON.stringify(stopped.saveState()));
      const resumed = new SequentialChats(specs(diamond()));
      resumed.loadState(saved);
      expect(resumed.saveState()).toEqual(saved);
      await resumed.run();
      const summaries = resumed.results.map(({ summary }) => summary);
      // The answer of a chat is not asked for again, and none is lost.
      expect({ stopAt, summaries }).toEqual({ stopAt, summaries: ['one', 'two', 'three', 'four'] });
    }
  });

  it('wait for a person in one chat while the others go on', async () => {
    const desk = new InputRequests({ patienceMs: 0 });
    const ann = new UserProxyAgent({ name: 'ann', userInput: desk });
    const asked = { ...chat('a', ['-']).spec, recipient: ann, prerequisites: [] };
    const beside = chat('b', ['two'], { prerequisites: [] });
    const after = chat('c', ['three'], { prerequisites: [0] });
    const chats = new SequentialChats([asked, beside.spec, after.spec]);
    const first = await chats.run();
    expect(first.outcome.status).toBe('waiting');
    expect(chats.results.map(({ summary }) => summary)).toEqual(['two']);
    const request = first.outcome.status === 'waiting' ? first.outcome.requests[0] : undefined;
    desk.answer(request?.requestId ?? '', { type: 'message', text: 'Yes.' });
    expect((await chats.run()).outcome).toEqual({ status: 'complete' });
    expect(chats.results.map(({ summary }) => summary)).toEqual(['Yes.', 'two', 'three']);
  });

  it('fail as a whole where one fails, and resume there', async () => {
    const flaky = { ...chat('a', ['-']).spec, prerequisites: [] };
    const { agent } = assistant('flaky', [{ error: 'rate_limited' }, 'fine']);
    const chats = new SequentialChats([
      { ...flaky, recipient: agent },
      chat('b', ['two'], { prerequisites: [0] }).spec,
    ]);
    expect((await chats.run()).outcome).toMatchObject({ status: 'failed', failure: { agent: 'flaky' } });
    expect((await chats.run()).outcome).toEqual({ status: 'complete' });
    expect(chats.results.map(({ summary }) => summary)).toEqual(['fine', 'two']);
  });

  it.each([
    [[0], 'of itself', 0],
    [[3], 'of a later one', 1],
    [[-1], 'below zero', 1],
    [[0.5], 'of half a chat', 1],
    [0 as never, 'that is no list', 1],
  ])('refuse %s: the index %s', (prerequisites, _, at) => {
    const chats = specs(diamond()).map((spec, index) => (index === at ? { ...spec, prerequisites } : spec));
    expect(faultOf(() => new SequentialChats(chats))?.field).toBe(`chats.${at}.prerequisites`);
  });

  it('refuse an agent in two of them that may run at the same time', () => {
    const [one, two] = specs(diamond());
    if (one === undefined || two === undefined) throw new Error('no chats');
    const shared = [one, { ...two, sender: one.sender }];
    expect(faultOf(() => new SequentialChats(shared))).toMatchObject({
      field: 'chats.1.prerequisites',
      code: 'invalid_input',
    });
    const ordered = shared.map((spec, at) => ({ ...spec, prerequisites: at === 0 ? [] : [0] }));
    expect(faultOf(() => new SequentialChats(ordered))).toBeNull();
  });

  it('cost what their histories and summaries cost', async () => {
    const usage = { promptTokens: 3, completionTokens: 2 };
    const judge = new ScriptedChatModel([{ reply: 'They agreed.', usage }], 'judge');
    const { agent } = assistant('a', [{ reply: 'a1', usage }]);
    const { chats } = await initiateChat({
      ...chat('b', ['-']).spec,
      recipient: agent,
      summaryMethod: { type: 'reflection_with_llm', modelClient: judge },
    });
    const sum = usageOfRun(chats[0]?.chatHistory ?? [], new ModelPrices([]));
    expect(sum).toMatchObject({ requests: 2, promptTokens: 6, completionTokens: 4 });
  });
});

describe('the carryover', () => {
  it('is given to a function as it is, and said once', async () => {
    const worker = assistant('worker', ['two']);
    const boss = assistant('boss', ['-']).agent;
    await initiateChats([
      { sender: boss, recipient: assistant('first', ['one']).agent, message: 'Begin', maxTurns: 1 },
      {
        sender: boss,
        recipient: worker.agent,
        message: (carried) => `Go on from: ${carried.join()}`,
        maxTurns: 1,
      },
    ]);
    expect(sent(worker.model.requests[0])).toEqual(['user: Go on from: one']);
  });

  it('of a state saved before chats could run at the same time is read', async () => {
    const make = () => {
      const boss = assistant('boss', ['-']).agent;
      const chats = ['one', 'two'].map((reply) => ({
        sender: boss,
        recipient: assistant(`w-${reply}`, [reply]).agent,
        message: 'Go',
        maxTurns: 1,
      }));
      return new SequentialChats(chats);
    };
    const now = make();
    const run = now.runStream();
    for (let step = 0; step < 3; step += 1) await run.next();
    await run.return(undefined as never);
    const { progress, ...rest } = now.saveState() as {
      progress: { result: unknown; current: unknown }[];
    };
    const results = progress.flatMap(({ result }) => result ?? []);
    const current = progress.find((one) => one.current !== null)?.current ?? null;
    const old = make();
    old.loadState({ ...rest, version: 1, results, current });
    await old.run();
    expect(old.results.map(({ summary }) => summary)).toEqual(['one', 'two']);
  });
});

function faultOf(make: () => unknown): TuteeError | null {
  try {
    make();
    return null;
  } catch (thrown) {
    if (thrown instanceof TuteeError) return thrown;
    throw thrown;
  }
}
