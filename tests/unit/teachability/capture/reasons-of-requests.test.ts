/** Preferences that are said as the reason of a request. */
import { describe, expect, it } from 'vitest';
import { learnByRules } from '#main/teachability/capture/extract/learn-by-rules.ts';

const learned = (message: string) => learnByRules(message, 0).map(({ text }) => text);

describe('a preference that a request mentions', () => {
  it.each([
    [
      'Which cabin should I book, given my preference for the upper deck?',
      'My preference for the upper deck.',
    ],
    ['With my preference for sour apples, which tree should I plant?', 'My preference for sour apples.'],
    ["Because I'd rather bake in batches, what keeps for a week?", "I'd rather bake in batches."],
    ['Seeing that I hate ringtones, how do I mute them?', 'I hate ringtones.'],
    [
      "I'd like a fence, as set out in my preference for hedges, which is my third one, can you help?",
      'My preference for hedges.',
    ],
    [
      'I am thinking of tiling the bath in squares like I prefer, but I am not sure, any ideas?',
      'I am thinking of tiling the bath in squares like I prefer.',
    ],
  ])('is kept: %s', (message, text) => {
    expect(learned(message)).toEqual([text]);
  });

  it.each([
    "Can you rewrite it because I don't like this version?",
    'How do I export this, since I prefer it in one file?',
    'Is it rude to say that I hate weddings?',
    'What should I write to the office because I hate the noise?',
    'Which of these is better, as I asked before?',
  ])('is not a thing at hand, or said to somebody else: %s', (message) => {
    expect(learned(message)).toEqual([]);
  });
});

it.each([
  "I'm now ready to tackle the second exercise.",
  'The derivation is clear now.',
  "I've been studying fractions for a week now.",
  "I'm trying to understand why my loop ends early.",
])('how far the work at hand has come is not kept: %s', (message) => {
  expect(learned(message)).toEqual([]);
});

it('a greeting before a statement is not kept', () => {
  expect(learned('Hallo! Ich wohne in Zell.')).toEqual(['Ich wohne in Zell.']);
});
