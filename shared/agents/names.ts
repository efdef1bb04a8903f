import { bidiControlFault } from '../sanitize-name.ts';

/** The name that answers in plain chats. */
export const TUTEE = 'Tutee';

/** The name for the usage of memory capture in the sums. */
export const TUTEE_LEARNING = 'Tutee (learning)';

const taken: ReadonlyMap<string, string> = new Map([
  ['you', '“You” is what you are called in chats.'],
  ['tutee', '“Tutee” is who answers in chats where no agent was chosen.'],
  ['user', '“user” is what agents call you.'],
  ['tutee (learning)', '“Tutee (learning)” is what Tutee’s own learning is counted as.'],
]);

/**
 * Why a name is reserved, so that no agent, team or member may have it; null when it is not. Names are compared without case,
 * surrounding spaces and invisible characters. A name with bidirectional control characters is rejected too.
 */
export function reservedNameReason(name: string): string | null {
  const bidiFault = bidiControlFault(name);
  if (bidiFault !== null) return bidiFault;
  const seen = name
    .normalize('NFKC')
    .replace(/[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '')
    .replace(/[\s\p{Z}\u2800]+/gu, ' ')
    .trim()
    .toLowerCase();
  const reason = taken.get(seen);
  return reason === undefined ? null : `${reason} Choose another name.`;
}
