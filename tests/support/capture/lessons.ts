/** What people teach in a chat, and what must be visible afterwards. */
export interface Lesson {
  readonly name: string;
  /** What the user says, in order, in one chat. */
  readonly teach: readonly string[];
  /** Matches the memory that must exist at the end. */
  readonly remembered: RegExp;
  /** Must match no active memory at the end. */
  readonly superseded?: RegExp;
  readonly ask: string;
  /** In memory mode: matches the answer. */
  readonly answer: RegExp;
  /** With a scripted model: it gives `reply` only if the request contains the memory. */
  readonly knows: string;
  readonly reply: string;
}

export const correction = {
  name: 'a correction of an earlier fact',
  teach: ['Remember that my sister is called Ana.', 'No, my sister is called Anneliese.'],
  remembered: /my sister is called Anneliese/i,
  superseded: /called Ana\b/,
  ask: 'What is my sister called?',
  answer: /Anneliese/,
  knows: 'called Anneliese',
  reply: 'Your sister is called Anneliese.',
} satisfies Lesson;

export const lessons: readonly Lesson[] = [
  {
    name: 'a made-up word, defined by a hint',
    teach: [
      'What is the twist of 5 and 7?',
      'Actually, here is a hint: the twist of two or more numbers is their product minus their sum.',
    ],
    remembered: /twist of two or more numbers is their product minus their sum/i,
    ask: 'What is the twist of 8, 3 and 2?',
    answer: /product minus their sum/i,
    knows: 'product minus their sum',
    reply: 'The twist of 8, 3 and 2 is 48 - 13 = 35.',
  },
  {
    name: 'a favourite colour',
    teach: ['Remember that my favourite colour is teal.'],
    remembered: /my favourite colour is teal/i,
    ask: 'What is my favourite colour?',
    answer: /teal/i,
    knows: 'favourite colour is teal',
    reply: 'Your favourite colour is teal.',
  },
  {
    name: 'a name',
    teach: ['My name is Ottoline.'],
    remembered: /my name is Ottoline/i,
    ask: 'What is my name?',
    answer: /Ottoline/,
    knows: 'Ottoline',
    reply: 'You are called Ottoline.',
  },
  {
    name: 'a formatting instruction',
    teach: ['From now on, answer with bullet points.'],
    remembered: /answer with bullet points/i,
    ask: 'How should you format your answers?',
    answer: /bullet points/i,
    knows: 'bullet points',
    reply: '- In bullet points.',
  },
  correction,
];
