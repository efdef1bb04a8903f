import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SummarizingChatCompletionContext } from '#main/engine/context/summarizing-chat-completion-context.ts';
import { InputRequests } from '#main/engine/people/input-requests.ts';
import { RunController } from '#main/engine/people/run-controller.ts';
import { UserProxyAgent } from '#main/engine/people/user-proxy-agent.ts';
import { RoundRobinGroupChat } from '#main/engine/teams/round-robin-group-chat.ts';
import { ScriptedChatModel } from '#main/models/scripted/scripted-chat-model.ts';
import { assistant, inShort, testEnvironment } from '../../../support/engine.ts';

const folder = join(import.meta.dirname, '../../../fixtures/engine-people');

/** A run in which a person is asked as herself and in place of an agent; earlier messages are summarised. */
function controllerOf(userInput: InputRequests): RunController {
  const modelContext = new SummarizingChatCompletionContext({
    modelClient: new ScriptedChatModel([{ reply: 'They began.' }]),
    tokenLimit: 1,
    keepLast: 1,
    source: 'bot',
  });
  const bot = assistant('bot', ['One.', 'Two.', 'Three.'], { modelContext }).agent;
  const clerk = assistant('clerk', ['Filed.']).agent;
  const ann = new UserProxyAgent({ name: 'ann', userInput });
  const team = new RoundRobinGroupChat({ participants: [bot, clerk, ann], maxTurns: 6 });
  return new RunController({ participant: team, userInput, environment: testEnvironment() });
}

async function stateNow(): Promise<unknown> {
  const desk = new InputRequests({ patienceMs: 0 });
  const controller = controllerOf(desk);
  const waiting = await controller.run('Go');
  const asked = waiting.outcome.status === 'waiting' ? waiting.outcome.requests[0]?.requestId : '';
  desk.answer(asked ?? '', { type: 'message', text: 'On.' });
  controller.takeOver('clerk');
  await controller.run();
  controller.inject('Wait.');
  controller.pause();
  return JSON.parse(JSON.stringify(controller.saveState()));
}

describe('snapshots of runs with people', () => {
  it.each(readdirSync(folder))(
    'of earlier versions still load, save unchanged and resume: %s',
    async (file) => {
      const state: unknown = JSON.parse(readFileSync(join(folder, file), 'utf8'));
      const desk = new InputRequests({ patienceMs: 0 });
      const controller = controllerOf(desk);
      controller.loadState(state);
      expect(JSON.parse(JSON.stringify(controller.saveState()))).toEqual(state);
      controller.resume();
      const { outcome } = await controller.run();
      expect(outcome).toMatchObject({ status: 'waiting', requests: [{ source: 'clerk' }] });
      const asked = outcome.status === 'waiting' ? outcome.requests[0]?.requestId : '';
      desk.answer(asked ?? '', { type: 'message', text: 'By hand.' });
      expect(inShort((await controller.run()).messages)).toEqual([
        'clerk: [UserInputRequestedEvent]',
        'clerk: By hand.',
        'ann: [UserInputRequestedEvent]',
      ]);
    },
  );

  it('are kept as fixtures: a new state schema needs a new one', async () => {
    const newest = readdirSync(folder).toSorted().at(-1) ?? '';
    expect(await stateNow()).toEqual(JSON.parse(readFileSync(join(folder, newest), 'utf8')));
  });
});
