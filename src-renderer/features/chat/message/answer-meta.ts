import type { MessageView } from '../../../../shared/conversation.ts';
import { clock, countWords, durationWords } from '../../../ui/words/time-words.ts';

/** The quiet line beside a speaker's name: "10:03 · 1.9 s · 412 tokens · llama3.3". */
export function answerMeta({ createdAt, durationMs, usage, model, status, runId }: MessageView): string {
  const parts = [clock(createdAt)];
  if (status === 'streaming') return parts.join(' · ');
  // Nobody took time to answer what the user wrote themself.
  if (durationMs === null && status === 'complete' && runId === null) parts.push('in your version');
  if (durationMs !== null) parts.push(durationWords(durationMs));
  if (usage !== null) parts.push(countWords(usage.completionTokens, 'token', 'tokens'));
  if (model !== null) parts.push(model);
  return parts.join(' · ');
}

/** The words of the button that opens the memories of an answer. */
export function usedWords(used: number): string {
  return used === 1 ? 'Used 1 memory' : `Used ${used} memories`;
}
