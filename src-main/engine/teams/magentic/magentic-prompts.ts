/** The orchestrator's prompts, in the order of their use. Each follows the conversation so far. */

export function factsPrompt(task: string): string {
  return `This is the request to be dealt with, before anybody begins:

${task}

Write down what is known about it, without a plan yet. Use these headings and leave none out:

1. GIVEN: what the request itself states.
2. TO LOOK UP: what has to be found, and where it might be.
3. TO WORK OUT: what has to be derived, computed or tried.
4. GUESSES: what you recall or suppose, marked as such.`;
}

export function planPrompt(facts: string, team: string): string {
  return `This is known about the request:

${facts}

This is the team:

${team}

Write a short plan for the request as a list of steps, each with who does it. Not everybody has to be needed.`;
}

export function factsUpdatePrompt(task: string, facts: string): string {
  return `The work on this request has come to a stand:

${task}

These were the facts:

${facts}

Write them anew under the same headings. Add what was found out and what people said meanwhile, correct what proved wrong, and improve at least one guess. Whoever goes on will know of the work so far only what stands here.`;
}

export function planUpdatePrompt(facts: string, team: string): string {
  return `This is known by now:

${facts}

This is the team:

${team}

Say in a sentence or two why the work came to a stand. Then write a new plan that does not repeat it, as a list of steps, each with who does it.`;
}

/** The task ledger as a message to all participants. */
export function taskLedger(task: string, team: string, facts: string, plan: string): string {
  return `We are to deal with this request:

${task}

The team:

${team}

What is known:

${facts}

The plan:

${plan}`;
}

export function progressPrompt(task: string, team: string, names: readonly string[]): string {
  return `The request is this, as far as nobody has changed it since:

${task}

The team:

${team}

Judge where the work stands, each point with a reason:

- is_request_satisfied: whether the request is dealt with, completely.
- is_in_loop: whether the same is being said or tried again and again.
- is_progress_being_made: whether the last steps brought it forward.
- next_speaker: who should act now. One of: ${names.join(', ')}.
- instruction_or_question: what you would say to them, with everything they need for it.

Answer with a JSON object that has these five keys, each with an object of "reason" (text) and "answer": true or false for the first three, text for the last two.`;
}

export function finalAnswerPrompt(task: string): string {
  return `The work on this request is over:

${task}

Answer whoever made it, with what was found. Say so if something of it is still open.`;
}
