import type { UserInputRequestedEvent } from '#shared/agents/agent-events.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import type { UserInput } from '../../ports.ts';
import { replyOnce } from '../../durability/journaled-steps.ts';
import { abortable } from '../../run/abortable.ts';
import { stamp } from '../../run/run-context.ts';
import type { RunContext } from '../../run/run-context.ts';
import { mentionedNames } from './mentioned-names.ts';

/** A person who selects the speaker, and the open request. */
export interface PersonSelector {
  readonly userInput: UserInput;
  readonly source: string;
  readonly maxAttempts: number;
  pending: UserInputRequestedEvent | null;
}

export type PersonSelection =
  | { readonly type: 'chosen'; readonly name: string }
  /** The person does not choose. */
  | { readonly type: 'left-open' }
  | { readonly type: 'wait'; readonly requests: readonly UserInputRequestedEvent[] };

/**
 * Asks a person for the next speaker. An open request is stored until it is answered and asked again with the same id. An answer
 * that names no candidate is asked again; an empty answer or the last attempt leaves the choice open.
 */
export async function* selectByPerson(
  person: PersonSelector,
  candidates: readonly string[],
  run: RunContext,
): AsyncGenerator<AgentMessage, PersonSelection> {
  let prompt = 'Who speaks next?';
  for (let attempt = 1; attempt <= person.maxAttempts; attempt += 1) {
    const request = asked(person, candidates, prompt, run);
    yield request;
    const reply = await replyOnce(run, request, () =>
      abortable(person.userInput.ask(request, run.signal), run.signal),
    );
    if (reply.type === 'later') return { type: 'wait', requests: [request] };
    person.pending = null;
    const [name, ...others] = numbered(reply.text, candidates) ?? mentionedNames(reply.text, candidates);
    if (name !== undefined && others.length === 0) return { type: 'chosen', name };
    if (reply.text.trim() === '') break;
    prompt = `“${reply.text.trim()}” is not one of ${candidates.join(', ')}. Who speaks next?`;
  }
  return { type: 'left-open' };
}

/** An answer that is a number alone counts the candidates from 1; null for any other answer, and for a number that is a name. */
function numbered(text: string, candidates: readonly string[]): readonly string[] | null {
  const answer = text.trim();
  if (!/^\d{1,4}$/.test(answer) || candidates.includes(answer)) return null;
  const candidate = candidates[Number(answer) - 1];
  return candidate === undefined ? null : [candidate];
}

/** The stored request, or a new one when the candidates have changed. */
function asked(
  person: PersonSelector,
  candidates: readonly string[],
  prompt: string,
  run: RunContext,
): UserInputRequestedEvent {
  const { pending, source } = person;
  if (pending !== null && String(pending.choices) === String(candidates)) return pending;
  person.pending = stamp(run, {
    type: 'UserInputRequestedEvent',
    source,
    requestId: run.newId(),
    purpose: 'speaker',
    prompt,
    toolCall: null,
    choices: [...candidates],
  });
  return person.pending;
}
