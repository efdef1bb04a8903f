import { describe, expect, it } from 'vitest';
import { recallReason } from '#renderer/ui/recall/recall-reason.ts';
import type { RecallCandidate, ScoreParts } from '#shared/memory/recall.ts';

const parts: ScoreParts = { words: 0, meaning: 0.2, recency: 0, use: 0, pinned: 0, total: 0.3 };

function used(changed: Partial<ScoreParts>): RecallCandidate {
  return {
    memoryId: '01890000-0000-7000-8000-000000000001',
    kind: 'preference',
    scope: { type: 'everywhere' },
    text: 'I like pears.',
    route: 'standing',
    outcome: 'used',
    parts: { ...parts, ...changed },
    matchedCue: null,
    updatedAt: 0,
  };
}

describe('why a memory was sent', () => {
  it.each([
    ['few', {}, 'a wish that may matter · sent while there are few memories'],
    ['bears', { domain: 0.8 }, 'may change such an answer'],
    ['bears', { domain: 0.1 }, 'by meaning'],
    ['bears', { words: 0.9, domain: 0.8 }, 'by words'],
    ['about_user', {}, 'you asked what is known about you'],
  ] as const)('%s: %j', (reason, changed, expected) => {
    expect(recallReason(used({ ...changed, reason }), 0.3)).toBe(expected);
  });
});
