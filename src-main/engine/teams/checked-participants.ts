import { TuteeError } from '#shared/errors.ts';
import { checkedList, checkedPart } from '../run/checked-input.ts';
import { mapCollectingFaults } from '../run/collect-faults.ts';
import type { Participant } from '../agents/participant.ts';

const AN_AGENT = 'an agent or a team';

/** Participants by name. Throws `invalid_input` for an empty list, for duplicate names, and for the team's own name. */
export function checkedParticipants(
  participants: readonly Participant[],
  team: string,
): ReadonlyMap<string, Participant> {
  if (checkedList(participants, 'participants', AN_AGENT).length === 0) {
    throw new TuteeError('invalid_input', `The team “${team}” has no participants.`, {
      field: 'participants',
    });
  }
  const byName = new Map<string, Participant>();
  mapCollectingFaults(participants, (participant, index) => {
    const { name } = checkedPart(participant, `participants.${index}`, ['respond', 'reset'], AN_AGENT);
    if (byName.has(name) || name === team) {
      const field = `participants.${index}.name`;
      throw new TuteeError('invalid_input', `“${name}” is taken in the team “${team}”. Rename one.`, {
        field,
      });
    }
    byName.set(name, participant);
  });
  return byName;
}
