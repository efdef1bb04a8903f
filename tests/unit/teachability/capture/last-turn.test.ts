import { describe, expect, it } from 'vitest';
import type { LastTurn } from '#main/teachability/capture/teaching.ts';
import { openTeachability, userWords } from '../../../support/open-teachability.ts';

/** What is kept of two messages of one chat, oldest first. */
async function taught(first: string, second: string, answer = 'Here is what I think about that.') {
  const { capture, store } = openTeachability();
  const say = async (text: string, before: LastTurn | null) => {
    const words = { ...userWords(text, 5), before };
    const { complete } = await capture.captureExplicit(words);
    if (!complete) await capture.captureImplicit(words, null, new AbortController().signal);
  };
  await say(first, null);
  await say(second, { request: first, answer });
  return store.views.page({ statuses: ['active'] }, 20, 0).items.toReversed();
}

describe('a teaching over two messages', () => {
  it.each([
    [
      'When I ask for a recipe…',
      '…always give metric units',
      'When I ask for a recipe, always give metric units.',
    ],
    [
      'When I ask for a recipe,',
      'Always give metric units.',
      'When I ask for a recipe, always give metric units.',
    ],
    [
      'Whenever I send you code',
      '... then explain it line by line',
      'Whenever I send you code, explain it line by line.',
    ],
  ])('%s %s', async (first, second, text) => {
    const kept = await taught(first, second);
    expect(kept).toMatchObject([{ text, kind: 'instruction', source: { origin: 'told' } }]);
    expect(kept[0]?.cues.length).toBeGreaterThan(0);
  });

  it('is narrowed by what follows, as one memory', async () => {
    const kept = await taught('Always give metric units.', '…but only when I ask for a recipe');
    expect(kept.map(({ text }) => text)).toEqual([
      'Always give metric units but only when I ask for a recipe.',
    ]);
  });

  it.each([
    ['When I ask for a recipe, always give metric units.', 'Write a poem about rain.'],
    ['When I ask for a recipe what do you do?', 'Write one for soup.'],
    ['What is the boiling point of water?', '…always give it in metric units for this answer'],
    ['If you want', 'write a poem'],
  ])('is not: %s %s', async (first, second) => {
    const kept = await taught(first, second);
    expect(kept.filter(({ text }) => text.includes(', ') && /poem|soup/u.test(text))).toEqual([]);
    expect(kept.length).toBeLessThanOrEqual(1);
  });
});

describe('a sample of how something is wanted', () => {
  it('of what the user names', async () => {
    const message = 'Here is an example of how I want my emails:\nHi Sam,\nshort and plain.\nOtto';
    const [kept, ...more] = await taught('hello', message);
    expect(kept?.text).toBe('Here is an example of how I want my emails:\nHi Sam,\nshort and plain.\nOtto');
    expect(kept).toMatchObject({ kind: 'skill', cues: [{ kind: 'task', text: 'my emails' }] });
    expect(more).toEqual([]);
  });

  it('of the answer just given', async () => {
    const [kept] = await taught(
      'Write a changelog entry for the release.',
      'This is how I want it: "Fixed: lists keep their order."',
      'Version 2 has many amazing improvements.',
    );
    expect(kept?.text).toBe(
      'When I ask “Write a changelog entry for the release”, this is how I want it:\n"Fixed: lists keep their order."',
    );
    expect(kept?.cues).toEqual([{ kind: 'task', text: 'Write a changelog entry for the release' }]);
  });

  it('from now on', async () => {
    const [kept] = await taught(
      'hello',
      'From now on write commit messages like this: "Store: vectors follow later"',
    );
    expect(kept?.text).toContain('Store: vectors follow later');
    expect(kept?.kind).toBe('skill');
  });

  it.each([
    'Convert the table to JSON like this: {"a": 1}',
    'The error looks like this: undefined is not a function',
    'Here is an example of the log: I live in Rome.',
    'My sister said it like this: I want you to stay.',
    'What is wrong with a loop like this: for (;;) {}',
  ])('is not: %s', async (message) => {
    expect(await taught('Help me with my homework today.', message)).toEqual([]);
  });
});

describe('a word about the answer', () => {
  it.each([
    ['No, shorter.', 'When I ask “Summarise my notes of the meeting”: shorter.'],
    [
      'no, with bullet points please',
      'When I ask “Summarise my notes of the meeting”: with bullet points please.',
    ],
    [
      'Not like that: use bullet points',
      'When I ask “Summarise my notes of the meeting”: use bullet points.',
    ],
    ['That’s too long.', 'When I ask “Summarise my notes of the meeting”: that’s too long.'],
    [
      "That's not what I wanted. Less formal!",
      'When I ask “Summarise my notes of the meeting”: less formal.',
    ],
  ])('%s', async (second, text) => {
    const kept = await taught('Summarise my notes of the meeting.', second);
    expect(kept).toMatchObject([
      { text, kind: 'skill', cues: [{ kind: 'task', text: 'Summarise my notes of the meeting' }] },
    ]);
  });

  it('sets a fact right', async () => {
    const kept = await taught('Remember that my cat is called Mia.', "That's wrong, my cat is called Minka.");
    expect(kept.map(({ text }) => text)).toEqual(['My cat is called Minka.']);
  });

  it.each([
    'Shorter.',
    'No, use port 8080.',
    'No, the second one.',
    'No, in line 12 there are too many words.',
    'No.',
    'Wrong!',
    'No, why is it shorter?',
    'No thanks.',
    'Is it too long?',
    'It is too late for me today.',
  ])('is of the moment: %s', async (second) => {
    expect(await taught('Summarise my notes of the meeting.', second)).toEqual([]);
  });

  it('is nothing at the beginning of a chat, or after small talk', async () => {
    expect(await taught('hello', 'No, shorter.')).toEqual([]);
  });
});
