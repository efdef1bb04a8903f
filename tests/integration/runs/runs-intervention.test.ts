/** People intervene in runs: they interrupt them, take over agents and hand them back, and restore deleted runs. */
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ScriptInput } from '#main/models/scripted/script.ts';
import type { RunView } from '#shared/agents/run-view.ts';
import type { TestApp } from '../../support/app.ts';
import { appWithScript, bot, chatOf, component, person } from '../../support/runs.ts';
import { roundRobin, settledRun, startRun } from '../../support/runs.ts';

async function appThat(script: ScriptInput): Promise<TestApp> {
  const app = await appWithScript(script);
  onTestFinished(() => app.stop());
  return app;
}

const streaming = { modelClientStream: true };
const said = (text: string) => ({ type: 'message', text }) as const;

async function answered(app: TestApp, { id, requests }: RunView, text: string): Promise<RunView> {
  const requestId = requests[0]?.requestId ?? '';
  await app.call('runs.answer', { runId: id, requestId, answer: said(text) });
  return settledRun(app, id);
}

describe('a run that is interrupted', () => {
  const halfOnce = [
    { when: { anyIncludes: 'In blue' }, reply: 'Blue, then.' },
    { reply: 'Half of it', hang: true as const },
  ];

  it('stops in the middle of a chunk and repeats the turn with the message', async () => {
    const app = await appThat(halfOnce);
    const { id, conversationId } = await startRun(
      app,
      roundRobin([bot('painter', streaming)], { maxTurns: 1 }),
      'Paint it',
    );
    await app.event(({ name }) => name === 'message-delta');
    await app.call('runs.interrupt', { runId: id, text: 'In blue' });
    expect((await settledRun(app, id)).status).toBe('complete');
    const { messages } = await app.call('conversations.open', { id: conversationId ?? '' });
    expect(messages.map(({ speaker, text, status }) => `${speaker} ${status}: ${text}`)).toEqual([
      'You complete: Paint it',
      'painter stopped: Half of it',
      'You complete: In blue',
      'painter complete: Blue, then.',
    ]);
    // The page gets the end of the interrupted message before the next begins.
    const ends = app.events.flatMap((event) =>
      event.name === 'message-end' && event.payload.message.status === 'stopped' ? [event] : [],
    );
    expect(ends).toHaveLength(1);
  });

  it('after its end continues with the message; without one nothing happens', async () => {
    const app = await appThat(halfOnce.slice(0, 1).concat([{ reply: 'Done.' } as never]));
    const { id, conversationId } = await startRun(app, bot('painter'), 'Paint it');
    await settledRun(app, id);
    expect((await app.call('runs.interrupt', { runId: id })).run.status).toBe('complete');
    await app.call('runs.interrupt', { runId: id, text: 'In blue' });
    await settledRun(app, id);
    expect((await chatOf(app, conversationId)).at(-1)).toBe('painter: Blue, then.');
  });
});

describe('a person who speaks for an agent', () => {
  const pair = roundRobin([bot('writer', streaming), bot('critic')], { maxTurns: 4 });
  const script = [
    { when: { systemIncludes: 'critic', anyIncludes: 'My own line' }, reply: 'Better.' },
    { when: { systemIncludes: 'critic' }, reply: 'Worse.' },
    { when: { systemIncludes: 'writer', anyIncludes: 'Better.' }, reply: 'I go on from yours.' },
    { when: { systemIncludes: 'writer' }, reply: 'A line', hang: true as const },
  ];

  it('gets a request at its turn, also after a restart, and hands back', async () => {
    const app = await appThat(script);
    const { id, conversationId } = await startRun(app, pair, 'A poem');
    await app.event(({ name }) => name === 'message-delta');
    const { run } = await app.call('runs.takeOver', { runId: id, agent: 'writer' });
    expect(run.takenOver).toEqual(['writer']);
    await app.call('runs.interrupt', { runId: id });
    const waiting = await settledRun(app, id);
    expect(waiting).toMatchObject({
      status: 'waiting',
      takenOver: ['writer'],
      requests: [{ source: 'writer', purpose: 'answer' }],
    });
    await app.restart();
    const kept = (await app.call('runs.get', { runId: id })).run;
    expect(kept).toMatchObject({ status: 'waiting', takenOver: ['writer'], requests: waiting.requests });
    // The critic answers, then it is the writer's turn again.
    const again = await answered(app, kept, 'My own line');
    expect(again).toMatchObject({ status: 'waiting', requests: [{ source: 'writer' }] });
    await app.call('runs.handBack', { runId: id, agent: 'writer' });
    const done = await settledRun(app, id);
    expect(done).toMatchObject({ status: 'complete', takenOver: [], requests: [] });
    expect((await chatOf(app, conversationId)).filter((line) => !line.includes('A line'))).toEqual([
      'You: A poem',
      'You, for writer: My own line',
      'critic: Better.',
      'writer: I go on from yours.',
      'critic: Better.',
    ]);
  });

  it('teaches nothing by messages in its name', async () => {
    const app = await appThat([{ reply: 'Worse.' }]);
    const { id } = await startRun(app, roundRobin([bot('critic'), person('ann'), bot('writer')]), 'Go');
    const waiting = await settledRun(app, id);
    await app.call('runs.takeOver', { runId: id, agent: 'writer' });
    const asWriter = await answered(app, waiting, 'Remember that I like teal');
    expect(asWriter.requests).toMatchObject([{ source: 'writer' }]);
    await answered(app, asWriter, 'Remember that I like tea');
    const { items } = await app.call('memories.list', {});
    expect(items.map(({ text }) => text).join()).toContain('teal');
    expect(items).toHaveLength(1);
  });

  it('can take over and hand back while the run is suspended, and hand off as the agent would', async () => {
    const swarm = component('Swarm', {
      name: 'desk',
      participants: [bot('front', { handoffs: ['ann'] }), person('ann'), bot('back')],
      maxTurns: 4,
    });
    const app = await appThat([
      { when: { systemIncludes: 'back' }, reply: 'Solved.' },
      { toolCalls: [{ name: 'transfer_to_ann' }] },
    ]);
    const { id } = await startRun(app, swarm, 'Help');
    const first = await settledRun(app, id);
    expect(first.requests).toMatchObject([{ source: 'ann' }]);
    const { run } = await app.call('runs.takeOver', { runId: id, agent: 'front' });
    expect(run).toMatchObject({ status: 'waiting', takenOver: ['front'], requests: first.requests });
    expect((await app.call('runs.handBack', { runId: id, agent: 'front' })).run).toMatchObject({
      status: 'waiting',
      takenOver: [],
      requests: first.requests,
    });
    await app.call('runs.takeOver', { runId: id, agent: 'front' });
    const asFront = await answered(app, first, 'It is broken');
    expect(asFront.requests).toMatchObject([{ source: 'front' }]);
    await app.call('runs.answer', {
      runId: id,
      requestId: asFront.requests[0]?.requestId ?? '',
      answer: { type: 'handoff', target: 'back', text: 'Yours.' },
    });
    const done = await settledRun(app, id);
    expect((await chatOf(app, done.conversationId)).slice(-2)).toEqual([
      'You, for front: Yours.',
      'back: Solved.',
    ]);
  });

  it('can do so in an interrupted run, and gets a request when it is resumed', async () => {
    const app = await appThat([{ reply: 'Half of it', hang: true }]);
    const { id } = await startRun(app, roundRobin([bot('writer', streaming)], { maxTurns: 1 }), 'Go');
    await app.event(({ name }) => name === 'message-delta');
    await app.restart();
    expect((await app.call('runs.get', { runId: id })).run.status).toBe('interrupted');
    const { run } = await app.call('runs.takeOver', { runId: id, agent: 'writer' });
    expect(run.takenOver).toEqual(['writer']);
    await app.call('runs.resume', { runId: id });
    expect(await settledRun(app, id)).toMatchObject({ status: 'waiting', requests: [{ source: 'writer' }] });
  });

  it('can do so only for agents of a team, by name', async () => {
    const app = await appThat([{ reply: 'Well.' }]);
    const nested = roundRobin([bot('a'), roundRobin([bot('b'), person('ann')], { name: 'inner' })]);
    const { id } = await startRun(app, nested, 'Go');
    await settledRun(app, id);
    for (const agent of ['ann', 'inner', 'team', 'nobody']) {
      const refused = await app.dispatch('runs.takeOver', { runId: id, agent });
      expect(refused).toMatchObject({
        ok: false,
        error: { code: 'invalid_input', field: 'agent', message: expect.stringContaining('a, b') as string },
      });
    }
    expect((await app.call('runs.takeOver', { runId: id, agent: 'b' })).run.takenOver).toEqual(['b']);
    const alone = await startRun(app, bot('alone'), 'Go');
    await settledRun(app, alone.id);
    expect(await app.dispatch('runs.takeOver', { runId: alone.id, agent: 'alone' })).toMatchObject({
      ok: false,
      error: { code: 'invalid_input' },
    });
  });
});

describe('a deleted run', () => {
  it('is restored unchanged, with its open requests, and can be resumed', async () => {
    const app = await appThat([
      { when: { anyIncludes: 'Teal.' }, reply: 'Teal it is.' },
      { reply: 'Which?' },
    ]);
    const team = roundRobin([bot('painter'), person('ann')], { maxTurns: 3 });
    const { id } = await startRun(app, team, 'Paint it');
    const waiting = await settledRun(app, id);
    await app.call('runs.delete', { runId: id });
    expect((await app.call('runs.list', {})).items).toEqual([]);
    expect(await app.dispatch('runs.get', { runId: id })).toMatchObject({ error: { code: 'not_found' } });
    await app.restart();
    const { run } = await app.call('runs.restore', { runId: id });
    expect(run).toEqual(waiting);
    expect(await app.dispatch('runs.restore', { runId: id })).toMatchObject({ error: { code: 'not_found' } });
    expect((await answered(app, run, 'Teal.')).status).toBe('complete');
  });

  it('is deleted with its chat, and the page is notified of every run', async () => {
    const app = await appThat([{ reply: 'Well.' }]);
    const first = await startRun(app, bot('a'), 'Go');
    await settledRun(app, first.id);
    const conversationId = first.conversationId ?? '';
    const ids = [first.id];
    for (let nth = 0; nth < 204; nth += 1) {
      const { run } = await app.call('runs.start', {
        teamId: first.teamId ?? '',
        conversationId,
        task: 'Go',
      });
      ids.push(run.id);
      await settledRun(app, run.id);
    }
    await app.call('runs.delete', { runId: ids[1] ?? '' });
    await app.call('conversations.remove', { id: conversationId });
    const told = app.events.flatMap(({ name, payload }) => (name === 'run-removed' ? [payload.runId] : []));
    expect([...new Set(told)].toSorted()).toEqual(ids.toSorted());
    expect((await app.call('runs.list', {})).total).toBe(0);
  }, 120_000);
});
