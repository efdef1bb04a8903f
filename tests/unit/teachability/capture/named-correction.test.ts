import { describe, expect, it } from 'vitest';
import { applyNamedCorrection } from '#main/teachability/capture/decide/named-correction.ts';

describe('a correction that names what was wrong', () => {
  it.each([
    [
      'I keep nine hives behind the shed.',
      'sorry, eleven hives, not nine',
      'I keep eleven hives behind the shed.',
    ],
    ['I take the 7:40 train.', 'Actually not the 7:40 but the 8:05.', 'I take the 8:05 train.'],
    ['My daughter plays the oboe.', 'not the oboe, the bassoon', 'My daughter plays the bassoon.'],
    ['Ich habe drei Ziegen.', 'vier Ziegen, nicht drei', 'Ich habe vier Ziegen.'],
    ['Je vis à Nantes.', 'Rennes, pas Nantes', 'Je vis à Rennes.'],
    ['Mi jefa se llama Inés.', 'no Inés sino Irene', 'Mi jefa se llama Irene.'],
    ['У меня два кота.', 'три, не два', 'У меня три кота.'],
  ])('%s + %s', (memory, correction, right) => {
    expect(applyNamedCorrection(memory, correction)).toBe(right);
  });

  it.each([
    ['what is denied is not there', 'I keep nine hives.', 'eleven, not seven'],
    ['it is there twice', 'I have nine hens and nine ducks.', 'eleven, not nine'],
    ['nothing comes in its place', 'I keep nine hives.', 'hives, not nine'],
    ['it is only a part of a word', 'I live in Norwich.', 'York, not Nor'],
    ['it denies nothing', 'I keep nine hives.', 'I keep eleven hives now'],
  ])('changes nothing where %s', (_, memory, correction) => {
    expect(applyNamedCorrection(memory, correction)).toBeNull();
  });
});
