/** Agents that answer in plain chats: name, instructions, model, memory, and what becomes of a chat without its agent. */
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Conversation } from '#shared/conversation.ts';
import type { TestApp } from '../../support/app.ts';
import { appWithScript, bot, roundRobin } from '../../support/runs.ts';

const script = [
  { when: { responseSchema: true }, json: { memories: [], forget: [] } },
  { when: { systemIncludes: 'only in verse' }, reply: 'A verse.' },
  { reply: 'Prose.' },
];

async function start(): Promise<TestApp> {
  const app = await appWithScript(script);
  onTestFinished(() => app.stop());
  return app;
}

async function agent(app: TestApp, name: string, config: Record<string, unknown> = {}): Promise<string> {
  const component = bot(name.toLowerCase(), { systemMessage: 'You answer only in verse.', ...config });
  return (await app.call('agents.save', { id: null, name, component })).team.id;
}

/** Sends the first message of a chat. */
async function begin(
  app: TestApp,
  text: string,
  options: { answerer?: string; projectId?: string; temporary?: boolean } = {},
) {
  const { conversation, assistantMessage } = await app.call('chat.send', {
    requestId: crypto.randomUUID(),
    conversationId: null,
    text,
    ...options,
  });
  const { id } = assistantMessage;
  await app.event(({ name, payload }) => name === 'message-end' && payload.message.id === id);
  return { conversation, answer: await answerIn(app, conversation.id) };
}

async function answerIn(app: TestApp, id: string) {
  const { messages } = await app.call('conversations.open', { id });
  const last = messages.at(-1);
  return { speaker: last?.speaker, text: last?.text };
}

async function usedIn(app: TestApp, { id }: Conversation): Promise<string[] | null> {
  const { messages } = await app.call('conversations.open', { id });
  const answer = messages.at(-1);
  if (answer?.receipt == null) return null;
  const { report } = await app.call('chat.receipt', { messageId: answer.id });
  return report.candidates.filter(({ outcome }) => outcome === 'used').map(({ text }) => text);
}

const nowhere = '00000000-0000-7000-8000-000000000000';

describe('an assistant', () => {
  it('answers under its name by its instructions, until Tutee is chosen; what was said keeps its speaker', async () => {
    const app = await start();
    const poet = await agent(app, 'Poet');
    const { conversation, answer } = await begin(app, 'Hello there', { answerer: poet });
    expect(conversation.assistantId).toBe(poet);
    expect(answer).toEqual({ speaker: 'Poet', text: 'A verse.' });
    const back = await app.call('conversations.chooseAnswerer', { id: conversation.id, answerer: 'tutee' });
    expect(back.conversation).not.toHaveProperty('assistantId');
    await app.say('And now?', conversation.id);
    expect(await answerIn(app, conversation.id)).toEqual({ speaker: 'Tutee', text: 'Prose.' });
    await app.restart();
    const { messages } = await app.call('conversations.open', { id: conversation.id });
    expect(messages.map(({ speaker }) => speaker)).toEqual(['You', 'Poet', 'You', 'Tutee']);
  });

  it('answers in temporary chats too', async () => {
    const app = await start();
    const poet = await agent(app, 'Poet');
    expect((await begin(app, 'Hello there', { answerer: poet, temporary: true })).answer.speaker).toBe(
      'Poet',
    );
  });

  it('that is deleted leaves its chats to Tutee, and has them back when it is restored', async () => {
    const app = await start();
    const poet = await agent(app, 'Poet');
    const { conversation } = await begin(app, 'Hello there', { answerer: poet });
    await app.call('agents.delete', { id: poet });
    await app.say('Still there?', conversation.id);
    expect(await answerIn(app, conversation.id)).toEqual({ speaker: 'Tutee', text: 'Prose.' });
    await app.call('agents.restore', { id: poet });
    await app.say('And now?', conversation.id);
    expect((await answerIn(app, conversation.id)).speaker).toBe('Poet');
  });

  it('is refused when it is gone or is a team', async () => {
    const app = await start();
    const team = roundRobin([bot('a'), bot('b')]);
    const { team: saved } = await app.call('agents.save', {
      id: null,
      name: 'Two',
      component: team,
    });
    const { conversation } = await begin(app, 'Hello there');
    for (const answerer of [nowhere, saved.id, 'gallery:support-desk']) {
      await expect(
        app.call('conversations.chooseAnswerer', { id: conversation.id, answerer }),
      ).rejects.toThrow('not_found: There is no such assistant');
      await expect(begin(app, 'Hi', { answerer })).rejects.toThrow('not_found');
    }
  });

  it('of a project answers in its new chats, not in those moved there, and not when another is chosen', async () => {
    const app = await start();
    const poet = await agent(app, 'Poet');
    const { project } = await app.call('projects.create', { name: 'Poems' });
    await app.call('projects.update', { id: project.id, assistantId: poet });
    const projectId = project.id;
    expect((await begin(app, 'Hello there', { projectId })).answer.speaker).toBe('Poet');
    expect((await begin(app, 'Hello there', { projectId, answerer: 'tutee' })).answer.speaker).toBe('Tutee');
    const { conversation } = await begin(app, 'Hello there');
    await app.call('conversations.move', { id: conversation.id, projectId });
    await app.say('Moved', conversation.id);
    expect((await answerIn(app, conversation.id)).speaker).toBe('Tutee');
    const { project: renamed } = await app.call('projects.update', { id: projectId, name: 'Verses' });
    expect(renamed.assistantId).toBe(poet);
    await app.call('agents.delete', { id: poet });
    expect((await begin(app, 'Hello there', { projectId })).answer.speaker).toBe('Tutee');
    const { project: without } = await app.call('projects.update', { id: projectId, assistantId: null });
    expect(without).not.toHaveProperty('assistantId');
  });
});

describe('the memory of an assistant', () => {
  it('is everywhere’s for `tutee`, none without memories, and its own beside it for `own`', async () => {
    const app = await start();
    await app.call('memories.teach', { text: 'My favourite tree is the beech.' });
    const open = await agent(app, 'Open', { memories: ['tutee'] });
    const closed = await agent(app, 'Closed');
    const own = await agent(app, 'Own', { memories: ['own'] });
    const question = 'What is my favourite tree?';
    const asked = async (answerer: string) =>
      usedIn(app, (await begin(app, question, { answerer })).conversation);
    expect(await asked(open)).toEqual(['My favourite tree is the beech.']);
    expect(await asked(closed)).toBeNull();
    await begin(app, 'Remember that my favourite river is the Tua.', { answerer: own });
    const { items } = await app.call('memories.list', { statuses: [] });
    expect(items.find(({ text }) => text.includes('Tua'))?.scope).toEqual({ type: 'assistant', id: own });
    const river = 'What is my favourite river?';
    const used = async (answerer: string) =>
      usedIn(app, (await begin(app, river, { answerer })).conversation);
    expect(await used(own)).toContain('My favourite river is the Tua.');
    expect((await used(open)) ?? []).not.toContain('My favourite river is the Tua.');
  });

  it('follows the learning that is set for it', async () => {
    const app = await start();
    const own = await agent(app, 'Own', { memories: ['own'] });
    const scope = { type: 'assistant', id: own } as const;
    await app.call('settings.update', { changes: { learningByScope: [{ scope, learning: 'told' }] } });
    const { conversation } = await begin(app, 'I am a vegetarian.', { answerer: own });
    const { messages } = await app.call('conversations.open', { id: conversation.id });
    expect(messages[0]).toMatchObject({ capture: null, remembered: [] });
  });
});

describe('how an agent looks in chats', () => {
  it('is kept with it, whatever else changes, as one character and a few questions', async () => {
    const app = await start();
    const id = await agent(app, 'Poet');
    const before = (await app.call('agents.get', { id })).team.updatedAt;
    const introduction = { symbol: ' 👩🏽‍🌾 and more', starters: [' Write a haiku ', 'Rhyme on “night”'] };
    const { team } = await app.call('agents.introduce', { id, introduction });
    const kept = { symbol: '👩🏽‍🌾', starters: ['Write a haiku', 'Rhyme on “night”'] };
    expect(team).toMatchObject({ introduction: kept, updatedAt: before });
    expect(app.events.at(-1)).toMatchObject({ name: 'agents-changed' });
    const component = team.component;
    const saved = await app.call('agents.save', { id, name: 'Poet 2', component, basedOn: before ?? 0 });
    expect(saved.team.introduction).toEqual(kept);
    const { saved: list } = await app.call('agents.list', {});
    expect(list[0]).toMatchObject({ name: 'Poet 2', introduction: kept });
    await app.call('agents.introduce', { id, introduction: null });
    expect((await app.call('agents.get', { id })).team).not.toHaveProperty('introduction');
  });

  it('is refused where it is too much, and for agents that are not there', async () => {
    const app = await start();
    const id = await agent(app, 'Poet');
    const introduce = (symbol: string, starters: string[], of = id) =>
      app.call('agents.introduce', { id: of, introduction: { symbol, starters } });
    await expect(introduce('', ['1', '2', '3', '4', '5'])).rejects.toThrow('At most 4');
    await expect(introduce('', ['x'.repeat(201)])).rejects.toThrow('Shorten it');
    await expect(introduce('x'.repeat(41), [])).rejects.toThrow('one character');
    await expect(introduce('', [' '])).rejects.toThrow('invalid_input');
    await expect(introduce('', [], nowhere)).rejects.toThrow('not_found');
  });
});
