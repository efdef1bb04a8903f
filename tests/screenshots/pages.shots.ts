/** Settings, agents and projects. */
import { lookInside, openAgents, poemScript, startRun } from '../e2e/agents-desk.ts';
import { test } from '../e2e/fixtures.ts';
import { shoot, show } from './shoot.ts';

const settings = ['general', 'models', 'memory', 'prompts', 'tools', 'shortcuts', 'data', 'about'] as const;

test('settings', async ({ desk }) => {
  const page = await desk.open();
  for (const tab of settings) {
    await show(page, `settings/${tab}`);
    await shoot(page, `settings-${tab}`);
  }
});

test('agents', async ({ desk, scripted }) => {
  const page = await desk.open(await scripted(poemScript()));
  await openAgents(page, 'Yours');
  await shoot(page, 'agents-yours-empty');
  await openAgents(page, 'Runs');
  await shoot(page, 'agents-runs-empty');
  await openAgents(page, 'Gallery');
  await shoot(page, 'agents-gallery');
  await lookInside(page, 'Writer and critic');
  await shoot(page, 'agents-team');
  await startRun(page, 'Writer and critic', 'A poem about a tree');
  await page.getByRole('log', { name: 'Conversation' }).getByText('APPROVE').first().waitFor();
  await shoot(page, 'run');
  await openAgents(page, 'Runs');
  await shoot(page, 'agents-runs');
});
