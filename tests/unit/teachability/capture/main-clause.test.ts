import { describe, expect, it } from 'vitest';
import { inMainOrder } from '#main/teachability/capture/extract/main-clause.ts';

describe('a "that" clause with its verb last', () => {
  it.each([
    ['Merk dir, dass ich morgens keinen Kaffee trinke.', 'ich trinke morgens keinen Kaffee'],
    ['Vergiss bitte nicht, dass ich Koriander nicht mag.', 'ich mag Koriander nicht'],
    ['Denk dran, dass wir im Juli in Dänemark sind.', 'wir sind im Juli in Dänemark'],
    ['Merk dir bitte, dass meine Katze Minka heißt.', 'meine Katze heißt Minka'],
    ['Merk dir, dass meine kleine Schwester in Ulm studiert.', 'meine kleine Schwester studiert in Ulm'],
    ['Merke dir, dass ich 1980 in Trier geboren bin.', 'ich bin 1980 in Trier geboren'],
    ['Merk dir, dass mein Zahnarzt Dr. Weiss ist.', 'mein Zahnarzt ist Dr. Weiss'],
    ['Merk dir, dass unsere Chefin Prof. Ahrens heißt.', 'unsere Chefin heißt Prof. Ahrens'],
    ['Denk daran, dass mein Vermieter A. Lorenz ist.', 'mein Vermieter ist A. Lorenz'],
    ['Merk dir, dass ich in der Bäckerei arbeite.', 'ich arbeite in der Bäckerei'],
    ['Denk dran, dass mein Onkel für das kleine Museum malt.', 'mein Onkel malt für das kleine Museum'],
    ['Onthoud dat ik in Utrecht woon.', 'ik woon in Utrecht'],
    ['Onthoud dat mijn broer geen vlees eet.', 'mijn broer eet geen vlees'],
  ])('%s', (sentence, sentenceOfItsOwn) => {
    const clause = sentence.replace(/^.*?\bda(?:ss|t) /u, '').replace(/\.$/u, '');
    expect(inMainOrder(clause, sentence)).toBe(sentenceOfItsOwn);
  });

  it.each([
    ['two verbs', 'Merk dir, dass ich in Kiel wohne und zwei Katzen habe.'],
    ['a verb that comes apart', 'Merk dir, dass ich um sechs aufstehe.'],
    ['a subject whose end is not told', 'Merk dir, dass meine Schwester Lea Geige spielt.'],
    ['a relative pronoun', 'Merk dir, dass ich einen Hund habe der Anna mag.'],
    ['a clause within it', 'Merk dir, dass ich, wenn es regnet, Bus fahre.'],
    ['a verb before the last word', 'Onthoud dat ik in Utrecht heb gewoond.'],
  ])('stays as it was said with %s', (_, sentence) => {
    const clause = sentence.replace(/^.*?\bda(?:ss|t) /u, '').replace(/\.$/u, '');
    expect(inMainOrder(clause, sentence)).toBe(sentence);
  });

  it('a particle before it belongs to the request', () => {
    const sentence = 'Merk dir mal, dass unser Pförtner Kruse heißt';
    expect(inMainOrder('mal, dass unser Pförtner Kruse heißt', sentence)).toBe('unser Pförtner heißt Kruse');
  });

  it('other words are left alone', () => {
    expect(inMainOrder('ich wohne in Kiel', 'Merk dir: ich wohne in Kiel')).toBe('ich wohne in Kiel');
    expect(inMainOrder('the door code is 5', 'Remember that the door code is 5')).toBe('the door code is 5');
  });
});
