import { describe, expect, it } from 'vitest';
import { NestedChatAgent } from '#main/engine/chats/nested-chat-agent.ts';
import { initiateChat, initiateChats, SequentialChats } from '#main/engine/chats/sequential-chats.ts';
import { UserProxyAgent } from '#main/engine/people/user-proxy-agent.ts';
import { RoundRobinGroupChat } from '#main/engine/teams/round-robin-group-chat.ts';
import { ScriptedChatModel } from '#main/models/scripted/scripted-chat-model.ts';
import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import { modelMessageText } from '#shared/models/model-message.ts';
import type { ModelRequest } from '#shared/models/model.ts';
import { assistant, inShort, readRun } from '../../../support/engine.ts';

/** The request without the system message: sources and texts. */
function sent(request: ModelRequest | undefined): string[] {
  return (request?.messages ?? [])
    .filter(({ role }) => role !== 'system')
    .map((message) => `${message.role}: ${modelMessageText(message)}`);
}

describe('a two-agent chat', () => {
  it('lasts the given number of rounds, with the opening as the sender’s first message', async () => {
    const cathy = assistant('cathy', ['c1', 'c2']);
    const joe = assistant('joe', ['j1', 'j2']);
    const { messages, chats, outcome, stopReason } = await initiateChat({
      sender: joe.agent,
      recipient: cathy.agent,
      message: 'Tell me a joke.',
      maxTurns: 2,
    });
    expect(outcome).toEqual({ status: 'complete' });
    expect(stopReason).toBeNull();
    expect(inShort(messages)).toEqual([
      'joe: Tell me a joke.',
      'cathy: c1',
      'joe: j1',
      'cathy: c2',
      'sequential_chats: c2',
    ]);
    expect(chats).toMatchObject([{ summary: 'c2', stopReason: 'It ends after 3 turns.' }]);
    expect(sent(joe.model.requests[0])).toEqual(['assistant: Tell me a joke.', 'user: c1']);
  });

  it('ends at TERMINATE by default', async () => {
    const a = assistant('a', ['a1', 'Done. TERMINATE']);
    const b = assistant('b', ['b1']);
    const { chats } = await initiateChat({ sender: b.agent, recipient: a.agent, message: 'Go' });
    expect(chats[0]).toMatchObject({ summary: 'Done.', stopReason: '“TERMINATE” was said.' });
  });

  it.each([
    ['a person says exit', { humanInputMode: 'ALWAYS' }, ['Go on.', 'exit'], 2],
    ['the automatic replies are used up', { humanInputMode: 'NEVER', maxConsecutiveAutoReply: 2 }, [], 3],
    [
      'a person does not go on at the limit',
      { humanInputMode: 'TERMINATE', maxConsecutiveAutoReply: 1 },
      [''],
      2,
    ],
  ] as const)('ends when %s, with and without a limit of rounds', async (_, options, answers, asked) => {
    for (const limit of [{}, { maxTurns: 100 }]) {
      const bot = assistant(
        'bot',
        Array.from({ length: 20 }, (__, index) => `b${index}`),
      );
      const texts: string[] = [...answers];
      const userInput = {
        ask: () => Promise.resolve({ type: 'message', text: texts.shift() ?? '?' } as const),
      };
      const ann = new UserProxyAgent({ name: 'ann', userInput, ...options });
      const chat = { sender: ann, recipient: bot.agent, message: 'Hi', ...limit };
      const { chats } = await initiateChat(chat);
      expect(bot.model.requests).toHaveLength(asked);
      expect(chats[0]?.stopReason).toBe('ann ended the chat.');
    }
  });

  it('is summarised by a model, whose usage is reported, or by a function', async () => {
    const usage = { promptTokens: 3, completionTokens: 2 };
    const judge = new ScriptedChatModel([
      { when: { lastUserIncludes: ['b: Go', 'a: a1'] }, reply: 'They agreed.', usage },
    ]);
    const chat = () => ({
      sender: assistant('b', ['-']).agent,
      recipient: assistant('a', ['a1']).agent,
      message: 'Go',
      maxTurns: 1,
    });
    const reflected = await initiateChat({
      ...chat(),
      summaryMethod: { type: 'reflection_with_llm', modelClient: judge },
    });
    expect(reflected.chats[0]?.summary).toBe('They agreed.');
    expect(reflected.messages).toContainEqual(
      expect.objectContaining({ type: 'UsageEvent', purpose: 'summary' }),
    );
    const counted = await initiateChat({
      ...chat(),
      summaryMethod: (history) => `${history.length} messages`,
    });
    expect(counted.chats[0]?.summary).toBe('2 messages');
  });

  it('starts with reset agents, unless it continues', async () => {
    const a = assistant('a', ['a1', 'a2', 'a3']);
    const b = assistant('b', ['-']);
    const chat = { sender: b.agent, recipient: a.agent, message: 'Go', maxTurns: 1 };
    await initiateChats([chat, chat, { ...chat, clearHistory: false }]);
    expect(a.model.requests.map((request) => sent(request).length)).toEqual([1, 1, 3]);
  });
});

describe('sequential chats', () => {
  const three = (replies: [string[], string[], string[]]) => {
    const boss = assistant('boss', ['-']).agent;
    const workers = replies.map((own, index) => assistant(`w${index + 1}`, own));
    const chats = workers.map(({ agent }, index) => ({
      sender: boss,
      recipient: agent,
      message: `Step ${index + 1}`,
      maxTurns: 1,
      ...(index === 0 && { carryover: ['The client is in a hurry.'] }),
    }));
    return { chats, workers };
  };

  it('carry every summary over to the later ones', async () => {
    const { chats, workers } = three([['one'], ['two'], ['three']]);
    const result = await initiateChats(chats);
    expect(result.chats.map(({ summary }) => summary)).toEqual(['one', 'two', 'three']);
    expect(sent(workers[0]?.model.requests[0])).toEqual([
      'user: Step 1\n\nContext:\nThe client is in a hurry.',
    ]);
    expect(sent(workers[2]?.model.requests[0])).toEqual(['user: Step 3\n\nContext:\none\ntwo']);
  });

  it('resume in the middle after a stop, also from a saved state', async () => {
    const first = three([['one'], ['never'], ['never']]);
    const stopped = new SequentialChats(first.chats);
    const run = stopped.runStream();
    // Opening and answer of the first chat, opening of the second.
    for (let step = 0; step < 3; step += 1) await run.next();
    await run.return(undefined as never);
    const saved: unknown = JSON.parse(JSON.stringify(stopped.saveState()));

    const second = three([['never'], ['two'], ['three']]);
    const resumed = new SequentialChats(second.chats);
    resumed.loadState(saved);
    expect(resumed.saveState()).toEqual(saved);
    const { result } = await readRun(resumed.runStream());
    expect(inShort(result.messages)).toEqual([
      'boss: Step 2\n\nContext:\none',
      'w2: two',
      'boss: Step 3\n\nContext:\none\ntwo',
      'w3: three',
      'sequential_chats: three',
    ]);
    expect(resumed.results.map(({ summary }) => summary)).toEqual(['one', 'two', 'three']);
  });

  it('report whose failure ended them, and resume there', async () => {
    const boss = assistant('boss', ['-']).agent;
    const flaky = assistant('flaky', [{ error: 'rate_limited' }, 'fine']).agent;
    const sequence = new SequentialChats([{ sender: boss, recipient: flaky, message: 'Go', maxTurns: 1 }]);
    expect((await sequence.run()).outcome).toMatchObject({ status: 'failed', failure: { agent: 'flaky' } });
    expect(inShort((await sequence.run()).messages)).toEqual(['flaky: fine', 'sequential_chats: fine']);
  });

  it('are refused without any chat', () => {
    expect(() => new SequentialChats([])).toThrow(/no chat/);
  });
});

describe('nested chats', () => {
  const draft: ChatMessage = {
    type: 'TextMessage',
    id: '1',
    source: 'writer',
    createdAt: 0,
    modelsUsage: null,
    metadata: {},
    content: 'draft',
  };

  function nested() {
    const writer = assistant('writer', ['draft', 'final']);
    const critic = assistant('critic', ['own words', 'own again']);
    const reviewer = assistant('reviewer', ['Too long.']);
    const editor = assistant('editor', ['Cut it by half.']);
    const agent = new NestedChatAgent({
      agent: critic.agent,
      trigger: 'writer',
      chats: [
        { recipient: reviewer.agent, message: (messages) => `Review: ${messages.length} message` },
        { recipient: editor.agent, message: 'Advise.' },
      ],
    });
    return { writer, critic, reviewer, editor, agent };
  }

  it('run before the answer when their trigger speaks, and their result is the answer', async () => {
    const { writer, critic, editor, agent } = nested();
    const team = new RoundRobinGroupChat({ participants: [writer.agent, agent], maxTurns: 3 });
    const { messages } = await team.run('Write.');
    expect(inShort(messages)).toEqual([
      'user: Write.',
      'writer: draft',
      'critic: Review: 2 message',
      'reviewer: Too long.',
      'critic: Advise.\n\nContext:\nToo long.',
      'editor: Cut it by half.',
      'critic: Cut it by half.',
      'writer: final',
    ]);
    // The writer receives the critic's answer only, not the chats behind it.
    expect(sent(writer.model.requests[1])).toEqual([
      'user: Write.',
      'assistant: draft',
      'user: Cut it by half.',
    ]);
    expect(sent(editor.model.requests[0])).toHaveLength(1);
    expect(critic.model.requests).toHaveLength(0);
  });

  it('do not run for other speakers, and the agent then knows its earlier answers', async () => {
    const { critic, agent } = nested();
    await agent.run(draft);
    expect(inShort((await agent.run('And you?')).messages)).toEqual(['user: And you?', 'critic: own words']);
    expect(sent(critic.model.requests[0])).toEqual([
      'user: draft',
      'assistant: Cut it by half.',
      'user: And you?',
    ]);
  });

  it('save their state', async () => {
    const first = nested();
    await first.agent.run(draft);
    const saved: unknown = JSON.parse(JSON.stringify(first.agent.saveState()));
    const second = nested();
    second.agent.loadState(saved);
    expect(second.agent.saveState()).toEqual(saved);
    second.agent.reset();
    expect(second.agent.saveState()).toEqual(nested().agent.saveState());
  });
});
