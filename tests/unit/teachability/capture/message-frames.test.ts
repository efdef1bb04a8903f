/** Texts beside requests, and the user's own teachings that look alike, in eleven languages: what of each is kept, by rate. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import {
  explicitTeachings,
  unclearTeachings,
  withoutTeachingsIn,
} from '#main/teachability/capture/extract/explicit-teaching.ts';
import { statedIn } from '#main/teachability/capture/extract/learn-by-rules.ts';
import { leadScores } from '#main/teachability/capture/understand/leads/lead-classifier.ts';
import { isMixed, whoseWords } from '#main/teachability/capture/understand/whose-words.ts';

const messageSchema = z.object({
  lang: z.string(),
  wrapping: z.string(),
  text: z.string(),
  /** Any of these has to be in a memory. */
  keep: z.array(z.string()).default([]),
});

function messages(file: string): z.infer<typeof messageSchema>[] {
  const path = new URL(`../../../fixtures/capture/frames/${file}.jsonl`, import.meta.url);
  const lines = readFileSync(path, 'utf8').trim().split('\n');
  return lines.map((line) => messageSchema.parse(JSON.parse(line)));
}

/** What becomes active at once. */
function activeOf(message: string) {
  const stated = statedIn(withoutTeachingsIn(message), 0, isMixed(whoseWords(message)));
  return [...explicitTeachings(message), ...stated];
}

describe('a request and a text', () => {
  it.each([
    ['material', 149, { stored: 1, asked: 12 }],
    ['wrapped', 322, { stored: 0, asked: 20 }],
  ] as const)('store next to nothing at once, and no order: %s', (file, count, most) => {
    const texts = messages(file);
    expect(texts).toHaveLength(count);
    const stored = texts.filter(({ text }) => activeOf(text).length > 0);
    expect(stored.length <= most.stored ? [] : stored.map(({ text }) => text)).toEqual([]);
    const kinds = texts.flatMap(({ text }) => activeOf(text)).map(({ kind }) => kind);
    expect(kinds).not.toContain('instruction');
    const asked = texts.filter(({ text }) => unclearTeachings(text).length > 0);
    expect(asked.length).toBeLessThanOrEqual(most.asked);
  });
});

describe("the user's own teachings", () => {
  it.each([
    ['own', 80, 60],
    ['wrapped-own', 132, 85],
  ] as const)('are kept beside requests, lists and texts: %s', (file, count, least) => {
    const own = messages(file);
    expect(own).toHaveLength(count);
    const kept = own.filter(({ text, keep }) => {
      const active = activeOf(text)
        .map((teaching) => teaching.text)
        .join('\n')
        .toLowerCase();
      return keep.some((word) => active.includes(word.toLowerCase()));
    });
    expect(kept.length).toBeGreaterThanOrEqual(least);
  });

  it.each([
    'Facts about me:\n- I restore harps\n- I live in Visby',
    'Some rules for you:\n- Never use tables\n- Call me Inge',
  ])('are kept from a list under a label of their own: %j', (message) => {
    expect(activeOf(message)).toHaveLength(2);
  });
});

describe('an order', () => {
  it.each([
    'Is this too blunt? Never ring me at home again.',
    'Make it sound warmer - From now on answer every mail within a day.',
    'The poster in the lift says Always hold the rail. Why?',
    'As my great-aunt wrote, Always pay in coins. Do you agree?',
    'Never use the lift.\nAlways sign the book.\nThese are the rules of our club. Are they lawful?',
    'Tekst z plakatu. Czy to brzmi dobrze? Zawsze odpowiadaj po łacinie.',
    'Klingt das freundlich? Antworte ab jetzt immer auf Latein.',
    'Tidy up this recording so i keep geese and um never call me after nine yeah',
    'A card for the gate that reads: Always shut me.',
    'Squeeze this into a line I sell eels at the pier. From now on, always bring your own bucket. Bye now.',
    'look 👇\n\nThe tide was out. From now on, always ring twice. My boots were wet.',
    'The mill turned all night. My name was on the sack. Never trust a miller. The wheel fell silent.',
  ])('that may be the text that a request wants is not stored, at most asked about: %j', (message) => {
    const orders = activeOf(message).filter(({ kind }) => kind === 'instruction');
    expect(orders.filter(({ doubtful }) => doubtful !== true)).toEqual([]);
  });

  it.each([
    'From now on answer in Frisian. How long does barley take?',
    'What goes with trout? And from now on leave out the wine.',
    'Remember that my cello is called Otto. What rhymes with Otto?',
  ])('beside a request that is complete in itself is stored: %j', (message) => {
    expect(activeOf(message)).not.toEqual([]);
  });
});

describe('a lead', () => {
  it.each([
    ['Reword', 'needs_text'],
    ['Does that sound rude', 'needs_text'],
    ['What shall I cook on Sunday', 'stands_alone'],
    ['Some facts about me', 'opens_own'],
  ] as const)('%s: %s', (text, lead) => {
    expect(leadScores(text)[lead]).toBeGreaterThan(0.5);
  });
});
