import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MemoryRepository } from '#main/store/memory-repository.ts';
import { openMemoryDatabase } from '#main/store/file/open-database.ts';
import { timelinePage } from '#main/teachability/memory-views.ts';
import type { TimelinePosition } from '#shared/contract/memory/memory-views.ts';
import { TestApp } from '../../support/app.ts';
import { addStep, byUser, memoryValue, topic } from '../../support/memory-samples.ts';

const day = 24 * 60 * 60 * 1_000;

describe('the timeline', () => {
  it('has each change once, newest first, by days, for any page size', () => {
    const memories = new MemoryRepository(openMemoryDatabase());
    const noon = new Date(2026, 2, 5, 12).getTime();
    for (let index = 0; index < 7; index += 1) {
      const steps = Array.from({ length: index + 1 }, (_, nth) =>
        addStep(memoryValue(`Change ${index}, ${nth}`)),
      );
      memories.apply(steps, byUser(noon + index * 10 * 60 * 60 * 1_000));
    }
    const whole = timelinePage(memories.views, null, 50);
    expect(whole.next).toBeNull();
    expect(whole.days.map(({ day: name, entries }) => [name, entries.map(({ count }) => count)])).toEqual([
      ['2026-03-08', [7]],
      ['2026-03-07', [6, 5]],
      ['2026-03-06', [4, 3]],
      ['2026-03-05', [2, 1]],
    ]);
    expect(whole.days[0]?.entries[0]?.memories.map(({ text }) => text)).toEqual(
      ['Change 6, 2', 'Change 6, 1', 'Change 6, 0'].toReversed(),
    );
    const paged: string[] = [];
    let before: TimelinePosition | null = null;
    do {
      const page = timelinePage(memories.views, before, 2);
      paged.push(...page.days.flatMap(({ entries }) => entries.map(({ changeId }) => changeId)));
      before = page.next;
    } while (before !== null);
    expect(paged).toEqual(whole.days.flatMap(({ entries }) => entries.map(({ changeId }) => changeId)));
  });

  it('shows a correction with the text before it', () => {
    const memories = new MemoryRepository(openMemoryDatabase());
    const step = addStep(memoryValue('I live in Ghent'));
    memories.apply([step], byUser(1));
    const value = { ...step.value, text: 'I live in Porto' };
    memories.apply([{ type: 'update', id: step.id, action: 'edited', value }], byUser(2));
    const [entry] = memories.views.timeline(null, 1).entries;
    expect(entry).toMatchObject({
      action: 'edited',
      memories: [{ text: 'I live in Porto', oldText: 'I live in Ghent' }],
    });
  });
});

describe('groups and health', () => {
  const now = 400 * day;
  const memories = new MemoryRepository(openMemoryDatabase());
  const steps = [
    memoryValue('a', { tags: ['home'], subject: 'tea', cues: [topic('drinks')] }),
    memoryValue('b', { tags: ['home', 'work'], cues: [topic('drinks'), topic('food')] }),
    memoryValue('c'.repeat(700)),
    memoryValue('d', { validUntil: now + day }),
    memoryValue('e', { status: 'forgotten', tags: ['home'], subject: 'tea', cues: [topic('drinks')] }),
    memoryValue('f', { pinned: true }),
  ].map((value) => addStep(value));
  memories.apply(steps, byUser(1));
  memories.markUsed([steps[1]?.id ?? ''], 5 * day);

  it('count active memories', () => {
    expect(memories.views.groups('tag')).toEqual([
      { label: 'home', count: 2 },
      { label: 'work', count: 1 },
    ]);
    expect(memories.views.groups('topic')).toEqual([
      { label: 'drinks', count: 2 },
      { label: 'food', count: 1 },
    ]);
    expect(memories.views.groups('subject')).toEqual([{ label: 'tea', count: 1 }]);
  });

  it('list what could be improved', () => {
    const found = memories.views
      .health(now)
      .map((each) => [each.problem, each.memories.map(({ text }) => text[0])]);
    expect(Object.fromEntries(found)).toEqual({
      stale: ['b'],
      never_used: ['a', 'c', 'd'],
      too_long: ['c'],
      ending_soon: ['d'],
    });
  });
});

describe('a memory and what belongs to it', () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await TestApp.start();
  });
  afterEach(() => app.stop());

  it('is corrected from an answer that used it; the answer is the source, Undo brings the old one back', async () => {
    const { memory } = await app.call('memories.teach', { text: 'My sister is called Ana.' });
    const { answer, conversationId } = await app.say('What is my sister called?');
    const corrected = await app.call('memories.correct', {
      id: memory.id,
      text: 'My sister is called Inês.',
      messageId: answer.id,
    });
    expect(corrected.memory.source).toMatchObject({ conversationId, messageId: answer.id });
    const old = await app.call('memories.get', { id: memory.id });
    expect(old.memory).toMatchObject({ status: 'superseded', supersededBy: corrected.memory.id });
    const found = await app.call('memories.get', { id: corrected.memory.id });
    expect(found.sourceConversation?.id).toBe(conversationId);
    await app.call('memories.undo', { changeId: corrected.changeId });
    expect((await app.call('memories.get', { id: memory.id })).memory.status).toBe('active');
  });

  it('is not corrected from a temporary chat', async () => {
    const { memory } = await app.call('memories.teach', { text: 'My sister is called Ana.' });
    const { answer } = await app.say('What is my sister called?', null, true);
    const input = { id: memory.id, text: 'No.', messageId: answer.id };
    await expect(app.call('memories.correct', input)).rejects.toThrow('not_found');
  });

  it('has related memories, never itself', async () => {
    const { memory } = await app.call('memories.teach', { text: 'I drink green tea in the morning.' });
    const other = await app.call('memories.teach', { text: 'Green tea makes me sleepy.' });
    await app.call('memories.teach', { text: 'My roof leaks.' });
    const { related } = await app.call('memories.get', { id: memory.id });
    expect(related.map((one) => [one.memory.id, one.by])).toEqual([[other.memory.id, 'likeness']]);
  });

  it('publishes the counts of all views after each change', async () => {
    await app.call('memories.teach', { text: 'My roof leaks.' });
    const told = await app.event(({ name }) => name === 'memory-counts-changed');
    expect(told.payload).toMatchObject({ counts: { byStatus: { active: 1 }, neverUsed: 1 } });
  });
});
