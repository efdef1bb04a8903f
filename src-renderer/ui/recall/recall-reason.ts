import type { RecallCandidate } from '../../../shared/memory/recall.ts';

/** Why a memory was sent with an answer, or why not; numbers only where they help. */
export function recallReason(candidate: RecallCandidate, gate: number): string {
  switch (candidate.outcome) {
    case 'used':
      return usedReason(candidate);
    case 'below_gate':
      return `below the gate · ${candidate.parts.total.toFixed(2)} of ${gate.toFixed(2)}`;
    case 'over_budget':
      return 'left out to keep the message small';
    case 'duplicate':
      return 'says the same as another memory';
    case 'overruled':
      return 'something else applies here';
    case 'held_back':
      return 'private · held back from models that are not on this machine';
  }
}

function usedReason({ route, parts }: RecallCandidate): string {
  if (route === 'standing') return parts.pinned > 0 ? 'pinned · always sent' : 'always sent';
  if (parts.words === 0 && parts.meaning === 0) return 'fits this chat';
  const closer = parts.words > parts.meaning ? parts.words : parts.meaning;
  const other = Math.min(parts.words, parts.meaning);
  if (other > closer * 0.6) return 'by meaning and words';
  return parts.words > parts.meaning ? 'by words' : 'by meaning';
}
