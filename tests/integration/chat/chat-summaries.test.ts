/** What a model no longer reads of a long chat is summarised after the answer, and told to that model in short. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TestApp } from '../../support/app.ts';
import { answers, fails, OpenAIServer } from '../../support/openai-server.ts';
import type { Behaviour } from '../../support/openai-server.ts';

let server: OpenAIServer;
let app: TestApp;
let summary: string;
/** What requests for summaries, and for answers, were sent. */
let summarised: string[];
let sent: string[];

const tooLong: Behaviour = fails(400, { message: 'prompt is too long: 9000 tokens > 700 maximum' });
const sizeOf = (text: string) => text.length / 4;

vi.setConfig({ testTimeout: 90_000 });
/** The machine may be busy. */
const patient = { timeout: 20_000 };

beforeEach(async () => {
  server = await OpenAIServer.start();
  summary = 'They are caulking a punt called Otter.';
  summarised = [];
  sent = [];
  server.always('chat', (response, request) => {
    const body = JSON.stringify(request.body?.['messages']);
    const behaviour = () => {
      if (request.body?.['response_format'] !== undefined) return answers('{"lessons": []}');
      if (body.includes('Give the chat below a title')) return answers('Caulking');
      if (body.includes('Summarise the beginning')) {
        summarised.push(body);
        return answers(summary, { usage: { prompt_tokens: 300, completion_tokens: 20 } });
      }
      if (sizeOf(body) > 700) return tooLong;
      sent.push(body);
      return answers('Noted.');
    };
    behaviour()(response, request);
  });
  app = await TestApp.start({ fixed: { baseUrl: server.baseUrl, model: 'quokka-7b' } });
});
afterEach(async () => {
  await app.stop();
  await server.stop();
});

const filler = 'then another seam was caulked with care '.repeat(26);

/** Says so much that the beginning is left out, and waits until that was summarised. */
async function longChat(turns = 3): Promise<string> {
  let id: string | null = null;
  for (let turn = 0; turn < turns; turn += 1)
    ({ conversationId: id } = await app.say(`Step ${turn}: ${filler}`, id));
  await expect.poll(() => summarised.length, patient).toBeGreaterThan(0);
  if (id === null) throw new Error('Nothing was said.');
  return id;
}

/** Says something more until the model was told the summary, which is saved shortly after it was asked for. */
async function nextAnswer(conversationId: string) {
  for (let tries = 0; tries < 5; tries += 1) {
    const { answer } = await app.say('And the next step?', conversationId);
    if (sent.at(-1)?.includes(summary) === true) return answer;
  }
  throw new Error('The model was never told the summary.');
}

describe('a chat that grew too long', () => {
  it('goes on with a summary of what was cut, made after the answer and shown with the next', async () => {
    const id = await longChat();
    expect(summarised.join()).toContain('Step 0');
    const answer = await nextAnswer(id);
    expect(answer.shortened).toBeGreaterThan(0);
    expect(sent.at(-1)).not.toContain('Step 0');
    expect(await app.call('chat.summary', { messageId: answer.id })).toEqual({ text: summary });
    // It is neither a message nor something to learn.
    const { messages } = await app.call('conversations.open', { id });
    expect(messages.some(({ text }) => text.includes('Otter'))).toBe(false);
    expect((await app.call('memories.list', {})).items.some(({ text }) => text.includes('Otter'))).toBe(
      false,
    );
  });

  it('extends the summary when more is cut, and keeps it over a restart', async () => {
    const id = await longChat();
    await nextAnswer(id);
    await app.restart();
    const before = summarised.length;
    summary = 'They caulked the punt Otter and now paint it.';
    for (let turn = 0; turn < 3; turn += 1) await app.say(`Coat ${turn}: ${filler}`, id);
    await expect.poll(() => summarised.length, patient).toBeGreaterThan(before);
    expect(summarised.at(-1)).toContain('caulking a punt called Otter');
  });

  it('is summarised for its price: the tokens count', async () => {
    const id = await longChat();
    await nextAnswer(id);
    // No other answer says what it used.
    const { total } = await app.call('runs.usage', {});
    expect(total.promptTokens).toBeGreaterThanOrEqual(300);
    expect(total.promptTokens % 300).toBe(0);
  });

  it('leaves no summary behind when it is deleted, or when anything is forgotten for good', async () => {
    const id = await longChat();
    await nextAnswer(id);
    const { userMessageId } = await app.say('Remember that my caulking iron is from Ystad.');
    const { items } = await app.call('memories.list', {});
    const iron = items.find(({ text }) => text.includes('Ystad'));
    expect(userMessageId).toBeDefined();
    await app.call('memories.purge', { target: { ids: [iron?.id ?? ''] }, chats: true });
    const { messages } = await app.call('conversations.open', { id });
    expect(await app.call('chat.summary', { messageId: messages.at(-1)?.id ?? '' })).toEqual({ text: null });
  });
});
