import { beforeAll, describe, expect, it } from 'vitest';
import {
  applyShortCorrection,
  isCorrection,
  withCorrection,
} from '#main/teachability/capture/decide/short-correction.ts';
import { explicitTeachings } from '#main/teachability/capture/extract/explicit-teaching.ts';
import { whoseWords } from '#main/teachability/capture/understand/whose-words.ts';
import { understandByMeaning } from '../../../support/understood-by-meaning.ts';

const setRight = [
  ['كلبتي اسمها ميمي.', 'لا، قصدت سيسي'],
  ['मेरी गाय का नाम गौरी है।', 'नहीं, मेरा मतलब हीरा था'],
] as const;
/** How answers are to be, without a word that says that it is to last; and what is asked for once. */
const wishes = [
  'Pounds please, not kilos.',
  'Diagrams rather than prose.',
  'Des paragraphes courts, s’il te plaît.',
  'Los precios en pesos, por favor.',
  'Niente tabelle, grazie.',
  'Listas curtas, por favor.',
];
const requests = [
  'Write me a haiku about frost.',
  'give me three titles for a talk',
  'shorten it a little',
  'another word for quiet',
  'list four lakes in Peru',
  'Schreib mir ein Märchen über Schnee.',
  'Donne-moi deux idées de cadeau.',
  'Napisz list do sąsiada.',
  'Напиши рассказ о море.',
];

beforeAll(async () => {
  await understandByMeaning([...setRight.map(([, fragment]) => fragment), ...wishes, ...requests]);
}, 120_000);

describe('a wish without a word that says that it lasts', () => {
  it.each(wishes)('is kept, or asked about in Review: %s', (wish) => {
    expect(explicitTeachings(wish).map(({ kind }) => kind)).toEqual(['instruction']);
  });

  it.each(requests)('what is asked for once is neither: %s', (request) => {
    expect(explicitTeachings(request)).toEqual([]);
  });
});

it.each([
  ['Annem Rize’de oturuyor.', 'we broke up, Kim and me'],
  ['The tuner is called Weiss.', 'We met Braun'],
])('a statement about the user corrects no memory of something else: %s %s', (memory, fragment) => {
  expect(applyShortCorrection(memory, fragment)).toBeNull();
});

describe('a few words that set right what was said before, where no capitals tell the name', () => {
  it.each(setRight)('stand beside it: %s %s', (memory, fragment) => {
    expect(withCorrection(memory, fragment)).toContain(`${memory} ${fragment}`);
  });

  it.each([
    ['My cat is called Mo.', 'no, I meant Bo'],
    ['犬の名前はポチです。', '今日はいい天気ですね'],
    ['犬の名前はポチです。', 'いや、実は昨日から新しい仕事を始めたので名前を変えようと思っています'],
  ])('anything else does not: %s %s', (memory, fragment) => {
    expect(withCorrection(memory, fragment)).toBeNull();
  });
});

describe('a label that names what is told behind it', () => {
  it.each([
    'New office, new desk: my desk is by the lift.',
    'Neue Praxis, neue Ärztin: meine Ärztin ist Frau Doktor Ahrens.',
  ])('leaves it the user’s: %s', (text) => {
    expect(whoseWords(text)).toEqual({
      own: text,
      unclear: '',
      hasMaterial: false,
      isOpening: false,
      quotations: [],
    });
  });

  it('a request does not', () => {
    expect(whoseWords('Translate this: I live in Ulm.').own).not.toContain('Ulm');
  });
});

describe('a name that stands behind a title or an answer', () => {
  it.each([
    ['My dentist is Dr. Weiss.', 'No, it is Dr. Braun.', 'My dentist is Dr. Braun.'],
    ['Mein Zahnarzt ist Dr. Weiss.', 'Nein, das ist jetzt Dr. Braun.', 'Mein Zahnarzt ist Dr. Braun.'],
    ['My sister lives in Graz.', 'She lives in Linz now.', 'My sister lives in Linz.'],
  ])('takes the place of the old name alone: %s %s', (memory, fragment, now) => {
    expect(applyShortCorrection(memory, fragment)).toBe(now);
  });
});

describe('the age of a person', () => {
  it.each([
    ['My niece is 34.', 'She is 35 now.', 'My niece is 35.'],
    ['My niece is 34 years old.', 'No, she is 35.', 'My niece is 35 years old.'],
    ['Meine Nichte ist 34 Jahre alt.', 'Sie ist jetzt 35.', 'Meine Nichte ist 35 Jahre alt.'],
    ['My niece has 3 kids.', 'She has 4 now.', 'My niece has 4 kids.'],
    ['My tent weighs 3 kilos.', 'It is 4 now.', 'My tent weighs 4 kilos.'],
  ])('takes the place of an age, and a count that of a count: %s %s', (memory, fragment, now) => {
    expect(applyShortCorrection(memory, fragment)).toBe(now);
  });

  it.each([
    ['My niece has 3 kids.', 'She is 35 now.'],
    ['My niece owns 12 goats.', "She's 35 now."],
    ['Meine Nichte hat 3 Kinder.', 'Sie ist jetzt 35.'],
    ['Mijn nicht heeft 3 kinderen.', 'Ze is nu 35.'],
    ['I have 3 kids.', "I'm 35 now."],
  ])('is no number of things: %s %s', (memory, fragment) => {
    expect(applyShortCorrection(memory, fragment)).toBeNull();
  });
});

describe('a clause that only says that something is wrong', () => {
  it.each([
    "That's wrong, it's Dr. Braun.",
    'That is not right. It is Braun.',
    "That isn't true, it's Linz.",
    'Das stimmt nicht, es ist Dr. Braun.',
    'C’est faux, c’est Linz.',
    'Eso no es cierto, es Linz.',
  ])('makes what follows a correction: %s', (said) => {
    expect(isCorrection(said)).toBe(true);
  });

  it.each(["That's right, it's Dr. Braun.", 'Das stimmt, es ist Linz.', 'It was wrong of Peter, I think.'])(
    'is told from others: %s',
    (said) => {
      expect(isCorrection(said)).toBe(false);
    },
  );
});
