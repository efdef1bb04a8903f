/** Orders for one occasion: which stand beside each other, and which take the place of another. */
import { describe, expect, it } from 'vitest';
import {
  askForDifferent,
  canBothBeFollowed,
  takesPlaceOf,
} from '#main/teachability/capture/decide/conditions.ts';
import { openTeachability } from '../../../support/open-teachability.ts';

/** The texts of the active memories after messages that follow each other, oldest first. */
async function knownAfter(...messages: readonly string[]): Promise<string[]> {
  const { say, store } = openTeachability();
  for (const message of messages) await say(message);
  const { items } = store.views.page({ statuses: ['active'] }, 50, 0);
  return items.map(({ text }) => text).toReversed();
}

describe('two orders for one occasion', () => {
  it.each([
    [
      'Always name the tides when I ask about sailing trips.',
      'Always keep a calm tone when I ask about sailing plans.',
    ],
    [
      'Always write times as 14:00 when I ask about ferry days.',
      'Always include the times of the last ferry when I ask about ferries.',
    ],
    ['When I ask about caves, list the depth.', 'When I ask about caves, warn me about floods.'],
    ['Wenn ich nach Höhlen frage, nenne die Tiefe.', 'Wenn ich nach Höhlen frage, schlag einen Führer vor.'],
  ])('can both be followed: %s %s', (one, other) => {
    expect(canBothBeFollowed(one, other)).toBe(true);
    expect(takesPlaceOf(one, other)).toBe(false);
  });

  it.each([
    ['Use knots when I ask about wind.', 'Use metres per second when I ask about wind.'],
    ['Always answer in tables when I ask about tides.', 'Always answer in prose when I ask about tides.'],
    ['Be brief when I ask about wind.', 'Be thorough when I ask about wind.'],
    ['List three harbours when I ask for moorings.', 'List five harbours when I ask for moorings.'],
  ])('the newer one is not the same and takes the place of the other: %s %s', async (one, other) => {
    expect(takesPlaceOf(one, other)).toBe(true);
    expect(canBothBeFollowed(one, other)).toBe(false);
    expect(await knownAfter(one, other)).toEqual([other]);
  });

  it.each([
    ['Always mention the fee when I ask about moorings.', 'Never mention the fee when I ask about moorings.'],
    ['Be brief.', 'Be thorough.'],
  ])('are left to other rules: %s %s', (one, other) => {
    expect(canBothBeFollowed(one, other)).toBe(false);
    expect(takesPlaceOf(one, other)).toBe(false);
  });

  it('are not the same if each asks for something of its own', () => {
    expect(
      askForDifferent('Name the depth when I ask about caves.', 'Name a guide when I ask about caves.'),
    ).toBe(true);
    expect(
      askForDifferent('Name the depth when I ask about caves.', 'Name depths when I ask about caves.'),
    ).toBe(false);
  });
});

describe('news of somebody whom a memory names', () => {
  it('changes no memory about the user', async () => {
    const known = await knownAfter(
      'I swim on Mondays and Wednesdays.',
      'My husband Piet works nights.',
      "Piet isn't on nights anymore, he's on days now.",
    );
    expect(known).toContain('I swim on Mondays and Wednesdays.');
  });
});
