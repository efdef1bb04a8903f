import type { AgentMessage } from '#shared/agents/messages.ts';
import type { Turn } from '../agents/participant.ts';
import type { StandIn } from '../ports.ts';
import { BY_PERSON } from '../people/from-person.ts';
import { abortable } from '../run/abortable.ts';
import { failureOf } from '../run/agent-failure.ts';
import { stamp } from '../run/run-context.ts';
import type { RunContext } from '../run/run-context.ts';

/** The turn of a person who speaks in place of an agent, in its name. The message's metadata say so. */
export async function* standInTurn(
  source: string,
  standIn: StandIn,
  run: RunContext,
): AsyncGenerator<AgentMessage, Turn> {
  const request = (standIn.pending ??= stamp(run, {
    type: 'UserInputRequestedEvent',
    source,
    requestId: run.newId(),
    purpose: 'answer',
    prompt: `What do you want to say in place of ${source}?`,
    toolCall: null,
    choices: [],
  }));
  yield request;
  try {
    const reply = await abortable(standIn.ask(request, run.signal), run.signal);
    if (reply.type === 'later') return { type: 'waiting', requests: [request] };
    standIn.pending = null;
    const metadata = { ...BY_PERSON, standIn: 'person' };
    const answer = stamp(run, { type: 'TextMessage', source, content: reply.text, metadata });
    return { type: 'responded', answer, spoken: [answer], stopReason: null };
  } catch (thrown) {
    throw failureOf(source, thrown);
  }
}
