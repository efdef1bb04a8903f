/** What happens to active runs when the app is closed or killed. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ScriptInput } from '#main/models/scripted/script.ts';
import type { SavedTeam } from '#shared/agents/saved-team.ts';
import { childEntry } from '../../support/bundles.ts';
import type { TestApp } from '../../support/app.ts';
import { appWithScript, bot, chatOf, person, roundRobin } from '../../support/runs.ts';
import { scriptFile, settledRun, startRun } from '../../support/runs.ts';
import { inspect } from '../../support/open-store.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const child = childEntry('running');

/** Starts a run in a child process and kills that when it prints this. Resolves to the run's id. */
async function runAndKill(
  dataDir: string,
  script: ScriptInput,
  team: SavedTeam['component'],
  until: string,
): Promise<string> {
  const given = [dataDir, await scriptFile(script), JSON.stringify(team), 'Paint it'];
  const running = spawn(process.execPath, [child, ...given], { stdio: ['ignore', 'pipe', 'inherit'] });
  let runId = '';
  let reached = false;
  const lines = createInterface({ input: running.stdout });
  lines.on('line', (line) => {
    if (line.startsWith('run ')) runId = line.slice(4);
    if (line === until) reached = true;
    if (runId !== '' && reached) running.kill('SIGKILL');
  });
  await Promise.all([once(running, 'exit'), once(lines, 'close')]);
  expect(running.signalCode).toBe('SIGKILL');
  return runId;
}

async function reopen(dataDir: string, script: ScriptInput): Promise<TestApp> {
  const app = await appWithScript(script, { dataDir });
  onTestFinished(() => app.stop());
  return app;
}

const team = roundRobin([bot('painter', { modelClientStream: true }), person('ann')], { maxTurns: 3 });
const asks = [{ reply: 'Which colour?' }];
const paints = [{ when: { anyIncludes: ['Which colour?', 'Teal.'] }, reply: 'Teal it is.' }];

describe('a run whose process was killed', () => {
  it('while it waited still waits, with the same request, and resumes with the answer', async () => {
    const dataDir = temporaryFolder();
    const runId = await runAndKill(dataDir, asks, team, 'status waiting');
    const app = await reopen(dataDir, paints);
    const { run } = await app.call('runs.get', { runId });
    expect(run).toMatchObject({ status: 'waiting', requests: [{ source: 'ann' }], task: 'Paint it' });
    const requestId = run.requests[0]?.requestId ?? '';
    await app.call('runs.answer', { runId, requestId, answer: { type: 'message', text: 'Teal.' } });
    expect(await settledRun(app, runId)).toMatchObject({ status: 'complete' });
    expect(await chatOf(app, run.conversationId)).toEqual([
      'You: Paint it',
      'painter: Which colour?',
      'You: Teal.',
      'painter: Teal it is.',
    ]);
  }, 180_000);

  it('while an agent was writing is interrupted, and is resumed at that turn', async () => {
    const dataDir = temporaryFolder();
    const halves = [
      { when: { systemIncludes: 'second' }, reply: 'Half', hang: true as const },
      { reply: 'One.' },
    ];
    const two = roundRobin([bot('first'), bot('second', { modelClientStream: true })], { maxTurns: 2 });
    const runId = await runAndKill(dataDir, halves, two, 'writing Half');
    const app = await reopen(dataDir, [{ when: { systemIncludes: 'second' }, reply: 'Two.' }]);
    const { run } = await app.call('runs.get', { runId });
    expect(run).toMatchObject({ status: 'interrupted', stopReason: 'Tutee was closed.' });
    await app.call('runs.resume', { runId });
    expect(await settledRun(app, runId)).toMatchObject({ status: 'complete' });
    const { messages } = await app.call('conversations.open', { id: run.conversationId ?? '' });
    expect(messages.map(({ speaker, status, text }) => [speaker, status, text]).slice(1)).toEqual([
      ['first', 'complete', 'One.'],
      ['second', 'stopped', 'Half'],
      ['second', 'complete', 'Two.'],
    ]);
    expect(inspect(dataDir).pragma('integrity_check', { simple: true })).toBe('ok');
    expect(inspect(dataDir).pragma('foreign_key_check')).toEqual([]);
  }, 180_000);
});

describe('a long run whose process was killed', () => {
  it('in the middle of a turn gets its cached completions, unbilled, and keeps its budget', async () => {
    const dataDir = temporaryFolder();
    const usage = { promptTokens: 100, completionTokens: 10 };
    const looks = { when: { afterTools: false }, toolCalls: [{ name: 'current_time' }], usage };
    const agent = bot('looker', { modelClientStream: true, tools: ['current_time'], reflectOnToolUse: true });
    const runId = await runAndKill(dataDir, [looks, { reply: 'Half', hang: true }], agent, 'writing Half');
    // The script only answers the request after the call, so no other can have been made.
    const app = await reopen(dataDir, [{ when: { afterTools: true }, reply: 'It is late.', usage }]);
    const { run } = await app.call('runs.get', { runId });
    expect(run).toMatchObject({ status: 'interrupted', budget: { usedRequests: 2, usedTokens: 110 } });
    await app.call('runs.resume', { runId });
    expect(await settledRun(app, runId)).toMatchObject({
      status: 'complete',
      usage: { requests: 2, cachedRequests: 1, cachedTokens: 110 },
      budget: { usedRequests: 3, usedTokens: 220 },
    });
    expect((await chatOf(app, run.conversationId)).at(-1)).toBe('looker: It is late.');
  }, 180_000);

  it('has lost no message, repeats none, and can be resumed', async () => {
    const dataDir = temporaryFolder();
    const long = 'The beech lets go of one more leaf, as if it had all afternoon for each. '.repeat(4);
    const budget = { maxRequests: 1_000, maxTokens: 10_000_000 };
    const pair = roundRobin([bot('first'), bot('second')], { maxTurns: 60, budget });
    const script = [{ reply: long, times: 41 }, { reply: 'Marker', times: 1 }, { reply: long }];
    const runId = await runAndKill(dataDir, script, pair, 'said Marker');
    // The state is stored as deltas.
    const parts = 'SELECT count(*) FROM agent_run_state_changes';
    expect(inspect(dataDir).prepare(parts).pluck().get()).not.toBe(0);
    const app = await reopen(dataDir, [{ reply: 'After.' }]);
    const before = await app.call('runs.get', { runId });
    expect(before.run.status).toBe('interrupted');
    expect(before.messages.length).toBeGreaterThanOrEqual(43);
    await app.call('runs.resume', { runId });
    expect(await settledRun(app, runId)).toMatchObject({ status: 'complete' });
    const { run, messages } = await app.call('runs.get', { runId });
    expect(messages).toHaveLength(61);
    expect(new Set(messages.map(({ id }) => id)).size).toBe(61);
    expect(messages.slice(0, before.messages.length)).toEqual(before.messages);
    expect(messages.map(({ source }) => source).slice(1, 5)).toEqual(['first', 'second', 'first', 'second']);
    expect(await chatOf(app, run.conversationId)).toHaveLength(61);
  }, 180_000);
});

describe('a run when Tutee is closed', () => {
  it('is interrupted, not lost, and keeps messages to it', async () => {
    const app = await appWithScript([
      { when: { systemIncludes: 'second', anyIncludes: 'Be brief' }, reply: 'Brief.' },
      { when: { systemIncludes: 'first', anyIncludes: 'Be brief' }, reply: 'One.' },
      { reply: 'Half', hang: true },
    ]);
    onTestFinished(() => app.stop());
    const streaming = { modelClientStream: true };
    const two = roundRobin([bot('first', streaming), bot('second', streaming)], { maxTurns: 2 });
    const { id } = await startRun(app, two, 'Go');
    await app.event(({ name }) => name === 'message-delta');
    await app.call('runs.say', { runId: id, text: 'Be brief' });
    await app.restart();
    expect((await app.call('runs.get', { runId: id })).run.status).toBe('interrupted');
    await app.call('runs.resume', { runId: id });
    const run = await settledRun(app, id);
    expect(run.status).toBe('complete');
    expect((await chatOf(app, run.conversationId)).at(-1)).toBe('second: Brief.');
  });

  it('and its team was deleted meanwhile resumes with the component it began with', async () => {
    const app = await appWithScript(paints);
    onTestFinished(() => app.stop());
    const { id, teamId } = await startRun(
      app,
      roundRobin([person('ann'), bot('b')], { maxTurns: 2 }),
      'Which colour?',
    );
    const { requests } = await settledRun(app, id);
    await app.call('agents.delete', { id: teamId ?? '' });
    await app.restart();
    const requestId = requests[0]?.requestId ?? '';
    await app.call('runs.answer', { runId: id, requestId, answer: { type: 'message', text: 'Teal.' } });
    expect(await settledRun(app, id)).toMatchObject({ status: 'complete', teamId });
  });
});
