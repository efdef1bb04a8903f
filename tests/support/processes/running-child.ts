/**
 * A process that starts a run and prints its id, then its progress, until it is killed. Arguments: data folder, model script, component as
 * JSON, task.
 */
import { writeSync } from 'node:fs';
import type { SavedTeam } from '#shared/agents/saved-team.ts';
import { TestApp } from '../app.ts';
import { savedTeam } from '../runs.ts';

const [dataDir = '', scriptedModel = '', component = '', task = ''] = process.argv.slice(2);
const app = await TestApp.start({ dataDir, scriptedModel });
// Unbuffered, so that the last output is known even if the kill follows at once.
const tell = (line: string) => writeSync(1, `${line}\n`);
app.onEvent(({ name, payload }) => {
  if (name === 'run-changed') tell(`status ${payload.run.status}`);
  if (name === 'message-end') tell(`said ${payload.message.text}`);
  if (name === 'message-delta') tell(`writing ${payload.text}`);
});
const teamId = await savedTeam(app, JSON.parse(component) as SavedTeam['component']);
const { run } = await app.call('runs.start', { teamId, conversationId: null, task });
tell(`run ${run.id}`);
