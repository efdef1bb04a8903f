/** Corrections of an answer given from memory that do not name what they correct. */
import { beforeAll, describe, expect, it } from 'vitest';
import { withSubjectOf, withValuePut } from '#main/teachability/capture/decide/of-whom.ts';
import { isNameAlone } from '#main/teachability/capture/decide/short-correction.ts';
import { understandByMeaning } from '../../../support/understood-by-meaning.ts';

const ofSomebody = [
  ['My cousin Bea lives in Hull.', 'She moved to Leeds.', 'My cousin Bea moved to Leeds.'],
  ['My uncle works at the docks.', "He's at the airport now.", "My uncle's at the airport now."],
  ['Our shed is green.', "no, it's red these days", "Our shed's red these days"],
  ['Mein Bruder Jan wohnt in Kiel.', 'er wohnt jetzt in Lübeck', 'Mein Bruder Jan wohnt jetzt in Lübeck'],
  ['Ma cousine Inès habite à Brest.', 'elle a déménagé à Rennes', 'Ma cousine Inès a déménagé à Rennes'],
] as const;
const ofNobody = [
  ['My cousin Bea lives in Hull.', 'Is she far away?'],
  ['My cousin Bea lives in Hull.', 'She is lovely, write her a birthday card'],
  ['I keep bees.', 'She moved to Leeds.'],
  ["My cousin's dog is called Fips.", 'She moved to Leeds.'],
  ['My cousin Bea lives in Hull.', 'er wohnt jetzt in Lübeck'],
] as const;

beforeAll(async () => {
  await understandByMeaning([...ofSomebody, ...ofNobody].map(([, said]) => said));
}, 120_000);

describe('a pronoun after an answer', () => {
  it.each(ofSomebody)('stands for what the memory is about: %s %s', (memory, said, text) => {
    expect(withSubjectOf(memory, said)).toBe(text);
  });

  it.each(ofNobody)('stays where nothing is corrected, or nobody is named: %s %s', (memory, said) => {
    expect(withSubjectOf(memory, said)).toBeNull();
  });
});

describe('a value to be put in the place of another', () => {
  it.each([
    ['My kayak is blue.', 'Make that orange.', 'My kayak is orange.'],
    ['My train leaves at 6:50.', 'change it to 7:10', 'My train leaves at 7:10.'],
    ['Mein Roller ist rot.', 'mach daraus grün', 'Mein Roller ist grün.'],
    ['Il mio gatto si chiama Nino.', 'cambialo in Tito', 'Il mio gatto si chiama Tito.'],
  ])('is put there: %s %s', (memory, said, text) => {
    expect(withValuePut(memory, said)).toBe(text);
  });

  it.each([
    ['My cousin Bea lives in Hull.', 'Make that a limerick.'],
    ['My kayak is blue.', 'Make me a sandwich.'],
    ['My kayak is blue.', 'Change is hard.'],
  ])('is not found elsewhere: %s %s', (memory, said) => {
    expect(withValuePut(memory, said)).toBeNull();
  });
});

it.each([
  ['It is Dr. Hahn.', true],
  ['Es ist Frau Hahn.', true],
  ['It is raining.', false],
  ['Ida Hahn.', false],
  ['It is in the Red Room of our house.', false],
])('a name alone: %s %s', (sentence, is) => {
  expect(isNameAlone(sentence)).toBe(is);
});
