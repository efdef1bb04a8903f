import { TuteeError } from '#shared/errors.ts';
import type { Participant } from '../../agents/participant.ts';

export const SELECTOR_PROMPT = `Several roles take part in a conversation:
{roles}

This is the conversation so far:

{history}

Who of {participants} should speak next? Answer with the name alone.`;

/** What a selection is based on. */
export interface SelectionContext {
  readonly participants: readonly Pick<Participant, 'name' | 'description'>[];
  /** Names of the participants that may be selected. */
  readonly candidates: readonly string[];
  /** The conversation with the source of each message. */
  readonly history: string;
}

/** Throws `invalid_input` for a prompt without {participants} or {history}. */
export function checkedSelectorPrompt(prompt = SELECTOR_PROMPT): string {
  const missing = ['{participants}', '{history}'].find((place) => !prompt.includes(place));
  if (missing === undefined) return prompt;
  const message = `The selectorPrompt has no ${missing}. It may have {roles}, {participants} and {history}.`;
  throw new TuteeError('invalid_input', message, { field: 'selectorPrompt' });
}

/** Fills {roles}, {participants} and {history}; other braces stay unchanged. */
export function filledPrompt(
  prompt: string,
  { participants, candidates, history }: SelectionContext,
): string {
  const roles = participants.map(
    ({ name, description }) => `${name}: ${description.replaceAll(/\s+/g, ' ')}`,
  );
  const values = new Map([
    ['roles', roles.join('\n')],
    ['participants', candidates.join(', ')],
    ['history', history],
  ]);
  return prompt.replaceAll(/\{(\w+)\}/g, (place, name: string) => values.get(name) ?? place);
}
