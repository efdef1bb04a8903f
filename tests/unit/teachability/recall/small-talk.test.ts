import { describe, expect, it } from 'vitest';
import { isSmallTalk } from '#main/teachability/small-talk.ts';
import { openTeachability, sent } from '../../../support/open-teachability.ts';

const smallTalk = `
hi|Hello!|hey there|Hi Tutee|Good morning|good evening everyone|Howdy|yo|Heyyy|hello again|Hey, how are you?|How are you doing today?
How's it going?|what's up|What's new?|How was your day?|Nice to meet you|Good to see you again|Long time no see|I'm back|Are you there?
Thanks|Thank you so much!|thanks a lot|thx|Many thanks|Cheers mate|Thanks for your help|Thank you, that was helpful|much appreciated
I appreciate it|You're the best|Well done|good job|Great work!|bye|Goodbye|See you later|see you tomorrow|Good night|Take care|ttyl
Have a nice day|Have a great weekend|Talk to you soon|gotta go|ok|Okay, got it|alright|Sure|Sounds good|Makes sense|I see|yes|no|yep|nope
Cool|Great!|Awesome|Perfect, thanks|Interesting|wow|haha|LOL|hmm|oh ok|fair enough|no problem|No worries|never mind|sorry|my bad|Oops
you're welcome|continue|go on|more please|test|ping|👋|🙂🙂|...|?!|I'm fine, thanks|not bad, and you?|same to you
Hallo|Guten Morgen|Wie geht's?|Danke schön|Tschüss|Hola|Buenos días|¿Qué tal?|Muchas gracias|Adiós|Bonjour|Salut|Ça va ?|Merci beaucoup
Au revoir|Olá|Bom dia|Tudo bem?|Obrigado|Ciao|Buongiorno|Come stai?|Grazie mille|你好|谢谢|再见|早上好|こんにちは|ありがとう|안녕하세요|Привет|спасибо
`
  .split(/[|\n]/u)
  .filter((line) => line !== '');

const aboutSomething = `
hi, what should I cook tonight?|thanks, now make it shorter|How are you built?|hello world in Rust|good morning routine ideas
What's up with my garden?|ok so what is my name|see you later alligator lyrics|How was your day as a nurse in 1950?|yes, the blue one
Great Expectations summary|thank you letter to my aunt|bye bye birdie cast|cool places in Porto|Danke in other languages|谢谢用英语怎么说
I'm fine with seafood|no sugar please|continue the story about Ana|test the login form
`
  .split(/[|\n]/u)
  .filter((line) => line !== '');

describe('small talk', () => {
  it('has at least a hundred examples here', () => expect(smallTalk.length).toBeGreaterThanOrEqual(100));

  it.each(smallTalk)('%s', (message) => expect(isSmallTalk(message)).toBe(true));

  it.each(aboutSomething)('is not: %s', (message) => expect(isSmallTalk(message)).toBe(false));

  it('recalls no fact, skill or preference, but how to answer still holds', async () => {
    const { memories, ask } = openTeachability();
    await memories.teach({ text: 'My favourite colour is teal.' });
    await memories.teach({ text: 'I say good morning to my neighbour Greta every day.', kind: 'fact' });
    await memories.teach({ text: 'I am allergic to nuts.' });
    await memories.teach({ text: 'Always include the time zone when I ask about meetings.' });
    await memories.teach({ text: 'To fix the boiler, call Hugo and thank him.', kind: 'skill' });
    await memories.teach({ text: 'Answer in Portuguese.' });
    const brought = new Set<string>();
    for (const message of smallTalk) for (const text of sent(await ask(message))) brought.add(text);
    expect([...brought]).toEqual(['Answer in Portuguese.']);
  });
});
