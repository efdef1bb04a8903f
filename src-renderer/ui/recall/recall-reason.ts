import type { RecallCandidate } from '../../../shared/memory/recall.ts';
import { t } from '../../language/translate.ts';
import { formatFixed } from '../format/format-fixed.ts';

/** Why a memory was sent with an answer, or why not; numbers only where they help. */
export function recallReason(candidate: RecallCandidate, gate: number): string {
  switch (candidate.outcome) {
    case 'used':
      return usedReason(candidate);
    case 'below_gate':
      return belowGateReason(candidate, gate);
    case 'over_budget':
      return t('left out to keep the message small');
    case 'duplicate':
      return t('says the same as another memory');
    case 'overruled':
      return t('something else applies here');
    case 'held_back':
      return t('private · held back from models that are not on this machine');
  }
}

/** Receipts from before score parts were stored have only a total. */
function belowGateReason({ parts: { bearing, needed, total } }: RecallCandidate, gate: number): string {
  const [reached, of] = bearing === undefined || needed === undefined ? [total, gate] : [bearing, needed];
  return t('below the gate · {{reached}} of {{needed}}', {
    reached: formatFixed(reached, 2),
    needed: formatFixed(of, 2),
  });
}

function usedReason({ route, parts }: RecallCandidate): string {
  switch (parts.reason) {
    case 'pinned':
      return t('pinned · always sent');
    case 'shapes':
      return t('shapes every answer · always sent');
    case 'about_user':
      return t('you asked what is known about you');
    case 'linked':
      return t('about somebody or something named in another memory');
    case 'few':
      return t('a wish that may matter · sent while there are few memories');
    case 'bears':
      return wayReason(parts);
    case undefined:
      return route === 'standing'
        ? parts.pinned > 0
          ? t('pinned · always sent')
          : t('always sent')
        : wayReason(parts);
  }
}

function wayReason(parts: RecallCandidate['parts']): string {
  const domain = parts.domain ?? 0;
  if (domain > 0 && domain > Math.max(parts.words, parts.meaning)) return t('may change such an answer');
  if (parts.words === 0 && parts.meaning === 0) return t('fits this chat');
  const closer = parts.words > parts.meaning ? parts.words : parts.meaning;
  const other = Math.min(parts.words, parts.meaning);
  if (other > closer * 0.6) return t('by meaning and words');
  return parts.words > parts.meaning ? t('by words') : t('by meaning');
}
