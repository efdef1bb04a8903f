import * as z from 'zod';
import { describe, expect, it } from 'vitest';
import { createCompletion } from '#main/engine/agents/create-completion.ts';
import { standardComponents } from '#main/engine/components/standard-components.ts';
import { TokenLimitedChatCompletionContext } from '#main/engine/context/token-limited-chat-completion-context.ts';
import { ChatCompletionCache } from '#main/engine/model-clients/chat-completion-cache.ts';
import { withParameters } from '#main/engine/model-clients/with-parameters.ts';
import { FunctionTool } from '#main/engine/tools/function-tool.ts';
import { ScriptedChatModel } from '#main/models/scripted/scripted-chat-model.ts';
import { assistant } from '../../../support/engine.ts';

const tool = (strict = false, parameters = z.object({ city: z.string() })) =>
  new FunctionTool({ name: 'tide', description: 'The tide.', parameters, run: () => 'high', strict });

describe('parameters of requests', () => {
  it('of an agent are in each of its requests', async () => {
    const { agent, model } = assistant(
      'a',
      [{ toolCalls: [{ name: 'tide', arguments: { city: 'Vik' } }] }, 'High.'],
      {
        modelParameters: {
          temperature: 0,
          stop: 'END',
          toolChoice: { name: 'tide' },
          reasoningEffort: 'low',
        },
        tools: [tool()],
        reflectOnToolUse: true,
      },
    );
    await agent.run('The tide in Vik?');
    const asked = { temperature: 0, stop: ['END'], toolChoice: { name: 'tide' }, effort: 'low' };
    expect(model.requests).toMatchObject([asked, asked]);
  });

  it('are refused with their place', () => {
    expect(() => assistant('a', ['x'], { modelParameters: { topP: 3 } })).toThrow(
      expect.objectContaining({ code: 'invalid_input', field: 'modelParameters.topP' }),
    );
    // A program without types.
    const misspelt = { temprature: 1 } as object;
    expect(() => assistant('a', ['x'], { modelParameters: misspelt })).toThrow(/temperature/);
  });

  it('go with whatever asks a model, and the narrower ones win', async () => {
    const model = new ScriptedChatModel(['Yes.', 'No.']);
    const cool = withParameters(model, { temperature: 0, seed: 1 });
    expect((await createCompletion(cool, 'Is it?', { temperature: 1, tools: [tool()] })).text).toBe('Yes.');
    expect(model.requests[0]).toMatchObject({ temperature: 1, seed: 1, tools: [{ name: 'tide' }] });
  });

  it('are part of what a cached answer belongs to, but headers, which may be secret, are not', async () => {
    const answers = new Map<string, string>();
    const store = {
      get: (key: string) => answers.get(key) ?? null,
      set: (key: string, value: string) => void answers.set(key, value),
    };
    const model = new ScriptedChatModel(['One.', 'Two.']);
    const cache = new ChatCompletionCache({ model, store });
    const ask = async (seed: number, token: string) =>
      (await createCompletion(cache, 'Go', { seed, headers: { token } })).text;
    expect([await ask(1, 'a'), await ask(1, 'b'), await ask(2, 'a')]).toEqual(['One.', 'One.', 'Two.']);
    expect([...answers].join('\n')).not.toContain('token');
  });

  it('of an agent as data are those of its class, without secrets', async () => {
    const model = new ScriptedChatModel(['Yes.']);
    const component = (modelParameters: object) => ({
      provider: 'AssistantAgent',
      version: 1,
      config: { name: 'a', model: 'm', modelParameters },
    });
    const registry = standardComponents();
    const agent = registry.load('participant', component({ seed: 3 }), { models: { m: model } });
    // What is loaded can be run.
    await agent.run('Is it?');
    expect(model.requests).toMatchObject([{ seed: 3 }]);
    expect(
      registry.check('participant', component({ headers: { a: 'b' } }), { models: { m: model } }),
    ).toMatchObject([
      { path: 'config.modelParameters', message: expect.stringContaining('headers') as string },
    ]);
  });
});

describe('a strict tool', () => {
  it('closes its objects, at every level', () => {
    const inner = z.object({ name: z.string() });
    const { parameters } = tool(true, z.object({ city: z.string(), ports: z.array(inner) }) as never);
    expect(parameters).toMatchObject({
      additionalProperties: false,
      properties: { ports: { items: { additionalProperties: false } } },
    });
    expect(parameters).not.toHaveProperty('$schema');
  });

  it('has no key that may be left out', () => {
    expect(() => tool(true, z.object({ city: z.string().optional() }) as never)).toThrow(
      expect.objectContaining({ field: 'parameters.properties.city' }),
    );
    expect(() => tool(true, z.object({ city: z.string().nullable() }) as never)).not.toThrow();
  });
});

describe('what is known of a model', () => {
  const info = {
    family: 'x',
    vision: null,
    functionCalling: false,
    structuredOutput: null,
    contextWindow: 40,
  };
  const model = Object.assign(new ScriptedChatModel(['Yes.']), { info });

  it('refuses tools where it calls none', () => {
    expect(() => assistant('a', ['x'], { modelClient: model, tools: [tool()] })).toThrow(
      expect.objectContaining({ field: 'modelClient' }),
    );
    expect(() => assistant('a', ['x'], { modelClient: model })).not.toThrow();
  });

  it('limits a context', async () => {
    const context = new TokenLimitedChatCompletionContext({ modelClient: model });
    for (const word of ['first', 'second', 'third', 'fourth'])
      context.add({ role: 'user', content: `${word} ${'x'.repeat(60)}` });
    const { agent, model: asked } = assistant('a', ['Yes.'], { modelContext: context });
    await agent.run('Now?');
    expect(asked.requests[0]?.messages.length).toBeLessThan(5);
    expect(
      () => new TokenLimitedChatCompletionContext({ modelClient: new ScriptedChatModel(['x']) }),
    ).toThrow(/tokens/);
  });
});
