import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { outputFormat } from '#main/engine/agents/output-format.ts';
import { BufferedChatCompletionContext } from '#main/engine/context/buffered-chat-completion-context.ts';
import type { ChatCompletionContext } from '#main/engine/context/chat-completion-context.ts';
import { HeadAndTailChatCompletionContext } from '#main/engine/context/head-and-tail-chat-completion-context.ts';
import { SummarizingChatCompletionContext } from '#main/engine/context/summarizing-chat-completion-context.ts';
import { TokenLimitedChatCompletionContext } from '#main/engine/context/token-limited-chat-completion-context.ts';
import { ScriptedChatModel } from '#main/models/scripted/scripted-chat-model.ts';
import { modelMessageText, modelMessageTokens } from '#shared/models/model-message.ts';
import type { ModelMessage } from '#shared/models/model-message.ts';
import { assistant, inShort, testEnvironment } from '../../../support/engine.ts';

const said = (content: string): ModelMessage => ({ role: 'user', content });
const calls: ModelMessage = {
  role: 'assistant',
  content: '',
  toolCalls: [{ id: 'c', name: 'f', arguments: '{}' }],
};
const results: ModelMessage = {
  role: 'tool',
  results: [{ callId: 'c', name: 'f', content: 'found', isError: false }],
};

async function shown(context: ChatCompletionContext, messages: readonly ModelMessage[]) {
  for (const message of messages) context.add(message);
  const run = { ...testEnvironment(), signal: new AbortController().signal };
  const asked = context.messages(run);
  for (;;) {
    const step = await asked.next();
    if (step.done === true) return step.value;
  }
}

describe('a request', () => {
  it('contains the last messages', async () => {
    const all = ['1', '2', '3'].map(said);
    expect(await shown(new BufferedChatCompletionContext(2), all)).toEqual(all.slice(1));
  });

  it('contains the first and the last messages', async () => {
    const all = ['1', '2', '3', '4', '5'].map(said);
    expect(await shown(new HeadAndTailChatCompletionContext(1, 2), all)).toEqual([
      said('1'),
      said('Skipped 2 messages.'),
      said('4'),
      said('5'),
    ]);
    expect(await shown(new HeadAndTailChatCompletionContext(3, 2), all)).toEqual(all);
  });

  it('contains what fits, dropped from the middle: the task stays longest, the last message always', async () => {
    const all = [said('a'.repeat(40)), said('b'.repeat(40)), said('c'.repeat(40)), said('d'.repeat(40))];
    expect(await shown(new TokenLimitedChatCompletionContext(20), all)).toEqual([all[0], all[3]]);
    expect(await shown(new TokenLimitedChatCompletionContext(30), all)).toEqual([all[0], all[1], all[3]]);
    expect(await shown(new TokenLimitedChatCompletionContext(1), all)).toEqual([all[3]]);
    expect(await shown(new TokenLimitedChatCompletionContext(100), all)).toEqual(all);
  });

  it('always contains the question and the last tool results with their calls, whatever the limit', async () => {
    const all = [said('task'), said('Which one?'), calls, results];
    expect(await shown(new TokenLimitedChatCompletionContext(1), all)).toEqual(all.slice(1));
    expect(await shown(new BufferedChatCompletionContext(1), all)).toEqual([calls, results]);
    expect(await shown(new HeadAndTailChatCompletionContext(1, 1), all)).toEqual([
      said('task'),
      said('Skipped 1 messages.'),
      calls,
      results,
    ]);
  });

  it('contains no tool result without its call', async () => {
    const all = [said('1'), calls, results, said('2')];
    expect(await shown(new BufferedChatCompletionContext(2), all)).toEqual([said('2')]);
    expect(await shown(new HeadAndTailChatCompletionContext(2, 1), all)).toEqual([
      said('1'),
      said('Skipped 2 messages.'),
      said('2'),
    ]);
    expect(await shown(new BufferedChatCompletionContext(3), all)).toEqual(all.slice(1));
  });

  it('contains neither half a tool call nor more than its limit, for any conversation', async () => {
    const turn = fc.oneof(
      fc.string({ minLength: 1, maxLength: 60 }).map((text) => [said(text)]),
      fc.constant([calls, results]),
    );
    const conversation = fc.array(turn, { maxLength: 12 }).map((turns) => turns.flat());
    await fc.assert(
      fc.asyncProperty(conversation, fc.integer({ min: 1, max: 40 }), async (all, size) => {
        for (const context of [
          new BufferedChatCompletionContext(size),
          new HeadAndTailChatCompletionContext(size, size),
          new TokenLimitedChatCompletionContext(size),
        ]) {
          const seen = await shown(context, all);
          for (const [index, { role }] of seen.entries()) {
            if (role === 'tool') expect(seen[index - 1]).toEqual(calls);
            if (role === 'assistant') expect(seen[index + 1]).toEqual(results);
          }
          if (all.length > 0) expect(seen.at(-1)).toEqual(all.at(-1));
          // The question and the last exchange are sent even above the limit.
          if (context instanceof TokenLimitedChatCompletionContext && seen.length > 3) {
            expect(seen.reduce((sum, one) => sum + modelMessageTokens(one), 0)).toBeLessThanOrEqual(size);
          }
        }
      }),
    );
  });

  it.each([0, 1.5, -1])('refuses a size of %s', (size) => {
    expect(() => new BufferedChatCompletionContext(size)).toThrow(/whole number/);
    expect(() => new TokenLimitedChatCompletionContext(size)).toThrow(/whole number/);
    expect(() => new HeadAndTailChatCompletionContext(1, size)).toThrow(/whole number/);
  });
});

describe('a summary of earlier messages', () => {
  const usage = { promptTokens: 50, completionTokens: 5 };
  const summariser = () =>
    new ScriptedChatModel(
      [
        { reply: 'They greeted.', usage, times: 1 },
        { reply: 'They greeted and counted.', usage, times: 1 },
      ],
      'small',
    );
  const contextOf = (modelClient: ScriptedChatModel) =>
    new SummarizingChatCompletionContext({ modelClient, tokenLimit: 60, keepLast: 2, source: 'a' });
  const long = (word: string) => `${word} `.repeat(20).trim();

  it('replaces the older messages, is counted in the usage, and grows with new ones', async () => {
    const small = summariser();
    const { agent, model } = assistant('a', [long('hello'), long('one'), 'end', 'end'], {
      modelContext: contextOf(small),
      systemMessage: null,
    });
    await agent.run(long('hi'));
    const second = await agent.run(long('count'));
    expect(inShort(second.messages).slice(1)).toEqual(['a: [UsageEvent]', `a: ${long('one')}`]);
    expect(second.messages[1]).toMatchObject({ purpose: 'summary', modelsUsage: { model: 'small' } });
    expect(model.requests[1]?.messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'user']);
    expect(model.requests[1]?.messages[0]).toMatchObject({
      content: expect.stringContaining('They greeted.') as unknown,
    });
    await agent.run('More');
    expect(small.requests[1]?.messages[0]).toMatchObject({
      content: expect.stringMatching(
        /Summary of what was said before:\nThey greeted\.[\s\S]*count count/,
      ) as unknown,
    });
  });

  it('is written only above the limit, and again only when there is something new', async () => {
    const all = [said(long('hi')), said(long('ho')), said(long('ha'))];
    const tokens = all.reduce((sum, message) => sum + modelMessageTokens(message), 0);
    const at = async (tokenLimit: number) => {
      const modelClient = summariser();
      const context = new SummarizingChatCompletionContext({
        modelClient,
        tokenLimit,
        keepLast: 2,
        source: 'a',
      });
      await shown(context, all);
      await shown(context, []);
      return modelClient.requests.length;
    };
    expect(await at(tokens)).toBe(0);
    expect(await at(tokens - 1)).toBe(1);
    // The messages kept word by word exceed the limit by themselves.
    expect(await at(1)).toBe(1);
  });

  it('covers tool calls too', async () => {
    const small = summariser();
    await shown(contextOf(small), [
      calls,
      results,
      ...['hello', 'count', 'goodbye'].map((word) => said(long(word))),
    ]);
    const [asked] = small.requests;
    expect(modelMessageText(asked?.messages[0] ?? said(''))).toMatch(
      /assistant: \n\[calls f \{\}\]\n\ntool: .*found/s,
    );
  });

  it('is part of the state', async () => {
    const context = contextOf(summariser());
    await shown(context, [said(long('hi')), said(long('ho')), said(long('ha'))]);
    const saved = JSON.parse(JSON.stringify(context.saveState())) as unknown;
    const unused = summariser();
    const other = contextOf(unused);
    other.loadState(saved);
    expect(other.saveState()).toEqual(saved);
    expect(await shown(other, [])).toEqual(await shown(context, []));
    expect(unused.requests).toHaveLength(0);
    expect(() => other.loadState({ ...(saved as object), version: 2 })).toThrow(/newer/);
  });

  it('that fails fails the turn with the agent’s name, and is retried', async () => {
    const failing = new ScriptedChatModel([{ error: 'unreachable', times: 1 }, { reply: 'They greeted.' }]);
    const { agent } = assistant('a', [long('hello'), 'end'], { modelContext: contextOf(failing) });
    await agent.run(long('hi'));
    const failed = await agent.run(long('count'));
    expect(failed.outcome).toMatchObject({ failure: { agent: 'a', error: { code: 'unreachable' } } });
    expect(inShort((await agent.run()).messages)).toEqual(['a: [UsageEvent]', 'a: end']);
  });
});

describe('an answer in the wrong format', () => {
  it('is requested once more with the reason, and both requests are counted', async () => {
    const format = outputFormat('answer', z.object({ n: z.number() }));
    const usage = { promptTokens: 3, completionTokens: 1 };
    const { agent, model } = assistant(
      'a',
      [
        { reply: '{"n":"x"}', usage },
        { json: { n: 1 }, usage },
      ],
      {
        outputFormat: format,
      },
    );
    const { messages } = await agent.run('Go');
    expect(inShort(messages)).toEqual(['user: Go', 'a: [UsageEvent]', 'a: {"n":1}']);
    expect(messages[1]).toMatchObject({ purpose: 'repair', modelsUsage: usage });
    expect(model.requests[1]?.messages.slice(-2)).toEqual([
      { role: 'assistant', content: '{"n":"x"}' },
      { role: 'user', content: expect.stringMatching(/not a “answer”.*n.*Answer again/s) as unknown },
    ]);
    expect(JSON.stringify(agent.saveState())).not.toContain('Answer again');

    const hopeless = assistant('b', [{ reply: 'no' }, { reply: 'never' }], { outputFormat: format });
    const { outcome } = await hopeless.agent.run('Go');
    expect(outcome).toMatchObject({ failure: { agent: 'b', error: { code: 'invalid_output' } } });
    expect(hopeless.model.requests).toHaveLength(2);
  });
});
