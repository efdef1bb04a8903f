/**
 * Custom parts: an agent without a model, a termination condition, and a person who is asked through a promise. Each defines
 * how its state is saved, so that the team can be stopped anywhere and resume elsewhere.
 */
import * as z from 'zod';
import {
  BaseChatAgent,
  isChatMessage,
  messageText,
  readState,
  RoundRobinGroupChat,
  SimpleTermination,
  stamp,
  UserProxyAgent,
} from 'tutee/engine';
import type { AgentMessage, ChatMessage, Response, RunContext, UserInput } from 'tutee/engine';
import { printRun } from './print-run.ts';

const stateSchema = z.strictObject({
  type: z.literal('TallyAgentState'),
  version: z.literal(1),
  votes: z.array(z.string()),
});

/** Counts votes. */
class TallyAgent extends BaseChatAgent {
  #votes: readonly string[] = [];

  // Messages must be stored before the first await: they are delivered once.
  protected override async *onMessages(
    messages: readonly ChatMessage[],
    run: RunContext,
  ): AsyncGenerator<AgentMessage, Response> {
    this.#votes = [...this.#votes, ...messages.map(messageText)];
    const counts = new Map<string, number>();
    for (const vote of this.#votes) counts.set(vote, (counts.get(vote) ?? 0) + 1);
    const content = [...counts].map(([vote, count]) => `${vote}: ${count}`).join(', ');
    yield stamp(run, { type: 'ThoughtEvent', source: this.name, content: `${this.#votes.length} votes` });
    return { type: 'message', message: stamp(run, { type: 'TextMessage', source: this.name, content }) };
  }

  protected override save(): unknown {
    return { type: 'TallyAgentState', version: 1, votes: this.#votes };
  }
  protected override load(state: unknown): void {
    this.#votes = readState(stateSchema, state, this.name).votes;
  }
  protected override forget(): void {
    this.#votes = [];
  }
}

/** Stops once something has this many votes. */
class VotesTermination extends SimpleTermination<z.ZodNumber> {
  readonly #wanted: number;

  constructor(wanted: number) {
    super('VotesTermination', z.number(), 0);
    this.#wanted = wanted;
  }

  protected override judge(messages: readonly AgentMessage[]): string | null {
    this.notes += messages.filter(isChatMessage).filter(({ source }) => source === 'ann').length;
    return this.notes >= this.#wanted ? `Ann has voted ${this.notes} times.` : null;
  }
}

/** Asks a person and waits: through a dialog, a chat, a mail. It must end with `signal`, and may return `later`. */
function askedAtTheDoor(answers: readonly string[]): UserInput {
  const left = answers.values();
  return {
    ask: async ({ prompt }, signal) => {
      const text = await new Promise<string>((resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
        setImmediate(() => resolve(left.next().value ?? ''));
      });
      return text === '' ? { type: 'later' } : { type: 'message', text: text.replace('{prompt}', prompt) };
    },
  };
}

function makeTeam(answers: readonly string[]): RoundRobinGroupChat {
  return new RoundRobinGroupChat({
    participants: [
      new UserProxyAgent({ name: 'ann', userInput: askedAtTheDoor(answers), prompt: 'Tea or coffee?' }),
      new TallyAgent('tally', 'Counts votes.'),
    ],
    terminationCondition: new VotesTermination(3),
  });
}

export async function main(): Promise<string[]> {
  const team = makeTeam(['tea', 'coffee']);
  const first = await printRun(team.runStream());
  // Nobody answered the third time. Later, elsewhere:
  const saved = JSON.stringify(team.saveState());
  const later = makeTeam(['tea']);
  later.loadState(JSON.parse(saved));
  return [...first, ...(await printRun(later.runStream()))];
}

if (import.meta.main) await main();
