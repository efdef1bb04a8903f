/**
 * Stopping and resuming: a team is stopped in the middle of an answer, its state is saved, and it resumes in another process.
 */
import { AssistantAgent, RoundRobinGroupChat, ScriptedChatModel } from 'tutee/engine';
import { printRun } from './print-run.ts';

function makeTeam(): RoundRobinGroupChat {
  const agent = (name: string, reply: string) =>
    new AssistantAgent({
      name,
      modelClient: new ScriptedChatModel([{ reply, chunkCharacters: 12 }]),
      modelClientStream: true,
    });
  return new RoundRobinGroupChat({
    participants: [
      agent('planner', 'First the roof, then the walls.'),
      agent('builder', 'I begin with the roof.'),
    ],
    maxTurns: 2,
  });
}

export async function main(): Promise<string[]> {
  const today = makeTeam();
  const stop = new AbortController();
  const run = today.runStream('Build a bird house.', { signal: stop.signal });
  let step = await run.next();
  while (step.done !== true) {
    // The builder has sent the first chunk.
    if (step.value.source === 'builder') stop.abort();
    step = await run.next();
  }
  const saved = JSON.stringify(today.saveState());

  const tomorrow = makeTeam();
  tomorrow.loadState(JSON.parse(saved));
  // Without a task it resumes: the planner has spoken, and the builder, who had not finished, starts again.
  return [step.value.outcome.status, ...(await printRun(tomorrow.runStream()))];
}

if (import.meta.main) await main();
