/** A selector team: a model reads the conversation and names the next speaker. After an invalid name it is asked again. */
import { AssistantAgent, ScriptedChatModel, SelectorGroupChat, TextMentionTermination } from 'tutee/engine';
import { printRun } from './print-run.ts';

function agent(name: string, description: string, reply: string): AssistantAgent {
  return new AssistantAgent({ name, description, modelClient: new ScriptedChatModel([{ reply }]) });
}

export async function main(): Promise<string[]> {
  const selector = new ScriptedChatModel([
    { when: { anyIncludes: 'exactly one of' }, reply: 'researcher' },
    { when: { anyIncludes: 'researcher: Ulm has' }, reply: 'calculator' },
    { when: { anyIncludes: 'planner: 1.' }, reply: 'researcher or calculator' },
    { reply: 'planner' },
  ]);
  const team = new SelectorGroupChat({
    name: 'team',
    modelClient: selector,
    // The selector chooses by these descriptions.
    participants: [
      agent('planner', 'Splits a task into steps. Speaks first.', '1. Find the numbers. 2. Add them.'),
      agent('researcher', 'Finds facts.', 'Ulm has 126,000 inhabitants, Neu-Ulm 61,000.'),
      agent('calculator', 'Calculates with facts that were found.', 'Together 187,000. DONE'),
    ],
    terminationCondition: new TextMentionTermination('DONE'),
    emitTeamEvents: true,
  });
  return await printRun(team.runStream('How many people live in Ulm and Neu-Ulm?'));
}

if (import.meta.main) await main();
