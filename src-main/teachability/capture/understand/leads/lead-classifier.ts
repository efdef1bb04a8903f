/**
 * Distinguishes requests that need a text ("Is this rude", "Shorten") from complete ones ("What could I cook") and from words that
 * introduce the user's own ("A rule for you:"). A linear head over hashed features, in the languages of its training sentences; the weights
 * come from recipes/message-leads. This folder owns leads; it does not decide whose words the rest of a message is (whose-words.ts).
 */
import { cachedByText } from '../../../recall/cached-by-text.ts';
import { lazy } from '../../lazy.ts';
import { LinearHead } from '../acts/linear-head.ts';
import { leadFeatures } from './lead-features.ts';
import { leads } from './lead.ts';
import type { Lead } from './lead.ts';
import { leadWeights } from './learned/lead-weights.ts';

/** The likelihood of each kind of lead, 0 to 1; they sum to 1. */
export type LeadScores = Readonly<Record<Lead, number>>;

export const leadScores = cachedByText((text): LeadScores => {
  const scores = head().scores(leadFeatures(text));
  return Object.fromEntries(leads.map((lead, at) => [lead, scores[at] ?? 0])) as Record<Lead, number>;
});

const head = lazy(() => LinearHead.read(leadWeights, leads.length));
