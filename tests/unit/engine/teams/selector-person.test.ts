import { describe, expect, it } from 'vitest';
import { InputRequests } from '#main/engine/people/input-requests.ts';
import type { UserInput } from '#main/engine/ports.ts';
import { inShort } from '../../../support/engine.ts';
import { namer, selectorTeam as made, speakers } from '../../../support/teams/selector-team.ts';

const throughJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('a person who selects', () => {
  function says(...texts: string[]): UserInput & { prompts: string[] } {
    const prompts: string[] = [];
    return {
      prompts,
      ask: ({ prompt }) => {
        prompts.push(prompt);
        return Promise.resolve({ type: 'message', text: texts.shift() ?? '' });
      },
    };
  }

  it('is asked with the candidates', async () => {
    const { messages } = await made({ userInput: says('critic', ' Editor. '), maxTurns: 2 }).run('Go');
    expect(inShort(messages)).toEqual([
      'user: Go',
      'SelectorGroupChat: [UserInputRequestedEvent]',
      'critic: critic 1.',
      'SelectorGroupChat: [UserInputRequestedEvent]',
      'editor: editor 1.',
    ]);
    expect(messages[1]).toMatchObject({ purpose: 'speaker', choices: ['writer', 'critic', 'editor'] });
    expect(messages[3]).toMatchObject({ purpose: 'speaker', choices: ['writer', 'editor'] });
  });

  it('is asked again after naming nobody who can speak', async () => {
    const userInput = says('zoe', 'critic');
    const { messages } = await made({ userInput, maxTurns: 1 }).run('Go');
    expect(speakers(messages)).toEqual(['critic']);
    expect(userInput.prompts).toEqual([
      'Who speaks next?',
      '“zoe” is not one of writer, critic, editor. Who speaks next?',
    ]);
  });

  it('leaves the choice to the model with an empty answer, or else to the previous speaker or the first', async () => {
    const both = made({ userInput: says(''), modelClient: namer('editor'), maxTurns: 1 });
    expect(speakers((await both.run('Go')).messages)).toEqual(['editor']);
    const alone = made({ userInput: says('', 'x', 'y', 'z'), maxTurns: 2 });
    expect(speakers((await alone.run('Go')).messages)).toEqual(['writer', 'writer']);
  });

  it('answers after a restart, by the same request id', async () => {
    const desk = new InputRequests({ patienceMs: 0 });
    const first = made({ userInput: desk, maxTurns: 2 });
    const { outcome } = await first.run('Go');
    const [request] = outcome.status === 'waiting' ? outcome.requests : [];
    expect(request).toMatchObject({ purpose: 'speaker' });
    const saved = throughJson(first.saveState());

    const second = made({ userInput: desk, maxTurns: 2 });
    second.loadState(saved);
    expect(throughJson(second.saveState())).toEqual(saved);
    const still = await second.run();
    expect(still.outcome).toMatchObject({ status: 'waiting', requests: [{ requestId: request?.requestId }] });
    desk.answer(request?.requestId ?? '', { type: 'message', text: 'editor' });
    const after = await second.run();
    expect(speakers(after.messages)).toEqual(['editor']);
    // The next selection is another request.
    const [next] = after.outcome.status === 'waiting' ? after.outcome.requests : [];
    expect(next?.choices).toEqual(['writer', 'critic']);
    expect(next?.requestId).not.toBe(request?.requestId);
  });

  it('is asked again when the candidates have changed meanwhile', async () => {
    let candidates = ['writer', 'critic'];
    const desk = new InputRequests({ patienceMs: 0 });
    const team = made({ userInput: desk, candidateFunc: () => candidates });
    const first = await team.run('Go');
    candidates = ['critic', 'editor'];
    const second = await team.run();
    const choices = [first, second].map(({ outcome }) =>
      outcome.status === 'waiting' ? outcome.requests.map((one) => one.choices) : [],
    );
    expect(choices).toEqual([[['writer', 'critic']], [['critic', 'editor']]]);
  });

  it('is required for a state with an open request', async () => {
    const waiting = made({ userInput: new InputRequests({ patienceMs: 0 }) });
    await waiting.run('Go');
    const other = made({ modelClient: namer('writer') });
    const before = other.saveState();
    expect(() => other.loadState(waiting.saveState())).toThrow(expect.objectContaining({ field: 'pending' }));
    expect(other.saveState()).toEqual(before);
  });
});
