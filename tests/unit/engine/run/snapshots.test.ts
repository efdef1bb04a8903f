import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { teamOfEverything } from '../../../support/teams/engine-snapshot.ts';
import { inShort, testEnvironment } from '../../../support/engine.ts';

const folder = join(import.meta.dirname, '../../../fixtures/engine');

async function stateNow(): Promise<unknown> {
  const team = teamOfEverything();
  const { outcome } = await team.run('Work.', { environment: testEnvironment() });
  expect(outcome.status).toBe('waiting');
  return JSON.parse(JSON.stringify(team.saveState()));
}

describe('snapshots', () => {
  it('of today load and save unchanged, and the run resumes', async () => {
    const state = await stateNow();
    const team = teamOfEverything();
    team.loadState(state);
    expect(team.saveState()).toEqual(state);
    expect((await team.run()).outcome).toMatchObject({ status: 'waiting', requests: [{ source: 'buyer' }] });
  });

  it.each(readdirSync(folder))('of earlier versions still load: %s', async (file) => {
    const state: unknown = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    const team = teamOfEverything();
    team.loadState(state);
    expect(inShort(team.messages).slice(0, 3)).toEqual([
      'user: Work.',
      'writer: Draft.\n```sh\nls\n```',
      'terminal: [CodeExecutionEvent]',
    ]);
    expect((await team.run()).outcome).toMatchObject({
      status: 'waiting',
      requests: [{ source: 'buyer', toolCall: { name: 'pay', arguments: '{"sum":5}' } }],
    });
  });

  it('are kept as fixtures: a new state schema needs a new one', async () => {
    const newest = readdirSync(folder).toSorted().at(-1) ?? '';
    expect(await stateNow()).toEqual(JSON.parse(readFileSync(join(folder, newest), 'utf8')));
  });
});
