import { describe, expect, it } from 'vitest';
import { userWords, openTeachability } from '../../../support/open-teachability.ts';

describe('learning in a chat without a model', () => {
  it('stores what is told, with its source, words and meaning', async () => {
    const { say, store } = openTeachability();
    const [remembered] = await say('Remember that my favourite colour is teal.');
    expect(remembered).toMatchObject({ action: 'added', kind: 'fact', text: 'My favourite colour is teal.' });
    const memory = store.get(remembered?.memoryId ?? '');
    expect(memory?.source).toMatchObject({
      origin: 'told',
      quote: 'Remember that my favourite colour is teal.',
    });
    expect(memory?.cues.map(({ text }) => text)).toContain('What is my favourite colour?');
    expect(store.countWithoutVectors('ngram-hash@1/384')).toBe(0);
  });

  it('stores what is said in passing as learned by rules', async () => {
    const { say, store } = openTeachability();
    const [remembered] = await say('My name is Ottoline.');
    expect(store.get(remembered?.memoryId ?? '')?.source.origin).toBe('rules');
  });

  it('stores both what a message tells to remember and what it says beside it', async () => {
    const { capture, say, store } = openTeachability();
    const words = userWords('My name is Ines. Always answer in French.');
    expect((await capture.captureExplicit(words)).complete).toBe(false);
    await say('I live in Porto. Remember that my dog is called Rex. Thanks!');
    const texts = store.views.page({}, 10, 0).items.map(({ text }) => text);
    expect(texts.toSorted()).toEqual([
      'Always answer in French.',
      'I live in Porto.',
      'My dog is called Rex.',
    ]);
    expect((await capture.captureExplicit(userWords('Remember that I like tea. Thanks!'))).complete).toBe(
      true,
    );
  });

  it.each([
    ['I live on a lightship.', 'Fix this paragraph:\n\nThe nets was torn and nobody seen it.'],
    ['Mon frère habite à Dinan.', 'Corrige ce paragraphe :\n\nLes filet était troué.'],
  ])('asks about what is said beside a text: %s', async (told, request) => {
    const { say, store } = openTeachability(null);
    await say(`${told}\n\n${request}`);
    const kept = (status: 'active' | 'pending') =>
      store.views.page({ statuses: [status] }, 10, 0).items.map(({ text }) => text);
    expect(kept('active')).toEqual([]);
    expect(kept('pending')).toEqual([told]);
  });

  it('supersedes the older of one subject and keeps it', async () => {
    const { say, store } = openTeachability();
    const [old] = await say('Remember that my sister is called Ana.');
    const [corrected] = await say('No, my sister is called Anneliese.');
    expect(corrected).toMatchObject({ action: 'replaced', replacedText: 'My sister is called Ana.' });
    expect(store.get(old?.memoryId ?? '')).toMatchObject({
      status: 'superseded',
      supersededBy: corrected?.memoryId,
    });
    expect(store.countActive()).toBe(1);
  });

  it('keeps what the user decided about the old memory', async () => {
    const { say, store, memories } = openTeachability();
    const [old] = await say('I live in Ghent.');
    memories.pin(old?.memoryId ?? '', true);
    const [moved] = await say('I moved to Porto.');
    expect(store.get(moved?.memoryId ?? '')?.pinned).toBe(true);
  });

  it('counts the same again instead of storing it twice', async () => {
    const { say, store } = openTeachability();
    const [first] = await say('I prefer trains.');
    const [again] = await say('i prefer trains');
    expect(again).toMatchObject({ action: 'confirmed', memoryId: first?.memoryId });
    expect(store.get(first?.memoryId ?? '')?.confirmCount).toBe(1);
    expect(store.countActive()).toBe(1);
  });

  it('of two statements on one subject in one message keeps the later', async () => {
    const { say, store } = openTeachability();
    await say('I live in Ghent. No, sorry, I live in Bruges.');
    expect(store.views.page({}, 10, 0).items.map(({ text }) => text)).toEqual(['I live in Bruges.']);
  });

  it.each([
    'hello',
    'What is my name?',
    'If I were a bird, I would fly.',
    '```\nI prefer tea.\n```',
    '> I live in Rome.',
  ])('learns nothing from %j', async (message) => {
    const { say, store } = openTeachability();
    expect(await say(message)).toEqual([]);
    expect(store.countActive()).toBe(0);
  });

  it('writes nothing when nothing is taught', async () => {
    const { capture, store } = openTeachability();
    await capture.captureExplicit(userWords('What is the capital of Peru?'));
    expect(store.views.counts().byStatus.active).toBe(0);
  });
});
