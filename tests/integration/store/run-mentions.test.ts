/** Redaction of forgotten words in everything that is stored of runs. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { AgentRunRepository } from '#main/store/runs/agent-run-repository.ts';
import { openDatabase } from '#main/store/file/open-database.ts';
import { RunMentions } from '#main/store/forgetting/run-mentions.ts';
import { RunTextIndex } from '#main/store/forgetting/run-text-index.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const secret = 'My "key" is under the mat';

function open() {
  const database = openDatabase({ dataDir: temporaryFolder(), appVersion: 'test', now: () => 1 });
  onTestFinished(() => void database.close());
  const runs = new AgentRunRepository(database);
  const begin = (id: string, task = 'Go') => runs.begin({ id, name: 'Team', task, component: null, at: 1 });
  const redact = (texts: readonly string[], survey: RunTextIndex | null = null) => {
    const about = {
      memoryId: 'm',
      cues: [],
      quote: null,
      sourceMessages: [],
      answers: [],
      conversations: [],
      unlinked: [],
    };
    return new RunMentions(database).redact([{ ...about, texts }], survey);
  };
  /** Everything that is kept of runs, as one text. */
  const kept = () =>
    ['agent_runs', 'agent_run_messages', 'agent_run_recordings', 'agent_run_state_changes']
      .flatMap((table) => database.prepare(`SELECT * FROM ${table}`).all())
      .map((row) => JSON.stringify(row))
      .join('\n');
  return { database, runs, begin, redact, kept };
}

const said = (content: string) =>
  ({
    type: 'TextMessage',
    id: 'message',
    source: 'writer',
    content,
    createdAt: 1,
    modelsUsage: null,
    metadata: {},
  }) as const;
const complete = (state: unknown) => ({ status: 'complete', stopReason: null, state, at: 2 }) as const;

type Runs = ReturnType<typeof open>;
const places: readonly [place: string, keep: (all: Runs) => void][] = [
  ['its task', ({ begin }) => begin('r', `Say: ${secret}`)],
  ['a message', ({ begin, runs }) => (begin('r'), runs.add('r', [said(secret)]))],
  [
    'JSON in a message, as arguments of tools are',
    ({ begin, runs }) => (begin('r'), runs.add('r', [said(JSON.stringify({ query: secret }))])),
  ],
  ['what it goes on from', ({ begin, runs }) => (begin('r'), runs.add('r', [], complete({ log: [secret] })))],
  ['its recording', ({ begin, runs }) => (begin('r'), runs.putRecording('r', { asked: [secret] }))],
];

describe('words that are forgotten for good', () => {
  it.each(places)('are found in %s and removed', (_, keep) => {
    const all = open();
    keep(all);
    all.begin('other', 'Say: my key is lost');
    expect(all.kept()).toContain('under the mat');
    expect(all.redact(['Something else altogether', secret, 'Nothing at all'])).toEqual(['r']);
    expect(all.kept()).not.toContain('under the mat');
    expect(all.runs.get('other')?.task).toBe('Say: my key is lost');
  });

  it.each(places)(
    'are found in %s by a survey made before, and by one made before they were written',
    async (_, keep) => {
      for (const early of [false, true]) {
        const all = open();
        all.begin('other', 'Say: my key is lost');
        if (!early) keep(all);
        const survey = await RunTextIndex.read(all.database, [secret, 'Nothing at all'], () =>
          Promise.resolve(),
        );
        if (early) keep(all);
        expect(all.redact(['Nothing at all'], survey)).toEqual([]);
        expect(all.redact([secret], survey)).toEqual(['r']);
        expect(all.kept()).not.toContain('under the mat');
        expect(all.runs.get('other')?.task).toBe('Say: my key is lost');
      }
    },
  );

  it('do not affect runs when they are too short', () => {
    const { begin, redact, runs } = open();
    begin('r', 'Say: tea');
    expect(redact(['tea', 'é'])).toEqual([]);
    expect(runs.get('r')?.task).toBe('Say: tea');
  });
});
