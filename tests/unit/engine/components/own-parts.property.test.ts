import fc from 'fast-check';
import * as z from 'zod';
import { describe, expect, it } from 'vitest';
import { AssistantAgent } from '#main/engine/agents/assistant-agent.ts';
import { BaseChatAgent } from '#main/engine/agents/base-chat-agent.ts';
import type { Response } from '#main/engine/agents/response.ts';
import { stamp } from '#main/engine/run/run-context.ts';
import type { RunContext } from '#main/engine/run/run-context.ts';
import { RoundRobinGroupChat } from '#main/engine/teams/round-robin-group-chat.ts';
import { SimpleTermination } from '#main/engine/termination/simple-termination.ts';
import { ScriptedChatModel } from '#main/models/scripted/scripted-chat-model.ts';
import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import { messageText } from '#shared/agents/messages.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import { TuteeError } from '#shared/errors.ts';
import { testEnvironment } from '../../../support/engine.ts';
import { propertyRuns } from '../../../support/property-runs.ts';

/** An agent of a program: its state is whatever the program put there, and the last thing it heard. */
class OwnAgent extends BaseChatAgent {
  notes: unknown;
  #heard = '';

  constructor(name: string, notes: unknown) {
    super(name, 'An agent of a program.');
    this.notes = notes;
  }

  protected override async *onMessages(
    messages: readonly ChatMessage[],
    run: RunContext,
  ): AsyncGenerator<AgentMessage, Response> {
    this.#heard = messages.map(messageText).join(' ').slice(-40);
    await Promise.resolve();
    yield stamp(run, { type: 'ThoughtEvent', source: this.name, content: 'hm' });
    const content = `${this.name} heard ${this.#heard}`;
    return { type: 'message', message: stamp(run, { type: 'TextMessage', source: this.name, content }) };
  }

  protected override save(): unknown {
    return { notes: this.notes, heard: this.#heard };
  }

  protected override load(state: unknown): void {
    const { notes, heard } = z.object({ notes: z.unknown().optional(), heard: z.string() }).parse(state);
    this.notes = notes;
    this.#heard = heard;
  }

  protected override forget(): void {
    this.#heard = '';
  }
}

/** A condition of a program, with whatever it notes. */
class OwnTermination extends SimpleTermination<z.ZodUnknown> {
  constructor(notes: unknown) {
    super('OwnTermination', z.unknown(), notes);
  }

  protected override judge(messages: readonly AgentMessage[]): string | null {
    return messages.length > 1_000 ? 'Enough.' : null;
  }
}

const anything = fc.anything({
  withBigInt: true,
  withBoxedValues: true,
  withDate: true,
  withMap: true,
  withNullPrototype: true,
  withObjectString: true,
  withSet: true,
  withSparseArray: true,
  withTypedArray: true,
  maxDepth: 3,
});

interface Parts {
  readonly agents: readonly unknown[];
  readonly condition: unknown;
  readonly turns: number;
}

const parts = fc.record<Parts>({
  agents: fc.array(fc.oneof(anything, fc.jsonValue()), { minLength: 1, maxLength: 3 }),
  condition: fc.oneof(anything, fc.jsonValue()),
  turns: fc.nat(5),
});

/** A team of own agents, one of them in a team of its own, and an assistant. */
function makeTeam({ agents, condition }: Parts): RoundRobinGroupChat {
  const own = agents.map((notes, index) => new OwnAgent(`own${index}`, notes));
  const assistant = new AssistantAgent({
    name: 'a',
    modelClient: new ScriptedChatModel([{ reply: 'Yes.' }]),
  });
  const inner = new RoundRobinGroupChat({ name: 'inner', participants: own, maxTurns: 1 });
  return new RoundRobinGroupChat({
    participants: [assistant, inner],
    terminationCondition: new OwnTermination(condition),
    maxTurns: 20,
  });
}

/** Runs some turns and leaves, as a reader does who saves in the middle. */
async function leaveAfter(team: RoundRobinGroupChat, messages: number): Promise<void> {
  let read = 0;
  for await (const _ of team.runStream('Go', { environment: testEnvironment() })) {
    read += 1;
    if (read > messages) return;
  }
}

function savedOrRefused(team: RoundRobinGroupChat): unknown {
  try {
    return team.saveState();
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(TuteeError);
    expect(thrown).toMatchObject({
      code: 'invalid_output',
      field: expect.stringMatching(/^state\b/) as string,
    });
    expect(String(thrown)).toMatch(/“own\d”|what ends “/);
    return null;
  }
}

describe('the state of own parts', () => {
  it('is refused by name when it is not plain data; else it comes back the same through JSON, in a new team too', async () => {
    const seen = { saved: 0, refused: 0 };
    await fc.assert(
      fc.asyncProperty(parts, async (made) => {
        const team = makeTeam(made);
        await leaveAfter(team, made.turns);
        const state = savedOrRefused(team);
        seen[state === null ? 'refused' : 'saved'] += 1;
        if (state === null) return;
        const kept: unknown = JSON.parse(JSON.stringify(state));
        expect(kept).toEqual(state);
        const other = makeTeam({
          ...made,
          agents: made.agents.map(() => 'of another'),
          condition: 'of another',
        });
        other.loadState(kept);
        expect(other.saveState()).toEqual(state);
        // Both go on in the same way.
        await leaveAfter(team, 3);
        await leaveAfter(other, 3);
        expect(other.saveState()).toEqual(team.saveState());
      }),
      { numRuns: propertyRuns(300) },
    );
    expect(seen.saved).toBeGreaterThan(propertyRuns(300) / 15);
    expect(seen.refused).toBeGreaterThan(propertyRuns(300) / 15);
  });

  it('is a copy: what the part changes later does not reach what was saved', () => {
    const notes = { list: [1, { deep: 'before' }] };
    const team = makeTeam({ agents: [notes], condition: null, turns: 0 });
    const state = team.saveState();
    const before = JSON.stringify(state);
    (notes.list[1] as { deep: string }).deep = 'after';
    notes.list.push(2);
    expect(JSON.stringify(state)).toBe(before);
    expect(JSON.stringify(team.saveState())).not.toBe(before);
  });

  it.each([
    ['a Date', { when: new Date(0) }, 'state.notes.when is an object of the class Date'],
    ['a Map', new Map(), 'state.notes is an object of the class Map'],
    ['a number that JSON does not know', [1, Number.NaN], 'state.notes.1 is NaN'],
    ['a function', { go: () => 1 }, 'state.notes.go is a function'],
    ['a BigInt', 1n, 'state.notes is a bigint'],
  ])('%s is refused with its place', (_, notes, place) => {
    const agent = new OwnAgent('clerk', notes);
    expect(() => agent.saveState()).toThrow(`The state of “clerk” cannot be saved: ${place}.`);
  });

  it('that holds itself is refused', () => {
    const notes: Record<string, unknown> = {};
    notes['me'] = [notes];
    expect(() => new OwnAgent('clerk', notes).saveState()).toThrow('an object that holds itself');
  });
});
