/**
 * States of teams and of agents with teams inside, stored as fixtures: they can always be loaded, and the run resumes from
 * them.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { snapshots } from '../../../support/teams/team-snapshots.ts';
import { inShort, readRun, testEnvironment } from '../../../support/engine.ts';

const folder = join(import.meta.dirname, '../../../fixtures/engine-teams');

async function stateNow({ make, read }: (typeof snapshots)[string]): Promise<unknown> {
  const team = make();
  const run = team.runStream('Go', { environment: testEnvironment() });
  for (let count = 0; count < read; count += 1) await run.next();
  const state: unknown = JSON.parse(JSON.stringify(team.saveState()));
  await run.return(undefined as never);
  return state;
}

describe.each(Object.entries(snapshots))('a snapshot of %s', (name, snapshot) => {
  const files = readdirSync(folder).filter((file) => file.startsWith(`${name}-v`));

  it.each(files)('of an earlier version loads, saves unchanged and resumes: %s', async (file) => {
    const state: unknown = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    const team = snapshot.make();
    team.loadState(state);
    expect(JSON.parse(JSON.stringify(team.saveState()))).toEqual(state);
    expect(inShort((await readRun(team.runStream())).streamed)).toEqual(snapshot.rest);
  });

  it('is kept as a fixture: a new state schema needs a new one', async () => {
    const newest = files.toSorted().at(-1) ?? '';
    expect(await stateNow(snapshot)).toEqual(JSON.parse(readFileSync(join(folder, newest), 'utf8')));
  });
});
