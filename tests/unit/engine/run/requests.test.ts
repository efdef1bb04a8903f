import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { cutReasonOf } from '#main/engine/agents/assistant-messages.ts';
import { AssistantAgent } from '#main/engine/agents/assistant-agent.ts';
import { collectRun } from '#main/engine/run/stream-task.ts';
import { RoundRobinGroupChat } from '#main/engine/teams/round-robin-group-chat.ts';
import { FunctionTool } from '#main/engine/tools/function-tool.ts';
import type { ChatModel, ModelEvent } from '#shared/models/model.ts';
import { assistant, inShort } from '../../../support/engine.ts';

const clock = new FunctionTool({
  name: 'clock',
  description: 'The time.',
  parameters: z.object({}),
  run: () => 'Noon.',
});

describe('a request that was sent', () => {
  it('is reported each time, with the agent’s name', async () => {
    const told: string[] = [];
    const one = assistant('one', [{ toolCalls: [{ name: 'clock', arguments: {} }] }, 'Noon, then.'], {
      tools: [clock],
      reflectOnToolUse: true,
    });
    const two = assistant('two', ['Good.']);
    const team = new RoundRobinGroupChat({ participants: [one.agent, two.agent], maxTurns: 2 });
    const asked = () => one.model.requests.length + two.model.requests.length;
    const onRequest = (source: string) => void told.push(`${source} ${asked()}`);
    const { outcome } = await team.run('What time is it?', { onRequest });
    expect(outcome.status).toBe('complete');
    expect(told).toEqual(['one 1', 'one 2', 'two 3']);
  });

  it('ends with the run when the callback fails, with the name of the agent', async () => {
    const { agent } = assistant('a', [{ reply: 'Never heard', hang: true }]);
    const onRequest = () => {
      throw new Error('No room.');
    };
    const { messages, outcome } = await agent.run('Go', { onRequest });
    expect(outcome).toMatchObject({ status: 'failed', failure: { agent: 'a', error: { code: 'internal' } } });
    expect(inShort(messages)).toEqual(['user: Go', 'a: [ErrorEvent]']);
  });
});

describe('a call of a tool that was not offered', () => {
  const rule = {
    reply: 'Let me see.',
    toolCalls: [
      { name: 'search', arguments: {} },
      { name: 'clock', arguments: {} },
    ],
  };

  it('is ignored on request; calls of offered tools are made', async () => {
    const options = { tools: [clock], ignoreUnofferedCalls: true };
    const { messages } = await assistant('a', [rule], options).agent.run('Go');
    expect(messages.at(-1)).toMatchObject({ type: 'ToolCallSummaryMessage', content: 'Noon.' });
    const bare = await assistant('a', [rule], { ignoreUnofferedCalls: true }).agent.run('Go');
    expect(inShort(bare.messages)).toEqual(['user: Go', 'a: Let me see.']);
  });

  it('gets an error otherwise', async () => {
    const { messages } = await assistant('a', [rule], { tools: [clock] }).agent.run('Go');
    const results = messages.flatMap((one) => (one.type === 'ToolCallExecutionEvent' ? one.content : []));
    expect(results.map(({ name, isError }) => [name, isError])).toEqual([
      ['search', true],
      ['clock', false],
    ]);
  });
});

describe('an answer', () => {
  const saying = (stopReason: 'stop' | 'length'): ChatModel => ({
    name: 'm',
    local: true,
    async *stream(): AsyncGenerator<ModelEvent> {
      yield { type: 'text-delta', text: 'Once upon' };
      yield await Promise.resolve({ type: 'end', stopReason, usage: null });
    },
  });

  it('cut off by the token limit says so', async () => {
    for (const stopReason of ['stop', 'length'] as const) {
      const { messages } = await new AssistantAgent({ name: 'a', modelClient: saying(stopReason) }).run('Go');
      expect(messages.slice(-1).map(cutReasonOf)).toEqual([stopReason === 'length' ? 'length' : null]);
    }
  });
});

describe('an unusable answer', () => {
  it('is counted in the usage of the run that it ends', async () => {
    const usage = { promptTokens: 9, completionTokens: 3 };
    const { agent } = assistant('a', [{ reply: '', reasoning: 'Hm.', usage }]);
    const { messages, outcome } = await agent.run('Go');
    expect(outcome).toMatchObject({ status: 'failed', failure: { error: { code: 'invalid_output' } } });
    expect(
      messages.flatMap(({ source, modelsUsage }) => (modelsUsage === null ? [] : [source, modelsUsage])),
    ).toEqual(['a', { ...usage, model: 'model-of-a', cached: false }]);
  });
});

describe('a collected run', () => {
  it('ends when its reader throws', async () => {
    const { agent } = assistant('a', [{ reply: 'Half', hang: true, chunkCharacters: 2 }, 'Whole.'], {
      modelClientStream: true,
    });
    const reading = collectRun(agent.runStream('Go'), ({ type }) => {
      if (type === 'ModelClientStreamingChunkEvent') throw new Error('No room.');
    });
    await expect(reading).rejects.toThrow('No room.');
    // It has ended: the agent accepts another run.
    expect((await agent.run()).outcome.status).toBe('complete');
  });
});
