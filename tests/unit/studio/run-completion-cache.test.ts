import { describe, expect, it } from 'vitest';
import { RunCompletionCache } from '#main/studio/recording/run-completion-cache.ts';

function kept() {
  const answers = new Map<string, string>();
  return {
    get: (key: string) => answers.get(key) ?? null,
    set: (key: string, value: string) => void answers.set(key, value),
  };
}

describe('RunCompletionCache', () => {
  it('returns the completions of an earlier segment, one per repetition of a request', async () => {
    const store = kept();
    const first = new RunCompletionCache(store, 'r', 0);
    expect([await first.get('k'), await first.get('k')]).toEqual([null, null]);
    await first.set('k', 'one');
    await first.set('k', 'two');
    expect(await first.get('k')).toBeNull();
    const next = new RunCompletionCache(store, 'r', 0);
    expect([await next.get('k'), await next.get('k'), await next.get('k')]).toEqual(['one', 'two', null]);
    await next.set('k', 'three');
    const last = new RunCompletionCache(store, 'r', 0);
    const all = [await last.get('k'), await last.get('k'), await last.get('k'), await last.get('k')];
    expect(all).toEqual(['one', 'two', 'three', null]);
  });

  it('skips a request that was never answered', async () => {
    const store = kept();
    const first = new RunCompletionCache(store, 'r', 0);
    await first.get('k');
    await first.get('k');
    await first.set('k', 'late');
    expect(await new RunCompletionCache(store, 'r', 0).get('k')).toBe('late');
  });

  it.each([
    ['another run', 'other', 0],
    ['what was said later', 'r', 1],
  ])('returns nothing to %s', async (_, runId, starts) => {
    const store = kept();
    const mine = new RunCompletionCache(store, 'r', 0);
    await mine.get('k');
    await mine.set('k', 'mine');
    expect(await new RunCompletionCache(store, runId, starts).get('k')).toBeNull();
  });
});
