import { describe, expect, it } from 'vitest';
import { cuesFor } from '#main/teachability/capture/extract/cues.ts';
import { wishTopic } from '#main/teachability/capture/extract/wish-topic.ts';

describe('what a wish is about', () => {
  it.each([
    ['I strongly avoid places that serve raw fish.', 'places that serve raw fish'],
    ['I don’t like long meetings and prefer written notes.', 'long meetings, written notes'],
    ["I'm allergic to walnuts.", 'walnuts'],
    ['I would rather travel by train because I hate flying.', 'travel by train, flying'],
  ])('%s', (wish, matter) => expect(wishTopic(wish)).toBe(matter));

  it('is not told of what is worded otherwise, says nothing else, or is too long for a cue', () => {
    expect(wishTopic('Keine Nüsse, bitte')).toBeNull();
    expect(wishTopic('I like it very much.')).toBeNull();
    expect(wishTopic(`I like ${'very particular things '.repeat(10)}`)).toBeNull();
  });

  it('is a cue of a preference', () => {
    expect(cuesFor('I avoid window seats.', 'preference', null)[0]).toEqual({
      kind: 'topic',
      text: 'window seats',
    });
  });
});
