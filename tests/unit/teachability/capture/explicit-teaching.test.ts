import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  explicitTeachings,
  withoutTeachingsIn,
} from '#main/teachability/capture/extract/explicit-teaching.ts';
import { learnByRules } from '#main/teachability/capture/extract/learn-by-rules.ts';
import { ownWords } from '#main/teachability/capture/understand/whose-words.ts';
import { mayContainTeaching } from '#main/teachability/capture/understand/may-contain-teaching.ts';
import { anyUnicode } from '../../../support/any-unicode.ts';
import { propertyRuns } from '../../../support/property-runs.ts';

const told = `
Remember that my favourite colour is teal. => fact: My favourite colour is teal.
remember that i live in ghent => fact: I live in ghent.
Please remember that I'm allergic to nuts! => preference: I'm allergic to nuts.
Remember: the wifi password is on the fridge => fact: The wifi password is on the fridge.
Remember my sister is called Ana. => fact: My sister is called Ana.
Don't forget that I moved to Porto. => fact: I moved to Porto.
Do not forget that Greta is on leave in June => fact: Greta is on leave in June.
Keep in mind that I prefer trains. => preference: I prefer trains.
Note that our shop is closed on Mondays. => fact: Our shop is closed on Mondays.
Make a note that the boiler is serviced in May. => fact: The boiler is serviced in May.
Take note: deliveries come on Tuesday. => fact: Deliveries come on Tuesday.
For future reference, I work at the harbour. => fact: I work at the harbour.
FYI: I am left-handed => preference: I am left-handed.
Can you remember that my dog is called Rex? => fact: My dog is called Rex.
Could you please remember that I never eat fish? => preference: I never eat fish.
My sister is called Ana, remember that. => fact: My sister is called Ana.
I prefer window seats, please don't forget. => preference: I prefer window seats.
From now on, answer with bullet points. => instruction: Answer with bullet points.
From now on I live in Porto. => fact: I live in Porto.
Going forward, keep it short. => instruction: Keep it short.
In future please use metric units => instruction: Use metric units.
Answer in Portuguese from now on. => instruction: Answer in Portuguese.
Always give me sources. => instruction: Always give me sources.
Never use emojis. => instruction: Never use emojis.
Whenever I ask for code, use TypeScript. => instruction: Whenever I ask for code, use TypeScript.
Remember to use metric units. => instruction: Use metric units.
Remember to buy milk. => fact: Remember to buy milk.
/teach my favourite colour is teal => fact: My favourite colour is teal.
/teach to deploy, run make release first => skill: To deploy, run make release first.
/remember: I prefer tea => preference: I prefer tea.
Merk dir, dass mein Hund Rex heißt. => fact: Mein Hund heißt Rex.
Merke dir bitte: Ich wohne in Graz. => fact: Ich wohne in Graz.
Ab jetzt antworte auf Deutsch. => instruction: Antworte auf Deutsch.
Recuerda que vivo en Lima. => fact: Vivo en Lima.
No olvides que soy alérgico a las nueces => preference: Soy alérgico a las nueces.
A partir de ahora, responde en español. => instruction: Responde en español.
Souviens-toi que j'habite à Lyon. => fact: J'habite à Lyon.
N'oublie pas que mon chien s'appelle Rex. => fact: Mon chien s'appelle Rex.
À partir de maintenant, réponds en français. => instruction: Réponds en français.
Lembre-se de que moro no Porto. => fact: Moro no Porto.
Ricorda che vivo a Siena. => fact: Vivo a Siena.
D'ora in poi rispondi in italiano. => instruction: Rispondi in italiano.
Remember how I want minutes written: decisions first, then who does what. => fact: How I want minutes written: decisions first, then who does what.
Don't forget where the spare key hangs: behind the blue door. => fact: Where the spare key hangs: behind the blue door.
Please note how to bleed the radiator: key a quarter turn, close when water comes. => skill: How to bleed the radiator: key a quarter turn, close when water comes.
请记住：我喜欢喝茶 => fact: 我喜欢喝茶。
记住我住在上海。 => fact: 我住在上海。
从现在起，用中文回答。 => instruction: 用中文回答。
`
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => line.split(' => '));

const notTold = `
Do you remember that my dog is called Rex?
Do you remember me?
Remember my name?
Remember when we talked about Rome?
remember how you did it last time
Remember how we laughed?
Can you remember my birthday?
I remember that summer well.
I can't remember where I put it.
What should I remember for the exam?
How do I remember names better?
She said "remember that I am vegan and that I live here".
> remember that I am vegan
Translate this into French: remember that I love you.
Write a poem that begins with: Remember that I am gone.
I always forget that my keys are in the bag.
Did you note that the API changed?
Don't you remember?
Erinnerst du dich an mich?
¿Te acuerdas de mi nombre?
Tu te souviens de moi ?
你还记得我的名字吗？
/teach
I'd love to work with more people going forward.
I took two days off and want to write again from now on, can you give me tips
always
Never mind.
Nothing.
`
  .split('\n')
  .filter((line) => line !== '');

describe('explicit teaching', () => {
  it.each(told)('%s', (message, expected) => {
    expect(explicitTeachings(message ?? '').map(({ kind, text }) => `${kind}: ${text}`)).toEqual([expected]);
  });

  it.each(notTold)('is not: %s', (message) => {
    expect(explicitTeachings(message).map(({ text, rule }) => `${rule} ${text}`)).toEqual([]);
  });

  it('takes several from one message, also as a list', () => {
    const list = 'Please remember the following:\n- I am vegan\n- My dog is called Rex\n- Never use emojis';
    expect(explicitTeachings(list).map(({ kind, text }) => `${kind}: ${text}`)).toEqual([
      'preference: I am vegan.',
      'fact: My dog is called Rex.',
      'instruction: Never use emojis.',
    ]);
    const two = 'Remember that I live in Ghent. Also, remember that I work at the harbour. What time is it?';
    expect(explicitTeachings(two).map(({ subject }) => subject)).toEqual(['where I live', 'where I work']);
  });

  it('takes two that are joined apart, unless the second leans on the first', () => {
    const texts = (message: string) => explicitTeachings(message).map(({ text }) => text);
    expect(texts('Remember that my bike code is 4471 and my locker is number 12.')).toEqual([
      'My bike code is 4471.',
      'My locker is number 12.',
    ]);
    expect(texts("Please remember that I'm allergic to kiwi, and that I hate bananas.")).toEqual([
      "I'm allergic to kiwi.",
      'I hate bananas.',
    ]);
    expect(texts('My sister is Ana and my brother is Ben, remember that.')).toHaveLength(2);
    expect(texts('Remember that I love espresso and I drink it every morning.')).toHaveLength(1);
    expect(texts('Remember that when I am ill and my wife is away, my sister helps.')).toHaveLength(1);
  });

  it('leaves the rest of a message to be learned from', () => {
    expect(withoutTeachingsIn('My name is Ines. Always answer in French.')).toBe('My name is Ines.');
    expect(withoutTeachingsIn('Remember the following:\n- I am vegan\n- My dog is called Rex')).toBe('');
    expect(withoutTeachingsIn('/teach I like tea. I live in Rome.')).toBe('');
  });

  it('keeps all lines of a /teach', () => {
    const [teaching] = explicitTeachings('/teach My routine:\n1. stretch\n2. coffee');
    expect(teaching?.text).toBe('My routine:\n1. stretch\n2. coffee.');
  });

  it('leaves fenced code out', () => {
    expect(explicitTeachings('```\nremember that x = 1\n```')).toEqual([]);
  });

  it('never throws, and never gives an empty text', () => {
    const opening = fc.constantFrom('', 'remember that ', '/teach ', 'from now on, ', '记住', 'merk dir, ');
    fc.assert(
      fc.property(opening, anyUnicode({ maxLength: 300 }), (start, rest) => {
        for (const { text } of explicitTeachings(start + rest)) expect(text.trim()).not.toBe('');
      }),
      { numRuns: propertyRuns(300) },
    );
  });

  it('sees through marks that show nothing and pictures ahead', () => {
    const texts = [
      '\u202eRemember that I like tea\u202c',
      'Remember\u200b that I like tea',
      '👍🏽 remember that I like tea',
    ];
    for (const text of texts)
      expect(explicitTeachings(text).map((taught) => taught.text)).toEqual(['I like tea.']);
  });

  it('refuses what is longer than a memory instead of keeping half of it', () => {
    const long = 'word '.repeat(1_000);
    for (const text of [`/teach ${long}`, `Remember that ${long}`])
      expect(() => explicitTeachings(text)).toThrow('Teach it in parts');
  });

  it.each([
    ['dots', '.'],
    ['opening quotation marks', '“'],
    ['opening guillemets', '«'],
    ['line ends', '\n'],
    ['question marks', '?'],
    ['exclamation marks', '!'],
    ['dashes', '-'],
    ['commas', ','],
    ['commas and dots', ',.'],
    ['"from now on"', 'from now on '],
  ])('reads a message of nothing but %s once, not again and again', (_name, piece) => {
    // Patterns that read it again from each place would take minutes; the runner's own limit is what fails then.
    const message = `x${piece.repeat(Math.ceil(200_000 / piece.length)).slice(0, 199_000)}y`;
    expect(() => explicitTeachings(message)).not.toThrow(RangeError);
    expect(learnByRules(message, 0)).toEqual([]);
    expect(mayContainTeaching(ownWords(message))).toBeTypeOf('boolean');
  });
});
