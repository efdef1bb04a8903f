import { describe, expect, it } from 'vitest';
import { mayContainTeaching } from '#main/teachability/capture/understand/may-contain-teaching.ts';

describe('whether a model is asked what a message teaches', () => {
  it.each([
    'How do I sort a list of tuples?',
    'what should i bake for a crowd',
    'Can I freeze cooked rice?',
    'Shouldn’t I salt the water first?',
    'Could I ask you something?',
    'Where did I live before?',
    'Why do leaves turn red? And what can I do about it?',
    'Wie falte ich ein Papierschiff?',
    'Quelle est la plus haute montagne des Alpes ?',
    'thanks!',
  ])('not for what only asks: %s', (message) => expect(mayContainTeaching(message)).toBe(false));

  it.each([
    'What can I cook with the salmon I caught?',
    'Should I take my umbrella?',
    'As a vegan, what can I eat?',
    'I moved to Tromsø. What should I see?',
    'Can I, being allergic to nuts, eat marzipan?',
    'Is it normal that I wake up at four?',
    'Where should we go, given that my knee hurts?',
  ])('for what says something beside a question: %s', (message) =>
    expect(mayContainTeaching(message)).toBe(true),
  );
});
