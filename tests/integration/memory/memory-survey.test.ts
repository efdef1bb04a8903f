import { afterEach, beforeEach, expect, it } from 'vitest';
import { TestApp } from '../../support/app.ts';
import { inspect } from '../../support/open-store.ts';

let app: TestApp;
beforeEach(async () => {
  app = await TestApp.start();
});
afterEach(() => app.stop());

it('the map has every active memory, is cached until something changes, and reports its progress', async () => {
  const texts = ['I like tea.', 'My roof leaks.', 'I live in Porto.', 'My cat is called Miso.'];
  for (const text of texts) await app.call('memories.teach', { text });
  const map = await app.call('memories.map', {});
  expect(map.ids).toHaveLength(4);
  expect(map.kinds).toEqual(['preference', 'fact', 'fact', 'fact']);
  expect(map.missing).toBe(0);
  expect(app.events.some(({ name }) => name === 'memory-survey-progress')).toBe(true);
  const kept = () => inspect(app.dataDir).prepare('SELECT made_of FROM worked_out').pluck().all();
  const [before] = kept();
  expect(await app.call('memories.map', {})).toEqual({ ...map, edition: expect.any(Number) as number });
  expect(kept()).toEqual([before]);
  await app.call('memories.forget', { id: map.ids[0] ?? '' });
  expect((await app.call('memories.map', {})).ids).toEqual(map.ids.slice(1));
  expect(kept()).not.toEqual([before]);
  await app.call('memories.edit', { id: map.ids[1] ?? '', kind: 'skill' });
  expect((await app.call('memories.map', {})).kinds).toEqual(['skill', 'fact', 'fact']);
});

it('comes in pages of the same edition until something changes', async () => {
  const texts = [
    'I like tea.',
    'My roof leaks.',
    'I live in Porto.',
    'My cat is called Miso.',
    'My car is red.',
  ];
  for (const text of texts) await app.call('memories.teach', { text });
  const whole = await app.call('memories.map', {});
  const parts = [];
  for (const offset of [0, 2, 4]) parts.push(await app.call('memories.map', { offset, limit: 2 }));
  expect(parts.map(({ total }) => total)).toEqual([5, 5, 5]);
  expect(parts.flatMap(({ ids }) => ids)).toEqual(whole.ids);
  expect(parts.flatMap(({ x }) => x)).toEqual(whole.x);
  expect(parts.flatMap(({ kinds }) => kinds)).toEqual(whole.kinds);
  expect(new Set(parts.slice(1).map(({ edition }) => edition))).toEqual(new Set([parts[0]?.edition]));
  await app.call('memories.forget', { id: whole.ids[0] ?? '' });
  const changed = await app.call('memories.map', {});
  expect(changed.total).toBe(4);
  expect(changed.edition).not.toBe(whole.edition);
});

it('points of the map are resolved by their ids, in order, without deleted ones', async () => {
  const first = await app.call('memories.teach', { text: 'I like tea.' });
  const second = await app.call('memories.teach', { text: 'My roof leaks.' });
  const gone = '00000000-0000-7000-8000-000000000000';
  const { memories } = await app.call('memories.named', { ids: [second.memory.id, gone, first.memory.id] });
  expect(memories.map(({ text }) => text)).toEqual(['My roof leaks.', 'I like tea.']);
});

it('duplicates are listed until the user merges them', async () => {
  const first = await app.call('memories.teach', { text: 'My sister Ana lives in the city of Porto.' });
  const second = await app.call('memories.teach', { text: 'My sister Ana lives in Porto city.' });
  await app.call('memories.teach', { text: 'The car needs new tyres.' });
  const { pairs, total } = await app.call('memories.duplicates', {});
  expect(total).toBe(1);
  expect(pairs[0]?.memories.map(({ id }) => id)).toEqual([first.memory.id, second.memory.id]);
  await app.call('memories.merge', { ids: [first.memory.id, second.memory.id], keep: first.memory.id });
  expect(await app.call('memories.duplicates', {})).toEqual({ pairs: [], total: 0 });
});
