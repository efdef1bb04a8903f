import { describe, expect, it } from 'vitest';
import { LongChanges } from '#main/teachability/long-changes.ts';
import { uuid7 } from '#main/store/database/uuid7.ts';
import type { ChangeProgress } from '#shared/contract/memory/memory-changing.ts';
import { byUser } from '../../../support/memory-samples.ts';
import { addMany } from '../../../support/many-memories.ts';
import { PreparedDatabase } from '../../../support/new-data-folder.ts';
import { openTeachability } from '../../../support/open-teachability.ts';

const MANY = 2_300;
const pinnedCount = ({ store }: Pick<ReturnType<typeof openTeachability>, 'store'>) =>
  store.views.counts().pinned;

const database = new PreparedDatabase(({ memories }) => addMany(memories, MANY));

function many() {
  const { dataDir, made: ids } = database.folder();
  const opened = openTeachability(undefined, undefined, dataDir);
  return { ...opened, ids, target: { filter: wholeFilter, except: [] } };
}

const wholeFilter = {
  query: '',
  kinds: [],
  statuses: ['active' as const],
  scopes: [],
  origins: [],
  tags: [],
  use: 'any' as const,
};

describe('a change of very many memories', () => {
  it('tells how far it is, a few times, and that it ended', async () => {
    const { memories, target, progress } = many();
    const change = await memories.updates.update(target, { pinned: true });
    expect(change).toMatchObject({ changed: MANY, skipped: 0, left: 0 });
    expect(progress.length).toBeGreaterThan(2);
    expect(progress.length).toBeLessThan(60);
    const done = progress.map((told) => told.done);
    expect(done).toEqual([...done].sort((a, b) => a - b));
    expect(progress.map(({ ended }) => ended).lastIndexOf(false)).toBe(progress.length - 2);
    expect(progress.at(-1)).toEqual({ changeId: change.changeId, done: MANY, total: MANY, ended: true });
  });

  it('is first told of when there is something to take back, should it be killed then', async () => {
    const opened = many();
    const { memories, target, long, progress, store } = opened;
    const seen: { done: number; pinned: number; changed: number }[] = [];
    const push = progress.push.bind(progress);
    progress.push = (...told) => {
      const [first] = told;
      if (seen.length === 0 && first !== undefined) {
        const { changeId: id, done } = first;
        seen.push({
          done,
          pinned: store.views.counts().pinned,
          changed: store.changedBy(id, 0, 9).ids.length,
        });
        long.stop(id);
      }
      return push(...told);
    };
    await memories.updates.update(target, { pinned: true });
    const changeId = progress[0]?.changeId ?? '';
    const done = progress[0]?.done ?? 0;
    expect(done).toBeGreaterThan(0);
    expect(seen).toEqual([{ done, pinned: done, changed: 9 }]);
    await expect(memories.updates.undo(changeId)).resolves.toMatchObject({ kept: 0, left: 0 });
    expect(pinnedCount(opened)).toBe(0);
  });

  it('that is stopped keeps what was done, says what was not, and is taken back as one', async () => {
    const opened = many();
    const { memories, target, long, progress } = opened;
    const stopAtOnce = () => {
      const [told] = progress;
      if (told !== undefined) long.stop(told.changeId);
    };
    // The first slice ends in the same round in which it begins; this comes after it.
    const underway = memories.updates.update(target, { pinned: true });
    await Promise.resolve();
    await Promise.resolve();
    stopAtOnce();
    const change = await underway;
    expect(change.changed).toBeGreaterThan(0);
    expect(change.left).toBe(MANY - change.changed);
    expect(pinnedCount(opened)).toBe(change.changed);
    const undone = await memories.updates.undo(change.changeId ?? '');
    expect(undone).toMatchObject({ changed: change.changed, kept: 0, left: 0 });
    expect(pinnedCount(opened)).toBe(0);
  });

  it('is taken back where a killed process left off', async () => {
    const opened = many();
    const { memories, store, target } = opened;
    const { changeId } = await memories.updates.update(target, { pinned: true });
    const id = changeId ?? '';
    const { ids } = store.changedBy(id, 0, 900);
    store.takeBack(id, ids, { ...byUser(), changeId: uuid7() });
    expect(pinnedCount(opened)).toBe(MANY - 900);
    expect(await memories.updates.undo(id)).toMatchObject({ changed: MANY - 900, kept: 0 });
    expect(pinnedCount(opened)).toBe(0);
    await expect(memories.updates.undo(id)).rejects.toMatchObject({ code: 'changed_since' });
    expect(store.history(ids[0] ?? '').map(({ action }) => action)).toEqual(['undone', 'pinned', 'learned']);
  });

  it('is not taken back in any memory when one of them was changed again', async () => {
    const opened = many();
    const { memories, ids, target } = opened;
    const { changeId } = await memories.updates.update(target, { pinned: true });
    memories.pin(ids[0] ?? '', false);
    await expect(memories.updates.undo(changeId ?? '')).rejects.toMatchObject({ code: 'changed_since' });
    expect(pinnedCount(opened)).toBe(MANY - 1);
  });

  it('cannot be taken back while it is under way', async () => {
    const progress: ChangeProgress[] = [];
    const long = new LongChanges({
      yieldToEventLoop: () => Promise.resolve(),
      tell: (told) => progress.push(told),
    });
    const changeId = uuid7();
    const running = long.run(changeId, [1, 2, 3], () => {
      expect(() => long.refuseRunning(changeId)).toThrow(expect.objectContaining({ code: 'busy' }));
    });
    expect(await running).toBe(3);
    expect(() => long.refuseRunning(changeId)).not.toThrow();
    expect(progress).toEqual([]);
  });

  it('that fails in the middle says that it ended, and leaves the failing part as it was', async () => {
    const opened = many();
    const { memories, store, ids, progress } = opened;
    const failing = memories.updates.inSlices(ids, (slice, context) => {
      const [first = '', second = ''] = slice;
      const value = (id: string) => {
        const memory = store.get(id);
        if (memory === undefined) throw new Error('gone');
        return { ...memory, pinned: true };
      };
      store.apply([{ type: 'update', id: first, action: 'pinned', value: value(first) }], context);
      if (slice.includes(ids[100] ?? '')) throw new Error('The disk is full.');
      store.apply([{ type: 'update', id: second, action: 'pinned', value: value(second) }], context);
      return { changed: 2, memories: [] };
    });
    await expect(failing).rejects.toThrow('The disk is full.');
    expect(progress.at(-1)?.ended).toBe(true);
    expect(pinnedCount(opened) % 2).toBe(0);
    expect(store.standing('all')).toHaveLength(pinnedCount(opened));
  });
});
