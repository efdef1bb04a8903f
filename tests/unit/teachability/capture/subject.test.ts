import { describe, expect, it } from 'vitest';
import { cuesFor } from '#main/teachability/capture/extract/cues.ts';
import { subjectOf } from '#main/teachability/capture/extract/subject.ts';

const sameSubject: readonly (readonly [subject: string, ...texts: string[]])[] = [
  ['my name', 'My name is Ottoline.', "I'm called Otto.", 'My full name is Ottoline Brand.'],
  [
    'my favourite colour',
    'My favourite colour is teal.',
    'My favorite color is red.',
    'Teal is my favourite colour.',
  ],
  ["my sister's name", 'My sister is called Ana.', "My sister's name is Ana.", 'My sister is named Ana.'],
  ['where I live', 'I live in Ghent.', 'I moved to Porto.', "I'm based in Graz.", 'I now live in Bruges.'],
  [
    'where I live',
    'Vivo en Sevilla.',
    'Ich wohne in Graz.',
    "J'habite à Lyon.",
    'Moro em Braga.',
    'Abito a Torino.',
  ],
  ['my name', 'Me llamo Lucía.', 'Ich heiße Jonas.', 'Mi chiamo Giulia.'],
  ['where I live', 'We live in Leeds.', "I've lived in Osaka since 2015."],
  ['where I work', 'I work at the harbour.', "I'm now working for the city."],
  ['my job', 'I work as a nurse.', 'My job is nursing.'],
  ['my age', "I'm 42 years old.", 'I am 43.', 'My age is 44.'],
  ['my birthday', 'My birthday is in May.', 'I was born on 3 May.'],
  ["my mother's birthday", "My mum's birthday is in June.", "My mother's birthday is in July."],
  ['where my brother lives', 'My brother lives in Split.', 'My brother moved to Rome.'],
  ['what I think of seafood', 'I like seafood.', "I don't like seafood anymore.", 'I hate seafood.'],
  ['preference between coffe and tea', 'I prefer tea over coffee.', 'I now prefer coffee to tea.'],
  ['the twist of two or more numbers', 'The twist of two or more numbers is their sum.'],
];

describe('subjects', () => {
  it.each(sameSubject)('%s', (subject, ...texts) => {
    expect(texts.map((text) => subjectOf(text, 'fact'))).toEqual(texts.map(() => subject));
  });

  it.each([
    'My sister is a doctor.',
    'My dog is very old.',
    'I have two cats.',
    'It rains in Ghent.',
    'I like long walks by the river at night when it is quiet.',
    'My two sons are good at chess.',
    'Vivo en un pueblo.',
    'I moved to Linux.',
    'I moved to React 19.',
    'I lived in Rome.',
  ])('names none where more than one can be true: %s', (text) => {
    expect(subjectOf(text, 'fact')).toBeNull();
  });

  it('keeps people apart', () => {
    expect(subjectOf('My older sister is called Bea.', 'fact')).not.toBe("my sister's name");
  });

  it('knows instructions that replace each other', () => {
    expect(subjectOf('Answer in German.', 'instruction')).toBe(
      subjectOf('Please reply in Dutch.', 'instruction'),
    );
    expect(subjectOf('Be brief.', 'instruction')).toBe(subjectOf('Keep your answers long.', 'instruction'));
    expect(subjectOf('Answer with bullet points.', 'instruction')).toBeNull();
  });
});

describe('cues by rule', () => {
  it('ask the question a fact answers', () => {
    const texts = cuesFor("I'm called Otto.", 'fact', 'my name').map(({ text }) => text);
    expect(texts).toContain('What is my name?');
  });

  it('name the topic a preference governs', () => {
    const [matter, topic] = cuesFor("I can't stand seafood.", 'preference', null);
    expect(matter).toEqual({ kind: 'topic', text: 'seafood' });
    expect(topic?.kind).toBe('topic');
    expect(topic?.text).toContain('restaurants');
  });

  it('name what an instruction is for', () => {
    const text = 'Always include version numbers when I ask about software packages.';
    expect(cuesFor(text, 'instruction', null)).toEqual([{ kind: 'topic', text: 'software packages' }]);
  });
});
