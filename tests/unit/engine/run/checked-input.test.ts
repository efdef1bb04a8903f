import { describe, expect, it } from 'vitest';
import { z as zod3 } from 'zod/v3';
import { BaseChatAgent } from '#main/engine/agents/base-chat-agent.ts';
import { initiateChat } from '#main/engine/chats/sequential-chats.ts';
import { UserProxyAgent } from '#main/engine/people/user-proxy-agent.ts';
import { stamp } from '#main/engine/run/run-context.ts';
import { RoundRobinGroupChat } from '#main/engine/teams/round-robin-group-chat.ts';
import { DiGraphBuilder } from '#main/engine/teams/graph/di-graph-builder.ts';
import { TextMentionTermination } from '#main/engine/termination/text-mention-termination.ts';
import { FunctionTool } from '#main/engine/tools/function-tool.ts';
import type { AssistantAgentOptions } from '#main/engine/agents/assistant-agent-options.ts';
import { AssistantAgent } from '#main/engine/agents/assistant-agent.ts';
import { ScriptedChatModel } from '#main/models/scripted/scripted-chat-model.ts';
import { agentMessageSchema } from '#shared/agents/messages.ts';
import { assistant, inShort, testEnvironment } from '../../../support/engine.ts';

/** What a program without a type checker gives. */
const untyped = (value: unknown): never => value as never;
const model = () => new ScriptedChatModel([{ reply: 'Hello.' }]);
const agent = (options: object = {}) =>
  new AssistantAgent({ name: 'a', modelClient: model(), ...(options as Partial<AssistantAgentOptions>) });

/** An agent of a program that yields and returns what it is given. */
class Own extends BaseChatAgent {
  readonly #yields: readonly unknown[];
  readonly #returns: unknown;

  constructor(yields: readonly unknown[], returns: unknown) {
    super('own', 'An agent of a program.');
    this.#yields = yields;
    this.#returns = returns;
  }

  protected override async *onMessages(): AsyncGenerator<never, never> {
    await Promise.resolve();
    for (const event of this.#yields) yield untyped(event);
    return untyped(this.#returns);
  }

  protected override save(): unknown {
    return {};
  }
  protected override load(): void {}
  protected override forget(): void {}
}

describe('a task', () => {
  it.each([
    ['an empty list', [], 'task'],
    ['a text in a list', ['Go'], 'task.0'],
    ['null', null, 'task'],
    ['a number', 5, 'task'],
    ['a message of an unknown type', { type: 'Memo', source: 'user', content: 'Go' }, 'task.type'],
    [
      'a message whose text is a number',
      [{ type: 'TextMessage', source: 'user', content: 5 }],
      'task.0.content',
    ],
    ['a message with a misspelt key', { type: 'TextMessage', source: 'user', text: 'Go' }, 'task'],
  ])('that is %s is refused with its place', async (_, task, field) => {
    const { outcome } = await agent().run(untyped(task));
    expect(outcome).toMatchObject({ status: 'failed', failure: { error: { code: 'invalid_input' } } });
    if (outcome.status === 'failed') expect(outcome.failure.error.field).toMatch(new RegExp(`^${field}`));
  });

  it('may leave out what every message has, and can be saved', async () => {
    const { messages, outcome } = await agent().run([{ type: 'TextMessage', source: 'ann', content: 'Go' }]);
    expect(outcome.status).toBe('complete');
    expect(inShort(messages)).toEqual(['ann: Go', 'a: Hello.']);
    for (const message of messages)
      expect(agentMessageSchema.parse(JSON.parse(JSON.stringify(message)))).toEqual(message);
  });
});

describe('a part of the wrong kind', () => {
  it.each([
    ['no options', () => new AssistantAgent(untyped(undefined)), /Give options as one object/],
    ['no model', () => agent({ modelClient: undefined }), /^modelClient is missing/],
    ['the name of a model', () => agent({ modelClient: 'gpt' }), /^modelClient is the text "gpt"/],
    ['a function as a tool', () => agent({ tools: [() => 1] }), /^tools\.0 is a function/],
    ['an object as tools', () => agent({ tools: {} }), /Give a list/],
    ['a number as a handoff', () => agent({ handoffs: [3] }), /^handoffs\.0 is a number/],
    ['an object as a memory', () => agent({ memory: [{}] }), /^memory\.0/],
    [
      'a list as options of a team',
      () => new RoundRobinGroupChat(untyped([agent()])),
      /participants: \[writer, critic\]/,
    ],
    [
      'names as participants',
      () => new RoundRobinGroupChat({ participants: untyped(['a']) }),
      /^participants\.0/,
    ],
    [
      'one participant without a list',
      () => new RoundRobinGroupChat({ participants: untyped(agent()) }),
      /Give a list/,
    ],
    [
      'a function as a termination condition',
      () => new RoundRobinGroupChat({ participants: [agent()], terminationCondition: untyped(() => true) }),
      /FunctionalTermination/,
    ],
    ['nobody to ask', () => new UserProxyAgent(untyped({ name: 'ann' })), /^userInput is missing/],
    ['no text to look for', () => new TextMentionTermination(untyped(undefined)), /^text is missing/],
    [
      'a tool without a function',
      () => new FunctionTool(untyped({ name: 't', description: '', parameters: {} })),
      /^run is missing/,
    ],
    [
      'a zod 3 schema',
      () =>
        new FunctionTool({ name: 't', description: '', parameters: untyped(zod3.object({})), run: () => 1 }),
      /zod 3 schema/,
    ],
    [
      'a number as a condition of an edge',
      () => new DiGraphBuilder().addNode(agent()).addEdge('a', 'a', { condition: untyped(1) }),
      /^condition is a number/,
    ],
  ])('is refused where it is given: %s', (_, make, message) => {
    expect(make).toThrow(
      expect.objectContaining({ code: 'invalid_input', message: expect.stringMatching(message) as unknown }),
    );
  });

  it('is refused as a way to summarise', async () => {
    const chat = { sender: assistant('b', ['-']).agent, recipient: agent(), message: 'Go', maxTurns: 1 };
    await expect(initiateChat({ ...chat, summaryMethod: untyped('reflection') })).rejects.toThrow(
      /summaryMethod/,
    );
  });
});

describe('what parts of a program answer', () => {
  const said = stamp(testEnvironment(), { type: 'TextMessage', source: 'own', content: 'Hi' });

  it.each([
    ['a text', [], 'hello', /onMessages must return/],
    [
      'half a message',
      [],
      { type: 'message', message: { type: 'TextMessage', content: 'Hi' } },
      /not a chat message/,
    ],
    ['junk in between', ['hello'], { type: 'message', message: said }, /yielded event is not/],
  ])('is refused with the name of the agent: %s', async (_, yields, returns, message) => {
    const { outcome } = await new Own(yields, returns).run('Go');
    expect(outcome).toMatchObject({
      status: 'failed',
      failure: {
        agent: 'own',
        error: { code: 'invalid_output', message: expect.stringMatching(message) as unknown },
      },
    });
  });

  it.each([
    [
      'a fraction of a token',
      { type: 'end', stopReason: 'stop', usage: { promptTokens: 1.5, completionTokens: 1 } },
      /usage\.promptTokens/,
    ],
    [
      'more than usage',
      { type: 'end', stopReason: 'stop', usage: { promptTokens: 1, completionTokens: 1, total: 2 } },
      /usage/,
    ],
    ['an unknown event', { type: 'text', text: 'Hi' }, /unknown event: "text"/],
  ])('is refused with the name of the model: %s', async (_, event, message) => {
    const modelClient = {
      name: 'mine',
      local: true,
      async *stream() {
        await Promise.resolve();
        yield { type: 'text-delta', text: 'Hi' } as const;
        yield untyped(event);
      },
    };
    const { outcome } = await agent({ modelClient }).run('Go');
    expect(outcome).toMatchObject({
      failure: { error: { code: 'invalid_output', message: expect.stringMatching(message) as unknown } },
    });
    if (outcome.status === 'failed') expect(outcome.failure.error.message).toContain('mine');
  });

  it('keeps its own error when it throws: message, stack and cause, and no word of the app', async () => {
    const thrown = new RangeError('The sensor is off.', { cause: 'no power' });
    const broken = new FunctionTool({
      name: 't',
      description: '',
      parameters: { type: 'object' },
      run: () => 1,
    });
    const memory = [{ query: () => Promise.reject(thrown) }];
    const { outcome } = await agent({ memory, tools: [broken] }).run('Go');
    if (outcome.status !== 'failed') throw new Error('It did not fail.');
    expect(outcome.failure).toMatchObject({
      agent: 'a',
      error: { code: 'internal', message: 'The sensor is off.' },
    });
    expect(outcome.failure.cause).toBe(thrown);
    expect(JSON.stringify(outcome)).not.toMatch(/Tutee|restart|cause/);
  });
});
