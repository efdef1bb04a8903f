import { describe, expect, it } from 'vitest';
import { replacedStatement } from '#main/teachability/capture/decide/replaced-statement.ts';

describe('a memory and a later wording of what taught it', () => {
  it.each([
    ['I like tea.', 'I like tea.', 'I like coffee.', 'I like coffee.'],
    ['I like tea.', 'Hi. I like tea.', 'Hi. I do not like tea.', 'I do not like tea.'],
    ['My name is Ann.', 'My name is Ann. Hello.', 'My name is Bob. Hello.', 'My name is Bob.'],
    ['The user is vegetarian', 'I’m vegetarian. Dinner?', 'I’m vegan. Dinner?', 'I’m vegan.'],
    ['Ich wohne in Bern.', 'Ich wohne in Bern.', 'Ich wohne in Basel.', 'Ich wohne in Basel.'],
    ['私は猫が好きです', '私は猫が好きです。', '私は犬が好きです。', '私は犬が好きです。'],
  ])('%s: “%s” → “%s” says otherwise', (memory, before, after, instead) => {
    expect(replacedStatement(memory, before, after)).toBe(instead);
  });

  it.each([
    ['said still, in another sentence', 'I like tea.', 'I like tea, so what?', 'I like tea, so what now?'],
    ['other case and punctuation', 'I like tea.', 'I like tea.', 'i like tea!'],
    ['left out', 'I like tea.', 'I like tea. What goes with it?', 'What goes with it?'],
    [
      'left out of its sentence',
      'I am vegetarian.',
      'I am vegetarian and want dinner ideas',
      'I want quick dinner ideas',
    ],
    ['something quite different', 'I like tea.', 'I like tea.', 'How high is the Eiffel tower?'],
    ['nothing of it was ever said', 'The sky is blue.', 'I like tea.', 'I like coffee.'],
    ['nothing at all', 'I like tea.', '', ''],
  ])('%s: is left alone', (_, memory, before, after) => {
    expect(replacedStatement(memory, before, after)).toBeNull();
  });

  it('takes long wordings in no time', () => {
    const long = 'word and other things '.repeat(9_000);
    expect(replacedStatement('I like tea.', `${long} I like tea`, `${long} I like coffee`)).toBeNull();
  });
});
