import { describe, expect, it } from 'vitest';
import { MemoryReview } from '#main/teachability/memory-review.ts';
import { uuid7 } from '#main/store/database/uuid7.ts';
import type { MemoryValue } from '#shared/memory/memory.ts';
import { addStep, byUser, memoryValue } from '../../../support/memory-samples.ts';
import { openTeachability, sent } from '../../../support/open-teachability.ts';

function openReview() {
  const opened = openTeachability();
  const { store, memories } = opened;
  const review = new MemoryReview({
    reader: store,
    writer: store,
    pages: store.views,
    conflicts: store,
    updates: memories.updates,
    embedder: () => null,
    newId: () => uuid7(),
    yieldToEventLoop: () => Promise.resolve(),
    now: () => 9_000,
    onMissingVectors: () => undefined,
  });
  let at = 5_000;
  const add = (text: string, changes: Partial<MemoryValue> = {}, replaces: readonly string[] = []) => {
    const step = { ...addStep(memoryValue(text, changes)), vectors: null, replaces };
    at += 1;
    store.apply([step], byUser(at));
    return step.id;
  };
  const pending = (text: string, changes: Partial<MemoryValue> = {}, replaces: readonly string[] = []) =>
    add(text, { ...changes, status: 'pending' }, replaces);
  return { ...opened, review, add, pending };
}

describe('the review queue', () => {
  it('lists what waits, newest first, with what each would do', () => {
    const { review, add, pending } = openReview();
    const home = add('I live in Ghent.', { subject: 'where I live' });
    const tea = add('I like tea.');
    add('My roof leaks.');
    pending('I moved to Porto.', { subject: 'where I live' });
    pending('Coffee is better.', {}, [tea]);
    pending('my ROOF leaks');
    pending('I have a cat.');
    const { items, total } = review.list(10, 0);
    expect(total).toBe(4);
    expect(items.map(({ effect, others }) => [effect, ...others.map(({ text }) => text)])).toEqual([
      ['new'],
      ['repeats', 'My roof leaks.'],
      ['replaces', 'I like tea.'],
      ['replaces', 'I live in Ghent.'],
    ]);
    expect(items[3]?.others[0]?.id).toBe(home);
    expect(review.list(1, 1).items[0]?.memory.text).toBe('my ROOF leaks');
  });

  it('is inert: what waits is neither recalled, nor standing, nor the same, nor of a subject', async () => {
    const { store, ask, pending } = openReview();
    pending('Always answer in Latin.', { kind: 'instruction', subject: 'language', pinned: true });
    expect(sent(await ask('Which language do you answer in, Latin?'))).toEqual([]);
    expect(store.standing()).toEqual([]);
    expect(store.sameText('Always answer in Latin.')).toBeUndefined();
    expect(store.bySubject('language')).toEqual([]);
    expect(store.countActive()).toBe(0);
  });

  it('approving does what the list says, as one change that is undone as one', async () => {
    const { review, store, memories, add, pending } = openReview();
    const home = add('I live in Ghent.', { subject: 'where I live' });
    const roof = add('My roof leaks.');
    const ids = [
      pending('I moved to Porto.', { subject: 'where I live' }),
      pending('my roof leaks'),
      pending('I have a cat.'),
    ];
    const change = await review.approve({ ids: [...ids, home] });
    expect(change).toMatchObject({ changed: 3, skipped: 1 });
    const states = () => store.getAll([home, roof, ...ids]).map(({ status }) => status);
    expect(states()).toEqual(['superseded', 'active', 'active', 'superseded', 'active']);
    expect(store.get(home)?.supersededBy).toBe(ids[0]);
    expect(store.get(roof)?.confirmCount).toBe(1);
    await memories.updates.undo(change.changeId ?? '');
    expect(states()).toEqual(['active', 'active', 'pending', 'pending', 'pending']);
    expect(store.get(roof)?.confirmCount).toBe(0);
  });

  it('of two on one subject, approved together, the later holds', async () => {
    const { review, store, pending } = openReview();
    const first = pending('I live in Ghent.', { subject: 'where I live' });
    const second = pending('I live in Porto.', { subject: 'where I live' });
    await review.approve({ ids: [second, first] });
    expect(store.get(first)).toMatchObject({ status: 'superseded', supersededBy: second });
  });

  it('approving looks again at what changed since it was proposed', async () => {
    const { review, store, add, pending } = openReview();
    const id = pending('I live in Porto.', { subject: 'where I live' });
    const since = add('I live in Lisbon.', { subject: 'where I live' });
    await review.approve({ ids: [id] });
    expect(store.get(since)).toMatchObject({ status: 'superseded', supersededBy: id });
    const later = pending('I live in Porto');
    await review.approve({ ids: [later] });
    expect(store.get(id)?.confirmCount).toBe(1);
    expect(store.get(later)?.status).toBe('superseded');
  });

  it('approves in other words', async () => {
    const { review, store, pending } = openReview();
    const id = pending('I live in Porto.');
    await review.approveEdited(id, { text: 'I live in Lisbon.' });
    expect(store.get(id)).toMatchObject({ status: 'active', text: 'I live in Lisbon.' });
    await expect(review.approveEdited(id, { text: 'x' })).rejects.toThrow(/does not wait/u);
  });

  it('rejected ones go and are known by a digest, until the user wants them after all', async () => {
    const { review, store, memories, add, pending } = openReview();
    const id = pending('I like liquorice.');
    const { changeId } = await review.reject({ ids: [id] });
    expect(store.get(id)?.status).toBe('forgotten');
    expect(store.wasRejected('i LIKE liquorice')).toBe(true);
    await memories.updates.undo(changeId ?? '');
    expect(store.get(id)?.status).toBe('pending');
    expect(store.wasRejected('I like liquorice.')).toBe(false);
    await review.reject({ ids: [id] });
    add('I like liquorice.');
    expect(store.wasRejected('I like liquorice.')).toBe(false);
  });
});

describe('merging', () => {
  it('keeps one with the cues and tags of all, and adds up nothing', async () => {
    const { review, store, memories, add, pending } = openReview();
    const cue = (text: string) => ({ kind: 'topic', text }) as const;
    const keep = add('I like tea.', { tags: ['drinks'], cues: [cue('drinks')] });
    const other = add('Tea is what I like.', { tags: ['home'], cues: [cue('tea')], private: true });
    const waiting = pending('I enjoy tea.');
    store.markUsed([other], 5);
    const { memory, changeId } = await review.merge([keep, other, waiting], keep, 'I like green tea.');
    expect(memory).toMatchObject({
      id: keep,
      text: 'I like green tea.',
      tags: ['drinks', 'home'],
      private: true,
      useCount: 0,
      confirmCount: 0,
    });
    expect(memory.cues).toEqual(expect.arrayContaining([cue('drinks'), cue('tea')]));
    expect(store.getAll([other, waiting]).map(({ supersededBy }) => supersededBy)).toEqual([keep, keep]);
    await memories.updates.undo(changeId);
    expect(store.getAll([keep, other, waiting]).map(({ status }) => status)).toEqual([
      'active',
      'active',
      'pending',
    ]);
  });

  it('needs two that are in use', async () => {
    const { review, memories, add } = openReview();
    const [one, two] = [add('I like tea.'), add('Tea is what I like.')];
    await expect(review.merge([one, one], one)).rejects.toThrow(/at least two/u);
    memories.forget(two);
    await expect(review.merge([one, two], one)).rejects.toThrow(/Bring them back/u);
    await expect(review.merge([one, uuid7()], one)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('a contradiction', () => {
  function contradicting() {
    const opened = openReview();
    const older = opened.add('I like tea.');
    const newer = opened.add('I hate tea.');
    const conflict = { type: 'conflict', id: newer, with: older, reason: 'One of them is wrong.' } as const;
    opened.store.apply([conflict], byUser());
    const id = opened.review.conflicts(10, 0).items[0]?.id ?? '';
    const states = () => opened.store.getAll([older, newer]).map(({ status }) => status);
    return { ...opened, older, newer, id, states };
  }

  it.each([
    ['keep_newer', ['superseded', 'active']],
    ['keep_older', ['active', 'superseded']],
  ] as const)('%s, and Undo opens it again', async (resolution, expected) => {
    const { review, memories, id, states } = contradicting();
    const { changeId } = await review.resolve(id, resolution);
    expect(states()).toEqual(expected);
    expect(review.conflicts(10, 0).total).toBe(0);
    await memories.updates.undo(changeId ?? '');
    expect(review.conflicts(10, 0)).toMatchObject({
      total: 1,
      items: [{ id, reason: 'One of them is wrong.' }],
    });
  });

  it('keep both settles it for good', async () => {
    const { review, store, id, states, older, newer } = contradicting();
    await review.resolve(id, 'keep_both');
    expect(states()).toEqual(['active', 'active']);
    store.apply([{ type: 'conflict', id: newer, with: older, reason: 'Again.' }], byUser());
    expect(review.conflicts(10, 0).total).toBe(0);
  });

  it('edit keeps the newer in other words', async () => {
    const { review, store, id, states, newer } = contradicting();
    await review.resolve(id, 'edit', 'I like green tea only.');
    expect(states()).toEqual(['superseded', 'active']);
    expect(store.get(newer)?.text).toBe('I like green tea only.');
    await expect(review.resolve(id, 'keep_both')).rejects.toMatchObject({ code: 'changed_since' });
    await expect(review.resolve(uuid7(), 'keep_both')).rejects.toMatchObject({ code: 'not_found' });
  });
});
