import type { UserInputRequestedEvent } from '#shared/agents/agent-events.ts';
import type { RunAnswer } from '#shared/agents/run-view.ts';
import { assertNever, TuteeError } from '#shared/errors.ts';
import type { Answer } from '../../engine/people/input-requests.ts';

/** Checks an answer against its request and converts it for the engine. Throws `invalid_input` when it does not fit. */
export function validateAnswer({ purpose, choices }: UserInputRequestedEvent, answer: RunAnswer): Answer {
  if (answer.type === 'raise') throw wrong('What a run may use is not asked for here.');
  const decides = answer.type !== 'message' && answer.type !== 'handoff';
  if ((purpose === 'approval') !== decides) {
    throw wrong(
      purpose === 'approval'
        ? 'A call of a tool is approved, edited or rejected.'
        : 'Answer with words: that is what was asked for.',
    );
  }
  switch (answer.type) {
    case 'message':
      if (purpose === 'speaker' && !choices.includes(answer.text))
        throw wrong(`Choose one of: ${choices.join(', ')}.`);
      return { type: 'message', text: answer.text };
    case 'handoff':
      return { type: 'message', text: answer.text, handTo: answer.target };
    case 'edit':
      refuseBadJson(answer.arguments);
      return answer;
    case 'approve':
    case 'reject':
      return answer;
    default:
      return assertNever(answer);
  }
}

function refuseBadJson(text: string): void {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return;
  } catch {
    // Reported below.
  }
  throw wrong('The arguments of a tool are a JSON object, such as {"city": "Porto"}.', 'answer.arguments');
}

function wrong(message: string, field = 'answer'): TuteeError {
  return new TuteeError('invalid_input', message, { field });
}
