import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AssistantAgent } from '#main/engine/agents/assistant-agent.ts';
import type { Participant } from '#main/engine/agents/participant.ts';
import { SocietyOfMindAgent } from '#main/engine/agents/society-of-mind-agent.ts';
import { RunController } from '#main/engine/people/run-controller.ts';
import type { Run } from '#main/engine/run/run-result.ts';
import { RoundRobinGroupChat } from '#main/engine/teams/round-robin-group-chat.ts';
import { isChatMessage, messageText } from '#shared/agents/messages.ts';
import { assertNever } from '#shared/errors.ts';
import type { ChatModel, ModelEvent } from '#shared/models/model.ts';
import { propertyRuns } from '../../../support/property-runs.ts';

/** Always gives the same answer, in two chunks. */
const model: ChatModel = {
  name: 'same',
  local: true,
  async *stream(): AsyncIterable<ModelEvent> {
    for (const text of ['well', '.']) {
      await Promise.resolve();
      yield { type: 'text-delta', text };
    }
    yield { type: 'end', stopReason: 'stop', usage: null };
  },
};

const shapes = ['agent', 'team', 'team in a team', 'society in a team'] as const;

function made(shape: (typeof shapes)[number]): { participant: Participant; agents: AssistantAgent[] } {
  const agents = ['a', 'b', 'c'].map(
    (name) => new AssistantAgent({ name, modelClient: model, modelClientStream: true }),
  );
  const [first, ...others] = agents as [AssistantAgent, AssistantAgent, AssistantAgent];
  if (shape === 'agent') return { participant: first, agents: [first] };
  if (shape === 'team') {
    return { participant: new RoundRobinGroupChat({ participants: agents, maxTurns: 3 }), agents };
  }
  const inner = new RoundRobinGroupChat({ name: 'inner', participants: others, maxTurns: 2 });
  if (shape === 'team in a team') {
    return { participant: new RoundRobinGroupChat({ participants: [first, inner], maxTurns: 2 }), agents };
  }
  const society = new SocietyOfMindAgent({ name: 'society', team: inner, modelClient: model });
  return {
    participant: new RoundRobinGroupChat({ participants: [first, society], maxTurns: 2 }),
    agents: [first],
  };
}

type Step =
  | { readonly type: 'read' | 'say'; readonly times: number }
  | { readonly type: 'interrupt' | 'pause' | 'resume' | 'leave' | 'cancel' | 'restart' | 'run when stopped' };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ type: fc.constant('read' as const), times: fc.integer({ min: 1, max: 6 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constant('say' as const), times: fc.integer({ min: 1, max: 3 }) }),
  },
  {
    weight: 3,
    arbitrary: fc
      .constantFrom('leave', 'leave', 'interrupt', 'pause', 'resume', 'cancel', 'restart', 'run when stopped')
      .map((type) => ({ type })),
  },
);

/** One person doing all of it to one run, which is started again whenever it ended. */
class Person {
  readonly words: string[] = [];
  readonly seen: string[] = [];
  readonly #shape: (typeof shapes)[number];
  #controller: RunController;
  #agents: AssistantAgent[];
  #run: Run | null = null;
  /** A read that is pending: the run is paused. */
  #pending: ReturnType<Run['next']> | null = null;

  constructor(shape: (typeof shapes)[number]) {
    this.#shape = shape;
    const { participant, agents } = made(shape);
    this.#agents = agents;
    this.#controller = new RunController({ participant });
  }

  async take(one: Step): Promise<void> {
    switch (one.type) {
      case 'read':
        for (let count = 0; count < one.times; count += 1) await this.#read();
        return;
      case 'say':
        for (let count = 0; count < one.times; count += 1) this.#controller.inject(this.#word());
        return;
      case 'interrupt':
        this.#controller.interrupt(this.#word());
        return;
      case 'run when stopped':
        if (this.#run === null) await this.#controller.run(undefined, { signal: AbortSignal.abort() });
        return;
      case 'restart':
        await this.#leave();
        this.#restart();
        return;
      case 'leave':
        await this.#leave();
        return;
      case 'pause':
      case 'resume':
      case 'cancel':
        this.#controller[one.type]();
        return;
      default:
        assertNever(one);
    }
  }

  #word(): string {
    this.words.push(`word ${this.words.length}`);
    return this.words.at(-1) ?? '';
  }

  async #read(): Promise<void> {
    this.#run ??= this.#controller.runStream(this.seen.length === 0 ? 'Go' : undefined);
    this.#pending ??= this.#run.next();
    const next = await Promise.race([this.#pending, ticks()]);
    if (next === null) return;
    this.#pending = null;
    if (next.done === true) this.#run = null;
    else if (isChatMessage(next.value)) this.seen.push(messageText(next.value));
  }

  async #leave(): Promise<void> {
    if (this.#pending !== null) {
      this.#controller.cancel();
      const last = await this.#pending;
      if (last.done !== true && isChatMessage(last.value)) this.seen.push(messageText(last.value));
      this.#pending = null;
    }
    await this.#run?.return(undefined as never);
    this.#run = null;
  }

  #restart(): void {
    const saved: unknown = JSON.parse(JSON.stringify(this.#controller.saveState()));
    const { participant, agents } = made(this.#shape);
    this.#agents = agents;
    this.#controller = new RunController({ participant });
    this.#controller.loadState(saved);
  }

  /** Messages that were injected and not delivered yet. */
  waiting(): string[] {
    const { inbox } = this.#controller.saveState() as { inbox: { content: string }[] };
    return inbox.map(({ content }) => content);
  }

  /** By agent, the injected messages that it remembers; after everything has ended and everyone has spoken. */
  async finish(): Promise<string[][]> {
    await this.#leave();
    this.#controller.resume();
    await this.#controller.run();
    await this.#controller.run('The end.');
    return this.#agents.map((agent) => {
      const { modelContext } = agent.saveState() as {
        modelContext: { messages: { role: string; content: string }[] };
      };
      const heard = modelContext.messages.filter(({ role }) => role === 'user');
      return heard.map(({ content }) => content).filter((text) => text.startsWith('word'));
    });
  }
}

/** Longer than any step of a run that waits for nobody. */
async function ticks(): Promise<null> {
  for (let count = 0; count < 4; count += 1) await new Promise((resolve) => setImmediate(resolve));
  return null;
}

describe('whatever a person says in a run', () => {
  it('is received by everyone once, in order, or is still pending', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...shapes),
        fc.array(step, { maxLength: 14 }),
        async (shape, steps) => {
          const person = new Person(shape);
          for (const one of steps) {
            await person.take(one);
            // A streamed message is no longer pending, and nothing is streamed twice.
            const words = [...person.seen.filter((text) => text.startsWith('word')), ...person.waiting()];
            expect(new Set(words).size).toBe(words.length);
          }
          for (const heard of await person.finish()) expect(heard).toEqual(person.words);
        },
      ),
      { numRuns: propertyRuns(400) },
    );
  });
});
