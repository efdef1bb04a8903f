import type { MessageView } from '../../../../shared/conversation.ts';
import type { Provider } from '../../../../shared/models/provider.ts';
import { formatDollars } from '../../runs/run-labels.ts';
import { formatClock, formatDuration } from '../../../ui/format/format-time.ts';
import { t, tCount } from '../../../language/translate.ts';

/** The metadata beside a speaker's name: "10:03 · 1.9 s · 412 tokens · llama3.3". */
/**
 * @param cost in US dollars; null or absent: not known.
 * @param place the name of the model's provider, where there are several; null or absent: none.
 */
export function answerMeta(
  { createdAt, durationMs, usage, model, status, runId }: MessageView,
  cost: number | null = null,
  place: string | null = null,
): string {
  const parts = [formatClock(createdAt)];
  if (status === 'streaming') return parts.join(' · ');
  // A complete answer without a duration was written by the user.
  if (durationMs === null && status === 'complete' && runId === null) parts.push(t('in your version'));
  if (durationMs !== null) parts.push(formatDuration(durationMs));
  if (usage !== null) parts.push(tCount(usage.completionTokens, '{{count}} token', '{{count}} tokens'));
  if (cost !== null && cost > 0) parts.push(formatDollars(cost));
  if (model !== null) parts.push(place === null ? model : `${model} (${place})`);
  return parts.join(' · ');
}

/** The label of the button that opens the memories of an answer. */
export function usedMemoriesLabel(used: number): string {
  return tCount(used, 'Used {{count}} memory', 'Used {{count}} memories');
}

/** The name of its provider, if there are several. */
export function placeOf(providers: readonly Provider[], { provider }: MessageView): string | null {
  if (providers.length < 2) return null;
  return providers.find(({ id }) => id === provider)?.name ?? null;
}
