/** Nothing a person writes to a run is lost, whatever happens at that moment: a stop, a restart, another answer. */
import { cpSync } from 'node:fs';
import { setImmediate as breathe } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { isChatMessage, messageText } from '#shared/agents/messages.ts';
import type { ScriptInput } from '#main/models/scripted/script.ts';
import type { TestApp } from '../../support/app.ts';
import { appWithScript, bot, chatOf, component, person } from '../../support/runs.ts';
import { roundRobin, settledRun, startRun } from '../../support/runs.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { propertyRuns } from '../../support/property-runs.ts';

async function open(script: ScriptInput): Promise<TestApp> {
  const app = await appWithScript(script);
  onTestFinished(() => app.stop());
  return app;
}

/** Both concurrently, then the one that summarises. */
const desk = component('GraphFlow', {
  name: 'desk',
  participants: [bot('slow', { modelClientStream: true }), person('ann'), bot('last')],
  graph: {
    nodes: [
      { name: 'slow', edges: [{ target: 'last' }] },
      { name: 'ann', edges: [{ target: 'last' }] },
      { name: 'last' },
    ],
    entryPoints: ['slow', 'ann'],
  },
});
const hangsOnce = [
  { when: { systemIncludes: 'slow' }, reply: 'Half', hang: true as const, times: 1 },
  { when: { systemIncludes: 'slow' }, reply: 'Whole.' },
  { when: { systemIncludes: 'last', anyIncludes: 'Teal.' }, reply: 'Teal it is.' },
  { when: { systemIncludes: 'last' }, reply: 'No colour was said.' },
];

async function asked(app: TestApp, runId: string): Promise<string> {
  const found = ({ requests }: { readonly requests: readonly { readonly requestId: string }[] }) =>
    requests[0]?.requestId;
  const now = found((await app.call('runs.get', { runId })).run);
  if (now !== undefined) return now;
  const event = await app.event(
    ({ name, payload }) => name === 'run-changed' && found(payload.run) !== undefined,
  );
  return (event.name === 'run-changed' && found(event.payload.run)) || '';
}

const teal = { type: 'message', text: 'Teal.' } as const;

describe('an answer given in two windows at once', () => {
  it.each([
    ['on, and held', true],
    ['waiting', false],
  ])('counts once, and the second one is rejected, in a run that is %s', async (_, isOn) => {
    const app = await open(isOn ? hangsOnce : hangsOnce.slice(1));
    const { id } = await startRun(app, desk, 'Paint it');
    const requestId = await asked(app, id);
    if (isOn) await app.call('runs.pause', { runId: id });
    else expect((await settledRun(app, id)).status).toBe('waiting');
    const both = ['Teal.', 'Amber.'].map((text) =>
      app.dispatch('runs.answer', { runId: id, requestId, answer: { type: 'message', text } }),
    );
    expect(await Promise.all(both)).toMatchObject([
      { ok: true, value: { run: { requests: [] } } },
      { ok: false, error: { code: 'not_found', field: 'requestId' } },
    ]);
    if (isOn) {
      // It stays paused, with the answer.
      expect((await app.call('runs.get', { runId: id })).run.status).toBe('paused');
      await app.call('runs.interrupt', { runId: id });
      await app.call('runs.resume', { runId: id });
    }
    const said = await chatOf(app, (await settledRun(app, id)).conversationId);
    expect(said.filter((line) => line.startsWith('You: '))).toEqual(['You: Paint it', 'You: Teal.']);
    expect(said.at(-1)).toBe('last: Teal it is.');
  });
});

describe('an answer given while a run is stopped', () => {
  it.each(['answer first', 'stop first'])('is delivered when the run is resumed: %s', async (order) => {
    const app = await open(hangsOnce);
    const { id } = await startRun(app, desk, 'Paint it');
    const requestId = await asked(app, id);
    const answering = () => app.dispatch('runs.answer', { runId: id, requestId, answer: teal });
    const stopping = () => app.call('runs.stop', { runId: id });
    const [answered, stopped] =
      order === 'answer first'
        ? await Promise.all([answering(), stopping()])
        : await Promise.all([stopping(), answering()]).then(([one, other]) => [other, one] as const);
    expect(answered.ok).toBe(true);
    expect(stopped.run.status).toBe('cancelled');
    const inChat = (await chatOf(app, stopped.run.conversationId)).includes('You: Teal.');
    // If it is not in the chat yet, the stop reason says so.
    expect(stopped.run.stopReason?.includes('Your answer is kept')).toBe(!inChat);
    await app.call('runs.resume', { runId: id });
    const run = await settledRun(app, id);
    expect(run.status).toBe('complete');
    const said = await chatOf(app, run.conversationId);
    expect(said.filter((line) => line === 'You: Teal.')).toHaveLength(1);
    expect(said.at(-1)).toBe('last: Teal it is.');
  });

  it('and stopped while being resumed, the run stops and keeps the answer', async () => {
    const app = await open([{ when: { anyIncludes: 'Teal.' }, reply: 'Teal it is.' }, { reply: 'Which?' }]);
    const { id } = await startRun(
      app,
      roundRobin([bot('painter'), person('ann')], { maxTurns: 3 }),
      'Paint it',
    );
    const { requests } = await settledRun(app, id);
    const requestId = requests[0]?.requestId ?? '';
    const [, { run }] = await Promise.all([
      app.call('runs.answer', { runId: id, requestId, answer: teal }),
      app.call('runs.stop', { runId: id }),
    ]);
    expect(run.status).toBe('cancelled');
    await app.restart();
    await app.call('runs.resume', { runId: id });
    const done = await settledRun(app, id);
    expect(done.status).toBe('complete');
    expect(await chatOf(app, done.conversationId)).toEqual([
      'You: Paint it',
      'painter: Which?',
      'You: Teal.',
      'painter: Teal it is.',
    ]);
  });
});

describe('what is on disk when a process is killed', () => {
  it.each(['answer', 'say', 'start'] as const)('has the message: %s', async (how) => {
    const app = await open(hangsOnce);
    const { id } = await startRun(app, desk, how === 'start' ? 'Teal.' : 'Paint it');
    if (how !== 'start') {
      const requestId = await asked(app, id);
      if (how === 'answer') await app.call('runs.answer', { runId: id, requestId, answer: teal });
      else await app.call('runs.say', { runId: id, text: 'Teal.' });
    }
    // What a killed process would leave: a copy of the files now.
    const dataDir = temporaryFolder();
    cpSync(app.dataDir, dataDir, { recursive: true, filter: (file) => !file.includes('lock') });
    const killed = await appWithScript(hangsOnce.slice(1), { dataDir });
    onTestFinished(() => killed.stop());
    await killed.call('runs.resume', { runId: id });
    let run = await settledRun(killed, id);
    for (const { requestId } of run.requests) {
      const answer = { type: 'message', text: 'No more' } as const;
      await killed.call('runs.answer', { runId: id, requestId, answer });
      run = await settledRun(killed, id);
    }
    expect(run.status).toBe('complete');
    const said = await chatOf(killed, run.conversationId);
    expect(said.filter((line) => line === 'You: Teal.')).toHaveLength(1);
    expect(said.at(-1)).toBe('last: Teal it is.');
  });
});

describe('a task or words when a run is stopped at that moment', () => {
  it('are delivered when it is resumed', async () => {
    const app = await open([
      { when: { anyIncludes: ['Paint it', 'Be brief'] }, reply: 'Brief.' },
      { reply: 'What?' },
    ]);
    const { id } = await startRun(app, bot('painter'), 'Paint it');
    const [, { run }] = await Promise.all([
      app.call('runs.say', { runId: id, text: 'Be brief' }),
      app.call('runs.stop', { runId: id }),
    ]);
    expect(run.status).toBe('cancelled');
    await app.restart();
    await app.call('runs.resume', { runId: id });
    expect((await settledRun(app, id)).status).toBe('complete');
    expect(await chatOf(app, run.conversationId)).toEqual([
      'You: Paint it',
      'You: Be brief',
      'painter: Brief.',
    ]);
  });
});

describe('any order of events', () => {
  const act = fc.constantFrom('answer', 'say', 'stop', 'resume', 'get', 'breathe', 'breathe');

  it('each message is in the chat, in the run and in its state exactly once', async () => {
    const app = await open([
      { when: { systemIncludes: 'last' }, reply: 'Done.' },
      { reply: 'Whole.', chunkCharacters: 2 },
    ]);
    let nth = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 12 }), async (acts) => {
        nth += 1;
        const { id } = await startRun(app, desk, `Paint it ${nth}`);
        const words: string[] = [];
        const word = () => {
          words.push(`word ${words.length}`);
          return words.at(-1) ?? '';
        };
        const pending: Promise<unknown>[] = [];
        let requestId: string | null = null;
        for (const one of acts) {
          const [request] = (await app.call('runs.list', { limit: 1 })).items[0]?.requests ?? [];
          if (one === 'answer' && request !== undefined && request.requestId !== requestId) {
            requestId = request.requestId;
            const answer = { type: 'message', text: word() } as const;
            const given = app.dispatch('runs.answer', { runId: id, requestId, answer });
            // A rejection is reported, so the page keeps the text.
            pending.push(given.then(({ ok }) => (ok ? null : words.splice(words.indexOf(answer.text), 1))));
          }
          if (one === 'say') {
            const text = word();
            const said = app.dispatch('runs.say', { runId: id, text });
            pending.push(said.then(({ ok }) => (ok ? null : words.splice(words.indexOf(text), 1))));
          }
          if (one === 'stop') pending.push(app.dispatch('runs.stop', { runId: id }));
          if (one === 'resume') pending.push(app.dispatch('runs.resume', { runId: id }));
          if (one === 'get') pending.push(app.dispatch('runs.get', { runId: id }));
          if (one === 'breathe') await breathe();
        }
        await Promise.all(pending);
        for (let tries = 0; tries < 6; tries += 1) {
          const run = await settledRun(app, id);
          if (run.status === 'complete') break;
          const [request] = run.requests;
          if (request === undefined) await app.call('runs.resume', { runId: id });
          else {
            await app.call('runs.answer', { runId: id, requestId: request.requestId, answer: teal });
          }
        }
        const { run, messages } = await app.call('runs.get', { runId: id });
        expect(run.status).toBe('complete');
        const inRun = messages.filter(isChatMessage).map(messageText);
        const chat = await app.call('conversations.open', { id: run.conversationId ?? '' });
        const inChat = chat.messages.map(({ text }) => text);
        for (const text of words) {
          expect(inRun.filter((each) => each === text)).toEqual([text]);
          expect(inChat.filter((each) => each === text)).toEqual([text]);
        }
        const wholeInChat = chat.messages.filter(({ status }) => status === 'complete').map((one) => one.id);
        expect(
          messages
            .filter(isChatMessage)
            .map((one) => one.id)
            .toSorted(),
        ).toEqual(wholeInChat.toSorted());
      }),
      { numRuns: propertyRuns(25) },
    );
  }, 300_000);
});
