import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { learnByRules as learnAt } from '#main/teachability/capture/extract/learn-by-rules.ts';
import type { MemoryKind } from '#shared/memory/memory.ts';
import { anyUnicode } from '../../../support/any-unicode.ts';
import { propertyRuns } from '../../../support/property-runs.ts';

const learnByRules = (message: string) => learnAt(message, Date.UTC(2026, 0, 1));

/** What a message teaches, one line each: message => text, by kind. */
const learned: Record<MemoryKind, string> = {
  preference: `
I really can't stand cilantro.
I prefer trains over planes.
I strongly dislike open-plan offices.
I avoid gluten whenever I can.
I don't eat meat on Fridays.
I'm allergic to cashews.
I prefer it when the summary comes first.
I am not a fan of reality television.
I hate being late to things.
I love long walks by the river.
I enjoy slow mornings with a newspaper.
I have a strong preference for paper books.
I have a fear of flying.
I have a severe peanut allergy.
I'm lactose intolerant.
I am a vegetarian.
I refuse to buy furniture made of tropical wood.
I only drink decaf after lunch.
I never wear perfume.
I need my coffee to be black.
I want my mornings to be free of meetings.
I find long lectures tiring and boring.
I find it hard to focus with music on.
I learn best with my hands.
I work better in the evening.
I follow a low-salt diet.
I exclusively use fountain pens.
I tend to avoid crowded places.
I can't tolerate loud restaurants.
I cannot eat anything fried.
I'm not comfortable with heights.
I get seasick easily on small boats.
I don't like horror films.
I do not want any pets with fur.
I steer clear of energy drinks.
I'm a big fan of Nordic crime novels.
I would rather walk than take the bus.
I'd rather cook at home than eat out.
I insist on natural light in my workspace.
As a night owl, I prefer evening classes.
Due to a knee injury, I avoid running.
I'm trying to keep my screen time below two hours a day.
I strictly avoid single-use plastic.
not a fan of crowded beaches tbh => I'm not a fan of crowded beaches.
Olives are not my thing.
Mushrooms make me gag.
I've never liked seafood.
I was diagnosed with ADHD last year.
I'm a morning person.
i dont like spicy food => I don't like spicy food.
I have no interest in motor sports.
I'm particular about font choices.
I despise small talk at parties.
I use only cruelty-free soap because I avoid animal testing. => I use only cruelty-free soap because I avoid animal testing. | I avoid animal testing.
Planning a trip to Norway. By the way, I prefer small hotels. => I prefer small hotels.
I'm vegan, can you suggest a dinner for tonight? => I'm vegan.
I'm setting up a site with Bootstrap and I prefer it over Foundation. => I'm setting up a site with Bootstrap and I prefer it over Foundation.
I prefer quiet cafés, so where should I write in Lyon? => I prefer quiet cafés.
`,
  fact: `
My name is Ottoline.
I'm called Bartholomew.
I live in Ghent.
I moved to Utrecht last spring.
I work at a lighthouse museum.
I work as a night nurse.
I'm a retired carpenter.
I am a marine biologist.
I'm 42 years old.
My birthday is on the third of May.
My sister is called Anneliese.
My two sons are called Per and Nils.
My wife works at the town hall.
My dog is named Biscuit.
I have two cats.
I have a daughter and a son.
My favourite colour is teal.
My favorite season is late autumn.
I was born in Graz.
I'm originally from Peru.
I speak Finnish and a little Estonian.
I'm learning Welsh.
My car is an old blue Saab.
My email address is otto@example.org.
My employer is the city archive.
I'm married to a beekeeper.
I got married to a designer from Lisbon.
I play the cello.
I usually get up at five.
My mother lives in Split.
My boss hates long emails.
My time zone is CET.
I study chemistry at the polytechnic.
I own a small bakery.
We live in Leeds.
im from glasgow originally => I'm from glasgow originally.
I drive a 2012 Honda Jazz.
I sing in a choir on Tuesdays.
I knit.
My laptop is a ThinkPad X1.
We have a golden retriever called Biscuit.
my daughter Lily is 7 => My daughter Lily is 7.
I have three kids and a big dog.
I've been learning Korean for two years.
I don't work at Siemens any more.
English isn't my first language.
A gift for my dad? He is 70 and loves fishing. => My dad is 70 and loves fishing.
When I say the shed, I mean my workshop behind the house.
In our family, "the boat" means the red sofa.
Here is a hint: the twist of two or more numbers is their product minus their sum. => The twist of two or more numbers is their product minus their sum.
Hint: a flum is a lamp without a shade. => A flum is a lamp without a shade.
No, my sister is called Anneliese. => My sister is called Anneliese.
Actually, I live in Bruges now. => I live in Bruges now.
`,
  instruction: `
Always answer in full sentences.
Never use emojis in your answers.
Please always give sources. => Always give sources.
Whenever I ask for a recipe, use metric units.
When I ask about dates, always write the month as a word.
Always include version numbers when I ask about packages.
Keep your answers short.
I want your answers to be brief.
Your replies should be formal.
Reply in Portuguese.
Answer me in simple English.
Address me as Doctor Brand.
Use metric units.
Include an example when I ask about grammar.
You should always check your sums twice.
I want you to be blunt with me.
Talk to me like I'm an expert.
Stop using emojis.
If I paste an error, just tell me the fix.
Dates should be written day first.
You don't need to explain basic Python to me.
`,
  skill: '',
};

/** Nothing may be learned from any of these. */
const notLearned = `
What is my favourite colour?
Do I prefer tea or coffee?
Can you remember what I like?
Should I avoid gluten?
Why do people dislike open offices?
Is it true that I can't eat shellfish raw?
If I lived in Ghent, I would cycle more.
If I were allergic to nuts, what could I bake?
Suppose I prefer trains; how long would it take?
Imagine I am a pirate.
Let's say I hate Mondays.
Pretend I live in Rome and plan my day.
I wish I lived by the sea.
I would love to see Norway some day.
I might move to Berlin.
She said I never listen.
My brother said he hates fish.
My wife thinks I work too much.
He told me I avoid conflict.
They say I am stubborn.
Anna prefers tea.
He lives in Porto.
People love long weekends.
The customer is allergic to nuts.
The user wants the answer in Dutch.
I like your watch.
I like it.
I love this!
I love that idea.
I like the second one better.
I don't like that answer.
I hate this bug.
I prefer the first version.
I enjoyed our talk.
I need help with my essay.
I need a table with three columns.
I want you to write a poem.
I want to know the capital of Peru.
I'm looking for a used car.
I'm writing a letter to my landlord.
I'm not sure what to cook.
I'm a bit tired.
I'm going to the shop.
I have a question about taxes.
I have a problem with my code.
I have an error in line 12.
I have 100 coins.
My code is not working.
My bet is 30 coins on horse 4.
My computer is slow.
My question is simple.
My function returns null.
For this essay I prefer a formal tone.
Right now I can't eat anything.
Use the first option for this text.
Keep this answer short.
Be more specific please.
Make it shorter.
Please be a bit more creative.
Don't use numbers in this list.
Translate this into German: I love you and I live in Berlin.
Correct this sentence: I am allergic on nuts.
Fix the grammar: My name is Bond and I likes tea.
Is this sentence correct: I prefer tea than coffee.
Rewrite this text: I hate mornings. I never eat breakfast.
Write a story about a man who says: I never sleep.
"I have lived in Rome for years and I love it," wrote the author.
> I prefer tea.
I prefer ____ over coffee.
Act as a doctor. I have a severe headache disorder.
Write an email from the perspective of a nurse. I work at a clinic.
Complete the sentence: I always eat _____
What does "I can't stand it" mean in Spanish?
I think you are right.
I've practised twenty problems so far.
I have never completed any of these exercises.
I've been working on this and it really helps.
I couldn't have done it without you.
It stands for freedom.
I love how it sounds.
I love all the colours in it.
I see.
I understand.
I know that already.
I got the same result.
I can't open the file.
I can't use the library in this project.
I never said that.
I don't understand why.
I don't use it in this function.
You prefer short answers, don't you?
Your last answer was great, I like how you explain.
The weather is nice.
Tomorrow is Monday.
Thanks, I appreciate it.
hello
42
continue
always
I like
const i = { prefer: true, always: [1, 2] };
I drive from A to B at 60 km/h.
I work on the second chapter.
I collect the results in an array.
My laptop is making a noise.
My email is full.
I like where this is going.
I like the direction of the intro.
I moved to Linux and the sound does not work.
I moved to React 19.
I refuse to believe it.
As a customer once told me, I hate waiting.
Oh great, I just love it when the build breaks.
I love Mondays. Not.
I have one child node and two parents in the tree.
My friend likes the idea.
I'm tired of waiting for the build.
I don't want to go to work tomorrow.
The king has a daughter. She is 12.
I prefer if we go step by step now.
I'd prefer it if you waited now.
I'm allergic to bad code.
I am allergic to ugly hacks.
I got married to the idea.
I got married to the idea of a rewrite.
I'm married to my job.
`
  .split('\n')
  .filter((line) => line !== '');

const cases = Object.entries(learned).flatMap(([kind, lines]) =>
  lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [message = '', text = message] = line.split(' => ');
      return { kind, message, texts: text.split(' | ') };
    }),
);

describe('learning by rules', () => {
  it('is tested on at least 150 sentences', () => {
    expect(cases.length + notLearned.length).toBeGreaterThanOrEqual(150);
  });

  it.each(cases)('learns a $kind: $message', ({ kind, message, texts }) => {
    const [found, ...more] = learnByRules(message);
    expect(found?.kind).toBe(kind);
    expect(texts).toContain(found?.text);
    expect(found?.rule).toMatch(/^(preference|constraint|fact|instruction|definition): /u);
    expect(more).toEqual([]);
  });

  it.each(notLearned)('learns nothing: %j', (message) => {
    expect(learnByRules(message).map(({ text, rule }) => `${rule} ${text}`)).toEqual([]);
  });

  it('learns nothing from fenced code', () => {
    expect(learnByRules('Look:\n```\nI prefer tea\n```\n~~~\nI live in Ghent.\n~~~')).toEqual([]);
  });

  it('learns several things from one message, in order', () => {
    const message =
      'Hi! My name is Ottoline. I live in Ghent and I love it. What should I see there? Oh, and I avoid museums.';
    expect(learnByRules(message).map(({ text }) => text)).toEqual([
      'My name is Ottoline.',
      'I live in Ghent and I love it.',
      'I avoid museums.',
    ]);
  });

  it('learns nothing from a pasted mail, letter or dialogue', () => {
    const letter =
      'Is this fine?\n\nDear Ms Hall,\n\nI live in Munich. I love your work.\n\nKind regards,\nPeter';
    const mail = 'From: Dana\nTo: all\nI no longer work on Fridays.\n\nCan you answer her?';
    const dialogue = 'Interviewer: What do you do?\nGuest: I am a pilot and I hate flying.\nSum it up.';
    for (const pasted of [letter, mail, dialogue]) expect(learnByRules(pasted)).toEqual([]);
    // Where a mail ends cannot be told.
    expect(learnByRules(`${mail}\n\nBy the way, I live in Ghent.`)).toEqual([]);
  });

  it('learns nothing from a long text in one paragraph', () => {
    const filler = 'The harbour was quiet and the boats lay still under the grey sky of the north. '.repeat(
      60,
    );
    expect(learnByRules(`${filler}I prefer tea. ${filler}`)).toEqual([]);
    // Its first words may be the text's as well as the user's, and wait in review.
    expect(learnByRules(`I prefer tea. ${filler}`)).toEqual([]);
    expect(learnByRules(`I prefer tea. ${filler.slice(0, 80)}`)).toHaveLength(1);
  });

  it('never throws, and what it stores is a sentence of the message', () => {
    fc.assert(
      fc.property(anyUnicode({ maxLength: 600 }), (text) => {
        for (const teaching of learnByRules(text)) expect(teaching.text.length).toBeGreaterThan(0);
      }),
      { numRuns: propertyRuns(300) },
    );
  });

  it('takes time in proportion to the message', () => {
    const nested = `I ${'really '.repeat(4_000)}like`;
    expect(learnByRules(nested)).toEqual([]);
    expect(learnByRules('I prefer, '.repeat(5_000)).length).toBeLessThanOrEqual(6);
  });
});

describe('several statements in one sentence', () => {
  const texts = (message: string) => learnByRules(message).map(({ text }) => text);

  it('are memories of their own, so that one can change without the other', () => {
    expect(texts('I live in Porto and I work as a nurse.')).toEqual([
      'I live in Porto.',
      'I work as a nurse.',
    ]);
    expect(texts('My dog is called Rex, and my cat is called Tom.')).toEqual([
      'My dog is called Rex.',
      'My cat is called Tom.',
    ]);
  });

  it('are found beside what is none', () => {
    expect(texts("Hi! I'm Marta, I live in Seville and I work as an architect. Can you help me?")).toEqual([
      "I'm Marta.",
      'I live in Seville.',
      'I work as an architect.',
    ]);
    expect(texts("I hate early mornings, and I don't eat breakfast, any ideas?")).toEqual([
      'I hate early mornings.',
      "I don't eat breakfast.",
    ]);
  });

  it('stay together where the second leans on the first', () => {
    expect(texts('I love espresso and I drink it every morning.')).toEqual([
      'I love espresso and I drink it every morning.',
    ]);
  });
});
