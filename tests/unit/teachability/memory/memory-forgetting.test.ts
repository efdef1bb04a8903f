import { describe, expect, it } from 'vitest';
import { MemoryForgetting } from '#main/teachability/memory-forgetting.ts';
import { BIN_TIME } from '#shared/bin.ts';
import { uuid7 } from '#main/store/database/uuid7.ts';
import type { MemoryValue } from '#shared/memory/memory.ts';
import { addStep, byUser, memoryValue } from '../../../support/memory-samples.ts';
import { openStore } from '../../../support/open-store.ts';
import { LongChanges } from '#main/teachability/long-changes.ts';
import { MemoryUpdates } from '#main/teachability/memory-updates.ts';

function openForgetting() {
  const { memories, forgetting: purger } = openStore();
  let now = 1_000;
  const ports = {
    reader: memories,
    writer: memories,
    pages: memories.views,
    yieldToEventLoop: () => Promise.resolve(),
    long: new LongChanges({ yieldToEventLoop: () => Promise.resolve(), tell: () => undefined }),
    alike: () => Promise.resolve([]),
    newId: () => uuid7(),
    now: () => now,
  };
  const updates = new MemoryUpdates(ports);
  const forgetting = new MemoryForgetting({ ...ports, purger, updates });
  const add = (text: string, changes: Partial<MemoryValue> = {}) => {
    const step = addStep(memoryValue(text, changes));
    memories.apply([step], byUser(now));
    return step.id;
  };
  return { memories, updates, forgetting, add, at: (time: number) => (now = time) };
}

describe('memories whose time is over', () => {
  it('expire by themselves, with a line of history by the system', async () => {
    const { memories, forgetting, add, at } = openForgetting();
    const [soon, paused, later, always] = [
      add('until two', { validUntil: 2_000 }),
      add('paused', { validUntil: 2_000, status: 'paused' }),
      add('until three', { validUntil: 3_000 }),
      add('always'),
    ];
    at(2_000);
    await forgetting.sweep();
    const states = memories.getAll([soon, paused, later, always]).map(({ status }) => status);
    expect(states).toEqual(['expired', 'expired', 'active', 'active']);
    expect(memories.history(soon)[0]).toMatchObject({ action: 'expired', actor: 'system', at: 2_000 });
    expect(memories.searchWords(['two'], 5)).toEqual([]);
  });

  it('are in use again when they are to hold longer', async () => {
    const { memories, forgetting, updates, add, at } = openForgetting();
    const id = add('until two', { validUntil: 2_000 });
    at(2_500);
    await forgetting.sweep();
    await updates.update({ ids: [id] }, { validUntil: 9_000 });
    expect(memories.get(id)).toMatchObject({ status: 'active', validUntil: 9_000 });
    await forgetting.sweep();
    expect(memories.get(id)?.status).toBe('active');
  });

  it('more than fit into one transaction all expire', async () => {
    const { memories, forgetting, add, at } = openForgetting();
    for (let index = 0; index < 120; index += 1) add(`until two, ${index}`, { validUntil: 2_000 });
    at(5_000);
    await forgetting.sweep();
    expect(memories.views.counts().byStatus.expired).toBe(120);
  });
});

describe('the bin', () => {
  it('keeps what was forgotten for 30 days, then it is gone for good', async () => {
    const { memories, forgetting, updates, add, at } = openForgetting();
    const [first, second, kept] = [add('one'), add('two'), add('three')];
    await updates.update({ ids: [first] }, { forgotten: true });
    at(5_000);
    await updates.update({ ids: [second] }, { forgotten: true });
    at(1_000 + BIN_TIME - 1);
    await forgetting.sweep();
    expect(memories.getAll([first, second, kept])).toHaveLength(3);
    at(1_000 + BIN_TIME);
    await forgetting.sweep();
    expect(memories.getAll([first, second, kept]).map(({ id }) => id)).toEqual([second, kept]);
  });

  it('starts anew when something was brought back in between', async () => {
    const { memories, forgetting, updates, add, at } = openForgetting();
    const id = add('one');
    await updates.update({ ids: [id] }, { forgotten: true });
    at(2_000);
    await updates.update({ ids: [id] }, { forgotten: false });
    at(BIN_TIME);
    await updates.update({ ids: [id] }, { forgotten: true });
    at(1_000 + BIN_TIME + 5_000);
    await forgetting.sweep();
    expect(memories.get(id)?.status).toBe('forgotten');
  });

  it('lets rejected texts go and remembers by a digest that they were rejected; forgetting for good by hand does not', async () => {
    const { memories, forgetting, add, at } = openForgetting();
    const reject = (id: string) => {
      const memory = memories.get(id);
      if (memory === undefined) throw new Error('It is there.');
      const value = { ...memory, status: 'forgotten' } as const;
      memories.apply([{ type: 'update', id, action: 'rejected', value }], byUser(1_000));
    };
    const [old, byHand] = [
      add('I like liquorice.', { status: 'pending' }),
      add('Tea.', { status: 'pending' }),
    ];
    reject(old);
    reject(byHand);
    await forgetting.purge({ ids: [byHand] }, false);
    at(1_000 + BIN_TIME);
    await forgetting.sweep();
    expect(memories.getAll([old, byHand])).toEqual([]);
    expect([memories.wasRejected('I like liquorice'), memories.wasRejected('Tea')]).toEqual([true, false]);
  });
});
