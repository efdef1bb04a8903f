import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadScript } from '#main/models/scripted/script.ts';
import type { ScriptRuleInput } from '#main/models/scripted/script.ts';
import { ScriptedChatModel } from '#main/models/scripted/scripted-chat-model.ts';
import type { ModelMessage } from '#shared/models/model-message.ts';
import type { ModelRequest } from '#shared/models/model.ts';
import { collectEvents } from '../../support/collect-events.ts';

const forever = new AbortController().signal;
const user = (content: string): ModelMessage => ({ role: 'user', content });

async function say(model: ScriptedChatModel, request: ModelRequest | string, signal = forever) {
  const asked = typeof request === 'string' ? { messages: [user(request)] } : request;
  return await collectEvents(model.stream(asked, signal));
}

describe('choosing a rule', () => {
  it('uses the first match, ignoring case', async () => {
    const model = new ScriptedChatModel([
      { when: { lastUserIncludes: 'Colour' }, reply: 'teal' },
      { when: { lastUserIncludes: 'colour' }, reply: 'never' },
      { reply: 'default' },
    ]);
    expect((await say(model, 'which COLOUR?')).text).toBe('teal');
    expect((await say(model, 'which shape?')).text).toBe('default');
  });

  it('checks the last user message, any message, system messages and absence', async () => {
    const model = new ScriptedChatModel([
      { when: { systemIncludes: ['twist', 'product'], notIncludes: 'forget' }, reply: 'taught' },
      { when: { anyIncludes: 'twist', lastUserIncludes: 'now' }, reply: 'mentioned' },
      { reply: 'neither' },
    ]);
    const taught = { role: 'system', content: 'The Twist is the product …' } as const;
    expect((await say(model, { messages: [taught, user('go')] })).text).toBe('taught');
    expect((await say(model, { messages: [taught, user('forget it')] })).text).toBe('neither');
    expect((await say(model, { messages: [user('a twist'), user('now')] })).text).toBe('mentioned');
    expect((await say(model, { messages: [user('now'), user('a twist')] })).text).toBe('neither');
  });

  it('distinguishes structured requests', async () => {
    const model = new ScriptedChatModel([
      { when: { responseSchema: true }, json: { memories: [] } },
      { when: { responseSchema: false }, reply: 'words' },
    ]);
    const responseSchema = { name: 'm', schema: {} };
    expect((await say(model, { messages: [user('x')], responseSchema })).text).toBe('{"memories":[]}');
    expect((await say(model, 'x')).text).toBe('words');
  });

  it('applies a rule at most `times` times', async () => {
    const model = new ScriptedChatModel([{ reply: 'once', times: 1 }, { reply: 'then' }]);
    expect([(await say(model, 'a')).text, (await say(model, 'b')).text]).toEqual(['once', 'then']);
  });

  it('names the message without a reply', async () => {
    const model = new ScriptedChatModel([{ when: { lastUserIncludes: 'x' }, reply: 'y' }]);
    expect((await say(model, 'What now?')).error).toMatchObject({
      code: 'invalid_output',
      message: 'The script has no reply for “What now?”.',
    });
  });

  it('records the requests', async () => {
    const model = new ScriptedChatModel([{ reply: '' }], 'actor');
    const request = { messages: [user('a')], maxTokens: 5 };
    await say(model, request);
    expect(model.requests).toEqual([request]);
    expect(model.name).toBe('actor');
  });
});

describe('answering', () => {
  it('streams reasoning, then the answer in chunks that split no character, then usage', async () => {
    const usage = { promptTokens: 3, completionTokens: 4 };
    const model = new ScriptedChatModel([{ reply: 'a😀b', reasoning: 'hm', chunkCharacters: 1, usage }]);
    expect((await say(model, 'x')).events).toEqual([
      { type: 'reasoning-delta', text: 'h' },
      { type: 'reasoning-delta', text: 'm' },
      { type: 'text-delta', text: 'a' },
      { type: 'text-delta', text: '😀' },
      { type: 'text-delta', text: 'b' },
      { type: 'end', stopReason: 'stop', usage },
    ]);
  });

  it('fails with the rule’s code after its answer', async () => {
    const model = new ScriptedChatModel([{ reply: 'Hel', error: 'malformed_stream' }]);
    expect(await say(model, 'x')).toMatchObject({
      text: 'Hel',
      end: null,
      error: { code: 'malformed_stream' },
    });
  });

  it.each([
    ['a hang', { hang: true }],
    ['a delay', { reply: 'late', delayMs: 600_000 }],
  ] satisfies [string, ScriptRuleInput][])('can be cancelled during %s', async (_name, rule) => {
    const controller = new AbortController();
    const saying = say(new ScriptedChatModel([rule]), 'x', controller.signal);
    controller.abort();
    expect(await saying).toMatchObject({ events: [], error: { code: 'cancelled' } });
  });

  it('can be cancelled between chunks', async () => {
    const controller = new AbortController();
    const model = new ScriptedChatModel([{ reply: 'abc', chunkCharacters: 1 }]);
    const stream = model.stream({ messages: [user('x')] }, controller.signal);
    const { text, error } = await collectEvents(stream, () => controller.abort());
    expect({ text, code: error?.code }).toEqual({ text: 'a', code: 'cancelled' });
  });
});

describe('loadScript', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'tutee-script-'));
  });
  afterAll(async () => {
    await rm(folder, { recursive: true });
  });

  async function load(content: string) {
    const file = path.join(folder, 'script.json');
    await writeFile(file, content);
    return await loadScript(file);
  }

  it('reads a valid script', async () => {
    const script = await load('[{"when":{"lastUserIncludes":"hi"},"reply":"ho","delayMs":0}]');
    expect((await say(new ScriptedChatModel(script), 'Hi')).text).toBe('ho');
  });

  it.each([
    ['no JSON', 'reply: ho', /JSON/],
    ['another form', '{"reply":"ho"}', /Give a list/],
    ['no rule', '[]', /at least one rule/],
    ['a rule that says nothing', '[{"times":1}]', /0: A rule needs a reply/],
    ['two answers', '[{"reply":"a","json":1}]', /not both/],
    ['a misspelt field', '[{"replay":"ho"}]', /replay/],
    ['an unknown code', '[{"error":"oops"}]', /0\.error/],
  ])('names the file and the fault for %s', async (_name, content, message) => {
    await expect(load(content)).rejects.toMatchObject({ code: 'bad_setting' });
    await expect(load(content)).rejects.toThrow(message);
    await expect(load(content)).rejects.toThrow('script.json');
  });

  it('names a missing file', async () => {
    await expect(loadScript(path.join(folder, 'none.json'))).rejects.toMatchObject({ code: 'bad_setting' });
  });
});
