/** What all teams have in common, tested with custom managers. */
import { describe, expect, it } from 'vitest';
import type { Participant } from '#main/engine/agents/participant.ts';
import type { Memory, RunControl } from '#main/engine/ports.ts';
import { stamp } from '#main/engine/run/run-context.ts';
import type { RunContext } from '#main/engine/run/run-context.ts';
import { BaseGroupChat } from '#main/engine/teams/base-group-chat.ts';
import type { GroupChatManager, NextSpeakers } from '#main/engine/teams/group-chat-manager.ts';
import { FunctionTool } from '#main/engine/tools/function-tool.ts';
import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import { TuteeError } from '#shared/errors.ts';
import { modelMessageText } from '#shared/models/model-message.ts';
import { assistant, inShort, testEnvironment } from '../../../support/engine.ts';

type Step = (run: RunContext) => { says?: AgentMessage[]; next: NextSpeakers };

/** Returns its steps one after the other. */
class Stepper implements GroupChatManager {
  readonly ended: string[] = [];
  readonly #steps: readonly Step[];
  #at = 0;

  constructor(steps: readonly Step[]) {
    this.#steps = steps;
  }

  async *next(_thread: readonly AgentMessage[], run: RunContext): AsyncGenerator<AgentMessage, NextSpeakers> {
    const { says = [], next } = this.#steps[this.#at]?.(run) ?? {
      next: { type: 'stop', reason: 'No more steps.' },
    };
    yield* says;
    this.#at += 1;
    return next;
  }

  onTurnEnd(speaker: string, messages: readonly AgentMessage[]): void {
    this.ended.push(`${speaker}: ${messages.length}`);
  }

  reset(): void {
    this.#at = 0;
  }

  saveState(): unknown {
    return { at: this.#at };
  }

  loadState(): void {
    this.#at = 0;
  }
}

class SteppedGroupChat extends BaseGroupChat {
  readonly manager: Stepper;

  constructor(participants: readonly Participant[], steps: readonly Step[]) {
    const manager = new Stepper(steps);
    super('SteppedGroupChat', { participants, name: 'team' }, () => manager);
    this.manager = manager;
  }
}

const speak =
  (...speakers: string[]): Step =>
  () => ({ next: { type: 'speak', speakers } });

describe('concurrent speakers', () => {
  it('receive the same, and each other’s messages next time', async () => {
    const a = assistant('a', ['a1', 'a2']);
    const b = assistant('b', ['b1', 'b2']);
    const team = new SteppedGroupChat([a.agent, b.agent], [speak('a', 'b'), speak('a', 'b')]);
    const { messages, stopReason } = await team.run('Go');
    expect(stopReason).toBe('No more steps.');
    expect(inShort(messages).toSorted()).toEqual(['a: a1', 'a: a2', 'b: b1', 'b: b2', 'user: Go']);
    const heard = a.model.requests.map((request) => request.messages.slice(1).map(modelMessageText));
    expect(heard).toEqual([['Go'], ['Go', 'a1', 'b1']]);
    expect(team.manager.ended).toHaveLength(4);
  });

  it('are all stopped when one fails, and only the unfinished speak again', async () => {
    let stopped = false;
    const began = Promise.withResolvers<void>();
    const slow = new FunctionTool({
      name: 'wait',
      description: 'Waits.',
      parameters: { type: 'object' },
      run: (_args, { signal }) =>
        new Promise((_, reject) => {
          began.resolve();
          signal.addEventListener('abort', () => {
            stopped = true;
            reject(new Error('aborted'));
          });
        }),
    });
    const quick = assistant('quick', ['q1']).agent;
    const waiting = assistant('waiting', [{ toolCalls: [{ name: 'wait' }] }, 'w1'], { tools: [slow] }).agent;
    let tries = 0;
    const memory: Memory = {
      query: async () => {
        await began.promise;
        tries += 1;
        if (tries === 1) throw new TuteeError('server_failed', 'It broke.');
        return { results: [], text: '' };
      },
    };
    const failing = assistant('failing', ['f1'], { memory: [memory] }).agent;
    const team = new SteppedGroupChat([quick, waiting, failing], [speak('quick', 'waiting', 'failing')]);
    const first = await team.run('Go');
    expect(first.outcome).toMatchObject({ status: 'failed', failure: { agent: 'failing' } });
    expect(stopped).toBe(true);
    expect(inShort(first.messages)).toContain('quick: q1');
    expect(inShort((await team.run()).messages).toSorted()).toEqual(['failing: f1', 'waiting: w1']);
  });
});

describe('a manager', () => {
  it('can send messages to everyone, and its events are streamed but not delivered', async () => {
    const a = assistant('a', ['a1']);
    const plan: Step = (run) => ({
      says: [
        stamp(run, { type: 'SelectorEvent', source: 'team', content: 'thinking' }),
        stamp(run, { type: 'TextMessage', source: 'team', content: 'The plan.' }),
      ],
      next: { type: 'speak', speakers: ['a'] },
    });
    const { messages } = await new SteppedGroupChat([a.agent], [plan]).run('Go');
    expect(inShort(messages)).toEqual(['user: Go', 'team: [SelectorEvent]', 'team: The plan.', 'a: a1']);
    expect(a.model.requests[0]?.messages.slice(1).map(modelMessageText)).toEqual(['Go', 'The plan.']);
  });

  it('that names a stranger or nobody ends the run with the list of members', async () => {
    for (const [speakers, words] of [
      [['zoe'], /“zoe” cannot speak next in “team”: it has a\./],
      [[], /Nobody/],
    ] as const) {
      const team = new SteppedGroupChat([assistant('a', ['a1']).agent], [speak(...speakers)]);
      const { outcome } = await team.run('Go');
      expect(outcome).toMatchObject({ status: 'failed', failure: { agent: 'team' } });
      expect(outcome.status === 'failed' && outcome.failure.error.message).toMatch(words);
    }
  });

  it('can wait for a person to select, and is asked again', async () => {
    const ask: Step = (run) => {
      const request = stamp(run, {
        type: 'UserInputRequestedEvent',
        source: 'team',
        requestId: 'r1',
        purpose: 'speaker',
        prompt: 'Who speaks?',
        toolCall: null,
        choices: ['a'],
      });
      return { says: [request], next: { type: 'wait', requests: [request] } };
    };
    const team = new SteppedGroupChat([assistant('a', ['a1']).agent], [ask, speak('a')]);
    expect((await team.run('Go')).outcome).toMatchObject({
      status: 'waiting',
      requests: [{ choices: ['a'] }],
    });
    expect(inShort((await team.run()).messages)).toEqual(['a: a1']);
  });
});

describe('the control of a run', () => {
  it('can pause it between turns and send messages to everyone', async () => {
    const environment = testEnvironment();
    const order: string[] = [];
    const held = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    const said: ChatMessage[] = [];
    const control: RunControl = {
      beforeTurn: async () => {
        order.push('asked');
        if (order.length > 1) return;
        held.resolve();
        await release.promise;
        said.push(stamp(environment, { type: 'TextMessage', source: 'Ann', content: 'Wait a moment.' }));
      },
      takeMessages: () => said.splice(0),
    };
    const a = assistant('a', ['a1']);
    const b = assistant('b', ['b1']);
    const team = new SteppedGroupChat([a.agent, b.agent], [speak('a'), speak('b')]);
    const run = team.run('Go', { control });
    // Paused: nobody is asked until it is resumed.
    await held.promise;
    expect(a.model.requests).toHaveLength(0);
    release.resolve();
    expect(inShort((await run).messages)).toEqual(['user: Go', 'Ann: Wait a moment.', 'a: a1', 'b: b1']);
    expect(b.model.requests[0]?.messages.slice(1).map(modelMessageText)).toEqual([
      'Go',
      'Wait a moment.',
      'a1',
    ]);
  });

  it('does not prevent a paused run from being stopped', async () => {
    const stop = new AbortController();
    const control: RunControl = {
      beforeTurn: () => {
        stop.abort();
        return new Promise(() => undefined);
      },
      takeMessages: () => [],
    };
    const team = new SteppedGroupChat([assistant('a', ['a1']).agent], [speak('a')]);
    expect((await team.run('Go', { control, signal: stop.signal })).outcome).toEqual({ status: 'cancelled' });
    expect(inShort((await team.run()).messages)).toEqual(['a: a1']);
  });
});
