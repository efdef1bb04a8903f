import { describe, expect, it } from 'vitest';
import {
  handoffMessage,
  multiModalMessage,
  stopMessage,
  structuredMessage,
  textMessage,
} from '#main/engine/run/messages.ts';
import { chatMessageSchema } from '#shared/agents/chat-messages.ts';
import { ScriptedChatModel } from '#main/models/scripted/scripted-chat-model.ts';
import { assistant, inShort } from '../../../support/engine.ts';

const source = 'ann';

describe('a message that a program writes', () => {
  it.each([
    textMessage('Go'),
    textMessage({ source, content: 'Go', metadata: { by: 'test' } }),
    multiModalMessage({ source, content: [{ type: 'text', text: 'Look' }] }),
    structuredMessage({ source, format: 'list', content: ['a'] }),
    stopMessage({ source, content: 'Enough.' }),
    handoffMessage({ source, target: 'bob', content: 'Yours.' }),
  ])('of type $type can be saved, read back and given to a run', async (message) => {
    expect(chatMessageSchema.parse(JSON.parse(JSON.stringify(message)))).toEqual(message);
    const { messages } = await assistant('bob', ['Good.']).agent.run([message]);
    expect(messages[0]).toEqual(message);
    expect(inShort(messages).at(-1)).toBe('bob: Good.');
  });
});

describe('a scripted model', () => {
  it('takes texts, gives each once, and begins anew after a reset', async () => {
    const model = new ScriptedChatModel(['One.', 'Two.']);
    const ask = async () => {
      const texts: string[] = [];
      for await (const event of model.stream({ messages: [] }, new AbortController().signal))
        if (event.type === 'text-delta') texts.push(event.text);
      return texts.join('');
    };
    expect([await ask(), await ask()]).toEqual(['One.', 'Two.']);
    await expect(ask()).rejects.toMatchObject({ code: 'invalid_output' });
    model.reset();
    expect(await ask()).toBe('One.');
    expect(model.requests).toHaveLength(1);
  });

  it('says where a script is wrong', () => {
    expect(() => new ScriptedChatModel([{ reply: 5 as never }])).toThrow(
      expect.objectContaining({ code: 'invalid_input', field: 'script.0.reply' }),
    );
  });
});
