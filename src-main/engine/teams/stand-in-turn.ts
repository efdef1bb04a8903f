import type { AgentMessage } from '#shared/agents/messages.ts';
import type { Turn } from '../agents/participant.ts';
import type { StandIn } from '../ports.ts';
import { BY_PERSON, BY_STAND_IN } from '../people/message-author.ts';
import { replyOnce } from '../durability/journaled-steps.ts';
import { abortable } from '../run/abortable.ts';
import { failureOf } from '../run/agent-failure.ts';
import { stamp } from '../run/run-context.ts';
import type { RunContext } from '../run/run-context.ts';

/**
 * The turn of a person who speaks in place of an agent and in its name; the message is marked in its metadata. A handoff works as
 * if the agent had made it.
 */
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
    const reply = await replyOnce(run, request, () =>
      abortable(standIn.ask(request, run.signal), run.signal),
    );
    if (reply.type === 'later') return { type: 'waiting', requests: [request] };
    standIn.pending = null;
    const metadata = { ...BY_PERSON, ...BY_STAND_IN };
    const said = { source, content: reply.text, metadata };
    const answer =
      reply.handTo === undefined
        ? stamp(run, { type: 'TextMessage', ...said })
        : stamp(run, { type: 'HandoffMessage', ...said, target: reply.handTo, context: [] });
    return { type: 'responded', answer, spoken: [answer], stopReason: null };
  } catch (thrown) {
    throw failureOf(source, thrown);
  }
}
