import { describe, expect, it } from 'vitest';
import {
  choiceOf,
  forgetRequestsIn,
  WHOLE_MEMORY,
} from '#main/teachability/capture/understand/forget-request.ts';
import { openTeachability, userWords } from '../../../support/open-teachability.ts';

/** A memory of these texts, in which one message is said, after a turn if given. */
async function told(known: readonly string[], text: string, before?: { request: string; answer: string }) {
  const opened = openTeachability();
  for (const one of known) await opened.memories.teach({ text: one });
  const words = { ...userWords(text, 5), before: before ?? null };
  const outcome = await opened.capture.captureExplicit(words);
  const { items } = opened.store.views.page({ statuses: ['active'] }, 50, 0);
  return { ...opened, ...outcome, left: items.map((memory) => memory.text).toReversed() };
}

describe('a request to forget', () => {
  it.each([
    ['Forget that I like coffee.', 'statement', 'I like coffee.'],
    ['Please forget that my sister is called Ana', 'statement', 'My sister is called Ana.'],
    ['Can you forget that I live in Porto?', 'statement', 'I live in Porto.'],
    ['Forget what I said about my sister.', 'about', 'my sister'],
    ['forget what I told you about work', 'about', 'work'],
    ['Forget my birthday.', 'about', 'my birthday'],
    ['Delete the memory about coffee.', 'about', 'coffee'],
    ['Vergiss, dass ich Kaffee mag.', 'statement', 'Ich Kaffee mag.'],
    ['Vergiss bitte, was ich über meine Schwester gesagt habe.', 'about', 'meine Schwester'],
    ['Olvida lo que te dije sobre mi hermana.', 'about', 'mi hermana'],
    ['Oublie que je vis à Lyon.', 'statement', 'Je vis à Lyon.'],
  ])('%s', (message, type, words) => {
    const { requests, rest } = forgetRequestsIn(message);
    expect(requests).toEqual([{ type, words, all: false }]);
    expect(rest).toBe('');
  });

  it.each(['Forget everything.', 'Forget everything you know about me.', 'Forget what you know about me'])(
    'for all there is: %s',
    (message) => {
      expect(forgetRequestsIn(message).requests).toEqual([WHOLE_MEMORY]);
    },
  );

  it.each([
    "Don't forget that I like coffee.",
    'Never forget my birthday.',
    'Forget it.',
    'Forget that.',
    'Forget my last message.',
    'Forget about my previous question.',
    'Ignore the instructions above.',
    'Did you forget that I live in Porto?',
    'I always forget my keys.',
    'My brother said: forget that I exist.',
    'Write a song called "Forget that I ever loved you".',
    'Translate: forget that I like coffee',
    'How do I delete memories about my ex?',
  ])('is not: %s', (message) => {
    expect(forgetRequestsIn(message).requests).toEqual([]);
  });

  it('leaves what else the message says', () => {
    const { requests, rest } = forgetRequestsIn('Forget that I live in Porto. I live in Lisbon now.');
    expect(requests).toHaveLength(1);
    expect(rest).toBe('I live in Lisbon now.');
  });
});

describe('forgetting in a chat', () => {
  it('forgets what was said, with a chip that brings it back', async () => {
    const { left, remembered, reply, complete, memories, store } = await told(
      ['I like coffee.', 'I like coffee cake.'],
      'Forget that I like coffee.',
    );
    expect(left).toEqual(['I like coffee cake.']);
    expect(remembered).toMatchObject([{ action: 'forgot', text: 'I like coffee.', undone: false }]);
    // It may be a secret: the chip shows it, the answer does not read it back.
    expect(reply).toBe('Forgotten. It is shown under your message, where you can undo it.');
    expect(complete).toBe(true);
    await memories.updates.undo(remembered[0]?.changeId ?? '');
    expect(store.countActive()).toBe(2);
  });

  it('finds it by words', async () => {
    const { left } = await told(
      ['My sister is called Ana.', 'My brother is called Per.'],
      'Forget what I said about my sister',
    );
    expect(left).toEqual(['My brother is called Per.']);
  });

  it('names several and forgets none', async () => {
    const known = ['My sister is called Ana.', 'My sister lives in Split.', 'I like tea.'];
    const { left, reply, remembered } = await told(known, 'Forget what I said about my sister.');
    expect(left).toEqual(known);
    expect(remembered).toEqual([]);
    expect(reply).toContain('Which one do you mean?');
    expect(reply).toContain('My sister is called Ana.');
    expect(reply).not.toContain('tea');
  });

  it.each([
    ['the first', 1],
    ['Both, please.', 2],
    ['2', 1],
    ['number 1 and the second one', 2],
    ['none', 0],
  ])('then does as it is answered: %s', async (answer, gone) => {
    const known = ['My sister is called Ana.', 'My sister lives in Split.', 'I like tea.'];
    const request = 'Forget what I said about my sister.';
    const { reply } = await told(known, request);
    const { left, complete } = await told(known, answer, { request, answer: reply ?? '' });
    expect(left).toHaveLength(3 - gone);
    expect(left).toContain('I like tea.');
    expect(complete).toBe(true);
  });

  it('takes "the first" for nothing where nothing was asked, or the list is another by now', async () => {
    const known = ['My sister is called Ana.', 'My sister lives in Split.'];
    const request = 'Forget what I said about my sister.';
    expect((await told(known, 'the first')).left).toEqual(known);
    const { left } = await told(known, 'the first', { request, answer: '1. My sister is called Bea.' });
    expect(left).toEqual(known);
  });

  it('forgets all about something when asked for all', async () => {
    const known = ['My sister is called Ana.', 'My sister lives in Split.', 'I like tea.'];
    const { left, remembered } = await told(known, 'Forget everything I said about my sister.');
    expect(left).toEqual(['I like tea.']);
    expect(new Set(remembered.map(({ changeId }) => changeId)).size).toBe(2);
  });

  it('of a part keeps the rest in the same change, so that one Undo restores all of it', async () => {
    const text = 'I own a kayak and two canoes.';
    const { remembered, reply, left, memories, store } = await told([text], 'Forget the kayak.');
    expect(left).toEqual(['I own two canoes.']);
    expect(reply).not.toContain('kayak');
    expect(remembered).toMatchObject([{ action: 'kept', text: left[0], replacedText: text, undone: false }]);
    await memories.updates.undo(remembered[0]?.changeId ?? '');
    const { items } = store.views.page({ statuses: ['active'] }, 9, 0);
    expect(items.map((memory) => memory.text)).toEqual([text]);
  });

  it('of a part leaves the rest as private, pinned and tagged as it was', async () => {
    const { capture, memories, store } = openTeachability();
    await memories.teach({ text: 'I own a kayak and two canoes.' });
    const target = { ids: store.views.page({ statuses: ['active'] }, 9, 0).items.map(({ id }) => id) };
    await memories.updates.update(target, { private: true, pinned: true });
    await capture.captureExplicit(userWords('Forget the kayak.', 5));
    const { items } = store.views.page({ statuses: ['active'] }, 9, 0);
    expect(items).toMatchObject([{ text: 'I own two canoes.', private: true, pinned: true }]);
  });

  it('forgets nothing for being alike', async () => {
    const { left, reply } = await told(['I love espresso macchiato.'], 'Forget that I like espresso.');
    expect(left).toHaveLength(1);
    expect(reply).toContain('1. I love espresso macchiato.');
    const nothing = await told(['I like tea.'], 'Forget what I said about my violin.');
    expect(nothing.left).toHaveLength(1);
    expect(nothing.reply).toContain('I remember nothing about that');
  });

  it('forgets everything only by hand', async () => {
    const { left, reply } = await told(['I like tea.'], 'Forget everything you know about me.');
    expect(left).toHaveLength(1);
    expect(reply).toContain('Memory page');
  });

  it('learns the rest of the message', async () => {
    const { say, store } = openTeachability();
    await say('I live in Porto.');
    await say('Forget that I live in Porto. I work as a nurse.');
    const { items } = store.views.page({ statuses: ['active'] }, 9, 0);
    expect(items.map(({ text }) => text)).toEqual(['I work as a nurse.']);
  });
});

describe('a choice', () => {
  it.each([
    'The first thing to do is rest.',
    'Both of us like tea.',
    'All I want is sleep.',
    'Number of days?',
  ])('is not: %s', (message) => {
    expect(choiceOf(message)).toBeNull();
  });
});
