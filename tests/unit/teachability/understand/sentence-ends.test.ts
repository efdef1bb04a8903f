import { describe, expect, it } from 'vitest';
import { sentencesOf } from '#main/teachability/capture/understand/sentences.ts';

const textsOf = (prose: string) => sentencesOf(prose).map(({ text }) => text);

describe('where a sentence ends', () => {
  it.each([
    ['initials', 'My tutor is J. R. Hobbs.|He is kind.'],
    ['initials of another script', 'Мой врач А. П. Лунин.|Он добрый.'],
    ['times of day', 'I wake at 6 a.m. every day.|Then I run.'],
    ['a time of day at the end', 'The shop opens at 9 a.m.|It shuts at 5.'],
    ['titles', 'I met Mr. Vance and Mrs. Lott.|Nice people.'],
    ['titles in Portuguese', 'O Sr. Reis e a Dra. Luz moram aqui.|São legais.'],
    ['titles in Dutch', 'Dhr. Smit en mevr. Bos.|Leuk.'],
    ['degrees', 'I have a Ph.D. in botany.|And a dog.'],
    ['abbreviations in parts', 'Ich mag z. B. Birnen.|Und Äpfel.'],
    ['ordinals with a month', 'Ich bin am 3. Mai geboren.|Das ist lange her.'],
    ['ordinals of a noun', 'Ben geht in die 3. Klasse.|Wir wohnen im 2. Stock.'],
    ['a number at the end', 'Ich wohne in der 3.|Das ist ein Haus.'],
    ['ordinals before a small letter', 'Urodziłem się 3. maja w 1990 r. w Łodzi.'],
    ['streets', 'Wir wohnen in der Hauptstr. 5.|Oben.'],
    ['measures', 'Das sind ca. 5 km.|Gut.'],
    ['an ellipsis in the middle', 'I live in... well, nowhere.|Yet.'],
    ['something said', 'She said "I quit." and left.|I laughed.'],
    ['something said in Japanese', '「はい。」と言った。|帰った。', ''],
    ['a danda', 'मैं पुणे में हूँ।|ठीक है।'],
    ['an Arabic question mark', 'أسكن في حلب.|أحب الكمثرى؟|نعم.'],
    ['no capitals at all', 'i keep two newts.|they eat worms.'],
  ])('%s', (_, marked, gap = ' ') => {
    const sentences = marked.split('|');
    expect(textsOf(sentences.join(gap))).toEqual(sentences);
  });

  it('takes time in proportion to the length', () => {
    const time = (count: number) => {
      const prose = 'A. B. c.d. 3. "x." '.repeat(count);
      const start = performance.now();
      sentencesOf(prose);
      return performance.now() - start;
    };
    time(500);
    expect(time(4_000)).toBeLessThan(Math.max(50, time(1_000) * 12));
  });
});
