import { describe, expect, it } from 'vitest';
import { REMOVED_ANSWER, Redactor } from '#main/store/forgetting/redactor.ts';

const redactorOf = (texts: readonly string[], more: { sources?: string[]; answers?: string[] } = {}) =>
  new Redactor([
    {
      memoryId: 'm',
      texts,
      cues: [],
      quote: null,
      sourceMessages: more.sources ?? [],
      answers: more.answers ?? [],
      conversations: [],
      unlinked: [],
    },
  ]);

const answer = (text: string, id = 'a') => ({ id, role: 'assistant', text, reasoning: '' }) as const;
const user = (text: string, id = 'u') => ({ id, role: 'user', text, reasoning: '' }) as const;

describe('Redactor', () => {
  it.each([
    ['My locker code is 4711.', 'Your locker code is 4711.'],
    ['My locker code is 4711.', 'As you said: 4711.'],
    ['My favourite colour is teal.', 'Your favourite colour is teal, so I chose it.'],
    ['I live in Ghent.', 'Since you live in Ghent, take the tram.'],
    ['My godmother is called Philomena Xanthippe.', 'Philomena? A fine name.'],
    ['The vault code is Zanzibar-Quokka.', 'Say “Quokka”, then the rest.'],
    ['Mein Hund heißt Wolfram.', 'Dein Hund Wolfram wird sich freuen.'],
    ['我的秘密花园在涅瓦河畔。', '你的秘密花园在涅瓦河畔，对吗？'],
    ['My mail is anna@kiwi.example.', 'I wrote to ANNA@KIWI.EXAMPLE for you.'],
    ['I like tea.', 'You like tea!'],
    ['My flat has the number 12b7.', 'It is 12B7.'],
  ])('of “%s” redacts “%s”', (memory, text) => {
    expect(redactorOf([memory]).redactMessage(answer(text)).text).not.toBe(text);
  });

  it.each([
    ['My locker code is 4711.', 'What is my locker code?'],
    ['My locker code is 4711.', 'Here is code that sorts a list.'],
    ['My favourite colour is teal.', 'Colour theory begins with the wheel.'],
    ['I live in Ghent.', 'Where do people live longest?'],
    ['From now on, answer in short sentences.', 'Sure. Here is the plan.'],
    ['I moved here in 2024.', 'In 2024 the games were held in Paris.'],
    ['I like tea.', 'I would like two coffees.'],
  ])('of “%s” leaves “%s”', (memory, text) => {
    expect(redactorOf([memory]).redactMessage(answer(text)).text).toBe(text);
  });

  it('removes answers entirely, but only sentences of user messages', () => {
    const redactor = redactorOf(['My locker code is 4711.']);
    expect(redactor.redactMessage(answer('Your locker code is 4711. Anything else?')).text).toBe(
      REMOVED_ANSWER,
    );
    expect(redactor.redactMessage(user('So 4711 it is. What about lunch?')).text).toBe(
      '[removed] What about lunch?',
    );
  });

  it('removes an answer made from the memory whatever its words, and its reasoning', () => {
    const redactor = redactorOf(['My locker code is 4711.'], { answers: ['a'] });
    expect(redactor.redactMessage({ ...answer('Vierzig-sieben-elf.'), reasoning: 'Hm.' })).toEqual({
      text: REMOVED_ANSWER,
      reasoning: '',
    });
    expect(redactor.redactMessage(answer('Vierzig-sieben-elf.', 'b')).text).toBe('Vierzig-sieben-elf.');
  });

  it('does not change what is already redacted', () => {
    const redactor = redactorOf(['This answer repeated something.'], { answers: ['a'] });
    const once = redactor.redactMessage(answer('Something.')).text;
    expect(redactor.redactMessage(answer(once)).text).toBe(once);
    expect(redactor.changes(answer(once))).toBe(false);
  });
});

describe('of a memory that this place was not given', () => {
  const unlinked = (memory: string) =>
    new Redactor(
      [],
      [
        {
          memoryId: 'm',
          texts: [memory],
          cues: [],
          quote: null,
          sourceMessages: [],
          answers: [],
          conversations: [],
          unlinked: ['c'],
        },
      ],
    );

  it.each([
    ['My locker code is 77413.', 'Ask for 77413 at the desk. It rains.', '[removed] It rains.'],
    ['My locker code is b7q4x.', 'Is B7Q4X safe? I wonder.', '[removed] I wonder.'],
    [
      'My godmother Philomena lives in Ghent.',
      'It rains. Philomena lives in Ghent now.',
      'It rains. [removed]',
    ],
    ['我的秘密花园在涅瓦河畔。', '你好。我的秘密花园在涅瓦河畔，对吗？', '你好。[removed]，对吗？'],
    ['I like tea.', 'You like tea! And cake.', '[removed] And cake.'],
  ])('“%s” is redacted from “%s”', (memory, text, left) => {
    expect(unlinked(memory).redactMessage(answer(text)).text).toBe(left);
  });

  it.each([
    ['My godmother Philomena lives in Ghent.', 'Philomena was a saint.'],
    ['My locker code is 4711.', 'The marathon had 4711 runners.'],
    ['My rent is 5000 euros.', '5000 people came.'],
    ['I run 25000 steps.', 'They paid 25000 for it.'],
    ['My dentist is on 2026-11-24.', 'The fair is on 2026-11-24.'],
    ['I was born in the 1980s.', 'Music of the 1980s, please.'],
    ['I drink 250ml of tea.', 'Add 250ml of milk.'],
    ['I like tea.', 'I like coffee. Tea is grown in Assam.'],
  ])('“%s” leaves “%s”', (memory, text) => {
    const redactor = unlinked(memory);
    expect(redactor.redactMessage(answer(text)).text).toBe(text);
    expect(redactor.repeats(text)).toBe(false);
  });
});

describe('a file', () => {
  const redactor = redactorOf(['My locker code at the pool is 4711.']);

  it.each([
    'My locker code at the pool is 4711.',
    'Codes\n\nAt the pool the locker has the code 4711\n\nBike: none',
    'MY LOCKER CODE\u00a0AT THE POOL IS 4711',
    'pool, locker, code, 4711',
  ])('repeats it: %j', (text) => {
    expect(redactor.repeats(text)).toBe(true);
  });

  it.each(['The pool has 4711 tiles.', 'A locker at the pool. The code of conduct. Page 4711.', '', '4711'])(
    'does not repeat it: %j',
    (text) => {
      expect(redactor.repeats(text)).toBe(false);
    },
  );
});
