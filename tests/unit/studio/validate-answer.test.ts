import { describe, expect, it } from 'vitest';
import { validateAnswer } from '#main/studio/people/validate-answer.ts';
import type { UserInputRequestedEvent } from '#shared/agents/agent-events.ts';
import type { RunAnswer } from '#shared/agents/run-view.ts';

const asked = (
  purpose: UserInputRequestedEvent['purpose'],
  ...choices: string[]
): UserInputRequestedEvent => ({
  type: 'UserInputRequestedEvent',
  id: 'r',
  source: 'ann',
  createdAt: 1,
  modelsUsage: null,
  metadata: {},
  requestId: 'r',
  purpose,
  prompt: 'Well?',
  choices,
  toolCall: null,
});

describe('validateAnswer', () => {
  it.each<[UserInputRequestedEvent, RunAnswer, unknown]>([
    [asked('answer'), { type: 'message', text: 'Yes' }, { type: 'message', text: 'Yes' }],
    [
      asked('answer'),
      { type: 'handoff', target: 'bob', text: 'Yours' },
      { type: 'message', text: 'Yours', handTo: 'bob' },
    ],
    [asked('speaker', 'a', 'b'), { type: 'message', text: 'b' }, { type: 'message', text: 'b' }],
    [asked('approval'), { type: 'approve' }, { type: 'approve' }],
    [asked('approval'), { type: 'edit', arguments: '{"n":1}' }, { type: 'edit', arguments: '{"n":1}' }],
    [asked('approval'), { type: 'reject', reason: '' }, { type: 'reject', reason: '' }],
  ])('accepts an answer that fits (%#)', (request, answer, taken) => {
    expect(validateAnswer(request, answer)).toEqual(taken);
  });

  it.each<[string, UserInputRequestedEvent, RunAnswer, string]>([
    ['words for a decision', asked('approval'), { type: 'message', text: 'ok' }, 'answer'],
    ['a decision for words', asked('answer'), { type: 'approve' }, 'answer'],
    ['somebody who was no choice', asked('speaker', 'a', 'b'), { type: 'message', text: 'c' }, 'answer'],
    ['half a JSON', asked('approval'), { type: 'edit', arguments: '{"n":' }, 'answer.arguments'],
    ['a list', asked('approval'), { type: 'edit', arguments: '[]' }, 'answer.arguments'],
    ['nothing', asked('approval'), { type: 'edit', arguments: 'null' }, 'answer.arguments'],
  ])('rejects %s', (_, request, answer, field) => {
    expect(() => validateAnswer(request, answer)).toThrow(
      expect.objectContaining({ code: 'invalid_input', field }),
    );
  });
});
