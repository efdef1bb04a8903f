import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ThrottledSave } from '#main/chat/throttled-save.ts';
import { TuteeError } from '#shared/errors.ts';

describe('what grows', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is saved at its first piece, then soon after others, seldom when they come fast, and not when none came', () => {
    let text = '';
    const saved: string[] = [];
    const saves = new ThrottledSave(() => saved.push(text));
    for (const piece of 'abcdef') {
      text += piece;
      saves.schedule();
      vi.advanceTimersByTime(100);
    }
    expect(saved).toEqual(['a', 'abc', 'abcde']);
    vi.advanceTimersByTime(250);
    expect(saved.at(-1)).toBe('abcdef');
    vi.advanceTimersByTime(10_000);
    expect(saved).toHaveLength(4);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is not saved any more when it has ended', () => {
    const save = vi.fn();
    const saves = new ThrottledSave(save);
    saves.schedule();
    saves.schedule();
    saves.cancel();
    vi.advanceTimersByTime(10_000);
    expect(save).toHaveBeenCalledOnce();
  });

  it('tells its next piece when it could not be saved, but for a database that another program holds', () => {
    let failure: TuteeError | null = new TuteeError('busy', 'Held.', { detail: 'SQLITE_BUSY' });
    const saves = new ThrottledSave(() => {
      if (failure !== null) throw failure;
    });
    saves.schedule();
    failure = new TuteeError('disk_full', 'Full.');
    vi.advanceTimersByTime(250);
    expect(() => saves.schedule()).toThrow('Full.');
  });
});
