import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { valueOf } from '#main/store/memories/memory-row.ts';
import { uuid7 } from '#main/store/database/uuid7.ts';
import { addStep, byUser, memoryValue } from '../../support/memory-samples.ts';
import { openStore } from '../../support/open-store.ts';

function filled(count: number) {
  const opened = openStore();
  const ids = Array.from({ length: count }, () => uuid7());
  opened.memories.apply(
    ids.map((id, index) => addStep(memoryValue(`wish ${index}`, { kind: 'preference' }), id)),
    byUser(),
  );
  // As after a start: nothing is read yet.
  opened.memories.noteChanges(0);
  return { memories: opened.memories, ids };
}

const texts = (memories: readonly { readonly text: string }[]) => memories.map(({ text }) => text).toSorted();

describe('standing memories read in slices', () => {
  it('are complete, including changes in between', async () => {
    const { memories, ids } = filled(1_050);
    const [first = '', second = ''] = ids;
    let breaths = 0;
    await memories.warmStanding(() => {
      breaths += 1;
      if (breaths === 1) {
        const paused = { ...valueOf(memories.get(first) ?? memoryValue('')), status: 'paused' } as const;
        memories.apply([{ type: 'update', id: first, action: 'paused', value: paused }], byUser());
        const late = ids.at(-1) ?? '';
        const pausedToo = { ...valueOf(memories.get(late) ?? memoryValue('')), status: 'paused' } as const;
        memories.apply([{ type: 'update', id: late, action: 'paused', value: pausedToo }], byUser());
        memories.apply([addStep(memoryValue('new wish', { kind: 'preference' }))], byUser());
        memories.markUsed([second], 5);
      }
      return Promise.resolve();
    });
    expect(breaths).toBe(4);
    const standing = memories.standing();
    const left = ids.slice(1, -1).map((_, index) => `wish ${index + 1}`);
    expect(texts(standing)).toEqual([...left, 'new wish'].toSorted());
    expect(standing.find(({ id }) => id === second)?.useCount).toBe(1);
  });

  it('are awaited by a concurrent search, which does not read them again', async () => {
    const { memories } = filled(450);
    let read = false;
    const first = memories.warmStanding(yieldToEventLoop).then(() => {
      read = true;
    });
    await memories.warmStanding(() => Promise.reject(new Error('They were read once more.')));
    expect(read).toBe(true);
    expect(memories.standing()).toHaveLength(450);
    await first;
  });

  it('are read without slices by a recall that comes first', async () => {
    const { memories } = filled(550);
    let seen = 0;
    await memories.warmStanding(() => {
      seen = memories.standing().length;
      return Promise.resolve();
    });
    expect(seen).toBe(550);
    expect(memories.standing()).toHaveLength(550);
  });
});
