/**
 * Tells a request that is nothing without a text ("Is this rude", "Shorten") from one that is complete in itself ("What could I
 * cook") and from words that open something of the user's ("A rule for you:"). A linear head over hashed features, in any
 * language of its sentences; the weights come from recipes/message-leads.
 */
import { cachedByText } from '../../../recall/cached-by-text.ts';
import { lazy } from '../../lazy.ts';
import { LinearHead } from '../acts/linear-head.ts';
import { leadFeatures } from './lead-features.ts';
import { leads } from './lead.ts';
import type { Lead } from './lead.ts';
import { leadWeights } from './learned/lead-weights.ts';

/** How likely each is, 0 to 1; together 1. */
export type LeadScores = Readonly<Record<Lead, number>>;

export const leadScores = cachedByText((text): LeadScores => {
  const scores = head().scores(leadFeatures(text));
  return Object.fromEntries(leads.map((lead, at) => [lead, scores[at] ?? 0])) as Record<Lead, number>;
});

const head = lazy(() => LinearHead.read(leadWeights, leads.length));
