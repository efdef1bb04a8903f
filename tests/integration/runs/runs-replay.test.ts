/** Replays recorded runs without any external input. */
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ScriptInput } from '#main/models/scripted/script.ts';
import type { TestApp } from '../../support/app.ts';
import { inspect } from '../../support/open-store.ts';
import {
  answerAll,
  appWithScript,
  bot,
  person,
  roundRobin,
  settledRun,
  startRun,
} from '../../support/runs.ts';

async function start(script: ScriptInput): Promise<TestApp> {
  const app = await appWithScript([
    { when: { responseSchema: true }, json: { memories: [], forget: [] } },
    ...script,
  ]);
  onTestFinished(() => app.stop());
  return app;
}

describe('a recorded run', () => {
  it('replays byte by byte: models, memories, tools, approvals, answers, over several segments', async () => {
    const app = await start([
      { when: { anyIncludes: 'Teal.' }, reply: 'Teal it is.', chunkCharacters: 2 },
      { when: { afterTools: true }, reply: 'Which colour?', reasoning: 'It is noon.' },
      { toolCalls: [{ name: 'current_time' }, { name: 'search_memories', arguments: { query: 'colours' } }] },
    ]);
    await app.call('memories.teach', { text: 'I prefer warm colours.', kind: 'preference' });
    const painter = bot('painter', {
      tools: ['current_time', 'search_memories'],
      memories: ['tutee'],
      reflectOnToolUse: true,
      modelClientStream: true,
    });
    const team = roundRobin([painter, person('ann')], { maxTurns: 3 });
    const { id } = await startRun(app, team, 'Paint it', { record: true });
    const first = await settledRun(app, id);
    expect(first.requests).toMatchObject([{ purpose: 'approval' }]);
    const second = await answerAll(app, first, [{ type: 'approve' }]);
    const done = await answerAll(app, second, [{ type: 'message', text: 'Teal.' }]);
    expect(done).toMatchObject({ status: 'complete', recorded: true });
    await app.call('memories.teach', { text: 'I prefer cold colours.', kind: 'preference' });
    await app.restart();
    const { messages } = await app.call('runs.get', { runId: id });
    const replayed = await app.call('runs.replay', { runId: id });
    expect(replayed).toMatchObject({ same: true, reason: null });
    // The stored recording omits the memories in requests.
    expect(replayed.messages).toBeGreaterThanOrEqual(messages.length);
  });

  it('with an intervention replays up to it', async () => {
    const app = await start([
      { reply: 'First.', times: 1 },
      { reply: 'Half', hang: true },
    ]);
    const streaming = bot('b', { modelClientStream: true });
    const { id } = await startRun(app, roundRobin([person('ann'), streaming], { maxTurns: 2 }), 'Go', {
      record: true,
    });
    const asked = await settledRun(app, id);
    await app.call('runs.answer', {
      runId: id,
      requestId: asked.requests[0]?.requestId ?? '',
      answer: { type: 'message', text: 'Yes.' },
    });
    await settledRun(app, id);
    await app.call('runs.say', { runId: id, text: 'More.' });
    const again = await settledRun(app, id);
    await app.call('runs.answer', {
      runId: id,
      requestId: again.requests[0]?.requestId ?? '',
      answer: { type: 'message', text: 'Still.' },
    });
    await app.event(({ name, payload }) => name === 'message-delta' && payload.text === 'Half');
    await app.call('runs.stop', { runId: id });
    const replayed = await app.call('runs.replay', { runId: id });
    expect(replayed.same).toBe(true);
    expect(replayed.reason).toContain('stepped in');
    expect(replayed.messages).toBeGreaterThan(3);
  });

  it('whose component or recording was changed reports the first difference', async () => {
    const app = await start([{ reply: 'One.' }]);
    const { id } = await startRun(app, bot('b'), 'Go', { record: true });
    await settledRun(app, id);
    const database = inspect(app.dataDir);
    const change = (from: string, to: string) =>
      database.prepare('UPDATE agent_run_recordings SET recording = replace(recording, ?, ?)').run(from, to);
    // Changes the model's answer, not the message made from it.
    change('"text-delta","text":"One."', '"text-delta","text":"Two."');
    expect(await app.call('runs.replay', { runId: id })).toEqual({
      same: false,
      messages: 1,
      reason: 'Message 2 came out otherwise.',
    });
    change('RunRecording', 'SomethingElse');
    const broken = await app.dispatch('runs.replay', { runId: id });
    expect(broken).toMatchObject({ ok: false, error: { code: 'invalid_input' } });
  });

  it('is stored only when asked for, and never for a temporary chat', async () => {
    const app = await start([{ reply: 'One.' }]);
    const plain = await startRun(app, bot('b'), 'Go').then(({ id }) => settledRun(app, id));
    const hidden = await startRun(app, bot('b'), 'Go', { record: true, temporary: true }).then(({ id }) =>
      settledRun(app, id),
    );
    for (const { id, recorded } of [plain, hidden]) {
      expect(recorded).toBe(false);
      await expect(app.call('runs.replay', { runId: id })).rejects.toThrow('not_found');
    }
  });
});
