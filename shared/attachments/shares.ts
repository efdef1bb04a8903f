/** How the attachments of a request share what a model can read. */
import type { Attachment } from './attachment.ts';

/** What attachments may take of a request when nobody knows how much the model reads, in estimated tokens. */
const USUAL_TOKENS = 16_000;
/** And at most, however much it reads: more is slow and costs the user a lot with every further message. */
const MOST_TOKENS = 100_000;

/** What all attachments of a request may take together, in estimated tokens: half of what the model reads. */
export function attachmentBudget(contextTokens: number | null): number {
  return contextTokens === null ? USUAL_TOKENS : Math.min(MOST_TOKENS, Math.floor(contextTokens / 2));
}

/**
 * Divides a budget among attachments, of which the first ones come first: a message that is answered now before those of earlier messages.
 * Within a group the small ones are sent whole, and the others share evenly what is left. An image is sent whole or not at all.
 * @param groups the attachments of each message, the newest message first.
 */
export function attachmentShares(
  groups: readonly (readonly Attachment[])[],
  budget: number,
): ReadonlyMap<string, number> {
  const shares = new Map<string, number>();
  let left = Math.max(0, budget);
  for (const group of groups) {
    // An attachment of two messages (an edited one) is sent with the newer.
    const open = group.filter(({ id }) => !shares.has(id)).toSorted((a, b) => a.tokens - b.tokens);
    for (const [index, { id, tokens, kind }] of open.entries()) {
      const fair = Math.floor(left / (open.length - index));
      const share = tokens <= fair ? tokens : kind === 'image' ? (tokens <= left ? tokens : 0) : fair;
      shares.set(id, share);
      left -= share;
    }
  }
  return shares;
}
