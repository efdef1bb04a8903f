/** States of runs, saved turn by turn: how much is written, and that nothing is lost. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { collectRun, streamTask } from '#main/engine/run/stream-task.ts';
import { RoundRobinGroupChat } from '#main/engine/teams/round-robin-group-chat.ts';
import { AgentRunRepository } from '#main/store/runs/agent-run-repository.ts';
import { databaseFile, openDatabase } from '#main/store/file/open-database.ts';
import { RunMentions } from '#main/store/forgetting/run-mentions.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import { isChatMessage } from '#shared/agents/messages.ts';
import { assistant } from '../../support/engine.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

function open(dataDir: string) {
  const database = openDatabase({ dataDir, appVersion: 'test', now: () => 1 });
  onTestFinished(() => void database.close());
  return database;
}

const words = 'Leaves fall, and the beech lets go of one more, as if it had all afternoon. ';
const pair = () =>
  new RoundRobinGroupChat({
    participants: ['a', 'b'].map((name) => assistant(name, [{ reply: words, times: 100_000 }]).agent),
    maxTurns: 100_000,
  });

/** Bytes that keeping `turns` turns adds to the file's log, nothing being taken out of it. */
async function written(
  turns: number,
  keep: (runs: AgentRunRepository, all: AgentMessage[], state: unknown) => void,
) {
  const dataDir = temporaryFolder();
  const database = open(dataDir);
  database.pragma('wal_autocheckpoint = 0');
  database.pragma('wal_checkpoint(TRUNCATE)');
  const runs = new AgentRunRepository(database);
  runs.begin({ id: 'r', name: 'Team', task: 'Go', component: null, at: 1 });
  const team = pair();
  const run = streamTask(team, 'Go');
  let unsaved: AgentMessage[] = [];
  for (let said = 0; said <= turns;) {
    const step = await run.next();
    if (step.done === true) throw new Error('It ended by itself.');
    if (step.value.type !== 'TaskResult') unsaved.push(step.value);
    if (!isChatMessage(step.value)) continue;
    said += 1;
    keep(runs, unsaved, team.saveState());
    unsaved = [];
  }
  const state: unknown = JSON.parse(JSON.stringify(team.saveState()));
  await run.return(undefined as never);
  const bytes = statSync(join(dataDir, `${databaseFile}-wal`)).size;
  return { bytes, state, text: JSON.stringify(state).length, runs, dataDir };
}

const standing = (state: unknown, status: 'running' | 'waiting' = 'running') =>
  ({ status, stopReason: null, state, at: 2 }) as const;

describe('the state of a run', () => {
  it('takes space linear in the conversation, and is complete', async () => {
    const keep = (runs: AgentRunRepository, all: AgentMessage[], state: unknown) =>
      runs.add('r', all, standing(state));
    const short = await written(125, keep);
    const long = await written(500, keep);
    // Four times the turns; with the square it would be near sixteen times.
    expect(long.bytes).toBeLessThan(short.bytes * 6);
    expect(long.runs.toResume('r').state).toEqual(long.state);
    const again = new AgentRunRepository(open(long.dataDir));
    expect(again.toResume('r').state).toEqual(long.state);
    const team = pair();
    team.loadState(again.toResume('r').state);
    expect(team.saveState()).toEqual(long.state);
    // It is written whole again before what changed is more to read than that.
    const kept = open(long.dataDir)
      .prepare<[], { whole: number; changes: number }>(
        `SELECT length(r.state) AS whole, sum(length(c.changes)) AS changes
         FROM agent_runs r JOIN agent_run_state_changes c ON c.run_id = r.id`,
      )
      .get();
    expect(kept?.changes).toBeLessThanOrEqual(kept?.whole ?? 0);
  });

  it('is the last one written, also after rollbacks', async () => {
    const dataDir = temporaryFolder();
    const runs = new AgentRunRepository(open(dataDir));
    runs.begin({ id: 'r', name: 'Team', task: 'Go', component: null, at: 1 });
    const team = pair();
    await collectRun(streamTask(team, 'Go', { signal: AbortSignal.abort() }));
    const grow = async (turns: number): Promise<unknown> => {
      const run = streamTask(team, 'More');
      for (let said = 0; said <= turns;) {
        const step = await run.next();
        if (step.done !== true && isChatMessage(step.value)) said += 1;
      }
      await run.return(undefined as never);
      return team.saveState();
    };
    runs.add('r', [], standing(await grow(80)));
    // Undone: what is written next must not go on from it.
    const refused = () => {
      throw new Error('The chat is gone.');
    };
    const lost = await grow(1);
    expect(() => runs.add('r', [], standing(lost), refused)).toThrow('The chat is gone.');
    runs.add('r', [], standing(await grow(1)));
    runs.add('r', [], standing(await grow(1), 'waiting'));
    expect(runs.toResume('r').state).toEqual(JSON.parse(JSON.stringify(team.saveState())));
    runs.add('r', [], standing(await grow(1)));
    const other = new AgentRunRepository(open(dataDir));
    expect(other.toResume('r').state).toEqual(JSON.parse(JSON.stringify(team.saveState())));
    team.reset();
    runs.add('r', [], standing(team.saveState()));
    expect(other.toResume('r').state).toEqual(JSON.parse(JSON.stringify(team.saveState())));
  });

  it('is deleted when a diff contains words forgotten for good', async () => {
    const dataDir = temporaryFolder();
    const database = open(dataDir);
    const runs = new AgentRunRepository(database);
    runs.begin({ id: 'r', name: 'Team', task: 'Go', component: null, at: 1 });
    const state = { log: Array.from({ length: 400 }, (_, at) => `Line ${at} of what was said`) };
    runs.add('r', [], standing(state));
    runs.add('r', [], standing({ log: [...state.log, 'My "key" is under the mat'] }, 'waiting'));
    const changes = () => database.prepare('SELECT changes FROM agent_run_state_changes').pluck().all();
    expect(changes()).toHaveLength(1);
    const said = {
      memoryId: 'm',
      texts: ['My "key" is under the mat'],
      cues: [],
      quote: null,
      sourceMessages: [],
      answers: [],
      conversations: [],
      unlinked: [],
    };
    expect(new RunMentions(database).redact([{ ...said, texts: ['Something else'] }])).toEqual([]);
    expect(new RunMentions(database).redact([said])).toEqual(['r']);
    expect(changes()).toEqual([]);
    expect(runs.toResume('r').state).toBeNull();
    expect(runs.get('r')).toMatchObject({ status: 'cancelled', takenOver: [] });
    // One that was on knows nothing of the words any more, and would begin anew.
    runs.add('r', [], standing({ log: [...state.log, 'My "key" is under the mat'] }));
    new RunMentions(database).redact([said]);
    runs.release('r');
    runs.add('r', [], standing(state));
    expect(runs.toResume('r').state).toEqual(state);
  });
});
