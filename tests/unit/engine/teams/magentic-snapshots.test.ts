import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MagenticOneGroupChat } from '#main/engine/teams/magentic/magentic-one-group-chat.ts';
import { ScriptedChatModel } from '#main/models/scripted/scripted-chat-model.ts';
import type { ScriptInput, ScriptRuleInput } from '#main/models/scripted/script.ts';
import { assistant, testEnvironment } from '../../../support/engine.ts';

const folder = join(import.meta.dirname, '../../../fixtures/engine-magentic');

function progress(stuck: boolean, satisfied = false): ScriptRuleInput {
  const judged = <Answer>(answer: Answer) => ({ reason: '-', answer });
  return {
    times: 1,
    json: {
      is_request_satisfied: judged(satisfied),
      is_in_loop: judged(false),
      is_progress_being_made: judged(!stuck),
      next_speaker: judged('a'),
      instruction_or_question: judged('Go.'),
    },
  };
}

function teamOf(rules: ScriptInput): MagenticOneGroupChat {
  return new MagenticOneGroupChat({
    participants: [assistant('a', ['a1', 'a2']).agent, assistant('b', ['b1']).agent],
    modelClient: new ScriptedChatModel(rules),
    maxStalls: 2,
  });
}
const says = (reply: string): ScriptRuleInput => ({ reply, times: 1 });

/** In the second plan, instructed but not yet selected: the fullest ledger possible. */
async function stateNow(): Promise<unknown> {
  const team = teamOf([
    says('FACTS'),
    says('PLAN'),
    progress(true),
    progress(true),
    says('NEW FACTS'),
    says('NEW PLAN'),
    progress(true),
  ]);
  const run = team.runStream('Work.', { environment: testEnvironment() });
  let instructions = 0;
  for (let step = await run.next(); step.done !== true; step = await run.next()) {
    if (step.value.type !== 'TaskResult' && step.value.metadata['purpose'] === 'instruction')
      instructions += 1;
    if (instructions === 2) break;
  }
  const state: unknown = JSON.parse(JSON.stringify(team.saveState()));
  await run.return(undefined as never);
  return state;
}

describe('snapshots of Magentic-One', () => {
  it.each(readdirSync(folder))(
    'of earlier versions still load, save unchanged and resume: %s',
    async (file) => {
      const state: unknown = JSON.parse(readFileSync(join(folder, file), 'utf8'));
      const team = teamOf([progress(false, true), says('Done.')]);
      team.loadState(state);
      expect(team.saveState()).toEqual(state);
      const { messages, outcome } = await team.run();
      expect(outcome).toEqual({ status: 'complete' });
      expect(messages[0]).toMatchObject({ source: 'a', content: 'a1' });
      expect(messages.at(-1)).toMatchObject({ content: 'Done.' });
    },
  );

  it('are kept as fixtures: a new state schema needs a new one', async () => {
    const newest = readdirSync(folder).toSorted().at(-1) ?? '';
    expect(await stateNow()).toEqual(JSON.parse(readFileSync(join(folder, newest), 'utf8')));
  });
});
