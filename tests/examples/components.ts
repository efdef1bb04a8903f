/** Components: a team from a JSON file, with a custom kind of team in it. The file can use only the given resources. */
import * as z from 'zod';
import {
  AssistantAgent,
  MaxMessageTermination,
  RoundRobinGroupChat,
  ScriptedChatModel,
  standardComponents,
  teamProvider,
  TuteeError,
} from 'tutee/engine';
import type { GroupChatOptions } from 'tutee/engine';
import { printRun } from './print-run.ts';

/** Each in turn, the judge last. */
class Debate extends RoundRobinGroupChat {
  constructor(options: GroupChatOptions, judge: string) {
    const isJudge = ({ name }: { readonly name: string }) => name === judge;
    const others = options.participants.filter((participant) => !isJudge(participant));
    const participants = [...others, ...options.participants.filter(isJudge)];
    super({ ...options, participants, maxTurns: participants.length });
  }
}

const agent = (name: string, model: string) => ({
  provider: 'AssistantAgent',
  version: 1,
  config: { name, model },
});
const file = JSON.stringify({
  provider: 'Debate',
  version: 1,
  config: {
    judge: 'judge',
    participants: [agent('judge', 'stern'), agent('pro', 'eager'), agent('contra', 'eager')],
  },
});

export async function main(): Promise<string[]> {
  const registry = standardComponents().add(
    teamProvider('Debate', { judge: z.string() }, (options, { judge }) => new Debate(options, judge)),
  );
  const models = {
    eager: new ScriptedChatModel([{ reply: 'Cats.', times: 1 }, { reply: 'Dogs.' }]),
    stern: new ScriptedChatModel([{ reply: 'Both.' }]),
  };
  const team = registry.load('participant', JSON.parse(file), { models });
  if (!(team instanceof Debate)) throw new Error('It should be the team of the file.');
  const lines = await printRun(team.runStream('Cats or dogs?'));

  // A file that names an unknown resource is refused, with the path of the fault.
  try {
    registry.load('participant', JSON.parse(file), { models: { eager: models.eager } });
  } catch (thrown) {
    if (!(thrown instanceof TuteeError)) throw thrown;
    lines.push(`${thrown.field ?? ''}: ${thrown.message}`);
  }

  // The way back: what a program built is written as a component, and does the same when it is loaded.
  const writer = new AssistantAgent({ name: 'writer', modelClient: models.eager });
  const built = new RoundRobinGroupChat({
    participants: [writer],
    terminationCondition: new MaxMessageTermination(2),
  });
  const written = JSON.stringify(registry.dump(built, { models }));
  const again = registry.load('participant', JSON.parse(written), { models });
  lines.push(written, ...(await printRun(again.runStream('Cats or dogs?'))));
  return lines;
}

if (import.meta.main) await main();
