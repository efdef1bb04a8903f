import { bidiControlFault } from '../sanitize-name.ts';

/** Who answers in a chat in which no agent was chosen. */
export const TUTEE = 'Tutee';

/** Under which name the sums of tokens hold what learning from chats used. */
export const TUTEE_LEARNING = 'Tutee (learning)';

const taken: ReadonlyMap<string, string> = new Map([
  ['you', '“You” is what you are called in chats.'],
  ['tutee', '“Tutee” is who answers in chats where no agent was chosen.'],
  ['user', '“user” is what agents call you.'],
  ['tutee (learning)', '“Tutee (learning)” is what Tutee’s own learning is counted as.'],
]);

/**
 * Why no agent, team or member may be called so: it would be taken for somebody else in a chat. Null when it may. Upper and
 * lower case, spaces around it, and what looks like a space or like nothing, make no other name. Nor may it hold what turns
 * text around.
 */
export function reservedNameReason(name: string): string | null {
  const turning = bidiControlFault(name);
  if (turning !== null) return turning;
  const seen = name
    .normalize('NFKC')
    .replace(/[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '')
    .replace(/[\s\p{Z}\u2800]+/gu, ' ')
    .trim()
    .toLowerCase();
  const reason = taken.get(seen);
  return reason === undefined ? null : `${reason} Choose another name.`;
}
