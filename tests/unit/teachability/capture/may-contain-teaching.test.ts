import { beforeAll, describe, expect, it } from 'vitest';
import { mayContainTeaching } from '#main/teachability/capture/understand/may-contain-teaching.ts';
import { understandByMeaning } from '../../../support/understood-by-meaning.ts';

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

const requests = [
  'Write a haiku about rain',
  'Explain how tides work.',
  'Plan a three-day trip to Lisbon.',
  'tell me a joke',
  'Make a packing list for a week in Iceland.',
  'Hello! Write a limerick about Dublin.',
  'Convert 30 miles to km',
  'Schreib ein Gedicht über den Regen.',
  'Écris un poème sur la pluie.',
  'Dame tres ideas para la cena.',
  'Scrivi una poesia sulla pioggia.',
  'Napisz wiersz o deszczu.',
  'Напиши хокку о дожде.',
  '写一首关于雨的诗。',
  '雨についての俳句を書いて。',
  'اكتب قصيدة عن المطر.',
  'बारिश पर एक कविता लिखो।',
  'Yağmur hakkında bir haiku yaz.',
];
const beside = [
  'Write a haiku for my daughter Mia, she turns five tomorrow.',
  'Give me dinner ideas, I don’t eat pork.',
  'Find a gift for Tom’s birthday on 4 June.',
  'Plan dinner for eight, two of them celiac.',
  'Answer briefly from now on.',
  'The deadline for the Orion project is 3 May.',
  'Peanuts make me sick',
  'Use tabs, not spaces.',
  'Suggest a film, but nothing with subtitles ever',
  'Schlag mir ein Restaurant vor, ich esse vegan.',
  'Suggère-moi un film, je déteste l’horreur.',
  'Recomiéndame un vino, no bebo tinto.',
  'Посоветуй фильм, я не люблю ужасы.',
  'おすすめの映画を教えて。ホラーは苦手です。',
  '推荐一部电影，我不喜欢恐怖片。',
  'Пиши мне без смайликов.',
  'मैं शाकाहारी हूँ।',
];

describe('whether a model is asked what a request teaches', () => {
  beforeAll(async () => {
    await understandByMeaning([...requests, ...beside]);
  });

  it.each(requests)('not for what only asks: %s', (message) =>
    expect(mayContainTeaching(message)).toBe(false),
  );

  it.each(beside)('for what tells something: %s', (message) =>
    expect(mayContainTeaching(message)).toBe(true),
  );

  it('for a long one, which is not classified', () => {
    expect(mayContainTeaching('Write a haiku about rain. '.repeat(7))).toBe(true);
  });
});
