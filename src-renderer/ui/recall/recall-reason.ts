import type { RecallCandidate } from '../../../shared/memory/recall.ts';

/** Why a memory was sent with an answer, or why not; numbers only where they help. */
export function recallReason(candidate: RecallCandidate, gate: number): string {
  switch (candidate.outcome) {
    case 'used':
      return usedReason(candidate);
    case 'below_gate':
      return belowGateReason(candidate, gate);
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

/** Receipts from before score parts were stored have only a total. */
function belowGateReason({ parts: { bearing, needed, total } }: RecallCandidate, gate: number): string {
  const [reached, of] = bearing === undefined || needed === undefined ? [total, gate] : [bearing, needed];
  return `below the gate · ${reached.toFixed(2)} of ${of.toFixed(2)}`;
}

function usedReason({ route, parts }: RecallCandidate): string {
  switch (parts.reason) {
    case 'pinned':
      return 'pinned · always sent';
    case 'shapes':
      return 'shapes every answer · always sent';
    case 'about_user':
      return 'you asked what is known about you';
    case 'linked':
      return 'about somebody or something named in another memory';
    case 'few':
      return 'a wish that may matter · sent while there are few memories';
    case 'bears':
      return wayReason(parts);
    case undefined:
      return route === 'standing'
        ? parts.pinned > 0
          ? 'pinned · always sent'
          : 'always sent'
        : wayReason(parts);
  }
}

function wayReason(parts: RecallCandidate['parts']): string {
  const domain = parts.domain ?? 0;
  if (domain > 0 && domain > Math.max(parts.words, parts.meaning)) return 'may change such an answer';
  if (parts.words === 0 && parts.meaning === 0) return 'fits this chat';
  const closer = parts.words > parts.meaning ? parts.words : parts.meaning;
  const other = Math.min(parts.words, parts.meaning);
  if (other > closer * 0.6) return 'by meaning and words';
  return parts.words > parts.meaning ? 'by words' : 'by meaning';
}
