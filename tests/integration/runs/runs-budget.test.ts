/** The budget of a run, checked by the number of requests that the server gets. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { databaseFile } from '#main/store/file/open-database.ts';
import { DEFAULT_BUDGET } from '#shared/agents/run-budget.ts';
import type { RunView } from '#shared/agents/run-view.ts';
import { TestApp } from '../../support/app.ts';
import { endless, talks, two } from '../../support/teams/endless-teams.ts';
import { beginStream, fails, OpenAIServer, writeChunk } from '../../support/openai-server.ts';
import type { Behaviour, RecordedRequest } from '../../support/openai-server.ts';
import { bot, chatOf, component, person, roundRobin, settledRun, startRun } from '../../support/runs.ts';

async function appWithServer(chat: Behaviour = talks): Promise<{
  app: TestApp;
  server: OpenAIServer;
  /** The number of model requests. */
  asked: () => number;
}> {
  const server = await OpenAIServer.start();
  onTestFinished(() => server.stop());
  server.always('chat', chat);
  const app = await TestApp.start();
  onTestFinished(() => app.stop());
  await app.call('settings.update', {
    changes: { baseUrl: server.baseUrl, model: 'test-model', learning: 'told' },
  });
  const isAsked = ({ path }: RecordedRequest) => path.endsWith('/completions');
  return { app, server, asked: () => server.requests.filter(isAsked).length };
}

const halfOf = ({ requests }: RunView) => requests.find(({ purpose }) => purpose === 'budget');

/** Approves tool calls; stops at any other request. */
async function settled(app: TestApp, runId: string): Promise<RunView> {
  const run = await settledRun(app, runId);
  const call = run.requests.find(({ purpose }) => purpose === 'approval');
  if (call === undefined) return run;
  await app.call('runs.answer', { runId, requestId: call.requestId, answer: { type: 'approve' } });
  return settled(app, runId);
}

async function answerHalf(app: TestApp, run: RunView, text: string): Promise<RunView> {
  const answer = { type: 'message' as const, text };
  await app.call('runs.answer', { runId: run.id, requestId: halfOf(run)?.requestId ?? '', answer });
  return settled(app, run.id);
}

describe('a run in a loop', () => {
  it.each(Object.entries(endless))(
    'of %s asks at half of its requests and stops at exactly all of them',
    async (_, team) => {
      const { app, asked } = await appWithServer();
      const half = await startRun(app, team, 'Begin').then(({ id }) => settled(app, id));
      expect(half).toMatchObject({
        status: 'waiting',
        budget: { usedRequests: asked(), maxRequests: 8, maxTokens: 100_000, pastHalf: false },
      });
      expect(halfOf(half)).toMatchObject({ choices: ['Go on', 'Raise', 'Stop'], source: 'Tutee' });
      expect(halfOf(half)?.prompt).toContain(' of 8 requests');
      // Other requests may have been in progress when one reached half.
      expect(asked()).toBeGreaterThanOrEqual(4);
      expect(asked()).toBeLessThanOrEqual(6);
      const end = await answerHalf(app, half, 'Go on');
      expect(end).toMatchObject({ status: 'cancelled', requests: [], budget: { usedRequests: 8 } });
      expect(end.stopReason).toContain('budget is used up (800 of 100,000 tokens and 8 of 8 requests)');
      expect(asked()).toBe(8);
    },
  );

  it('counts failed requests, retries and fallbacks', async () => {
    const failing = fails(500, { message: 'Down.' }, { 'retry-after': '0' });
    const { app, asked } = await appWithServer((response, request) =>
      (request.body?.['model'] === 'small' ? talks : failing)(response, request),
    );
    const model = component('FallbackChatModel', { models: ['default', 'small'] });
    const team = roundRobin([bot('a', { model })], { maxTurns: 1, budget: { maxRequests: 50 } });
    const run = await startRun(app, team, 'Begin').then(({ id }) => settledRun(app, id));
    expect(run).toMatchObject({ status: 'complete', budget: { usedRequests: asked(), usedTokens: 100 } });
    expect(asked()).toBeGreaterThan(2);
  });

  it('is limited by tokens when those run out first, and estimates them when a server does not report them', async () => {
    const { app, asked } = await appWithServer((response) => {
      beginStream(response);
      writeChunk(response, { content: 'word '.repeat(400) }, 'stop');
      response.end('data: [DONE]\n\n');
    });
    const team = roundRobin([bot('a'), bot('b')], { budget: { maxTokens: 4_000 } });
    const run = await startRun(app, team, 'Begin').then(({ id }) => settledRun(app, id));
    expect(run).toMatchObject({ status: 'waiting', budget: { estimated: true } });
    expect(run.budget?.usedTokens).toBeGreaterThanOrEqual(2_000);
    expect(halfOf(run)?.prompt).toMatch(/^Half of this run’s budget is used \(about [\d,]+ of 4,000 tokens/);
    expect(asked()).toBeLessThan(5);
  });
});

describe('the person’s decision', () => {
  const team = roundRobin(two, { budget: { maxRequests: 4 } });
  async function atHalf(more: { temporary?: boolean } = {}) {
    const parts = await appWithServer();
    const run = await startRun(parts.app, team, 'Begin', more).then(({ id }) => settledRun(parts.app, id));
    expect(halfOf(run)).toBeDefined();
    return { ...parts, run };
  }

  it('stops the run, and no more requests are made', async () => {
    const { app, run, asked } = await atHalf();
    expect(await answerHalf(app, run, 'Stop')).toMatchObject({ status: 'cancelled', requests: [] });
    expect(asked()).toBe(2);
  });

  it('raises the budget, and is asked again at the new half', async () => {
    const { app, run, asked } = await atHalf();
    const answer = { type: 'raise' as const, maxRequests: 10 };
    await app.call('runs.answer', { runId: run.id, requestId: halfOf(run)?.requestId ?? '', answer });
    const half = await settledRun(app, run.id);
    expect(halfOf(half)).toBeDefined();
    expect([half.budget?.maxRequests, asked()]).toEqual([10, 5]);
    expect(await answerHalf(app, half, 'raise')).toMatchObject({ budget: { maxRequests: 20 } });
  });

  it('is a message instead, which reaches the run and continues it', async () => {
    const { app, run, asked } = await atHalf();
    await app.call('runs.say', { runId: run.id, text: 'Shorter, please.' });
    expect(await settledRun(app, run.id)).toMatchObject({ status: 'cancelled', budget: { pastHalf: true } });
    expect(asked()).toBe(4);
    expect(await chatOf(app, run.conversationId)).toContain('You: Shorter, please.');
  });

  it('is the text of a choice', async () => {
    const { app, run, asked } = await atHalf();
    await app.call('runs.say', { runId: run.id, text: 'go on' });
    await settledRun(app, run.id);
    expect(asked()).toBe(4);
    expect(await chatOf(app, run.conversationId)).not.toContain('You: go on');
  });

  it.each([
    ['other words', { type: 'message' as const, text: 'Perhaps' }],
    ['a decision about a tool', { type: 'approve' as const }],
    ['less than is used', { type: 'raise' as const, maxRequests: 1 }],
  ])('is rejected for %s, and the request stays open', async (_, answer) => {
    const { app, run, asked } = await atHalf();
    const requestId = halfOf(run)?.requestId ?? '';
    await expect(app.call('runs.answer', { runId: run.id, requestId, answer })).rejects.toMatchObject({
      data: { code: 'invalid_input' },
    });
    const { run: still } = await app.call('runs.get', { runId: run.id });
    expect([halfOf(still)?.requestId, asked()]).toEqual([requestId, 2]);
  });

  it('continues a spent run with a larger budget, without repeating anything', async () => {
    const { app, run, asked } = await atHalf();
    const end = await answerHalf(app, run, 'Go on');
    await expect(app.call('runs.resume', { runId: run.id })).rejects.toMatchObject({
      data: { code: 'invalid_input', field: 'budget' },
    });
    await app.call('runs.resume', { runId: run.id, budget: {} });
    const further = await settledRun(app, end.id);
    expect(further).toMatchObject({ status: 'cancelled', budget: { maxRequests: 8, usedRequests: 8 } });
    expect(asked()).toBe(8);
    const chat = await chatOf(app, run.conversationId);
    expect(chat.map((line) => line.split(':')[0])).toEqual(['You', 'a', 'b', 'a', 'b', 'a', 'b', 'a', 'b']);
  });

  it('is a message to a spent run: stored, and delivered once the budget is raised', async () => {
    const { app, run } = await atHalf();
    await answerHalf(app, run, 'Go on');
    await app.call('runs.say', { runId: run.id, text: 'One more.' });
    expect((await settledRun(app, run.id)).stopReason).toContain('used up');
    await app.call('runs.resume', { runId: run.id, budget: { maxRequests: 5 } });
    await settledRun(app, run.id);
    const chat = await chatOf(app, run.conversationId);
    expect(chat.filter((line) => line === 'You: One more.')).toHaveLength(1);
    expect(chat.at(-1)).toContain('Thank you');
  });

  it('finds the request and the usage after a restart', async () => {
    const { app, run, asked } = await atHalf();
    await app.restart();
    const { run: kept } = await app.call('runs.get', { runId: run.id });
    expect(kept).toMatchObject({ status: 'waiting', requests: run.requests, budget: run.budget });
    expect(await answerHalf(app, kept, 'Go on')).toMatchObject({ budget: { usedRequests: 4 } });
    expect(asked()).toBe(4);
  });

  it('works in a temporary chat', async () => {
    const { app, run, asked } = await atHalf({ temporary: true });
    expect(await answerHalf(app, run, 'Go on')).toMatchObject({ status: 'cancelled' });
    expect(asked()).toBe(4);
  });

  it('replays a recorded run without requests', async () => {
    const { app, asked } = await appWithServer();
    const { id } = await startRun(app, team, 'Begin', { record: true }).then((run) =>
      settledRun(app, run.id),
    );
    const { same, reason } = await app.call('runs.replay', { runId: id });
    expect([same, reason]).toEqual([false, expect.stringContaining('cannot be repeated')]);
    const { run } = await app.call('runs.get', { runId: id });
    expect([asked(), run.budget?.usedRequests]).toEqual([2, 2]);
  });

  it('sees usage and request by events', async () => {
    const { app, run } = await atHalf();
    const used = app.events.flatMap(({ name, payload }) =>
      name === 'run-changed' && payload.run.id === run.id ? [payload.run.budget?.usedRequests] : [],
    );
    expect(used).toEqual(expect.arrayContaining([0, 1, 2]));
    expect(
      app.events.some(
        ({ name, payload }) =>
          name === 'run-message' &&
          payload.message.type === 'UserInputRequestedEvent' &&
          payload.message.purpose === 'budget',
      ),
    ).toBe(true);
  });
});

describe('a turn that the budget stops in the middle', () => {
  it('resumes with its cached completions, which are not paid for again', async () => {
    const { app, asked } = await appWithServer();
    const team = component('AssistantAgent', {
      name: 'lead',
      model: 'default',
      tools: [
        component('TeamTool', {
          team: component('RoundRobinGroupChat', { name: 'inside', participants: two, maxTurns: 3 }),
          name: 'ask_team',
          description: 'Asks the team.',
        }),
      ],
      reflectOnToolUse: true,
      budget: { maxRequests: 5 },
    });
    const half = await startRun(app, team, 'Begin').then(({ id }) => settled(app, id));
    expect([asked(), half.status]).toEqual([3, 'waiting']);
    // One request for the call, three inside the tool, one about its result.
    const end = await answerHalf(app, half, 'Go on');
    expect(end).toMatchObject({ status: 'complete', budget: { usedRequests: 5 } });
    expect(asked()).toBe(5);
    expect((await chatOf(app, end.conversationId)).at(-1)).toBe('lead: Thank you. a');
  });

  it('keeps concurrent messages and open requests', async () => {
    const { app, asked } = await appWithServer();
    const team = component('GraphFlow', {
      name: 'team',
      participants: [bot('x'), bot('y'), person('ann'), bot('end')],
      graph: {
        nodes: [
          { name: 'x', edges: [{ target: 'end' }] },
          { name: 'y', edges: [{ target: 'end' }] },
          { name: 'ann', edges: [{ target: 'end' }] },
          { name: 'end' },
        ],
        entryPoints: ['x', 'y', 'ann'],
      },
      budget: { maxRequests: 1 },
    });
    const end = await startRun(app, team, 'Begin').then(({ id }) => settledRun(app, id));
    expect([end.status, asked()]).toEqual(['cancelled', 1]);
    await app.call('runs.resume', { runId: end.id, budget: { maxRequests: 50 } });
    const waits = await settledRun(app, end.id);
    expect(waits.requests).toMatchObject([{ source: 'ann' }]);
    const requestId = waits.requests[0]?.requestId ?? '';
    await app.call('runs.answer', { runId: end.id, requestId, answer: { type: 'message', text: 'Yes.' } });
    expect(await settledRun(app, end.id)).toMatchObject({ status: 'complete' });
    expect(asked()).toBe(3);
    const chat = await chatOf(app, end.conversationId);
    expect(chat).toHaveLength(5);
    expect(chat.map((line) => line.split(':')[0])).toEqual(expect.arrayContaining(['You', 'x', 'y', 'end']));
  });
});

describe('a run from before there were budgets', () => {
  it('gets the default budget when resumed, less the usage of its messages', async () => {
    const { app, asked } = await appWithServer();
    const team = roundRobin([bot('a'), person('ann')], { maxTurns: 3 });
    const { id } = await startRun(app, team, 'Begin').then((run) => settledRun(app, run.id));
    await app.close();
    const database = new Database(join(app.dataDir, databaseFile));
    database.exec('UPDATE agent_runs SET budget = NULL');
    database.close();
    await app.restart();
    const { run } = await app.call('runs.get', { runId: id });
    expect(run.budget).toBeNull();
    await app.call('runs.say', { runId: id, text: 'Yes.' });
    const end = await settledRun(app, id);
    expect(end.budget).toMatchObject({ ...DEFAULT_BUDGET, usedRequests: 2, usedTokens: 200 });
    expect(asked()).toBe(2);
  });
});

describe('several runs at once', () => {
  it('have a budget each', async () => {
    const { app, asked } = await appWithServer();
    const team = roundRobin(two, { budget: { maxRequests: 4 } });
    const started = await Promise.all([1, 2, 3].map(() => startRun(app, team, 'Begin')));
    const runs = await Promise.all(started.map(({ id }) => settledRun(app, id)));
    expect(runs.map((run) => run.budget?.usedRequests)).toEqual([2, 2, 2]);
    expect(asked()).toBe(6);
  });
});
