/** Statements, corrections and requests to forget as people type them in haste; judged by what they mean, with the app's own vectors. */
import { beforeAll, describe, expect, it } from 'vitest';
import { applyShortCorrection } from '#main/teachability/capture/decide/short-correction.ts';
import { explicitTeachings } from '#main/teachability/capture/extract/explicit-teaching.ts';
import { learnByRules } from '#main/teachability/capture/extract/learn-by-rules.ts';
import { uncertainTask } from '#main/teachability/capture/extract/uncertain-statements.ts';
import { whoseWords } from '#main/teachability/capture/understand/whose-words.ts';
import { isAboutPeople } from '#main/teachability/recall/gate/person-words.ts';
import { aboutPartOf } from '#main/teachability/recall/request/about-me.ts';
import { runSync } from '#shared/sliced-task.ts';
import { openTeachability } from '../../../support/open-teachability.ts';
import { understandByMeaning } from '../../../support/understood-by-meaning.ts';

const NOW = Date.UTC(2026, 4, 12, 9);
const told = (message: string) => learnByRules(message, NOW).map(({ text }) => text);

const kept = [
  "we've got ducks, three of them",
  'our boiler man comes every spring',
  "the bus packed up, we've a tandem now",
  'me and Priya share an allotment in Bow',
  'we keep two goats behind the house, you see?',
];
const passing = [
  'no no I meant the other one',
  'I tried that and it failed',
  "I've fixed it, thanks",
  'we had pizza last night',
  "our train's delayed",
  'I think we are done here',
  "I'm bored at work and have a spare monitor, a kettle and a stapler",
];
const proposals = ['Let us turn to another riddle.', "ok let's go on to the next exercise"];
const forgets = [
  ['I am restoring an old van in the yard.', 'forget the van thing'],
  ['내 자전거는 초록색이야.', '자전거 얘기는 잊어줘'],
] as const;
const beside = [
  'Which is right? Sum it up.\n\nIn gout, colchicine blocks the movement of certain white cells towards the joint that is inflamed.',
  'why does it not compile\n#include <cstdio>\nusing namespace std;\nint area(int side)\n{\n  return side * side;\n}\nint main() { printf("%d", area(3)); }',
];

beforeAll(
  () =>
    understandByMeaning([
      ...kept,
      ...passing,
      ...proposals,
      ...beside,
      ...forgets.map(([, request]) => request),
    ]),
  240_000,
);

describe('a statement in haste', () => {
  it.each(kept)('is kept: %s', (message) => {
    expect(told(message)).toHaveLength(1);
  });

  it.each(passing)('of the moment is not: %s', (message) => {
    expect(told(message)).toEqual([]);
  });

  it.each([
    ['btw, my nan is in Goole', 'My nan is in Goole.'],
    ["ok so I'm allergic to latex, you know?", "I'm allergic to latex."],
    ["my dad's birthday is 3 May, sorry, should have said", "My dad's birthday is 3 May."],
  ])('is kept without what surrounds it: %s', (message, text) => {
    expect(told(message)).toEqual([text]);
  });

  it.each(proposals)('that proposes what to do next is no order: %s', (message) => {
    expect(explicitTeachings(message)).toEqual([]);
  });

  it.each(beside)('of somebody else, or code, is not asked about: %s', (text) => {
    const own = whoseWords(text).own;
    const words = { conversationId: null, messageId: 'm', text, at: NOW };
    expect(runSync(uncertainTask(own, words, []))).toEqual([]);
  });
});

describe('a correction in haste', () => {
  it('about somebody else changes nothing about the user', () => {
    expect(isAboutPeople("Babam Rize'de oturuyor.")).toBe(true);
    expect(applyShortCorrection('Wir wohnen jetzt in Jena.', "babam taşındı, artık Rize'de")).toBeNull();
  });

  it('takes no case ending into another language', () => {
    expect(applyShortCorrection('We live in Jena.', "yok, Rize'de")).toBeNull();
  });
});

describe('a request to forget in haste', () => {
  it.each(forgets)(
    'finds a noun that other languages use as a small word, and a verb in a polite form: %s %s',
    async (memory, request) => {
      const { say, store } = openTeachability();
      await say(`/teach ${memory}`);
      expect(store.countActive()).toBe(1);
      await say(request);
      expect(store.countActive()).toBe(0);
    },
  );
});

it.each(['show me all that you have on me', 'what have I told you so far?'])(
  'a request about the user: %s',
  (request) => {
    expect(aboutPartOf(request)).toBe('all');
  },
);
it.each(['the drinks are on me', 'what is in your soup?'])('no request about the user: %s', (request) => {
  expect(aboutPartOf(request)).toBeNull();
});
