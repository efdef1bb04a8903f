/** Runs every gallery team from start to end. */
import { afterEach, expect, it } from 'vitest';
import type { ScriptInput } from '#main/models/scripted/script.ts';
import type { RunAnswer, RunView } from '#shared/agents/run-view.ts';
import type { TestApp } from '../../support/app.ts';
import { appWithScript, chatOf, settledRun } from '../../support/runs.ts';

let app: TestApp;
afterEach(() => app.stop());

interface Play {
  readonly script: ScriptInput;
  /** The person's answers, in order. */
  readonly answers?: readonly RunAnswer[];
  readonly chat: readonly string[];
}

const says = (text: string): RunAnswer => ({ type: 'message', text });
const nothingLearned = { when: { responseSchema: true }, json: { memories: [], forget: [] } };

const plays: Readonly<Record<string, Play>> = {
  'gallery:writer-and-critic': {
    script: [
      { when: { systemIncludes: 'editor', anyIncludes: 'Leaf.' }, reply: 'APPROVE' },
      { when: { systemIncludes: 'editor' }, reply: 'Shorter.' },
      { when: { anyIncludes: 'Shorter.' }, reply: 'Leaf.' },
      { reply: 'Leaves fall.' },
    ],
    chat: ['writer: Leaves fall.', 'critic: Shorter.', 'writer: Leaf.', 'critic: APPROVE'],
  },
  'gallery:researcher-planner-executor': {
    script: [
      { when: { anyIncludes: ['Who of', 'There are two.'] }, reply: 'executor' },
      { when: { anyIncludes: ['Who of', '1. Count.'] }, reply: 'researcher' },
      { when: { anyIncludes: 'Who of' }, reply: 'planner' },
      { when: { systemIncludes: 'You plan', afterTools: true }, reply: '1. Count.' },
      { when: { systemIncludes: 'You plan' }, toolCalls: [{ name: 'current_time' }] },
      { when: { systemIncludes: 'gather' }, reply: 'There are two.' },
      { reply: 'Two. DONE' },
    ],
    chat: ['planner: 1. Count.', 'researcher: There are two.', 'executor: Two. DONE'],
  },
  'gallery:debate-with-a-judge': {
    script: [
      { when: { systemIncludes: 'judge the debate', anyIncludes: 'And fur.' }, reply: 'VERDICT Dogs.' },
      { when: { systemIncludes: 'judge the debate' }, reply: 'What of fur? NEXT ROUND' },
      { when: { systemIncludes: 'argue for', anyIncludes: 'NEXT ROUND' }, reply: 'And fur.' },
      { when: { systemIncludes: 'argue for' }, reply: 'Cats, because.' },
      { when: { systemIncludes: 'sum up' }, reply: 'Dogs it is.' },
      { reply: 'Dogs, because.' },
    ],
    chat: [
      'proponent: Cats, because.',
      'opponent: Dogs, because.',
      'judge: What of fur? NEXT ROUND',
      'proponent: And fur.',
      'opponent: Dogs, because.',
      'judge: VERDICT Dogs.',
      'scribe: Dogs it is.',
    ],
  },
  'gallery:teach-me-tutor': {
    script: [
      { when: { lastUserIncludes: 'Four.' }, reply: 'Right. LESSON OVER' },
      { reply: 'What is two and two?' },
    ],
    answers: [says('Four.')],
    chat: ['tutor: What is two and two?', 'You: Four.', 'tutor: Right. LESSON OVER'],
  },
  'gallery:support-desk': {
    script: [
      { when: { anyIncludes: 'It works.' }, reply: 'Good. CASE CLOSED' },
      {
        when: { systemIncludes: 'You solve', toolResultIncludes: 'Nothing is remembered' },
        reply: 'Plug it in.',
        toolCalls: [{ name: 'ask_caller' }],
      },
      {
        when: { systemIncludes: 'You solve' },
        toolCalls: [{ name: 'search_memories', arguments: { query: 'printer' } }],
      },
      { when: { anyIncludes: 'My printer.' }, toolCalls: [{ name: 'transfer_to_technician' }] },
      { reply: 'What is it?', toolCalls: [{ name: 'ask_caller' }] },
    ],
    answers: [says('My printer.'), { type: 'approve' }, says('It works.')],
    chat: [
      'desk: What is it?',
      'desk: Over to you.',
      'You: My printer.',
      'desk: The technician has a look at it.',
      'technician: Plug it in.',
      'technician: Over to you.',
      'You: It works.',
      'technician: Good. CASE CLOSED',
    ],
  },
};

async function playOut(teamId: string, { answers = [] }: Play): Promise<RunView> {
  const { run } = await app.call('runs.start', { teamId, conversationId: null, task: 'Go' });
  let now = await settledRun(app, run.id);
  for (const answer of answers) {
    const requestId = now.requests[0]?.requestId ?? '';
    await app.call('runs.answer', { runId: run.id, requestId, answer });
    now = await settledRun(app, run.id);
  }
  return now;
}

it('each gallery team has a play', async () => {
  app = await appWithScript([{ reply: 'x' }]);
  const { gallery } = await app.call('agents.list', {});
  expect(gallery.map(({ id }) => id)).toEqual(Object.keys(plays));
  expect(gallery.every(({ description }) => description !== '')).toBe(true);
});

it.each(Object.entries(plays))('%s', async (teamId, play) => {
  app = await appWithScript([nothingLearned, ...play.script]);
  const run = await playOut(teamId, play);
  expect(run).toMatchObject({ status: 'complete', failure: null });
  expect(await chatOf(app, run.conversationId)).toEqual(['You: Go', ...play.chat]);
});
