import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ThrottledSave } from '#main/chat/throttled-save.ts';
import { TuteeError } from '#shared/errors.ts';

describe('ThrottledSave', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('saves at once, then once per interval while there are changes', () => {
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

  it('saves nothing after cancel', () => {
    const save = vi.fn();
    const saves = new ThrottledSave(save);
    saves.schedule();
    saves.schedule();
    saves.cancel();
    vi.advanceTimersByTime(10_000);
    expect(save).toHaveBeenCalledOnce();
  });

  it('throws a failed save at the next call, except for a locked database', () => {
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
