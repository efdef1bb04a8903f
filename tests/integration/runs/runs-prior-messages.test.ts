/** Prior messages: what was said in a chat before a run started in it. */
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ScriptInput } from '#main/models/scripted/script.ts';
import { PRIOR_TOKENS } from '#main/studio/memory/prior-messages.ts';
import type { TestApp } from '../../support/app.ts';
import { inShort } from '../../support/engine.ts';
import { inspect } from '../../support/open-store.ts';
import { answerAll, appWithScript, bot, chatOf, person, roundRobin } from '../../support/runs.ts';
import { settledRun, startRun } from '../../support/runs.ts';

const noLessons = { when: { responseSchema: true }, json: { lessons: [] } };

async function start(script: ScriptInput): Promise<TestApp> {
  const app = await appWithScript([noLessons, ...script]);
  onTestFinished(() => app.stop());
  return app;
}

const knows = (...words: string[]) => ({ systemIncludes: 'helper', anyIncludes: words });

describe('a run in an existing chat', () => {
  it('gets the prior messages, also in its next segment and after a restart, and stores none of them', async () => {
    const app = await start([
      {
        when: { ...knows('Oslo', 'Bring boots', 'Which way', 'By ferry'), lastUserIncludes: 'And back' },
        reply: 'By rail.',
      },
      { when: { ...knows('Oslo', 'Bring boots'), lastUserIncludes: 'Which way' }, reply: 'By ferry.' },
      { when: { systemIncludes: 'helper' }, reply: 'Where to?' },
      { reply: 'Bring boots.' },
    ]);
    const { conversationId } = await app.say('What do I pack for a week in Oslo?');
    const team = roundRobin([bot('helper')], { maxTurns: 1 });
    const run = await startRun(app, team, 'Which way do I go?', { conversationId });
    const { id } = await settledRun(app, run.id);
    await app.restart();
    await app.call('runs.say', { runId: id, text: 'And back?' });
    await settledRun(app, id);
    expect(await chatOf(app, conversationId)).toEqual([
      'You: What do I pack for a week in Oslo?',
      'Tutee: Bring boots.',
      'You: Which way do I go?',
      'helper: By ferry.',
      'You: And back?',
      'helper: By rail.',
    ]);
    const { messages } = await app.call('runs.get', { runId: id });
    expect(inShort(messages)).toEqual([
      'user: Which way do I go?',
      'helper: By ferry.',
      'user: And back?',
      'helper: By rail.',
    ]);
    const kept = inspect(app.dataDir);
    expect(JSON.stringify(kept.prepare('SELECT * FROM agent_runs').all())).not.toContain('Oslo');
    expect(JSON.stringify(kept.prepare('SELECT * FROM agent_run_messages').all())).not.toContain('Oslo');
  });

  it('gets what was said in the plain chat since its last segment', async () => {
    const app = await start([
      {
        when: { ...knows('Oslo', 'By ferry', 'rhymes with cat', 'Hat.'), lastUserIncludes: 'that rhyme' },
        reply: 'A hat.',
      },
      { when: { systemIncludes: 'helper', notIncludes: 'rhymes' }, reply: 'By ferry.' },
      { when: { lastUserIncludes: 'rhymes' }, reply: 'Hat.' },
      { reply: 'Bring boots.' },
    ]);
    const { conversationId } = await app.say('What do I pack for Oslo?');
    const team = roundRobin([bot('helper')], { maxTurns: 1 });
    const { id } = await startRun(app, team, 'Which way?', { conversationId, record: true });
    await settledRun(app, id);
    await app.say('What rhymes with cat?', conversationId);
    await app.call('runs.say', { runId: id, text: 'Use that rhyme.' });
    await settledRun(app, id);
    expect((await chatOf(app, conversationId)).at(-1)).toBe('helper: A hat.');
    expect(await app.call('runs.replay', { runId: id })).toMatchObject({ same: true, reason: null });
  });

  it('gets what another run said in it', async () => {
    const app = await start([
      { when: { ...knows('Name a tree', 'The beech.'), lastUserIncludes: 'Another' }, reply: 'The oak.' },
      { reply: 'The beech.' },
    ]);
    const first = await startRun(app, bot('other'), 'Name a tree').then(({ id }) => settledRun(app, id));
    const conversationId = first.conversationId ?? '';
    const run = await startRun(app, bot('helper'), 'Another', { conversationId });
    await settledRun(app, run.id);
    expect((await chatOf(app, conversationId)).at(-1)).toBe('helper: The oak.');
  });

  it('captures nothing a second time, and recalls for the task only', async () => {
    const app = await start([{ reply: 'Fine.' }]);
    const { conversationId } = await app.say('Remember that my cat is called Fig.');
    const history = async () => {
      const { items } = await app.call('memories.list', {});
      return Promise.all(items.map(({ id }) => app.call('memories.history', { id })));
    };
    const before = await history();
    expect(before).toHaveLength(1);
    const helper = bot('helper', { memories: ['tutee'] });
    const run = await startRun(app, helper, 'Write two lines about autumn', { conversationId });
    await settledRun(app, run.id);
    expect(await history()).toEqual(before);
    const { messages } = await app.call('conversations.open', { id: conversationId });
    expect(messages.filter(({ remembered }) => remembered.length > 0)).toHaveLength(1);
  });

  it('gets the shown branch only, and the newest whole messages that fit', async () => {
    const app = await start([
      {
        when: { ...knows('Which?', 'Second answer', 'Go on'), notIncludes: ['First answer', 'very old'] },
        reply: 'Right.',
      },
      { when: { systemIncludes: 'helper' }, reply: 'Wrong.' },
      { when: { lastUserIncludes: 'very old' }, reply: 'Read.' },
      { reply: 'First answer', times: 1 },
      { reply: 'Second answer' },
    ]);
    const { conversationId } = await app.say(`very old ${'words '.repeat(PRIOR_TOKENS)}`);
    const { answer } = await app.say('Which?', conversationId);
    const { assistantMessage } = await app.call('chat.retry', { messageId: answer.id });
    await app.event(
      ({ name, payload }) => name === 'message-end' && payload.message.id === assistantMessage.id,
    );
    const run = await startRun(app, bot('helper'), 'Go on', { conversationId });
    await settledRun(app, run.id);
    expect((await chatOf(app, conversationId)).at(-1)).toBe('helper: Right.');
  });

  it('gets no answer whose question does not fit, but messages of agents without one', async () => {
    const app = await start([
      {
        when: { systemIncludes: 'helper', anyIncludes: 'Spoken', notIncludes: ['Answered', 'very old'] },
        reply: 'Right.',
      },
      { when: { systemIncludes: 'helper', anyIncludes: 'Answered' }, reply: 'Wrong.' },
      { when: { systemIncludes: 'helper' }, reply: 'Nothing.' },
      { when: { systemIncludes: 'other' }, reply: 'Spoken' },
      { reply: 'Answered' },
    ]);
    const old = `very old ${'words '.repeat(PRIOR_TOKENS)}`;
    const heardIn = async (conversationId: string) => {
      const run = await startRun(app, bot('helper'), 'Go on', { conversationId });
      await settledRun(app, run.id);
      return (await chatOf(app, conversationId)).at(-1);
    };
    expect(await heardIn((await app.say(old)).conversationId)).toBe('helper: Nothing.');
    const run = await startRun(app, bot('other'), old).then(({ id }) => settledRun(app, id));
    expect(await heardIn(run.conversationId ?? '')).toBe('helper: Right.');
  });

  it('that is temporary gets them too, and leaves no trace', async () => {
    const app = await start([
      { when: knows('zebra', 'A secret.'), reply: 'Known.' },
      { when: { systemIncludes: 'helper' }, reply: 'Unknown.' },
      { reply: 'A secret.' },
    ]);
    const { conversationId } = await app.say('It is about a zebra.', null, true);
    const run = await startRun(app, bot('helper'), 'And?', { conversationId });
    expect(await settledRun(app, run.id)).toMatchObject({ temporary: true, status: 'complete' });
    expect((await chatOf(app, conversationId)).at(-1)).toBe('helper: Known.');
    await app.close();
    const kept = inspect(app.dataDir);
    for (const table of ['messages', 'agent_runs', 'agent_run_messages', 'completion_cache', 'agent_usage'])
      expect(kept.prepare(`SELECT count(*) FROM ${table}`).pluck().get()).toBe(0);
  });

  it('is replayed with them, over several segments', async () => {
    const app = await start([
      { when: { ...knows('Oslo', 'North.'), lastUserIncludes: 'Ferry' }, reply: 'Sail.' },
      { when: knows('Oslo', 'North.'), reply: 'How?' },
      { reply: 'North.' },
    ]);
    const { conversationId } = await app.say('Where is Oslo?');
    const team = roundRobin([bot('helper'), person('ann')], { maxTurns: 3 });
    const run = await startRun(app, team, 'Get me there', { conversationId, record: true });
    const asked = await settledRun(app, run.id);
    const done = await answerAll(app, asked, [{ type: 'message', text: 'Ferry.' }]);
    expect(done.status).toBe('complete');
    expect((await chatOf(app, conversationId)).at(-1)).toBe('helper: Sail.');
    expect(await app.call('runs.replay', { runId: run.id })).toMatchObject({ same: true, reason: null });
  });

  it('is replayed from a recording of the version without prior messages', async () => {
    const app = await start([{ reply: 'Fine.' }]);
    const { id } = await startRun(app, bot('helper'), 'Go', { record: true });
    await settledRun(app, id);
    const file = inspect(app.dataDir);
    const kept = file.prepare<[], string>('SELECT recording FROM agent_run_recordings').pluck().get() ?? '';
    const older = kept.replace('"saidBefore":[],', '');
    expect(older).not.toBe(kept);
    file.prepare('UPDATE agent_run_recordings SET recording = ?').run(older);
    expect(await app.call('runs.replay', { runId: id })).toMatchObject({ same: true, reason: null });
  });

  it('loses its recording when a prior message is purged', async () => {
    const text = 'I have a new cat.';
    const lesson = { action: 'add', n: null, kind: 'fact', text, cues: ['pets'], validUntil: null };
    const app = await appWithScript([
      { when: { responseSchema: true }, json: { lessons: [lesson] }, times: 1 },
      noLessons,
      { reply: 'Fine.' },
    ]);
    onTestFinished(() => app.stop());
    // The message that taught it uses other words; it is found as the source.
    const { conversationId, userMessageId } = await app.say(
      'I spent my whole weekend with our new cat, who sleeps in the flat all day.',
    );
    await app.event(
      ({ name, payload }) =>
        name === 'capture-changed' && payload.messageId === userMessageId && payload.remembered.length > 0,
    );
    const run = await startRun(app, bot('helper'), 'Go', { conversationId, record: true });
    await settledRun(app, run.id);
    const recordings = () =>
      inspect(app.dataDir).prepare('SELECT recording FROM agent_run_recordings').pluck().all();
    expect(JSON.stringify(recordings())).toContain('sleeps in the flat');
    const { items } = await app.call('memories.list', {});
    expect(items).toMatchObject([{ text }]);
    const ids = items.map(({ id }) => id);
    await app.call('memories.purge', { target: { ids }, chats: false });
    expect(recordings()).toEqual([]);
  });
});
