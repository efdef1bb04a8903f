/**
 * Magentic-One: a model leads the team. It gathers facts, plans, instructs the participants, re-plans when the work stalls,
 * and answers.
 */
import { AssistantAgent, MagenticOneGroupChat, ScriptedChatModel } from 'tutee/engine';
import { printRun } from './print-run.ts';

/** A progress ledger as a model would write it: each point with a reason. */
function progress(speaker: string, words: string, how: 'well' | 'badly' | 'done') {
  const judged = <Answer>(answer: Answer) => ({ reason: 'By what was said.', answer });
  return {
    times: 1,
    json: {
      is_request_satisfied: judged(how === 'done'),
      is_in_loop: judged(false),
      is_progress_being_made: judged(how !== 'badly'),
      next_speaker: judged(speaker),
      instruction_or_question: judged(words),
    },
  };
}

export async function main(): Promise<string[]> {
  const lead = new ScriptedChatModel([
    { times: 1, reply: 'TO LOOK UP: the opening hours of the museum.' },
    { times: 1, reply: '1. web looks at its page. 2. phone is not needed.' },
    progress('web', 'Look up the hours on its page.', 'well'),
    progress('web', 'Look again.', 'badly'),
    { times: 1, reply: 'Its page is gone. It has a telephone.' },
    { times: 1, reply: 'The page is gone: phone calls the museum.' },
    progress('phone', 'Call the museum and ask for the hours.', 'well'),
    progress('phone', '', 'done'),
    { times: 1, reply: 'It is open from ten to five.' },
  ]);
  const agent = (name: string, description: string, reply: string) =>
    new AssistantAgent({ name, description, modelClient: new ScriptedChatModel([{ reply }]) });
  const team = new MagenticOneGroupChat({
    name: 'lead',
    modelClient: lead,
    participants: [
      agent('web', 'Reads pages.', 'The page cannot be found.'),
      agent('phone', 'Calls people.', 'They say: ten to five.'),
    ],
    maxStalls: 1,
  });
  return await printRun(team.runStream('When is the museum open?'));
}

if (import.meta.main) await main();
