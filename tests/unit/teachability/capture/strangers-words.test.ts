/** Kinds of messages that people wrote who had not seen the rules. Only what holds without vectors; the rest is in `bench everyday`. */
import { describe, expect, it } from 'vitest';
import { amendedUnspaced } from '#main/teachability/capture/decide/amended-unspaced.ts';
import {
  contentWords,
  countContained,
  countRelated,
} from '#main/teachability/capture/decide/shared-words.ts';
import { pointsToLast } from '#main/teachability/capture/decide/taught-before.ts';
import { givesCredential } from '#main/teachability/capture/extract/credentials.ts';
import { withSubject } from '#main/teachability/capture/extract/elision.ts';
import { explicitTeachings } from '#main/teachability/capture/extract/explicit-teaching.ts';
import { learnByRules } from '#main/teachability/capture/extract/learn-by-rules.ts';
import { isRequestWord } from '#main/teachability/capture/decide/named-memories.ts';
import { opensOwnList } from '#main/teachability/capture/understand/leads/own-label.ts';
import { openTeachability, userWords } from '../../../support/open-teachability.ts';

const NOW = Date.UTC(2026, 4, 12, 9);

describe('a correction in a script without spaces', () => {
  it.each([
    ['ぼくの結婚記念日は6月4日です。', 'ごめん、6月14日でした', 'ぼくの結婚記念日は6月14日です。'],
    ['결혼기념일은 6월 4일이야.', '미안, 6월 14일이야', '결혼기념일은 6월 14일이야.'],
    ['猫の名前はタマです。', 'タマじゃなくてミケです', '猫の名前はミケです。'],
    ['我的老师姓赵。', '不是赵，是邵', '我的老师姓邵。'],
    ['고양이 이름은 나비야.', '아니다, 나비가 아니라 호두야', '고양이 이름은 호두야.'],
    ['형 이름은 민준이야.', '민준이 아니라 서준이야', '형 이름은 서준이야.'],
  ])('takes the place of the wrong value: %s %s', (memory, said, text) => {
    expect(amendedUnspaced(memory, said)).toBe(text);
  });

  it.each([
    ['猫の名前はタマです。', 'すみません、明日は雨ですか'],
    ['猫の名前はタマです。', 'ポチじゃなくてミケです'],
    ['我的老师姓赵。', '对不起，我迟到了'],
  ])('is none without it: %s %s', (memory, said) => {
    expect(amendedUnspaced(memory, said)).toBeNull();
  });
});

describe('a statement without its subject', () => {
  it.each([
    ['left-handed', "I'm left-handed."],
    ['currently learning Welsh, about A1', "I'm currently learning Welsh, about A1."],
    ['adopted two goats', 'I adopted two goats.'],
    ['sold the van, bought a boat', 'I sold the van, bought a boat.'],
  ])('is kept as a whole one: %s', (said, text) => {
    expect(withSubject(said)).toBe(text.replace(/\.$/u, ''));
  });

  it.each(['got a question', 'got two errors here', 'Left-handed people are rare', 'still working on it'])(
    'is not about the user: %s',
    (said) => {
      expect(learnByRules(said, NOW)).toEqual([]);
    },
  );
});

describe('a request to forget', () => {
  it.each([
    'oh wait, delete that last one',
    'ach weg damit',
    'さっきのは消して',
    '把刚才那条删了',
    '방금 말한 거 지워 줘',
  ])('names nothing: %s', (request) => {
    expect(pointsToLast(request, contentWords(request, isRequestWord))).toBe(true);
  });

  it.each(['delete the thing about my daughter', 'forget the oboe', '把小黑的事删了', 'タマのことは消して'])(
    'names something: %s',
    (request) => {
      expect(pointsToLast(request, contentWords(request, isRequestWord))).toBe(false);
    },
  );

  it('finds a noun in another case, and the noun of a verb', () => {
    expect(countContained(contentWords('गाने'), contentWords('गाना'))).toBe(1);
    expect(countContained(['развод'], ['развелась'])).toBe(0);
    expect(countRelated(['развод'], ['развелась'])).toBe(1);
    expect(countRelated(['garden'], ['guitar'])).toBe(0);
  });

  async function left(known: readonly string[], request: string): Promise<string[]> {
    const { memories, capture, store } = openTeachability();
    for (const text of known) await memories.teach({ text });
    await capture.captureExplicit(userWords(request, 5));
    const { items } = store.views.page({ statuses: ['active'] }, 50, 0);
    return items.map(({ text }) => text).toReversed();
  }

  it('finds the subject that it names in other words', async () => {
    expect(await left(['I live in Cork.', 'I like tea.'], 'forget my address')).toEqual(['I like tea.']);
  });

  it.each([
    ['My aunt’s birthday is 2 July.', 'forget my uncle’s birthday'],
    ['I work as a baker.', 'forget my job interview'],
  ])('leaves what is about somebody or something else: %s %s', async (known, request) => {
    expect(await left([known], request)).toEqual([known]);
  });
});

describe('a label above a list', () => {
  it.each(['Things about me u might need:', 'Due cose su di me:', 'Ein paar Dinge über mich:'])(
    'says that the user tells: %s',
    (label) => {
      expect(opensOwnList(label)).toBe(true);
    },
  );

  it.each(['Draft for me to check:', 'Zutaten:', 'Was ich gebacken habe:'])('does not: %s', (label) => {
    expect(opensOwnList(label)).toBe(false);
  });
});

describe('what is asked to be kept', () => {
  it('in many polite words, two things at once', () => {
    const texts = explicitTeachings(
      'Would you be kind enough to keep in mind that I sleep badly, and that Tuesday is my day for bowls?',
    ).map(({ text }) => text);
    expect(texts).toEqual(['I sleep badly.', 'Tuesday is my day for bowls.']);
  });
});

describe('what is told in passing', () => {
  const told = (message: string) => learnByRules(message, NOW).map(({ text }) => text);

  it('of two people names both', () => {
    expect(told('My husband Ilya and I live in a lighthouse near Wick.')).toEqual([
      'My husband Ilya and I live in a lighthouse near Wick.',
    ]);
    expect(told('My husband is away and I live in Wick.')).toEqual(['I live in Wick.']);
  });

  it('of an appointment is kept, but not of the next minutes', () => {
    expect(told("I've an eye test appointment tomorrow at noon")).toHaveLength(1);
    expect(told('I have a meeting in ten minutes, quick, an agenda')).toEqual([]);
  });

  it.each([
    'on a déménagé à Metz',
    'wir sind nach Jena umgezogen',
    'nos mudamos a Tarija',
    'ci siamo trasferiti a Bergamo',
    'mudei para Évora',
  ])('of a new home is about where the user lives: %s', (message) => {
    expect(learnByRules(message, NOW)).toMatchObject([{ subject: 'where I live' }]);
  });

  it.each([
    ['my card is 4012 8888 8888 1881', false],
    ['My key is sk-abcdefghijklmnopqrstuv.', false],
    ['My bank password is Tr0ut!Green.', true],
    ['Mein Passwort ist Forelle77.', true],
    ['mi contraseña es Trucha77', true],
    ['我的密码是 Trout77', true],
  ])('is no credential: %s', (text, asks) => {
    expect(givesCredential(text, asks)).toBe(true);
  });

  it.each([
    ['My order number is 4012 8888 8888 1882.', true],
    ['My wifi password is Trout77.', true],
    ['I always forget my password.', true],
    ['My bank password is Tr0ut!Green.', false],
  ])('may be kept: %s', (text, asks) => {
    expect(givesCredential(text, asks)).toBe(false);
  });
});

describe('short forms of typed English', () => {
  it.each(["my mum's bday is 9 feb", 'my bday is on the 2nd of june', 'My bf is called Rik.'])(
    'are read by rules and kept as typed: %s',
    (said) => {
      expect(learnByRules(said, NOW).map(({ text }) => text.toLowerCase().replace('.', ''))).toEqual([
        said.toLowerCase().replace('.', ''),
      ]);
    },
  );
});

it.each(['12 x 13', '3+4', '7 * 8 - 2', '18:3'])('a sum teaches nothing: %s', (sum) => {
  expect(learnByRules(sum, NOW)).toEqual([]);
});
