import * as z from 'zod';
import { describe, expect, it } from 'vitest';
import type { AgentMiddleware } from '#main/engine/agents/middleware.ts';
import { RoundRobinGroupChat } from '#main/engine/teams/round-robin-group-chat.ts';
import { FunctionTool } from '#main/engine/tools/function-tool.ts';
import { textMessage } from '#main/engine/run/messages.ts';
import { assistant, inShort } from '../../support/engine.ts';

const made: string[] = [];
const pay = () =>
  new FunctionTool({
    name: 'pay',
    description: 'Pays.',
    parameters: z.object({ euros: z.number() }),
    run: ({ euros }) => {
      made.push(String(euros));
      return `Paid ${euros}.`;
    },
  });
const calls = (euros: number) => ({ toolCalls: [{ name: 'pay', arguments: { euros } }] });

describe('middleware of an agent', () => {
  it('sees, changes and drops messages, before they are stored', async () => {
    const seen: string[] = [];
    const middleware: AgentMiddleware = {
      onMessage: (message, { agent }) => {
        seen.push(`${agent} < ${message.source}`);
        if (message.source === 'spam') return null;
        return message.type === 'TextMessage'
          ? { ...message, content: message.content.toUpperCase() }
          : message;
      },
    };
    const { agent, model } = assistant('a', ['Yes.'], { middleware: [middleware] });
    await agent.run([textMessage('hello'), textMessage({ source: 'spam', content: 'buy' })]);
    expect(seen).toEqual(['a < user', 'a < spam']);
    expect(JSON.stringify(model.requests)).toContain('HELLO');
    expect(JSON.stringify(agent.saveState())).not.toContain('buy');
  });

  it('sees and changes requests and answers; the others receive what it made', async () => {
    const middleware: AgentMiddleware = {
      onRequest: (request) => ({ ...request, temperature: 0 }),
      onAnswer: (message) => ({ ...message, content: 'Redacted.' }) as typeof message,
    };
    const first = assistant('a', ['The code is 4711.'], { middleware: [middleware] });
    const second = assistant('b', ['I see.']);
    const team = new RoundRobinGroupChat({ participants: [first.agent, second.agent], maxTurns: 2 });
    const { messages } = await team.run('The code?');
    expect(first.model.requests).toMatchObject([{ temperature: 0 }]);
    expect(inShort(messages)).toEqual(['user: The code?', 'a: Redacted.', 'b: I see.']);
    expect(JSON.stringify(second.model.requests)).not.toContain('4711');
  });

  it('changes calls before they are shown and run, and drops them with a reason for the model', async () => {
    made.length = 0;
    const middleware: AgentMiddleware = {
      onToolCall: (call) => {
        const { euros } = JSON.parse(call.arguments) as { euros: number };
        return euros > 100
          ? 'That is too much.'
          : { ...call, arguments: JSON.stringify({ euros: euros * 2 }) };
      },
    };
    const { agent } = assistant('a', [calls(20), calls(500), 'Done.'], {
      tools: [pay()],
      middleware: [middleware],
      maxToolIterations: 3,
    });
    const { messages } = await agent.run('Pay.');
    expect(made).toEqual(['40']);
    const requests = messages.flatMap((message) =>
      message.type === 'ToolCallRequestEvent' ? message.content : [],
    );
    expect(requests[0]?.arguments).toBe('{"euros":40}');
    const results = messages.flatMap((message) =>
      message.type === 'ToolCallExecutionEvent' ? message.content : [],
    );
    expect(results[1]).toMatchObject({
      isError: true,
      content: expect.stringContaining('too much') as string,
    });
    expect(inShort(messages).at(-1)).toBe('a: Done.');
  });

  it('fails the turn with its own error, and with what is wrong in what it returned', async () => {
    const thrower: AgentMiddleware = {
      onRequest: () => {
        throw new RangeError('No more today.');
      },
    };
    const { outcome } = await assistant('a', ['Yes.'], { middleware: [thrower] }).agent.run('Go');
    expect(outcome).toMatchObject({
      status: 'failed',
      failure: { agent: 'a', error: { message: 'No more today.' } },
    });
    const liar: AgentMiddleware = { onAnswer: () => ({ type: 'TextMessage' }) as never };
    const { outcome: other } = await assistant('a', ['Yes.'], { middleware: [liar] }).agent.run('Go');
    expect(other).toMatchObject({ status: 'failed', failure: { error: { code: 'invalid_output' } } });
    expect(() => assistant('a', ['x'], { middleware: [{}] as never })).toThrow(/middleware\.0/);
  });
});
