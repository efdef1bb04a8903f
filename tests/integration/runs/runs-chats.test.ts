/** Two-agent, sequential and nested chats in the app: saved, exported, imported and run in a chat. */
import { afterEach, expect, it } from 'vitest';
import type { TestApp } from '../../support/app.ts';
import { answerAll, appWithScript, bot, chatOf, component, person, roundRobin } from '../../support/runs.ts';
import { settledRun } from '../../support/runs.ts';

let app: TestApp;
afterEach(() => app.stop());

const said = (name: string, reply: string) => ({ when: { systemIncludes: `You are ${name}.` }, reply });
const script = [
  { when: { responseSchema: true }, json: { lessons: [] } },
  said('writer', 'A leaf falls.'),
  said('critic', 'Shorter.'),
  said('lead', 'By myself.'),
];

/** Imports a component, checks that export gives the same, and runs it. */
async function importedAndRun(made: ReturnType<typeof component>, task: string) {
  app = await appWithScript(script);
  const { team } = await app.call('agents.import', { text: JSON.stringify(made) });
  expect(JSON.parse((await app.call('agents.export', { id: team.id })).text)).toEqual(made);
  const { run } = await app.call('runs.start', { teamId: team.id, conversationId: null, task });
  return { team, run: await settledRun(app, run.id) };
}

it('two-agent chat: the second agent answers the task', async () => {
  const two = component('TwoAgentChat', {
    name: 'talk',
    participants: [bot('critic'), bot('writer')],
    maxTurns: 2,
  });
  const { team, run } = await importedAndRun(two, 'A poem');
  expect(team).toMatchObject({ name: 'talk', kind: 'two-agent-chat', participants: ['critic', 'writer'] });
  expect(await chatOf(app, run.conversationId)).toEqual([
    'You: A poem',
    'writer: A leaf falls.',
    'critic: Shorter.',
    'writer: A leaf falls.',
  ]);
  expect(run.status).toBe('complete');
});

it('sequential chats: the result of each is carried over to the next', async () => {
  const chats = component('SequentialChats', {
    name: 'work',
    participants: [bot('lead'), bot('writer'), bot('critic')],
    chats: [
      { sender: 'lead', recipient: 'writer', message: 'Write: {task}', maxTurns: 1 },
      { sender: 'lead', recipient: 'critic', message: 'Judge.', maxTurns: 1 },
    ],
  });
  const { run } = await importedAndRun(chats, 'autumn');
  expect(await chatOf(app, run.conversationId)).toEqual([
    'You: autumn',
    'lead: Write: autumn',
    'writer: A leaf falls.',
    'lead: Judge.\n\nContext:\nA leaf falls.',
    'critic: Shorter.',
    'work: Shorter.',
  ]);
});

it('nested chat: an agent asks others first, a person among them, across a restart', async () => {
  const asking = component('NestedChatAgent', {
    agent: bot('lead'),
    participants: [bot('critic'), person('ann')],
    chats: [{ recipient: 'critic' }, { recipient: 'ann', message: 'Is it so?' }],
    trigger: { sources: ['user'], text: 'poem' },
  });
  const { team, run } = await importedAndRun(roundRobin([asking], { maxTurns: 1 }), 'A poem');
  expect(team).toMatchObject({ participants: ['lead'] });
  expect(run).toMatchObject({ status: 'waiting', requests: [{ source: 'ann' }] });
  await app.restart();
  const kept = await settledRun(app, run.id);
  const done = await answerAll(app, kept, [{ type: 'message', text: 'It is.' }]);
  expect(done.status).toBe('complete');
  expect((await chatOf(app, run.conversationId)).at(-1)).toBe('lead: It is.');
});

it('faults in a chat component have their path, and nothing is saved', async () => {
  app = await appWithScript(script);
  const wrong = component('SequentialChats', {
    participants: [bot('a'), bot('b')],
    chats: [{ sender: 'a', recipient: 'b', maxTurns: 0 }],
  });
  expect(await app.call('agents.check', { component: wrong })).toMatchObject({
    ok: false,
    faults: [{ path: 'config.chats.0.maxTurns' }],
  });
  await expect(app.call('agents.import', { text: JSON.stringify(wrong) })).rejects.toThrow('invalid_input');
  expect((await app.call('agents.list', {})).saved).toEqual([]);
});
