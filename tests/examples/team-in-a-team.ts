/** Teams nest: a team takes its turn in another team like an agent. The state of all of it is one JSON value. */
import { AssistantAgent, RoundRobinGroupChat, ScriptedChatModel } from 'tutee/engine';
import { printRun } from './print-run.ts';

function makeTeam(): RoundRobinGroupChat {
  const agent = (name: string) =>
    new AssistantAgent({ name, modelClient: new ScriptedChatModel([{ reply: `${name} has done it.` }]) });
  const kitchen = new RoundRobinGroupChat({
    name: 'kitchen',
    participants: [agent('cook'), agent('baker')],
    maxTurns: 2,
  });
  return new RoundRobinGroupChat({
    name: 'restaurant',
    participants: [kitchen, agent('waiter')],
    maxTurns: 1,
  });
}

export async function main(): Promise<string[]> {
  const today = makeTeam();
  const first = await printRun(today.runStream('A guest is here.'));
  const tomorrow = makeTeam();
  tomorrow.loadState(JSON.parse(JSON.stringify(today.saveState())));
  // It resumes where it stopped: with the waiter.
  return [...first, ...(await printRun(tomorrow.runStream()))];
}

if (import.meta.main) await main();
